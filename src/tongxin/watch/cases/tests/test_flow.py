from pathlib import Path

from tongxin.watch.cases.acts import ACTS, WAITS
from tongxin.watch.cases.flow import State, flow

SNAPSHOT = Path(__file__).with_name("flow.mmd")


def test_the_drawing_of_the_table_is_as_recorded():
    assert flow.mermaid() == SNAPSHOT.read_text(encoding="utf-8").rstrip("\n")


def test_every_verb_has_a_form_and_a_right():
    assert set(ACTS) == set(flow.table)


def test_every_state_but_the_last_waits_for_a_verb_that_is_open_in_it():
    assert set(WAITS) == set(State) - {State.CALLED_BACK}
    assert all(verb in flow.verbs(state) for state, verb in WAITS.items())
