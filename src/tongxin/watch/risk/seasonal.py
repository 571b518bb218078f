"""What is normal for each of many weekly series: an empirical-Bayes log-linear model, fitted together. Pure NumPy.

The log of the mean is level + trend + two harmonics of the year + one term for each week around Spring Festival. Series
of one group share a shape: every coefficient has a normal prior whose mean is the group's and whose variance is learnt
from all series (with posterior means and variances by Laplace's approximation). So a street with a case a year takes
its season from the city, a city series its own, and a term that no series needs, such as the moon's, goes to nothing.
Counts are quasi-Poisson: variance phi × mean. Past incidents are weighted down by how far out they lie.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, ndtri

from tongxin.watch.risk import mixed
from tongxin.watch.risk.moon import NONE

Floats = NDArray[np.float64]
YEAR = 365.25 / 7  # weeks
TREND = 130.0  # weeks of the unit of time
HARMONICS = 2
STEPS = (5, 3, 2, 2)  # of Newton's method in each round of learning the prior
FIRST_STEPS = 8
SMALLEST = 1e-4  # variance of a coefficient
LEAST_MEAN, MOST_LOG = 1e-4, 14.0
OUTLYING = 2.576  # a count farther out, in normal deviates, is weighted down
FAR_OUT = 4.0  # the same for the dispersion, which would be too small if all that is rare were left out
PRIOR_SD = (1.5, 0.4, 0.4, 0.4, 0.2, 0.2, *([0.3] * NONE))  # of the coefficients, before any series is seen
TINY = 1e-9
STRATA = (0.05, 0.2, 1.0, 4.0, 16.0)  # of weekly means, within which dispersions are alike
ALONE = 1.0  # variance between dispersions where a series stands alone
PRIOR_SAY = 5.0  # series' worth
GROUP_SAY = 3.0  # series' worth of a group without a shape


@dataclass(frozen=True, slots=True)
class Prior:
    """Means (groups × terms) and variances (terms) of the coefficients."""

    mean: Floats
    variance: Floats


@dataclass(frozen=True, slots=True)
class Normal:
    """Coefficients (series × terms), their covariance, dispersion and its variance (series), the prior of it all.

    `odds`: of each of the dispersions in `mixed.SPREADS` (series × these).
    """

    coefficients: Floats
    covariance: Floats
    dispersion: Floats
    unsure: Floats
    prior: Prior
    odds: Floats

    def expected(self, terms: Floats, share: Floats) -> tuple[Floats, Floats, Floats]:
        """Of weeks with these terms: mean, spread (variance over mean), variance of its log; series × weeks.

        `share` of a week's signals has arrived: what has not makes the rest more like Poisson.
        """
        doubt = np.einsum("wp,npq,wq->nw", terms, self.covariance, terms, optimize=True)
        spread = 1 + share * (self.dispersion[:, None] - 1)
        mean = _mean(self.coefficients, terms, share) * np.exp(np.minimum(doubt, 1) / 2)
        return mean, np.broadcast_to(spread, doubt.shape), doubt


def design(weeks: NDArray[np.int64], phase: NDArray[np.int64], year: float = YEAR) -> Floats:
    """Weeks × terms. `weeks` are counted from a fixed origin, `phase` is that of `moon.phases`; `year` in weeks."""
    turn = 2 * np.pi * weeks / year
    waves = [wave(n * turn) for n in range(1, HARMONICS + 1) for wave in (np.cos, np.sin)]
    around = phase[:, None] == np.arange(NONE)
    return np.column_stack([np.ones(len(weeks)), weeks / TREND, *waves, around])


def fit(
    counts: Floats, terms: Floats, groups: NDArray[np.int64], kinds: NDArray[np.int64], share: Floats
) -> Normal:
    """Learn what is normal from `counts` (series × weeks), given `terms` (weeks × terms), each series' group and kind.

    `share` (weeks) is the part of a week's signals that has arrived.
    """
    prior = _first(counts, terms, groups, share)
    coefficients = prior.mean[groups]
    weight, dispersion = np.ones_like(counts), np.ones(len(counts))
    for steps in STEPS:
        for _ in range(steps):
            heavy = weight / dispersion[:, None]
            step, covariance = _step(counts, terms, share, heavy, coefficients, prior, groups)
            coefficients = coefficients + np.clip(step, -1, 1)
        mean = _mean(coefficients, terms, share)
        deviate = _deviates(counts, mean, dispersion)
        weight = _weights(deviate, OUTLYING)
        dispersion, unsure = _dispersion(counts, mean, _weights(deviate, FAR_OUT))
        prior = _learn(coefficients, covariance, groups, prior)
    odds = mixed.odds(counts, _mean(coefficients, terms, share), share, dispersion, kinds)
    return Normal(coefficients, covariance, dispersion, unsure, prior, odds)


def _mean(coefficients: Floats, terms: Floats, share: Floats) -> Floats:
    return np.maximum(np.exp(np.minimum(coefficients @ terms.T, MOST_LOG)) * share, LEAST_MEAN)


def _step(
    counts: Floats, terms: Floats, share: Floats, weight: Floats, coefficients: Floats, prior: Prior,
    groups: NDArray[np.int64],
) -> tuple[Floats, Floats]:  # fmt: skip
    """Newton's step for all series, and the covariance of the posterior."""
    mean = _mean(coefficients, terms, share)
    pull = (weight * (counts - mean)) @ terms - (coefficients - prior.mean[groups]) / prior.variance
    size = terms.shape[1]
    products = (terms[:, :, None] * terms[:, None, :]).reshape(len(terms), -1)
    curve = ((weight * mean) @ products).reshape(-1, size, size) + np.diag(1 / prior.variance)
    covariance = np.asarray(np.linalg.inv(curve), dtype=np.float64)
    step: Floats = np.einsum("npq,nq->np", covariance, pull)
    return step, covariance


def _first(counts: Floats, terms: Floats, groups: NDArray[np.int64], share: Floats) -> Prior:
    """The shape of a group from the sum of its series, its level from their mean."""
    number = int(groups.max(initial=0)) + 1
    summed = np.zeros((number, counts.shape[1]))
    np.add.at(summed, groups, counts)
    of_group = np.bincount(groups, minlength=number)
    variance = np.array(PRIOR_SD) ** 2
    wide = Prior(np.zeros((number, len(variance))), np.concatenate([[25.0], variance[1:]]))
    coefficients = wide.mean.copy()
    coefficients[:, 0] = np.log(np.maximum(summed.mean(axis=1) / share.mean(), 0.01))
    for _ in range(FIRST_STEPS):
        wanted = (summed, terms, share, np.ones_like(summed) / 2, coefficients, wide, np.arange(number))
        coefficients = coefficients + np.clip(_step(*wanted)[0], -1, 1)
    shrunk = coefficients * (of_group / (of_group + GROUP_SAY))[:, None]
    shrunk[:, 0] = coefficients[:, 0] - np.log(np.maximum(of_group, 1))
    return Prior(shrunk, variance)


def _learn(coefficients: Floats, covariance: Floats, groups: NDArray[np.int64], prior: Prior) -> Prior:
    """New means and variances of the prior; the latter by MacKay's fixed point, which EM reaches too, but slowly."""
    number = len(prior.mean)
    sums = np.zeros_like(prior.mean)
    np.add.at(sums, groups, coefficients)
    of_group = np.bincount(groups, minlength=number)[:, None]
    say = np.concatenate([[TINY], np.full(coefficients.shape[1] - 1, GROUP_SAY)])
    mean = sums / (of_group + say)
    squares = ((coefficients - mean[groups]) ** 2).sum(axis=0)
    own = (1 - np.diagonal(covariance, axis1=1, axis2=2) / prior.variance).sum(
        axis=0
    )  # terms the counts decide
    variance = (PRIOR_SAY * np.array(PRIOR_SD) ** 2 + squares) / (PRIOR_SAY + np.maximum(own, 0))
    return Prior(mean, np.maximum(variance, SMALLEST))


def _deviates(counts: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """How far out each count lies by its own distribution, in normal deviates; 0 where it is not above the usual."""
    found = np.zeros_like(counts)
    rows, weeks = np.nonzero((counts > mean + OUTLYING * np.sqrt(dispersion[:, None] * mean)) & (counts > 1))
    found[rows, weeks] = -ndtri(tail(counts[rows, weeks], mean[rows, weeks], dispersion[rows]))
    return found


def _weights(deviate: Floats, bound: float) -> Floats:
    """1 up to the bound, and less beyond it."""
    return np.minimum(1, (bound / np.maximum(deviate, TINY)) ** 2)


def tail(counts: Floats, mean: Floats, dispersion: Floats) -> Floats:
    """Probability of at least `counts`, negative binomial with variance dispersion × mean; Poisson at 1."""
    spread = np.maximum(dispersion, 1 + 1e-6)
    return np.maximum(betainc(counts, mean / (spread - 1), 1 - 1 / spread), 1e-300)


def _dispersion(counts: Floats, mean: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Pearson's, at least 1, drawn towards that of series with like means where uncertain; and its variance."""
    freedom = np.maximum(weight.sum(axis=1) - 3, 1)
    own = (weight * (counts - mean) ** 2 / mean).sum(axis=1) / freedom
    level = mean.mean(axis=1)
    found, left = np.empty_like(own), np.empty_like(own)
    stratum = np.searchsorted(STRATA, level)
    for at in (np.flatnonzero(stratum == number) for number in np.unique(stratum)):
        middle = np.maximum(1.0, np.average(own[at], weights=freedom[at] * level[at]))
        error = (2 * middle**2 + middle / level[at]) / freedom[at]
        between = max(float(((own[at] - middle) ** 2 - error).mean()), TINY) if len(at) > 1 else ALONE
        left[at] = 1 / (1 / error + 1 / between)
        found[at] = left[at] * (own[at] / error + middle / between)
    return np.maximum(found, 1.0), left
