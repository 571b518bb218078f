"""A table of verbs: what is open now, what follows, and what is refused in words."""

import pytest
from django.db.models import TextChoices

from tongxin.kit.flow import Flow
from tongxin.kit.refused import Refused


class State(TextChoices):
    OPEN = "open", "待办"
    DOING = "doing", "办理中"
    DONE = "done", "已办结"


TABLE = {
    "take": ({State.OPEN}, State.DOING),
    "note": ({State.OPEN, State.DOING}, None),
    "close": ({State.DOING}, State.DONE),
}
FLOW = Flow(State, TABLE, labels={"take": "签收", "note": "备注", "close": "办结"})


def test_it_says_what_follows():
    assert FLOW.after("take", "open") == "doing"
    assert FLOW.after("note", "doing") == "doing"


def test_it_refuses_in_words_what_the_table_does_not_allow():
    with pytest.raises(Refused) as refused:
        FLOW.after("close", "open")
    assert refused.value.message == "当前状态为“待办”，不能办结。"


def test_it_offers_the_open_verbs_in_the_order_of_the_table():
    assert FLOW.verbs("open") == ["take", "note"]
    assert FLOW.verbs("done") == []


def test_a_verb_it_does_not_know_is_a_mistake_of_the_code():
    with pytest.raises(KeyError):
        FLOW.after("fly", "open")


def test_every_verb_wants_a_label():
    with pytest.raises(ValueError, match="close"):
        Flow(State, TABLE, labels={"take": "签收", "note": "备注"})


def test_it_draws_every_move():
    lines = FLOW.mermaid().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert '  state "办理中" as doing' in lines
    assert "  open --> doing: 签收" in lines and "  doing --> doing: 备注" in lines
