"""What a series that counts little may count, with all that is not known of it. Pure.

Whether four cases in a street with one a month are chance depends on its dispersion, of which so few cases say little.
So each series has odds over a grid of dispersions instead of one value: how common each is among all such series
(nonparametric maximum likelihood by the EM algorithm; Laird, Journal of the American Statistical Association 73,
1978), times how likely its own past weeks are under it. Its level is uncertain by a normal error of the log of the
mean, summed up by Gauss–Hermite quadrature.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from tongxin.watch.risk.burst import log_mass

Floats = NDArray[np.float64]
Pair = tuple[Floats, Floats]
# Variance over mean.
SPREADS = 1 + np.array([0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.4, 2.0, 3.0, 5.0, 8.0])
NODES, SHARES = np.polynomial.hermite_e.hermegauss(7)
LOG_SHARES = np.log(SHARES / SHARES.sum())
LITTLE = 3.0  # cases a week, above which a series tells its dispersion well enough
ROUNDS = 30  # of the EM algorithm
PRIOR_SAY = 0.5  # series' worth of each dispersion
TINY = 1e-300


def odds(counts: Floats, mean: Floats, share: Floats, dispersion: Floats, kinds: NDArray[np.int64]) -> Floats:
    """Series × len(SPREADS), each row of sum 1: how likely each dispersion is, by past `counts` (series × weeks).

    `mean` is what was expected of them, of which `share` (weeks) has arrived. A series with more than LITTLE a week has
    the one nearest to its `dispersion`. Series of one of the `kinds` are alike.
    """
    nearest = np.abs(dispersion[:, None] - SPREADS).argmin(axis=1)
    found = np.eye(len(SPREADS))[nearest]
    little = mean.mean(axis=1) <= LITTLE
    for kind in np.unique(kinds[little]):
        at = np.flatnonzero(little & (kinds == kind))
        found[at] = _posterior(_likelihood(counts[at], mean[at], share))
    return found


def _likelihood(counts: Floats, mean: Floats, share: Floats) -> Floats:
    """Of all weeks of a series under each dispersion, as a part of that under the likeliest."""
    rows, weeks = np.nonzero(counts)
    y, expected, arrived = counts[rows, weeks], mean[rows, weeks], share[weeks]
    log = np.empty((len(counts), len(SPREADS)))
    for j, wide in enumerate(SPREADS - 1):  # weeks without a case only lower it, all together
        size, still = expected / (arrived * wide), np.log1p(share * wide)
        told = gammaln(y + size) - gammaln(size) + y * np.log(arrived * wide / (1 + arrived * wide))
        log[:, j] = np.bincount(rows, told, minlength=len(counts)) - mean @ (still / (share * wide))
    return np.exp(log - log.max(axis=1, keepdims=True))


def _posterior(likelihood: Floats) -> Floats:
    common = np.full(len(SPREADS), 1 / len(SPREADS))
    for _ in range(ROUNDS):
        found = likelihood * common
        found /= found.sum(axis=1, keepdims=True)
        common = (found.sum(axis=0) + PRIOR_SAY) / (len(found) + PRIOR_SAY * len(SPREADS))
    return np.asarray(found, dtype=np.float64)


def log_normal(counts: Pair, mean: Pair, doubt: Floats, share: Pair, odds: Floats) -> Floats:
    """Log probability of two weeks, this one and the one before, in which nothing happens; without the factorials.

    All of one length: the counts, their means, the variance of the log of these, the share that has arrived, and the
    odds of the dispersions (a row each).
    """
    log_odds = np.log(odds + TINY)
    middle = tuple(m * median(doubt) for m in mean)
    found = []
    for node, weight in zip(NODES, LOG_SHARES, strict=True):
        error = np.exp(node * np.sqrt(doubt))
        for j, wide in enumerate(SPREADS - 1):
            weeks = zip(counts, middle, share, strict=True)
            found.append(
                weight + log_odds[:, j] + sum(log_mass(y, m * error, 1 + s * wide) for y, m, s in weeks)
            )
    return np.asarray(logsumexp(found, axis=0), dtype=np.float64)


def median(doubt: Floats) -> Floats:
    """Of the mean, as a part of its mean; more than one is not believed."""
    return np.exp(-np.minimum(doubt, 1) / 2)


def drawn(odds: Floats, chance: np.random.Generator) -> Floats:
    """One dispersion for each row of `odds`."""
    at = (chance.random(len(odds))[:, None] > odds.cumsum(axis=1)).sum(axis=1)
    return np.asarray(SPREADS[np.minimum(at, len(SPREADS) - 1)], dtype=np.float64)
