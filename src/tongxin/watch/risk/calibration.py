"""From surprise to a p-value that can be trusted: drawn from the model, then corrected by what really happened. Pure.

By strata of the expected count. The tail is exponential, since a Bayes factor above e^x comes at most with probability
e^−x when nothing is going on. The correction compares weeks of the past, each predicted without itself, with what was
predicted of them; weeks that look like an incident are left out and the fit knows of that (a truncated exponential).
Where series count at most one a week and there are many of them, the past itself is the distribution.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tongxin.watch.risk.burst import surprise

Floats = NDArray[np.float64]
STRATA = (0.02, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
DRAWS = 20_000  # of each stratum
BODY = 0.05  # share of the draws above which the tail is fitted
FROM, UNTIL = 0.2, 0.002  # p between which past weeks correct the tail; smaller ones may be incidents
SPARSE, MANY = 1.0, 20_000  # expected count below which so many past weeks say themselves what is rare
FAR_SHARE = 0.0005  # of such past weeks, above which the tail is fitted
LOUD = 0.002  # p of a week that looks like an incident
AROUND = 3  # weeks beside a possible incident that are left out of the correction too
TINY = 1e-9
PRIOR = 100.0  # past weeks' worth of "the model is right"


@dataclass(frozen=True, slots=True)
class Curve:
    """Draws of one stratum in order, where its tail begins and how fast it falls."""

    draws: Floats
    share: float
    start: float
    scale: float

    @classmethod
    def of(cls, drawn: Floats, share: float) -> "Curve":
        """From surprises of weeks in which nothing begins; the tail is fitted to the highest `share` of them."""
        drawn = np.sort(drawn)
        start = float(drawn[int(len(drawn) * (1 - share))])
        beyond = drawn[drawn > start]
        reached = len(beyond) / len(drawn)
        return cls(drawn, reached, start, float((beyond - start).mean()) if len(beyond) else 1.0)

    def p(self, found: Floats) -> Floats:
        above = len(self.draws) - np.searchsorted(self.draws, found, side="left")
        body = (above + 1) / (len(self.draws) + 1)
        far = self.share * np.exp(-(found - self.start) / self.scale)
        return np.where(found > self.start, far, np.minimum(body, 1.0))

    def at(self, p: float) -> float:
        """The smallest surprise whose p is not above `p`."""
        if p <= self.share:
            return self.start - self.scale * float(np.log(p / self.share))
        return float(self.draws[min(len(self.draws) - 1, int(np.ceil(len(self.draws) * (1 - p))))])


def stratum(expected: Floats) -> NDArray[np.int64]:
    return np.searchsorted(STRATA, expected)


@dataclass(frozen=True, slots=True)
class Predicted:
    """What was foreseen of some weeks and what came: series × weeks, each as (of the week, of the week before).

    `spread` is variance over mean for a known mean, `doubt` the variance of the log of the mean; `unsure` (series × 1)
    is the variance of the spread.
    """

    counts: tuple[Floats, Floats]
    mean: tuple[Floats, Floats]
    spread: tuple[Floats, Floats]
    doubt: tuple[Floats, Floats]
    unsure: Floats

    def since(self, week: int) -> "Predicted":
        """The weeks from this one on."""
        counts, mean, spread, doubt = (
            (now[:, week:], before[:, week:]) for now, before in (self.counts, *self._told)
        )
        return Predicted(counts, mean, spread, doubt, self.unsure)

    def surprise(self, now: Floats | None = None) -> Floats:
        """Of the weeks as they are, or as if they had counted `now`."""
        return surprise(
            self.counts[0] if now is None else now, self.counts[1], self.mean, _whole(*self._told)
        )

    @property
    def _told(self) -> tuple[tuple[Floats, Floats], ...]:
        return self.mean, self.spread, self.doubt

    def curves(self, chance: np.random.Generator) -> dict[int, Curve]:
        """One curve a stratum, from weeks drawn as the model and all its doubts have them."""
        unsure = np.broadcast_to(self.unsure, self.mean[0].shape).ravel()
        flat = tuple(tuple(np.ravel(one) for one in pair) for pair in self._told)
        of = stratum(flat[0][0])
        found = {}
        for number in np.unique(of).tolist():
            at = chance.choice(np.flatnonzero(of == number), DRAWS)
            mean, spread, doubt = (tuple(one[at] for one in pair) for pair in flat)
            wide = _gamma(spread[0] - 1, unsure[at], chance)
            error = chance.normal(0, np.sqrt(doubt[0]))
            now, before = (
                draw(m * np.exp(error - d / 2), 1 + wide * (s - 1) / np.maximum(spread[0] - 1, TINY), chance)
                for m, s, d in zip(mean, spread, doubt, strict=True)
            )
            found[number] = Curve.of(surprise(now, before, mean, _whole(mean, spread, doubt)), BODY)
        return found


def _whole(
    mean: tuple[Floats, ...], spread: tuple[Floats, ...], doubt: tuple[Floats, ...]
) -> tuple[Floats, Floats]:
    """Variance over mean with the doubt about the mean in it."""
    now, before = (s + d * m for m, s, d in zip(mean, spread, doubt, strict=True))
    return now, before


def _gamma(mean: Floats, variance: Floats, chance: np.random.Generator) -> Floats:
    """Draws of mean and variance given."""
    scale = np.maximum(variance, TINY) / np.maximum(mean, TINY)
    return chance.gamma(np.maximum(mean, TINY) / scale, scale)


def draw(mean: Floats, spread: Floats, chance: np.random.Generator) -> Floats:
    """Counts as the model has them."""
    wide = np.maximum(spread - 1, 1e-6)
    return chance.poisson(chance.gamma(mean / wide, wide)).astype(float)


def raw(found: Floats, expected: Floats, known: dict[int, Curve]) -> Floats:
    """p of each surprise by the model alone."""
    p = np.empty_like(found)
    of = stratum(expected)
    for number, curve in known.items():
        at = of == number
        p[at] = curve.p(found[at])
    return p


def told_by_past(found: Floats, expected: Floats) -> dict[int, Curve]:
    """Curves of strata in which series count little, from the surprises of past weeks themselves.

    There are thousands of weeks for each past incident there, and the far tail, which no model gets right, decides.
    """
    of = stratum(expected)
    sparse = [n for n in np.unique(of).tolist() if n < len(STRATA) and STRATA[n] <= SPARSE]
    return {n: Curve.of(found[of == n], FAR_SHARE) for n in sparse if (of == n).sum() >= MANY}


def corrections(p: Floats, expected: Floats) -> Floats:
    """For each stratum (len(STRATA) + 1) by how much −log p of past weeks (series × weeks) runs too high."""
    of = np.where(_quiet(p), stratum(expected), -1)
    return np.array([_factor(p[of == number]) for number in range(len(STRATA) + 1)])


def _factor(p: Floats) -> float:
    kept = -np.log(p[(p <= FROM) & (p > UNTIL)] / FROM)
    return _scale(float(kept.sum()) + PRIOR * _cut(1.0), len(kept) + PRIOR)


def _quiet(p: Floats) -> NDArray[np.bool_]:
    """Weeks that do not lie within AROUND weeks of one that looks like an incident."""
    if not p.shape[1]:
        return np.ones(p.shape, dtype=bool)
    loud = np.pad(p <= LOUD, ((0, 0), (AROUND, AROUND)))
    around = np.lib.stride_tricks.sliding_window_view(loud, 2 * AROUND + 1, axis=1)
    return np.logical_not(around.any(axis=2))


def least(alpha: float, known: dict[int, Curve], factor: Floats, expected: Floats) -> Floats:
    """The surprise at which the corrected p comes down to `alpha`, which is below FROM."""
    found = np.full(expected.shape, np.inf)
    of = stratum(expected)
    for number, curve in known.items():
        found[of == number] = curve.at(FROM * (alpha / FROM) ** factor[number])
    return found


def corrected(p: Floats, expected: Floats, factor: Floats) -> Floats:
    return np.where(p < FROM, FROM * (p / FROM) ** (1 / factor[stratum(expected)]), p)


REACH = float(np.log(FROM / UNTIL))


def _cut(scale: float) -> float:
    """Mean of an exponential of this scale cut off at REACH."""
    return scale - REACH / float(np.expm1(REACH / scale))


def _scale(total: float, number: float) -> float:
    """The scale whose cut mean is total / number, by bisection; between ½ and 3."""
    low, high = 0.5, 3.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _cut(middle) < total / number else (low, middle)
    return low
