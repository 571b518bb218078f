"""Learning from officers' answers, without a database: what is learnt, and that the rest stays as it was."""

import pytest

from tongxin.watch.learning.adaptation import Sample, learn
from tongxin.watch.triage.additions import packed, plus, unpacked
from tongxin.watch.triage.verdicts import Reading, read_texts
from tongxin.watch.triage.weights import Weights, weights

ODD = "食堂的饭卡里押了三百块一直不退"


def taught(*samples: Sample) -> Weights:
    return plus(weights(), unpacked(packed(learn(weights(), samples))), "own-1")


def read(text: str, by: Weights) -> Reading:
    return read_texts([text], scorer=by)[0]


def test_it_learns_the_answer_officers_give():
    learnt = taught(*(Sample(f"{ODD}，{n}号窗口", True, "wages", True) for n in range(20)))
    before, after = read(ODD, weights()), read(ODD, learnt)
    assert after.category == "wages" and after.scores["wages"] > before.scores["wages"]
    assert after.union > before.union and after.collective and after.model == "own-1"


def test_the_shipped_weights_stay_as_they_were():
    before = read(ODD, weights())
    taught(Sample(ODD, True, "wages"))
    assert read(ODD, weights()) == before


def test_one_answer_leaves_other_texts_nearly_as_they_were():
    text = "工地上摔断了腿，公司不认工伤"
    before, after = read(text, weights()), read(text, taught(Sample(ODD, True, "wages")))
    assert after.category == before.category and after.union == pytest.approx(before.union, abs=0.02)


def test_contradicting_answers_end_in_between():
    learnt = taught(*(Sample(ODD, bool(n % 2), "wages") for n in range(60)))
    assert 0.3 < read(ODD, learnt).union < 0.7


def test_nothing_can_be_learnt_from_nothing():
    with pytest.raises(ValueError, match="nothing"):
        learn(weights(), [])
