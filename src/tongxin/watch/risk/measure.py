"""How well a method finds incidents that are known, and how often it cries without one. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


def found(alarms: Marks, more: Floats) -> Marks:
    """Of each series with an incident (`more`, series × weeks) in these weeks: an alarm from first to last case."""
    cases = more > 0
    begun = np.cumsum(cases, axis=1) > 0
    left = np.cumsum(cases[:, ::-1], axis=1)[:, ::-1] > 0
    hit = np.any(alarms & begun & left, axis=1)
    return np.asarray(hit)[np.any(cases, axis=1)]


def interval(values: Sequence[float] | Floats, draws: int = 1_000) -> tuple[float, float, float]:
    """Mean with its 95% interval by bootstrap over the values."""
    given = np.asarray(values, dtype=float)
    chance = np.random.default_rng(1)
    means = given[chance.integers(len(given), size=(draws, len(given)))].mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return float(given.mean()), float(low), float(high)


def at_rate(quiet: Floats, rate: float) -> float:
    """The p at which `rate` of the quiet weeks would alarm."""
    return float(np.quantile(quiet, rate))


def delays(alarms: Marks, start: int) -> Floats:
    """Weeks from `start` to the first alarm, infinite where none comes."""
    later = alarms[:, start:]
    return np.where(later.any(axis=1), later.argmax(axis=1).astype(float), np.inf)
