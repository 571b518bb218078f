"""Growth that no single week shows. Pure.

How much more likely the last weeks are if the mean has begun to grow than if it has not: the mean over growths that
began LENGTHS weeks ago and have reached RISES times what was expected, each week compared with a mean learnt before
them all. It takes the place of the negative binomial cumulative sum (Höhle and Paul, Computational Statistics and Data
Analysis 52, 2008), which looks for a sudden step and saw a doubling over half a year two weeks later at like false
alarms.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from tongxin.watch.risk.burst import log_mass
from tongxin.watch.risk.calibration import BODY, Curve, draw

Floats = NDArray[np.float64]
SPAN = 24  # weeks not learnt from
LENGTHS = (6, 10, 14, 18, 22)
RISES = (1.3, 1.6, 2.0, 2.5)
ALPHA = 0.0055  # of one week
STRATA = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0)  # of the cases expected in SPAN weeks
DRAWS = 5_000  # of each stratum


def rising(counts: Floats, mean: Floats, spread: Floats, doubt: Floats) -> Floats:
    """p that nothing grows, for the last weeks − SPAN + 1 of the weeks given (all series × weeks).

    `spread` is variance over mean for a known mean, `doubt` (series) the variance of the log of the mean.
    """
    chance = np.random.default_rng(1)
    found = growth(counts, mean, spread)
    p = np.ones_like(found)
    of = np.searchsorted(STRATA, mean[:, -SPAN:].sum(axis=1))
    for number in np.unique(of).tolist():
        at = np.flatnonzero(of == number)
        rows, span = chance.choice(at, DRAWS), slice(-SPAN, None)
        error = chance.normal(0, np.sqrt(doubt[rows])) - doubt[rows] / 2
        drawn = draw(mean[rows, span] * np.exp(error)[:, None], spread[rows, span], chance)
        curve = Curve.of(growth(drawn, mean[rows, span], spread[rows, span])[:, 0], BODY)
        p[at] = curve.p(found[at])
    return p


def growth(counts: Floats, mean: Floats, spread: Floats) -> Floats:
    """Log Bayes factor of growth at each of the last weeks − SPAN + 1 weeks."""
    normal = log_mass(counts, mean, spread)
    return np.stack(
        [
            logsumexp(
                [
                    (_grown(counts, mean, spread, weeks, rise) - normal[:, weeks]).sum(axis=1)
                    for weeks in (slice(last - length + 1, last + 1) for length in LENGTHS)
                    for rise in RISES
                ],
                axis=0,
            )
            - np.log(len(LENGTHS) * len(RISES))
            for last in range(SPAN - 1, counts.shape[1])
        ],
        axis=1,
    )


def _grown(counts: Floats, mean: Floats, spread: Floats, weeks: slice, rise: float) -> Floats:
    """Log probability of these weeks if the mean has grown evenly to `rise` times in them."""
    length = weeks.stop - weeks.start
    steps = 1 + (rise - 1) * np.arange(1, length + 1) / length
    return log_mass(counts[:, weeks], steps * mean[:, weeks], spread[:, weeks])
