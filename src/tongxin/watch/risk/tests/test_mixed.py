"""Odds over dispersions of series that count little: what they say, and that they are a distribution."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaln

from tongxin.watch.risk import mixed
from tongxin.watch.risk.calibration import draw

WEEKS = 260


def told(mean, spread, series, *, weeks=WEEKS, seed=1, kinds=None):
    """Odds of series drawn with a mean and a dispersion."""
    means = np.full((series, weeks), mean)
    counts = draw(means, np.full((series, 1), spread), np.random.default_rng(seed))
    kind = np.zeros(series, dtype=np.int64) if kinds is None else kinds
    return mixed.odds(counts, means, np.ones(weeks), np.full(series, spread), kind)


def spread_of(odds):
    return float((odds @ mixed.SPREADS).mean())


def test_series_that_scatter_are_told_from_those_that_do_not():
    assert spread_of(told(0.5, 1.0, 300)) < 1.1
    assert 2.6 < spread_of(told(0.5, 3.0, 300)) < 3.4


def test_a_series_of_few_cases_goes_by_its_like():
    """Ten cases say little: the odds of each are near what is common."""
    odds = told(0.05, 1.5, 400, weeks=200)
    assert np.abs(odds - odds.mean(axis=0)).sum(axis=1).mean() < 0.6
    assert 1.3 < spread_of(odds) < 1.8


def test_kinds_learn_only_from_their_own():
    calm, wild = np.zeros(200, dtype=np.int64), np.ones(200, dtype=np.int64)
    means = np.full((400, WEEKS), 0.2)
    chance = np.random.default_rng(3)
    counts = np.concatenate(
        [draw(means[:200], np.ones((200, 1)), chance), draw(means[200:], np.full((200, 1), 3.0), chance)]
    )
    apart = mixed.odds(counts, means, np.ones(WEEKS), np.full(400, 2.0), np.concatenate([calm, wild]))
    together = mixed.odds(counts, means, np.ones(WEEKS), np.full(400, 2.0), np.zeros(400, dtype=np.int64))
    assert spread_of(apart[:200]) < spread_of(together[:200])
    assert spread_of(apart[200:]) > spread_of(together[200:])


def test_a_series_that_counts_much_keeps_its_own_dispersion():
    odds = told(10.0, 2.0, 3)
    assert odds.max(axis=1).tolist() == [1, 1, 1] and spread_of(odds) == 2.0


@settings(max_examples=30, deadline=None)
@given(st.floats(0.01, 1), st.floats(0, 1), st.floats(0.3, 1), st.integers(0, len(mixed.SPREADS) - 4))
def test_the_chances_of_all_counts_add_up_to_one(mean, doubt, share, at):
    top = 120
    now, before = (each.ravel().astype(float) for each in np.meshgrid(np.arange(top), np.arange(top)))
    odds = np.zeros((len(now), len(mixed.SPREADS)))
    odds[:, at] = 0.7
    odds[:, at + 1] = 0.3
    full = np.ones(len(now))
    log = mixed.log_normal(
        (now, before), (mean * full, mean * full), doubt * full, (share * full, full), odds
    )
    assert np.exp(log - gammaln(now + 1) - gammaln(before + 1)).sum() == pytest.approx(1, abs=0.01)


def test_dispersions_are_drawn_as_their_odds_say():
    odds = np.tile([0.25, 0.75] + [0.0] * (len(mixed.SPREADS) - 2), (4_000, 1))
    found = mixed.drawn(odds, np.random.default_rng(2))
    assert (found == mixed.SPREADS[1]).mean() == pytest.approx(0.75, abs=0.03)
