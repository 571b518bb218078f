"""The pure side: points, caps, bands, exact reasons. Properties over any evidence."""

import math
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.ground.rulebook.presets.scoring import BODY
from tongxin.ground.rulebook.rules import check
from tongxin.project.testing import FRIDAY
from tongxin.watch.scores.bands import RANK, band_of, settle
from tongxin.watch.scores.rules import Heap, Item, decayed, divisor, index, logit, table_of, weigh

TABLE = table_of(BODY)
KINDS = sorted(TABLE.kinds)
DAY = timedelta(days=1)


@st.composite
def evidence(draw):
    """Up to a dozen pieces, some of one group, none of the future."""
    rows = draw(
        st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 400), st.sampled_from("ab ")), max_size=12)
    )
    return [
        Item(f"e{n}", kind, FRIDAY - days * DAY, f"incident:{group}" if group != " " else "")
        for n, (kind, days, group) in enumerate(rows)
    ]


def heaps(items, at):
    found = weigh(items, TABLE, at)
    made = {}
    for item in items:
        points, n = made.get(item.kind, (0.0, 0))
        made[item.kind] = points + found[item.name], n + 1
    return [Heap(kind, points, n, at) for kind, (points, n) in made.items()]


def test_the_shipped_table_has_no_fault():
    assert check("other", BODY) == []


def test_the_lines_of_the_source_are_where_it_puts_them():
    """Ten points are the yellow line, twenty the red; nothing known is ten."""
    for points, value in ((0, 10), (10, 40), (20, 80)):
        heap = [Heap("matter_large", float(points), 1, FRIDAY)] if points else []
        assert math.isclose(index(heap, TABLE).value, value, abs_tol=0.01)
    assert (BODY["lines"]["yellow"], BODY["lines"]["red"]) == (40, 80)


def test_points_halve_every_half_life():
    assert decayed(8, 90, FRIDAY - 90 * DAY, FRIDAY) == 4


@given(evidence(), st.randoms())
def test_the_order_of_arrival_changes_nothing(items, random: Random):
    shuffled = list(items)
    random.shuffle(shuffled)
    assert index(heaps(items, FRIDAY), TABLE).value == index(sorted_heaps(shuffled), TABLE).value


def sorted_heaps(items):
    return heaps(sorted(items, key=lambda item: int(item.name[1:])), FRIDAY)


@given(evidence())
def test_a_group_never_counts_more_than_its_cap(items):
    found = weigh(items, TABLE, FRIDAY)
    for group in {item.group for item in items if item.group}:
        together = sum(found[item.name] for item in items if item.group == group)
        assert together <= TABLE.caps["incident"] + 1e-9


@given(evidence(), st.sampled_from(KINDS), st.integers(0, 400), st.sampled_from("ab "))
def test_what_is_heard_besides_never_lowers_the_index(items, kind, days, group):
    more = Item("more", kind, FRIDAY - days * DAY, f"incident:{group}" if group != " " else "")
    before, after = (index(heaps(told, FRIDAY), TABLE).value for told in (items, [*items, more]))
    assert after >= before - 1e-9


@given(evidence())
def test_the_reasons_add_up_to_the_index_exactly(items):
    means = {"matter_small": 1.5, "hot": 0.2, "layoff": 0.7}
    for told in ({}, means):
        found = index(heaps(items, FRIDAY), TABLE, hot=True, means=told)
        assert math.isclose(
            found.base + sum(r.odds for r in found.reasons), logit(found.value / 100), abs_tol=1e-6
        )
    plain = index(heaps(items, FRIDAY), TABLE, hot=True)
    assert math.isclose(plain.value, found.value, abs_tol=1e-9)  # means move words, not the index


@given(evidence())
def test_another_reporter_of_the_same_matter_never_lifts_it_over_the_cap(items):
    one = [Item("x", "crime_line", FRIDAY, "incident:z"), Item("y", "matter_large", FRIDAY, "incident:z")]
    more = [*one, Item("w", "collective", FRIDAY, "incident:z")]
    before, after = (index(heaps([*items, *told], FRIDAY), TABLE).value for told in (one, more))
    assert after <= before + 1e-9


def test_more_reporters_are_not_more_risk():
    """A firm of which ten reports a year are usual: its counts weigh less, its facts do not."""
    counts, fact = [Heap("matter_small", 20.0, 4, FRIDAY)], [Heap("crime_line", 15.0, 1, FRIDAY)]
    usual = divisor(10.0)
    assert index(counts, TABLE, divided=usual).value < index(counts, TABLE).value
    assert index(fact, TABLE, divided=usual).value == index(fact, TABLE).value
    assert divisor(None) == divisor(0.3) == 1


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 20), st.floats(0, 100)), min_size=1, max_size=40))
def test_a_band_rises_at_once_and_falls_never_before_two_weeks(steps):
    band, down_at, at, high = "blank", None, FRIDAY, FRIDAY
    for days, value in steps:
        at += days * DAY
        now_in = band_of(value, TABLE.lines)
        before = band
        if RANK[now_in] >= RANK[band]:
            high = at
        band, down_at = settle(band, down_at, now_in, at)
        assert RANK[band] >= RANK[now_in]
        if RANK[band] < RANK[before]:
            assert at - high >= timedelta(weeks=2)
