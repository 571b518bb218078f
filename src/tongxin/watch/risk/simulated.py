"""Worlds in which it is known what is an incident and what is chance: for the bench and the tests. Pure.

`single`: the 28 scenarios of Noufaily et al. (Statistics in Medicine 32, 2013, table 2), 12 years of weeks, four past
incidents and one in the last 49 weeks. `sparse`: a city of streets and categories that mostly count nothing.
`festival`: a peak that moves with Spring Festival. `build_up`: a mean that grows for half a year. Each is drawn from
its seed alone.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tongxin.watch.risk.calibration import draw
from tongxin.watch.risk.moon import phases

Floats = NDArray[np.float64]
FIRST = date(2010, 1, 4)
WEEKS, SCORED = 624, 49
# level, trend a week, cosine and sine of the year, variance over mean; each with and without trend and season
SETS = (
    (0.1, 0.0025, 0.6, 0.6, 1.5),
    (-2.0, 0.005, 0.1, 0.3, 2.0),
    (1.5, 0.003, 0.2, -0.4, 1.0),
    (0.5, 0.002, 0.5, 0.5, 5.0),
    (2.5, 0.001, 1.0, 0.1, 3.0),
    (3.75, 0.001, 0.1, -0.1, 1.1),
    (5.0, 0.0001, 0.05, 0.01, 1.2),
)
PAST_SIZES = (2, 3, 5, 10, 0)
DISTRICTS, STREETS, CATEGORIES = 20, 100, 5
INCIDENTS = 100
SPARSE_WEEKS = 260
AROUND = np.array(
    [1.25, 1.5, 1.9, 2.2, 0.6, 0.5, 0.8, 1.0]
)  # of the mean, weeks −4 … +2 around the festival, else 1
SPARSE_SIZE = 1.5
GROWN = 2.0
BUILD_UP = 26


@dataclass(frozen=True, slots=True)
class World:
    """`counts` without the incidents looked for and `more`, what they bring: series × weeks from `first` on.

    `mean` and `spread` (variance over mean) are the true ones of `counts` without past incidents.
    """

    counts: Floats
    more: Floats
    mean: Floats
    spread: Floats
    first: date = FIRST


def single(repeats: int, seed: int) -> World:
    """28 × `repeats` series that have nothing to do with each other; a year has 52 weeks here."""
    chance = np.random.default_rng(seed)
    week = np.arange(1, WEEKS + 1)
    mean, spread, past, more = [], [], [], []
    for level, trend, cos, sin, phi in SETS:
        for grows, season in ((0, 0), (0, 1), (1, 0), (1, 1)):
            wave = cos * np.cos(2 * np.pi * week / 52) + sin * np.sin(2 * np.pi * week / 52)
            mu = np.exp(level + grows * trend * week + season * wave)
            for number in range(repeats):
                size = PAST_SIZES[number % len(PAST_SIZES)]
                starts = chance.integers(313, 576, 4) if size else ()
                past.append(sum((_incident(mu, phi, at, size, chance) for at in starts), np.zeros(WEEKS)))
                more.append(_incident(mu, phi, int(chance.integers(576, 621)), 1 + number % 10, chance))
                mean.append(mu)
                spread.append(phi)
    means, spreads = np.array(mean), np.array(spread)[:, None]
    return World(draw(means, spreads, chance) + np.array(past), np.array(more), means, spreads)


def _incident(mean: Floats, phi: float, start: int, k: int, chance: np.random.Generator) -> Floats:
    """Cases of one incident that begins in week `start`, counted from 1."""
    size = 0
    while size < 2:
        size = int(chance.poisson(k * np.sqrt(phi * mean[start - 1])))
    weeks = start - 1 + np.floor(chance.lognormal(0, 0.5, size)).astype(int)
    return np.bincount(weeks[weeks < len(mean)], minlength=len(mean)).astype(float)


def sparse(seed: int) -> World:
    """10,000 series, street by street and category by category; 100 of them have an incident in the last week."""
    chance = np.random.default_rng(seed)
    number = DISTRICTS * STREETS * CATEGORIES
    category = np.tile(np.arange(CATEGORIES), DISTRICTS * STREETS)
    level = chance.normal(-2.6, 1.0, number) + chance.normal(0, 0.5, CATEGORIES)[category]
    turn = 2 * np.pi * np.arange(SPARSE_WEEKS) / 52.1775
    height, peak = chance.uniform(0, 0.5, CATEGORIES), chance.uniform(0, 2 * np.pi, CATEGORIES)
    mean = np.exp(level[:, None] + height[category, None] * np.cos(turn - peak[category, None]))
    spread = 1 + chance.exponential(0.25, number)[:, None]
    more = np.zeros_like(mean)
    at = chance.choice(number, INCIDENTS, replace=False)
    more[at, -1] = 2 + chance.poisson(SPARSE_SIZE, INCIDENTS)
    return World(draw(mean, spread, chance), more, mean, spread)


def tree(counts: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """The sparse city with the sums above it, and the row of each one's parent (−1 the root).

    The city, its categories, the districts and theirs, the streets, and last the series of `sparse` as they are.
    """
    by_place = counts.reshape(DISTRICTS, STREETS, CATEGORIES, -1)
    districts, streets = by_place.sum(axis=1), by_place.sum(axis=2).reshape(DISTRICTS * STREETS, -1)
    city = by_place.sum(axis=(0, 1))
    whole = [
        city.sum(axis=0, keepdims=True),
        city,
        districts.sum(axis=1),
        districts.reshape(-1, counts.shape[1]),
        streets,
    ]
    starts = np.cumsum([0, *(len(each) for each in whole)])
    at_district, at_street = np.arange(DISTRICTS) + starts[2], np.arange(DISTRICTS * STREETS) + starts[4]
    parent = [
        np.full(1, -1), np.zeros(CATEGORIES), np.zeros(DISTRICTS), np.repeat(at_district, CATEGORIES),
        np.repeat(at_district, STREETS), np.repeat(at_street, CATEGORIES),
    ]  # fmt: skip
    return np.concatenate([*whole, counts]), np.concatenate(parent).astype(np.int64)


def tree_groups() -> NDArray[np.int64]:
    """The category of each row of `tree`, that of all together being one of its own."""
    each, whole = np.arange(CATEGORIES), CATEGORIES
    districts = np.tile(each, DISTRICTS)
    return np.concatenate(
        [
            [whole],
            each,
            np.full(DISTRICTS, whole),
            districts,
            np.full(DISTRICTS * STREETS, whole),
            np.tile(each, DISTRICTS * STREETS),
        ]
    )


def tree_kinds() -> NDArray[np.int64]:
    """The level of each row of `tree`, sums over categories being levels of their own."""
    districts = DISTRICTS * CATEGORIES
    sizes = (1, CATEGORIES, DISTRICTS, districts, DISTRICTS * STREETS, DISTRICTS * STREETS * CATEGORIES)
    return np.repeat(np.arange(len(sizes)), sizes)


def festival(series: int, weeks: int, seed: int) -> World:
    """Series of 1 to 30 a week whose mean rises before Spring Festival and falls in it."""
    chance = np.random.default_rng(seed)
    level = np.exp(chance.uniform(0, 3.4, series))
    mean = level[:, None] * AROUND[phases(FIRST, weeks)]
    spread = 1 + chance.exponential(0.4, series)[:, None]
    return World(draw(mean, spread, chance), np.zeros_like(mean), mean, spread)


def build_up(series: int, weeks: int, seed: int) -> World:
    """Quiet series of 1 to 30 a week; `more` is what a growth to GROWN times over the last BUILD_UP weeks brings."""
    chance = np.random.default_rng(seed)
    level = np.exp(chance.uniform(0, 3.4, series))
    mean = np.tile(level[:, None], (1, weeks))
    spread = 1 + chance.exponential(0.4, series)[:, None]
    growth = np.zeros(weeks)
    growth[-BUILD_UP:] = np.linspace(0, GROWN - 1, BUILD_UP + 1)[1:]
    return World(
        draw(mean, spread, chance), draw(np.maximum(mean * growth, 1e-9), spread, chance), mean, spread
    )


def thinned(counts: Floats, share: Floats, chance: np.random.Generator) -> Floats:
    """What of `counts` has arrived when `share` (weeks) of each week has."""
    return chance.binomial(counts.astype(np.int64), np.broadcast_to(share, counts.shape)).astype(float)


def monday(week: int) -> date:
    return FIRST + timedelta(weeks=week)
