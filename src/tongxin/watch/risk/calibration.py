"""From surprise to a p-value that can be trusted: drawn from the model, then corrected by what really happened. Pure.

By strata: kinds of series (levels of the tree), and in each the expected count. The tail is exponential, since a
Bayes factor above e^x comes at most with probability e^−x when nothing is going on. The correction compares weeks of
the past, each predicted without itself, with what was predicted of them; weeks that look like an incident are left out
and the fit knows of that (a truncated exponential). Where series count at most one a week and there are many of them,
the past itself is the distribution, read two standard errors to the careful side, because it was seen once only.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tongxin.watch.risk import mixed
from tongxin.watch.risk.burst import surprise, usual

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Pair = tuple[Floats, Floats]
STRATA = (0.02, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
WIDTH = len(STRATA) + 1  # strata of one kind
DRAWS = 20_000  # of each stratum
BODY = 0.05  # share of the draws above which the tail is fitted
FROM, UNTIL = 0.2, 0.002  # p between which past weeks correct the tail; smaller ones may be incidents
SPARSE, MANY = 1.0, 20_000  # expected count below which so many past weeks say themselves what is rare
LATE, LATE_SPARSE = (
    1 / 2,
    1 / 3,
)  # of the incidents of two weeks, those begun in the first and not yet seen then
FAR_SHARE = 0.0005  # of such past weeks, above which the tail is fitted
CAREFUL = 2.0  # standard errors
LOUD = 0.002  # p of a week that looks like an incident
AROUND = 3  # weeks beside a possible incident that are left out of the correction too
TINY = 1e-9
PRIOR = 100.0  # past weeks' worth of "the model is right"


@dataclass(frozen=True, slots=True)
class Curve:
    """Draws of one stratum in order, where its tail begins and how fast it falls; `errors` are added to shares."""

    draws: Floats
    share: float
    start: float
    scale: float
    errors: float

    @classmethod
    def of(cls, drawn: Floats, share: float, *, errors: float = 0) -> "Curve":
        """From surprises of weeks in which nothing begins; the tail is fitted to the highest `share` of them.

        `errors`: standard errors that p is put above what was counted.
        """
        drawn = np.sort(drawn)
        start = float(drawn[int(len(drawn) * (1 - share))])
        beyond = drawn[drawn > start]
        reached = (len(beyond) + errors * len(beyond) ** 0.5) / len(drawn)
        return cls(drawn, reached, start, float((beyond - start).mean()) if len(beyond) else 1.0, errors)

    def p(self, found: Floats) -> Floats:
        above = len(self.draws) - np.searchsorted(self.draws, found, side="left")
        body = (above + self.errors * np.sqrt(above) + 1) / (len(self.draws) + 1)
        far = self.share * np.exp(-(found - self.start) / self.scale)
        return np.where(found > self.start, far, np.minimum(body, 1.0))

    def at(self, p: float) -> float:
        """The smallest surprise whose p is not above `p`."""
        if p <= self.share:
            return self.start - self.scale * float(np.log(p / self.share))
        # of as many draws above that above + errors·√above = draws · p
        root = (self.errors**2 + 4 * len(self.draws) * p) ** 0.5 - self.errors
        return float(self.draws[min(len(self.draws) - 1, len(self.draws) - int(root**2 / 4))])


def stratum(expected: Floats, kinds: Numbers) -> Numbers:
    """Of each series and week; `kinds` are those of the series, WIDTH strata each."""
    return WIDTH * kinds[:, None] + np.searchsorted(STRATA, expected)


@dataclass(frozen=True, slots=True)
class Predicted:
    """What was foreseen of some weeks and what came: series × weeks, each as (of the week, of the week before).

    `spread` is variance over mean for a known mean, `doubt` the variance of the log of the mean; `share` has arrived;
    `unsure` (series × 1) is the variance of the spread. `odds` (fits × series × dispersions) of each dispersion by the
    fit that foresaw the week (`fit`, weeks).
    """

    counts: Pair
    mean: Pair
    spread: Pair
    doubt: Pair
    share: Pair
    unsure: Floats
    odds: Floats
    fit: NDArray[np.int64]

    def since(self, week: int) -> "Predicted":
        """The weeks from this one on."""
        counts, mean, spread, doubt, share = (
            (now[:, week:], before[:, week:])
            for now, before in (self.counts, self.mean, self.spread, self.doubt, self.share)
        )
        return Predicted(counts, mean, spread, doubt, share, self.unsure, self.odds, self.fit[week:])

    def surprise(self, now: Floats | None = None) -> Floats:
        """Of the weeks as they are, or as if they had counted `now`."""
        counts = (self.counts[0] if now is None else now, self.counts[1])
        whole = _whole(self.mean, self.spread, self.doubt)
        normal = usual(*counts, self.mean, whole)
        little = (self.mean[0] < SPARSE) & (counts[0] + counts[1] > 0)
        if little.any():  # so few cases say too little of the dispersion to take the likeliest
            rows, weeks = np.nonzero(little)
            normal[little] = mixed.log_normal(
                _at(little, counts), _at(little, self.mean), self.doubt[0][little],
                _at(little, self.share), self.odds[self.fit[weeks], rows],
            )  # fmt: skip
        late = np.where(self.mean[0] < SPARSE, LATE_SPARSE, LATE)
        return surprise(*counts, self.mean, whole, normal=normal, late=late)

    def curves(self, of: Numbers, known: set[int], chance: np.random.Generator) -> dict[int, Curve]:
        """The curve of each stratum (`of`, series × weeks) but the known ones, from weeks drawn as the model has them.

        Drawn once for all kinds: each week drawn has its own mean, spread and doubts.
        """
        wanted = [n for n in np.unique(of).tolist() if n not in known]
        flat = np.where(np.isin(of, wanted), of % WIDTH, -1).ravel()
        places = {
            n: chance.choice(np.flatnonzero(flat == n), DRAWS) for n in sorted({n % WIDTH for n in wanted})
        }
        drawn = {n: Curve.of(self._drawn(at, chance).surprise()[:, 0], BODY) for n, at in places.items()}
        return {n: drawn[n % WIDTH] for n in wanted}

    def _drawn(self, at: NDArray[np.int64], chance: np.random.Generator) -> "Predicted":
        """Weeks foreseen like those at these places of series × weeks, one a row, with counts drawn."""
        rows, weeks = np.divmod(at, len(self.fit))
        mean, spread, doubt, share = (
            (now[rows, weeks][:, None], before[rows, weeks][:, None])
            for now, before in (self.mean, self.spread, self.doubt, self.share)
        )
        odds, unsure = self.odds[self.fit[weeks], rows], self.unsure[rows]
        wide = np.where(
            mean[0] < SPARSE,
            mixed.drawn(odds, chance)[:, None] - 1,
            _gamma(spread[0] - 1, unsure, chance) / share[0],
        )
        error = chance.normal(0, np.sqrt(doubt[0]))
        now, before = (
            draw(m * mixed.median(d) * np.exp(error), 1 + arrived * wide, chance)
            for m, d, arrived in zip(mean, doubt, share, strict=True)
        )
        fit = np.zeros(1, dtype=np.int64)
        return Predicted((now, before), mean, spread, doubt, share, unsure, odds[None], fit)


def _at(places: NDArray[np.bool_], pair: Pair) -> Pair:
    return pair[0][places], pair[1][places]


def _whole(mean: Pair, spread: Pair, doubt: Pair) -> Pair:
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


def raw(found: Floats, of: Numbers, known: dict[int, Curve]) -> Floats:
    """p of each surprise by the curve of its stratum (`of`)."""
    p = np.empty_like(found)
    for number, curve in known.items():
        at = of == number
        p[at] = curve.p(found[at])
    return p


def told_by_past(found: Floats, of: Numbers) -> dict[int, Curve]:
    """Curves of strata in which series count little, from the surprises of past weeks themselves.

    There are thousands of weeks for each past incident there, and the far tail, which no model gets right, decides.
    """
    sparse = [n for n in np.unique(of).tolist() if n % WIDTH < STRATA.index(SPARSE) + 1]
    return {n: Curve.of(found[of == n], FAR_SHARE, errors=CAREFUL) for n in sparse if (of == n).sum() >= MANY}


def corrections(p: Floats, of: Numbers) -> Floats:
    """For each of the WIDTH expected counts by how much −log p of past weeks (series × weeks) runs too high."""
    quiet = np.where(_quiet(p), of % WIDTH, -1)
    return np.array([_factor(p[quiet == number]) for number in range(WIDTH)])


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


def least(alpha: float, known: dict[int, Curve], factor: Floats, of: Numbers) -> Floats:
    """The surprise at which the corrected p comes down to `alpha`, which is below FROM; `factor` by stratum."""
    found = np.full(of.shape, np.inf)
    for number, curve in known.items():
        found[of == number] = curve.at(FROM * (alpha / FROM) ** factor[number])
    return found


def corrected(p: Floats, of: Numbers, factor: Floats) -> Floats:
    return np.where(p < FROM, FROM * (p / FROM) ** (1 / factor[of]), p)


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
