"""How much more likely the last two weeks are if an incident has begun than if all is normal. Pure.

An incident brings k·sqrt(phi·mean) cases and at least FEWEST, k = 1 … 10 as the reference simulations take them and on
to 2,560, for else the tail of what is normal would explain a great incident better than a small one does; they are
spread over the weeks as the lags of a log-normal with sigma ½; it has begun this week or the week before. The Bayes
factor is the mean over all of these, those begun last week counted as often as was not seen then.
It weighs two weeks as they deserve, where a rule on one week throws the other away.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp, ndtr

Floats = NDArray[np.float64]
Pair = tuple[Floats, Floats]
SIZES = np.concatenate([np.arange(1.0, 11.0), 10 * 2 ** (np.arange(1, 17) / 2)])  # k
LAGS = np.diff([0.0, *ndtr(np.log([1, 2]) / 0.5)])  # share of cases in the week of the start, and in the next
FEWEST = 2.0  # cases of an incident
LEAST = 1e-6
FEW = 0.4  # share of counts above 0 up to which it pays to pick them out


def usual(now: Floats, before: Floats, mean: Pair, spread: Pair) -> Floats:
    """Log probability of a week's count and that of the week before if nothing happens (any one shape).

    `mean` and `spread` (variance over mean) of this week and of the one before.
    """
    weeks = zip((now, before), mean, spread, strict=True)
    return np.asarray(sum(log_mass(y, m, s) for y, m, s in weeks), dtype=np.float64)


def surprise(
    now: Floats, before: Floats, mean: Pair, spread: Pair, *, normal: Floats, late: Floats
) -> Floats:
    """Log Bayes factor of an incident begun last week (with probability `late`) or this week against `normal`.

    `normal` is the log probability of both weeks if nothing happens, as `usual` has it or a better one.
    """
    quiet = log_mass(before, mean[1], spread[1])
    this, last = [], []
    for k in SIZES:
        size, older = (np.maximum(FEWEST, k * np.sqrt(m * s)) for m, s in zip(mean, spread, strict=True))
        this.append(_with(now, mean[0], spread[0], LAGS[0] * size) + quiet)
        begun = _with(before, mean[1], spread[1], LAGS[0] * older)
        last.append(_with(now, mean[0], spread[0], LAGS[1] * older) + begun)
    either = np.logaddexp(np.log1p(-late) + logsumexp(this, axis=0), np.log(late) + logsumexp(last, axis=0))
    return np.asarray(either - np.log(len(SIZES)) - normal, dtype=np.float64)


def _with(counts: Floats, mean: Floats, spread: Floats, more: Floats) -> Floats:
    """Log probability with `more` Poisson cases on top, by the first two moments."""
    whole = mean + more
    return log_mass(counts, whole, (spread * mean + more) / whole)


def log_mass(counts: Floats, mean: Floats, spread: Floats) -> Floats:
    """Log of the negative binomial without its factorial, which no ratio needs; all of one shape.

    `spread` 1 is as good as Poisson. Most series count nothing in most weeks: of a count of 0 only the last part
    is left.
    """
    wide = np.maximum(spread - 1, LEAST)
    size = mean / wide
    found: Floats = -size * np.log1p(wide)
    if np.count_nonzero(counts) > FEW * counts.size:
        return _counted(counts, size, wide) + found
    some = np.nonzero(counts)
    found[some] += _counted(counts[some], size[some], wide[some])
    return found


def _counted(counts: Floats, size: Floats, wide: Floats) -> Floats:
    told: Floats = gammaln(counts + size) - gammaln(size) + counts * np.log(wide / (1 + wide))
    return told
