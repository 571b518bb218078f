"""The platform's own method, on worlds of which the truth is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.risk import control, early, farrington, simulated
from tongxin.watch.risk.measure import at_rate, found, interval
from tongxin.watch.risk.seasonal import tail

probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_it_finds_more_than_the_reference_bound_at_no_more_false_alarms():
    world = simulated.single(1, 201)
    last = slice(-simulated.SCORED, None)
    loud = world.counts + world.more
    calm, p = (
        early.judge(counts, world.first, scored=simulated.SCORED, year=52.0).p
        for counts in (world.counts, loud)
    )
    settings = farrington.METHODS["flex_nbPlugin"]
    offsets = farrington.design(settings).offsets
    weeks = range(simulated.WEEKS - simulated.SCORED, simulated.WEEKS)

    def crying(counts):
        upper = [farrington.score(counts[:, at + offsets], settings).upper for at in weeks]
        return farrington.alarms(counts[:, last], np.stack(upper, axis=1))

    at = at_rate(calm, crying(world.counts).mean())
    assert found(p < at, world.more[:, last]).mean() >= found(crying(loud), world.more[:, last]).mean()
    assert (calm < early.ALPHA).mean() <= 0.008


def test_few_of_what_is_shown_among_many_sparse_series_is_chance():
    """As a look decides, of a fifth of the city, three times: few false finds, and fewer than with own averages."""
    shown = [_shown(seed) for seed in (202, 203, 204)]
    false, plain, power = (np.array(each) for each in zip(*shown, strict=True))
    error = false.std(ddof=1) / len(false) ** 0.5
    assert false.mean() <= Q + 2 * min(error, 0.04)  # three worlds sway; bench detection says more
    assert false.mean() < plain.mean() and power.mean() >= 0.35


Q, SERIES = 0.2, 2_000


def _shown(seed):
    """Share of false ones among what a look shows, among what comparing with the average would show; the power."""
    world = simulated.sparse(seed)
    counts, true = (world.counts + world.more)[:SERIES], world.more[:SERIES, -1] > 0
    streets = counts.reshape(-1, simulated.CATEGORIES, counts.shape[1])
    whole = np.concatenate([counts.sum(axis=0, keepdims=True), streets.sum(axis=1), counts])
    number, each = simulated.CATEGORIES, np.arange(simulated.CATEGORIES)
    above = np.arange(1, 1 + len(streets))
    parent = np.concatenate([[-1], np.zeros(len(streets)), np.repeat(above, number)]).astype(np.int64)
    groups = np.concatenate([np.full(1 + len(streets), number), np.tile(each, len(streets))])
    kinds = np.concatenate([[0], np.ones(len(streets)), np.full(len(counts), 2)]).astype(np.int64)
    judged = early.judge(whole, world.first, groups=groups, kinds=kinds)
    higher = whole[:, -1] > judged.expected[:, 0]
    found = (control.reject(judged.both[:, 0], parent, Q) & higher)[-len(counts) :]
    average = np.maximum(counts[:, :-4].mean(axis=1), 1e-4)
    p = tail(counts[:, -1], average, np.ones(len(counts)))
    naive = p <= control.cutoff(p, Q)
    return (
        (found & ~true).sum() / max(1, found.sum()),
        (naive & ~true).sum() / naive.sum(),
        found[true].mean(),
    )


@pytest.mark.parametrize("more", [5, 12, 40, 200])
def test_the_greater_an_incident_the_surer_it_is_an_alarm(more):
    world = simulated.sparse(205)
    counts = world.counts[:600].copy()
    counts[:20, -1] += more
    judged = early.judge(counts, world.first, groups=np.arange(600) % simulated.CATEGORIES)
    assert (judged.p[:20, 0] < early.ALPHA).mean() >= 0.9
    assert (judged.upper[:20, 0] < counts[:20, -1]).mean() >= 0.9


@pytest.mark.parametrize("weeks", range(54, 63))
def test_a_platform_in_its_second_year_is_judged_as_soon_as_there_is_a_year(weeks):
    world = simulated.festival(20, weeks, 206)
    judged = early.judge(world.counts, world.first, scored=8)
    assert judged.enough.all() == (weeks > early.LEAST + early.LEFT_OUT)
    known = (~np.isnan(judged.p)).sum(axis=1)
    assert (known == max(0, min(8, weeks - early.LEAST - early.LEFT_OUT))).all()


def test_growth_that_is_certain_is_not_held_up_by_the_number_of_draws():
    world = simulated.build_up(60, 260, 207)
    assert early.judge(world.counts + world.more, world.first).rising.min() < 1e-5


def test_a_history_of_less_than_a_year_is_said_to_be_none():
    judged = early.judge(np.ones((3, 50)), simulated.FIRST)
    assert not judged.enough.any()
    assert np.isnan(judged.p).all()


def test_a_count_above_the_bound_is_one_whose_p_is_small():
    world = simulated.festival(60, 300, 203)
    judged = early.judge(world.counts + 3 * (world.counts > 30), world.first, scored=26)
    above, small = (world.counts + 3 * (world.counts > 30))[:, -26:] > judged.upper, judged.p < early.ALPHA
    assert (above | small).sum() >= 5
    assert (above & small).sum() >= 0.9 * (above | small).sum()  # a p at the very border is rounded


def test_what_has_not_arrived_is_not_taken_for_quiet():
    world = simulated.festival(60, 260, 204)
    share = np.ones(260)
    share[-2:] = 0.5
    part = simulated.thinned(world.counts, share, np.random.default_rng(1))
    told = early.judge(part, world.first, complete=share).expected
    assert told.sum() == pytest.approx(part[:, -1].sum(), rel=0.25)


@given(probabilities, st.floats(0.01, 0.5))
def test_a_family_is_cut_as_benjamini_and_hochberg_say(p, q):
    given_p = np.array(p)
    bar = control.cutoff(given_p, q)
    number = (given_p <= bar).sum()
    assert number == 0 or bar <= q * number / len(p)


@given(probabilities)
def test_nothing_is_found_below_a_district_that_is_not_opened(p):
    whole = np.array([1.0, *([1.0] * len(p))])
    parent = np.array([-1, *([0] * len(p))])
    assert not control.reject(whole, parent, 0.2).any()


def test_one_street_is_found_though_its_district_as_a_whole_is_quiet():
    p = np.array([0.7, 0.6, 1e-9, 0.4, 0.9])
    parent = np.array([-1, 0, 1, 1, 1])
    assert control.reject(p, parent, 0.1).tolist() == [False, False, True, False, False]


def test_parents_in_a_circle_are_refused():
    with pytest.raises(ValueError, match="circle"):
        control.reject(np.ones(2), np.array([1, 0]), 0.1)


def test_a_mean_comes_with_its_interval():
    middle, low, high = interval([0.0, 1.0] * 50)
    assert low < middle < high
