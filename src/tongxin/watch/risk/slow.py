"""Growth that no single week shows: a cumulative sum of negative binomial log-likelihood ratios. Pure.

After Höhle and Paul, "Count data regression charts for the monitoring of surveillance time series" (Computational
Statistics and Data Analysis 52, 2008): the sum of the evidence that the mean is RISE times what was expected, never
below zero, over the last SPAN weeks, each compared with a mean learnt before them all.
"""

import numpy as np
from numpy.typing import NDArray

from tongxin.watch.risk.burst import log_mass
from tongxin.watch.risk.calibration import draw

Floats = NDArray[np.float64]
SPAN = 24  # weeks
RISE = 1.5
ALPHA = 0.0055  # of one week
STRATA = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0)  # of the cases expected in SPAN weeks
DRAWS = 20_000  # of each stratum


def rising(counts: Floats, mean: Floats, spread: Floats, doubt: Floats) -> Floats:
    """p that nothing grows, for the last weeks − SPAN + 1 of the weeks given (all series × weeks).

    `spread` is variance over mean for a known mean, `doubt` (series) the variance of the log of the mean.
    """
    chance = np.random.default_rng(1)
    found = sums(counts, mean, spread)
    p = np.ones_like(found)
    of = np.searchsorted(STRATA, mean[:, -SPAN:].sum(axis=1))
    for number in np.unique(of).tolist():
        at = np.flatnonzero(of == number)
        rows = chance.choice(at, DRAWS)
        true = mean[rows] * np.exp(chance.normal(0, np.sqrt(doubt[rows])) - doubt[rows] / 2)[:, None]
        drawn = np.sort(sums(draw(true, spread[rows], chance), mean[rows], spread[rows]), axis=0)
        for week in range(found.shape[1]):
            above = DRAWS - np.searchsorted(drawn[:, week], found[at, week], side="left")
            p[at, week] = (above + 1) / (DRAWS + 1)
    return p


def sums(counts: Floats, mean: Floats, spread: Floats) -> Floats:
    """The cumulative sum at each of the last weeks − SPAN + 1 weeks, begun with the first week given."""
    step = log_mass(counts, RISE * mean, spread) - log_mass(counts, mean, spread)
    total, kept = np.zeros(len(counts)), []
    for week in range(counts.shape[1]):
        total = np.maximum(0, total + step[:, week])
        kept.append(total)
    return np.stack(kept[SPAN - 1 :], axis=1)
