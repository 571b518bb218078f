"""The card that ships is that of the weights that ship."""

from tongxin.watch.learning.queries import card as shipped
from tongxin.watch.triage.card import DATA, MEASURES
from tongxin.watch.triage.weights import weights


def test_the_shipped_card_is_of_the_shipped_weights_and_has_the_form_that_is_written():
    told = shipped()
    assert told.name == weights().name
    assert [(row["measure"], row["data"]) for row in told.scores] == [
        (measure, data) for measure in MEASURES.values() for data in DATA.values()
    ]
    assert told.points[0].rows == sum(
        row["rows"] for row in told.scores if row["measure"] == MEASURES["union F1"]
    )
