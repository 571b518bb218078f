"""Scores on rows not seen: python -m tongxin.watch.triage.crossvalidation DIR [--more CSV] [--own FILE]…

The arguments of `training`. Folds keep stories and near duplicates together; each file is reported alone,
with 95% intervals by bootstrap over its rows. Extraction is by rule and has no folds.
"""

import argparse
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np

from tongxin.watch.triage import training
from tongxin.watch.triage.calibration import platt, sharpness
from tongxin.watch.triage.weights import CATEGORY_HEADS

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
DRAWS = 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--own", type=Path, action="append", default=[])
    chosen = parser.parse_args()
    labelled = training.rows(chosen.directory / "dev.jsonl")
    files = {"annotated": training.rows(chosen.directory / "annotated_dev.jsonl")}
    files["more"] = training.further(chosen.more, chosen.directory) if chosen.more else []
    files |= {path.name: training.own(path) for path in chosen.own}
    annotated = [row for found in files.values() for row in found]
    source = np.array([name for name, found in files.items() for _ in found])
    held = training.held_out(labelled, annotated)
    for name in files:
        _report(name, files[name], held[source == name])
    ours = np.array([bool(row.get("own")) for row in annotated])
    _report("all of our own", [row for row in annotated if row.get("own")], held[ours])
    _reliability(annotated, held)


def _report(name: str, rows: list[dict], held: np.ndarray) -> None:
    if not rows:
        return
    says = held[:, 0] > 0
    union = np.array(
        [one if len(row["union"]) > 1 else bool(row["union"][0]) for row, one in zip(rows, says, strict=True)]
    )
    acting = np.array([True in row["union"] for row in rows])
    hits = _hits(rows, held)
    together = np.array([bool(row["collective"][0]) for row in rows])
    scores: dict[str, Callable[[np.ndarray], float]] = {
        "union F1": lambda at: _f1(union[at], says[at]),
        "category of union rows": lambda at: float(hits[at][acting[at]].mean()),
        "collective F1": lambda at: _f1(together[at], held[at, 1] > 0),
    }
    chance = np.random.default_rng(1)
    draws = [chance.integers(len(rows), size=len(rows)) for _ in range(DRAWS)]
    print(f"{name}: {len(rows)} rows, {acting.sum()} union")
    for label, score in scores.items():
        low, high = np.percentile([score(draw) for draw in draws], (2.5, 97.5))
        print(f"  {label}\t{score(np.arange(len(rows))):.3f}\t{low:.2f}–{high:.2f}")


def _hits(rows: list[dict], held: np.ndarray) -> np.ndarray:
    best = held[:, 2:].argmax(axis=1)
    return np.array([CATEGORY_HEADS[one] in row["main"] for row, one in zip(rows, best, strict=True)])


def _f1(truth: np.ndarray, says: np.ndarray) -> float:
    return float(2 * (truth & says).sum() / max(1, truth.sum() + says.sum()))


def _reliability(rows: list[dict], held: np.ndarray) -> None:
    """How often a verdict of given confidence is wholly right; calibrated on one half, told of the other."""
    truth = np.array([bool(row["union"][0]) for row in rows])
    hits = _hits(rows, held)
    half = np.random.default_rng(1).random(len(rows)) < 0.5
    confidence, right = np.zeros(len(rows)), np.zeros(len(rows), dtype=bool)
    for learnt, told in ((half, ~half), (~half, half)):
        slope, offset = platt(held[learnt, 0], truth[learnt])
        known = learnt & truth & np.array([row["main"][0] in CATEGORY_HEADS for row in rows])
        factor = sharpness(
            held[known, 2:],
            np.array([CATEGORY_HEADS.index(rows[at]["main"][0]) for at in np.flatnonzero(known)]),
        )
        union = 1 / (1 + np.exp(-(slope * held[told, 0] + offset)))
        shares = np.exp(factor * (held[told, 2:] - held[told, 2:].max(axis=1, keepdims=True)))
        sure = shares.max(axis=1) / shares.sum(axis=1)
        confidence[told] = np.where(union >= 0.5, union * sure, 1 - union)
        right[told] = ((union >= 0.5) == truth[told]) & ((union < 0.5) | hits[told])
    print("confidence\trows\tmean confidence\twholly right")
    for low, high in pairwise(BINS):
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            means = f"{confidence[inside].mean():.2f}\t{right[inside].mean():.2f}"
            print(f"{low:.1f}–{min(high, 1):.1f}\t{inside.sum()}\t{means}")


if __name__ == "__main__":
    main()
