"""Fits and measures of a calibration: logistic in the log-odds of the index. Pure, NumPy."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS = 50
RIDGE = 1e-6
BINS = 10


def platt(odds: Floats, came: Floats) -> tuple[float, float]:
    """(slope, offset) of the logistic curve of outcomes `came` (0, 1) over `odds`, by Newton's method.

    Targets are drawn in by Platt (1999), so that outcomes parted without overlap do not send the slope away.
    """
    yes = came.sum()
    high, low = (yes + 1) / (yes + 2), 1 / (len(came) - yes + 2)
    wanted = np.where(came > 0, high, low)
    x = np.column_stack([odds, np.ones_like(odds)])
    found = np.array([0.0, np.log((yes + 1) / (len(came) - yes + 1))])
    for _ in range(STEPS):
        said = sigmoid(x @ found)
        pull = x.T @ (wanted - said)
        curve = (x * (said * (1 - said))[:, None]).T @ x + RIDGE * np.eye(2)
        step = np.linalg.solve(curve, pull)
        found += np.clip(step, -5, 5)
        if np.abs(step).max() < 1e-9:
            break
    return float(found[0]), float(found[1])


def sigmoid(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -50, 50))))


def brier(said: Floats, came: Floats) -> float:
    """The mean squared distance of probability and outcome."""
    return float(np.mean((said - came) ** 2))


def bins(said: Floats, came: Floats) -> list[dict[str, Any]]:
    """Reliability in up to ten groups of equal size, by what was said: mean said, share that came, how many."""
    order = np.argsort(said, kind="stable")
    parts = np.array_split(order, min(BINS, max(1, len(order) // 10)))
    return [
        {"said": round(float(said[p].mean()), 4), "came": round(float(came[p].mean()), 4), "n": len(p)}
        for p in parts
    ]
