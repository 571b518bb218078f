import copy

from hypothesis import given
from hypothesis import strategies as st

from tongxin.ground.rulebook.queries import ABSENT, _walk, compare
from tongxin.ground.rulebook.tests.makers import deadlines, profile

VALUES = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3)
BODIES = st.dictionaries(
    st.text(max_size=3),
    st.recursive(
        VALUES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


def test_it_names_what_changed_in_words():
    (change,) = compare(deadlines(), deadlines(red=2))
    assert (change.place, change.words_before, change.words_after) == (
        "红色 › 处置",
        "1个工作日",
        "2个工作日",
    )


def test_it_shows_a_changed_condition_whole():
    changes = compare(profile(30), profile(50))
    assert [(c.place, c.words_before, c.words_after) for c in changes] == [
        ("等级 › 红色 › 情形 1 › 条件 1", "人数不少于30人", "人数不少于50人"),
        ("等级 › 红色 › 情形 1 › 说明", "30人以上", "50人以上"),
    ]


def test_it_shows_what_was_added_and_taken_away():
    longer = copy.deepcopy(profile())
    longer["levels"]["orange"]["any"].append(longer["levels"]["red"]["any"][0])
    (added,) = compare(profile(), longer)
    assert added.before is None and "30人以上" in added.words_after
    (gone,) = compare(longer, profile())
    assert gone.after is None and gone.words_after == "（无）"


@given(BODIES)
def test_a_body_does_not_differ_from_itself(body):
    assert compare(body, copy.deepcopy(body)) == []


@given(BODIES, BODIES)
def test_a_difference_is_found_exactly_where_there_is_one(a, b):
    assert bool(compare(a, b)) == (_typed(a) != _typed(b))


@given(BODIES, BODIES)
def test_the_changes_lead_from_one_body_to_the_other(a, b):
    made = copy.deepcopy(a)
    for path, _, after in reversed(list(_walk((), a, b))):
        _put(made, path, after)
    assert _typed(made) == _typed(b)


def _put(body, path, value):
    for step in path[:-1]:
        body = body[step]
    last = path[-1]
    if value is ABSENT:
        del body[last]
    elif isinstance(body, list) and last >= len(body):
        body.extend([None] * (last - len(body)) + [value])
    else:
        body[last] = value


def _typed(value):
    if isinstance(value, dict):
        return {key: _typed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_typed(each) for each in value]
    return (type(value).__name__, value)
