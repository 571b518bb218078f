"""How a state is shown: a word, a shape for those who see no colour, a tone. What is not known is never green."""

from tongxin.watch.risk.models import State

MARKS = {State.HOT: "▲", State.RAISED: "△", State.QUIET: "○", State.SHORT: "？"}
TONES = {State.HOT: "bad", State.RAISED: "wait", State.QUIET: "good", State.SHORT: ""}
RISING = (
    State.SHORT,
    State.QUIET,
    State.RAISED,
    State.HOT,
)  # for lists, and for the state of a place with several


def chip(state: str, *, slow: bool = False) -> dict[str, str]:
    """▲ 热点, ▲ 热点 · 缓慢上升."""
    of = State(state)
    rising = " · 缓慢上升" if slow and of in (State.HOT, State.RAISED) else ""
    return {"label": f"{MARKS[of]} {of.label}{rising}", "tone": TONES[of]}


def worst(states: list[str]) -> State:
    """The state of a place with several series."""
    return max((State(state) for state in states), key=RISING.index, default=State.SHORT)
