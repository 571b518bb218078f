"""How two models do on rows neither has learnt from, and how a model's confidence fares. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tongxin.watch.learning.adaptation import Sample
from tongxin.watch.triage.verdicts import ACTS, Reading

DRAWS = 1_000
SHARES = (0.025, 0.975)
THRESHOLDS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Point:
    """Of the verdicts of at least this confidence: their share of all, and the share of them that is right."""

    confidence: float
    coverage: float
    accuracy: float | None
    rows: int


def compare(samples: Sequence[Sample], before: Sequence[Reading], after: Sequence[Reading]) -> dict[str, Any]:
    """Share of verdicts right (union or not, and the category), union F1 and category, of the model in use and
    of the new one, and the 95% interval of the difference in the share right, by paired bootstrap over rows.
    """
    old, new = (
        np.array([_right(*pair) for pair in zip(samples, one, strict=True)]) for one in (before, after)
    )
    chance = np.random.default_rng(1)
    draws = [chance.integers(len(samples), size=len(samples)) for _ in range(DRAWS)]
    low, high = np.quantile([new[draw].mean() - old[draw].mean() for draw in draws], SHARES)
    return {
        "rows": len(samples),
        "before": _scores(samples, before, old),
        "after": _scores(samples, after, new),
        "difference": [round(float(low), 4), round(float(high), 4)],
        "better": int((new & ~old).sum()),
        "worse": int((old & ~new).sum()),
    }


def coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[Point]:
    """Coverage against accuracy at THRESHOLDS; accuracy is None where nothing is left."""
    sure, hits = np.array(confidences), np.array(right, dtype=bool)
    points = []
    for threshold in THRESHOLDS:
        kept = sure >= threshold
        share = float(hits[kept].mean()) if kept.any() else None
        points.append(Point(threshold, float(kept.mean()) if len(sure) else 0.0, share, int(kept.sum())))
    return points


def _right(sample: Sample, reading: Reading) -> bool:
    acts = reading.union >= ACTS
    return acts == sample.acts and (not acts or reading.category == sample.category)


def _scores(samples: Sequence[Sample], readings: Sequence[Reading], right: np.ndarray) -> dict[str, float]:
    acts = np.array([sample.acts for sample in samples])
    says = np.array([reading.union >= ACTS for reading in readings])
    chosen = [(s, r) for s, r in zip(samples, readings, strict=True) if s.acts]
    category = [r.category == s.category for s, r in chosen]
    return {
        "right": round(float(right.mean()), 4),
        "union_f1": round(float(2 * (acts & says).sum() / max(1, acts.sum() + says.sum())), 4),
        "category": round(sum(category) / len(category), 4) if category else 0.0,
    }
