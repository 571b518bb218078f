"""The improved Farrington bound for weekly counts, many series at once. Pure NumPy.

After Noufaily, Enki, Farrington, Garthwaite, Andrews, Charlett, "An improved algorithm for outbreak detection in
multiple surveillance systems", Statistics in Medicine 32 (2013), and Farrington, Andrews, Beale, Catchpole, JRSS A
159 (1996) for the older settings: quasi-Poisson regression on past years with a seasonal factor and a linear trend,
past outbreaks weighted down by Anscombe residuals, a quantile of the negative binomial or a delta bound on top.

The layout of a baseline is the same for every week, so levels and trend are one fixed design; the levels follow from
the trend in closed form, which leaves a one-dimensional Newton iteration on the slope for all series together.
"""

from dataclasses import dataclass

import numpy as np
import scipy  # loads its parts when they are asked for
from numpy.typing import NDArray

Floats = NDArray[np.float64]
YEAR = 52
TINY = 1e-12
HUGE = 1e9  # beyond it the quantile search of SciPy does not end
ROUNDS, CLOSE, STRIDE = 40, 1e-12, 0.05  # of Newton's method; the slope is per week


@dataclass(frozen=True, slots=True)
class Settings:
    """`years` of baseline, `half` a window's width in weeks, `periods` of the seasonal factor, `left_out` newest
    weeks; residuals above `threshold` are weighted down; the trend stays below `trend_p`; `bound` nbinom or delta.
    """

    years: int = 5
    half: int = 3
    periods: int = 10
    left_out: int = 26
    threshold: float = 2.58
    trend_p: float = 1.0
    bound: str = "nbinom"
    alpha: float = 0.005


METHODS = {
    "flex_nbPlugin": Settings(),
    "flex_delta": Settings(bound="delta"),
    "farr_classic": Settings(periods=1, left_out=3, threshold=1.0, trend_p=0.05, bound="delta"),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """Per week scored: mean expected, dispersion (≥ 1), upper bound, and whether a trend was kept."""

    expected: Floats
    dispersion: Floats
    upper: Floats
    trend: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Design:
    """Weeks of a baseline relative to the week scored: `offsets`, their level (0 is the current season), time."""

    offsets: NDArray[np.int64]
    level: NDArray[np.int64]
    member: Floats  # weeks × levels, 0 or 1
    time: Floats  # centred
    now: float  # the week scored, on the same axis


@dataclass(frozen=True, slots=True)
class _Fit:
    slope: Floats
    rates: Floats  # rows × levels, at the centre of time
    mean: Floats  # rows × weeks
    mass: Floats  # rows × levels: sums of weighted means
    moment: Floats  # rows × levels: of weighted means × time
    spread: Floats  # rows: information on the slope, levels profiled out
    weight: Floats
    trend: bool


def design(settings: Settings) -> Design:
    """The layout of the baseline under these settings."""
    half, years = settings.half, settings.years
    if settings.periods == 1:
        windows = [np.arange(-YEAR * n - half, -YEAR * n + half + 1) for n in range(years, 0, -1)]
        offsets = np.concatenate(windows)
        level = np.zeros(len(offsets), dtype=np.int64)
    else:
        offsets = np.arange(-YEAR * years - half, -settings.left_out)
        since = offsets % YEAR
        rest, parts = YEAR - (2 * half + 1), settings.periods - 1
        sizes = [rest // parts + (number < rest % parts) for number in range(parts)]
        later = 1 + np.searchsorted(np.cumsum(sizes), since - half - 1, side="right")
        level = np.where((since <= half) | (since >= YEAR - half), 0, later)
    member = (level[:, None] == np.arange(settings.periods)).astype(float)
    centre = float(offsets.mean())
    return Design(offsets, level, member, (offsets - centre).astype(np.float64), -centre)


def history(settings: Settings) -> int:
    """How many weeks before a week must be known to score it."""
    return YEAR * settings.years + settings.half


def score(baseline: Floats, settings: Settings) -> Bounds:
    """Bounds for weeks whose baselines are the rows of `baseline` (weeks scored × `design(…).offsets`)."""
    plan = design(settings)
    fit = _robust(baseline, plan, settings, trend=settings.years >= 3)
    expected = fit.rates[:, 0] * np.exp(fit.slope * plan.now)
    keep = np.full(len(baseline), fit.trend) & (expected <= baseline.max(axis=1))
    if settings.trend_p < 1:
        keep &= _trend_p(baseline, fit, plan) < settings.trend_p
    dispersion, variance = _pearson(baseline, fit, plan), _variance(baseline, fit, plan)
    plain = np.flatnonzero(~keep)
    if fit.trend and len(plain):
        other = _robust(baseline[plain], plan, settings, trend=False)
        expected[plain] = other.rates[:, 0]
        dispersion[plain] = _pearson(baseline[plain], other, plan)
        variance[plain] = _variance(baseline[plain], other, plan)
    return Bounds(expected, dispersion, upper(expected, dispersion, variance, settings), keep)


def upper(expected: Floats, dispersion: Floats, variance: Floats, settings: Settings) -> Floats:
    """The bound above which a count alarms; `variance` is that of the log of the expected mean."""
    mean = np.clip(expected, TINY, HUGE)
    if settings.bound == "delta":  # two-thirds power, with the uncertainty of the mean
        spread = dispersion + variance * mean
        error = np.sqrt(4 / 9 * mean ** (1 / 3) * spread)
        bound = np.maximum(0, mean ** (2 / 3) + scipy.stats.norm.ppf(1 - settings.alpha) * error) ** 1.5
        return np.where(expected > TINY, bound, 0.0)
    size = np.maximum(mean / np.maximum(dispersion - 1, TINY), TINY)
    wide = scipy.stats.nbinom.ppf(1 - settings.alpha, size, 1 / dispersion)
    return np.where(dispersion > 1, wide, scipy.stats.poisson.ppf(1 - settings.alpha, mean))


def alarms(counts: Floats, bound: Floats) -> NDArray[np.bool_]:
    """A count above its bound; nothing is no alarm."""
    return (counts > bound) & (counts > 0)


def _robust(baseline: Floats, plan: Design, settings: Settings, *, trend: bool) -> _Fit:
    """Fit, weight past outbreaks down, fit again."""
    first = _fit(baseline, np.ones_like(baseline), plan, trend)
    return _fit(baseline, _weights(baseline, first, plan, settings.threshold), plan, trend)


def _fit(baseline: Floats, weight: Floats, plan: Design, trend: bool) -> _Fit:
    """Newton's method on the slopes; a series whose slope is found is left alone."""
    total = (weight * baseline) @ plan.member
    slope, left = np.zeros(len(baseline)), np.arange(len(baseline))
    for _ in range(ROUNDS if trend else 0):
        heavy = weight[left]
        fit = _at(slope[left], total[left], heavy, plan, trend)
        pull = (heavy * (baseline[left] - fit.mean)) @ plan.time
        step = np.clip(_over(pull, fit.spread), -STRIDE, STRIDE)
        slope[left] += step
        left = left[np.abs(step) >= CLOSE]
        if not len(left):
            break
    return _at(slope, total, weight, plan, trend)


def _at(slope: Floats, total: Floats, weight: Floats, plan: Design, trend: bool) -> _Fit:
    """The best levels for given slopes, and what follows from them."""
    growth = np.exp(np.clip(slope[:, None] * plan.time, -300, 300))
    rates = _over(total, (weight * growth) @ plan.member)
    mean = rates[:, plan.level] * growth
    heavy = weight * mean
    mass, moment = heavy @ plan.member, (heavy * plan.time) @ plan.member
    spread = heavy @ plan.time**2 - _over(moment**2, mass).sum(axis=1)
    return _Fit(slope, rates, mean, mass, moment, spread, weight, trend)


def _weights(baseline: Floats, fit: _Fit, plan: Design, threshold: float) -> Floats:
    mean = np.maximum(fit.mean, TINY)
    lever = fit.weight * mean * _over(np.ones_like(fit.mass), fit.mass)[:, plan.level]
    if fit.trend:
        middle = _over(fit.moment, fit.mass)[:, plan.level]
        lever = lever + fit.weight * mean * (plan.time - middle) ** 2 * _over(1.0, fit.spread)[:, None]
    spread = np.sqrt(_pearson(baseline, fit, plan))[:, None] * np.sqrt(np.maximum(1 - lever, 1e-9))
    residual = 1.5 * (baseline ** (2 / 3) * mean ** (-1 / 6) - np.sqrt(mean)) / spread
    weight = np.where(residual > threshold, np.maximum(residual, TINY) ** -2.0, 1.0)
    return weight * (baseline.shape[1] / weight.sum(axis=1))[:, None]


def _freedom(fit: _Fit, plan: Design) -> int:
    return len(plan.offsets) - plan.member.shape[1] - fit.trend


def _pearson(baseline: Floats, fit: _Fit, plan: Design) -> Floats:
    mean = np.maximum(fit.mean, TINY)
    squares = (fit.weight * (baseline - fit.mean) ** 2 / mean).sum(axis=1)
    return np.maximum(1.0, squares / _freedom(fit, plan))


def _working(baseline: Floats, fit: _Fit, plan: Design) -> Floats:
    """Dispersion by relative residuals, by which trend and standard error are judged."""
    relative = (baseline - fit.mean) / np.maximum(fit.mean, TINY)
    return (fit.weight * relative**2).sum(axis=1) / _freedom(fit, plan)


def _trend_p(baseline: Floats, fit: _Fit, plan: Design) -> Floats:
    error = np.sqrt(_over(_working(baseline, fit, plan), fit.spread))
    ratio = np.abs(_over(fit.slope, error))
    return 2 * scipy.stats.t.sf(ratio, _freedom(fit, plan))


def _variance(baseline: Floats, fit: _Fit, plan: Design) -> Floats:
    """Of the log of the mean expected for the week scored."""
    share = _over(1.0, fit.mass[:, 0])
    if fit.trend:
        middle = _over(fit.moment[:, 0], fit.mass[:, 0])
        share = share + (plan.now - middle) ** 2 * _over(1.0, fit.spread)
    return _working(baseline, fit, plan) * share


def _over(top: Floats | float, bottom: Floats) -> Floats:
    """Division with 0 where there is nothing below."""
    return np.divide(top, bottom, out=np.zeros_like(bottom), where=bottom > TINY * TINY)
