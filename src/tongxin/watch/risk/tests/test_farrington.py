"""The improved Farrington bound: against the outputs of the reference implementation, and by what must hold."""

import csv
import gzip

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.project.testing import shared
from tongxin.watch.risk.farrington import METHODS, alarms, design, history, score

FLEX = METHODS["flex_nbPlugin"]


def series_of(folder):
    """(scenario, replicate) → weekly counts without and with the current incident."""
    found = {}
    with gzip.open(folder / "sim_series.csv.gz", "rt") as lines:
        for row in csv.DictReader(lines):
            quiet = int(row["baseline"]) + int(row["past_outbreak"])
            one = found.setdefault((row["scenario"], row["rep"]), ([], []))
            one[0].append(quiet)
            one[1].append(quiet + int(row["current_outbreak"]))
    return {key: [np.array(counts, dtype=float) for counts in both] for key, both in found.items()}


def reference_of(folder, method):
    with gzip.open(folder / "reference_bounds.csv.gz", "rt") as lines:
        return [row for row in csv.DictReader(lines) if row["config"] == method]


@pytest.mark.parametrize("method", list(METHODS))
def test_it_alarms_where_the_reference_does(method):
    if shared() is None:
        pytest.skip("the reference bounds are not here (../shared or TONGXIN_SHARED)")
    folder = shared() / "data" / "detection"
    series, rows = series_of(folder), reference_of(folder, method)
    offsets = design(METHODS[method]).offsets
    baseline = np.array(
        [
            series[row["scenario"], row["rep"]][int(row["variant"])][int(row["week"]) - 1 + offsets]
            for row in rows
        ]
    )
    bounds = score(baseline, METHODS[method])
    counts = np.array([float(row["count"]) for row in rows])
    same = alarms(counts, bounds.upper) == np.array([row["alarm"] == "1" for row in rows])
    expected = np.array([float(row["expected"]) for row in rows])
    assert len(rows) > 20_000
    assert same.mean() >= 0.999
    assert (np.abs(bounds.expected - expected) <= 1e-3 * np.maximum(expected, 0.1)).mean() >= 0.999


def test_a_year_has_ten_seasons_and_the_newest_half_year_is_left_out():
    plan = design(FLEX)
    assert plan.offsets.min() == -263 and plan.offsets.max() == -27 and history(FLEX) == 263
    assert set(plan.level) == set(range(10)) and plan.level[plan.offsets == -52] == 0


def test_a_level_series_is_expected_to_go_on():
    bounds = score(np.full((3, len(design(FLEX).offsets)), 7.0), FLEX)
    assert bounds.expected == pytest.approx(7.0) and bounds.dispersion == pytest.approx(1.0)
    assert list(alarms(np.array([7.0, 14.0, 40.0]), bounds.upper)) == [False, False, True]


def test_a_growth_that_never_reached_so_far_is_not_carried_on():
    plan = design(FLEX)
    rising = np.round(np.exp(0.02 * (plan.offsets + 300)))[None, :]
    bounds = score(rising, FLEX)
    assert not bounds.trend[0] and bounds.expected[0] <= rising.max()


def test_a_season_in_which_nothing_ever_happened_alarms_at_the_first_case():
    plan = design(FLEX)
    quiet = np.where(plan.level == 0, 0.0, 4.0)[None, :]
    bounds = score(quiet, FLEX)
    assert bounds.upper[0] == 0 and alarms(np.array([1.0]), bounds.upper)[0]


def test_an_old_outbreak_is_weighted_down():
    plan = design(FLEX)
    calm = np.full((1, len(plan.offsets)), 5.0)
    calm += np.arange(calm.shape[1]) % 3 - 1.0
    struck = calm.copy()
    struck[0, plan.offsets == -104] = 60.0
    assert score(struck, FLEX).expected[0] < 6.0


counts = st.lists(st.integers(0, 2_000), min_size=237, max_size=237)


@settings(deadline=None, max_examples=60)
@given(st.lists(counts, min_size=1, max_size=4))
@pytest.mark.parametrize("method", ["flex_nbPlugin", "flex_delta"])
def test_any_history_has_a_finite_bound_and_stands_alone(method, rows):
    baseline = np.array(rows, dtype=float)
    together = score(baseline, METHODS[method])
    assert np.isfinite(together.upper).all() and (together.upper >= 0).all()
    assert (together.dispersion >= 1).all()
    alone = score(baseline[:1], METHODS[method])
    assert alone.upper[0] == pytest.approx(together.upper[0], rel=1e-6, abs=1e-6)
