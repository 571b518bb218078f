import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.ground.audit.rules import LEAF, NODE, canonical, leaf, merkle_root
from tongxin.kit.crypto import sm3

LEAVES = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40)


def test_it_builds_the_tree_of_rfc_6962():
    a, b, c = (leaf([n, "x"]) for n in range(3))
    assert merkle_root([a]) == a
    assert merkle_root([a, b]) == sm3(NODE + a + b)
    assert merkle_root([a, b, c]) == sm3(NODE + sm3(NODE + a + b) + c)


def test_it_refuses_to_seal_nothing():
    with pytest.raises(ValueError):
        merkle_root([])


def test_it_keeps_leaves_and_nodes_apart():
    assert leaf([1]) == sm3(LEAF + b"[1]")


@given(LEAVES, st.data())
def test_it_notices_one_altered_leaf(leaves, data):
    place = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.binary(min_size=32, max_size=32).filter(lambda b: b != leaves[place]))
    assert merkle_root([*leaves[:place], other, *leaves[place + 1 :]]) != merkle_root(leaves)


@given(LEAVES, st.data())
def test_it_notices_a_leaf_taken_out_or_put_in(leaves, data):
    place = data.draw(st.integers(0, len(leaves)))
    assert merkle_root([*leaves[:place], b"\x07" * 32, *leaves[place:]]) != merkle_root(leaves)


@given(LEAVES.filter(lambda leaves: len(set(leaves)) > 1), st.randoms())
def test_it_notices_another_order(leaves, random):
    shuffled = leaves[:]
    random.shuffle(shuffled)
    assert (merkle_root(shuffled) == merkle_root(leaves)) == (shuffled == leaves)


FIELDS = st.lists(st.none() | st.integers() | st.text(), min_size=1, max_size=9)


@given(FIELDS, FIELDS)
def test_two_entries_have_the_same_bytes_only_if_they_are_the_same(one, other):
    assert (canonical(one) == canonical(other)) == (one == other)
