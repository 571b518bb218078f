"""Scores on rows not seen: python -m tongxin.watch.triage.crossvalidation DIR [--more CSV] [--own FILE]… [--card FILE]

The arguments of `training`; `--card` writes what the model page shows (`card.py`). Folds keep stories and near
duplicates together and are cut SPLITS times; scores are means over the cuts. Each file is reported alone, with 95%
intervals by bootstrap over its rows. Collective is given with the head-count that decides before the weights.
Extraction is by rule and has no folds.
"""

import argparse
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from tongxin.watch.triage import card
from tongxin.watch.triage import labelled as files
from tongxin.watch.triage.calibration import platt, sharpness
from tongxin.watch.triage.card import CATEGORY_OF_UNION, COLLECTIVE, UNION, Kept, Measured
from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.matrices import inverse_frequency
from tongxin.watch.triage.reading import find
from tongxin.watch.triage.reading_heads import Read
from tongxin.watch.triage.weights import CATEGORY_HEADS, weights

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
SPLITS = 4
MANY = 10  # a head-count from which `verdicts` says collective
DRAWS = 1_000


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--own", type=Path, action="append", default=[])
    parser.add_argument("--card", type=Path)
    chosen = parser.parse_args(argv)
    labelled = files.rows(chosen.directory / "dev.jsonl")
    groups = {"annotated": files.rows(chosen.directory / "annotated_dev.jsonl")}
    further = files.further(chosen.more, chosen.directory) if chosen.more else []
    groups["more"] = [row for row in further if not row["foreign"]]
    groups["foreign"] = [row for row in further if row["foreign"]]
    groups |= {path.name: files.own(path) for path in chosen.own}
    annotated = [row for found in groups.values() for row in found]
    texts = [fold(row["text"]) for row in labelled]
    idf = inverse_frequency(texts + [fold(row["text"]) for row in annotated if row.get("own")])
    unlabelled = [fold(text) for text in files.unlabelled(chosen.directory)]
    read = Read.of(annotated, idf, unlabelled + texts)
    held = np.stack([read.out_of_fold(str(split)) for split in range(SPLITS)])
    source = np.array([name for name, found in groups.items() for _ in found])
    ours = np.array([one not in ("annotated", "more", "foreign") for one in source])
    parts = {name: source == name for name in groups} | {"letters": ~ours, "our own": ours}
    found = {
        name: _measured([row for row, one in zip(annotated, at, strict=True) if one], held[:, at])
        for name, at in parts.items()
        if at.any()
    }
    for name, measures in found.items():
        _report(name, measures)
    confidence, right = _judged(annotated, held[0])
    _reliability(confidence, right)
    for name, at in {"all": ours | ~ours, "letters": ~ours, "our own": ours}.items():
        _coverage(name, confidence[at], right[at])
    if chosen.card:
        card.write(chosen.card, weights().name, found, coverage(confidence, right))


def _measured(rows: Sequence[dict], held: np.ndarray) -> list[Measured]:
    """The scores of some rows: the mean over the cuts, the interval by bootstrap over the rows of the first."""
    acting = np.array([True in row["union"] for row in rows])
    chance = np.random.default_rng(1)
    draws = [chance.integers(len(rows), size=len(rows)) for _ in range(DRAWS)]
    counted = np.array([_many(row["text"]) for row in rows])
    found = []
    for label, score in _scores(rows, acting, counted).items():
        low, high = np.percentile([score(held[0], draw) for draw in draws], (2.5, 97.5))
        mean = np.mean([score(one, np.arange(len(rows))) for one in held])
        rests_on = acting.sum() if label == CATEGORY_OF_UNION else len(rows)
        found.append(Measured(label, int(rests_on), float(mean), float(low), float(high)))
    return found


def _report(name: str, measures: Sequence[Measured]) -> None:
    rows = {each.label: each.rows for each in measures}
    print(f"{name}: {rows[UNION]} rows, {rows[CATEGORY_OF_UNION]} union")
    for each in measures:
        print(f"  {each.label}\t{each.value:.3f}\t{each.low:.2f}–{each.high:.2f}")


Score = Callable[[np.ndarray, np.ndarray], float]


def _scores(rows: Sequence[dict], acting: np.ndarray, counted: np.ndarray) -> dict[str, Score]:
    """Scores of decisions (rows × READ_HEADS) at some rows."""

    def f1(field: str, says: np.ndarray, at: np.ndarray) -> float:
        known = np.array([None not in rows[row][field] for row in at.tolist()])
        accepted = [rows[row][field] for row in at.tolist()]
        said = says[at]
        truth = np.array(
            [one if one in given else bool(given[0]) for one, given in zip(said, accepted, strict=True)]
        )
        return _f1(truth[known], said[known])

    told = np.array([row["main"][0] is not None for row in rows])
    return {
        UNION: lambda held, at: f1("union", held[:, 0] > 0, at),
        CATEGORY_OF_UNION: lambda held, at: _share(_hits(rows, held)[at][acting[at]]),
        "category of all rows": lambda held, at: _share(_hits(rows, held)[at][told[at]]),
        COLLECTIVE: lambda held, at: f1("collective", (held[:, 1] > 0) | ((held[:, 0] > 0) & counted), at),
    }


def _many(text: str) -> bool:
    count = find(fold(text)).count
    return count is not None and count.persons >= MANY


def _hits(rows: Sequence[dict], held: np.ndarray) -> np.ndarray:
    best = held[:, 2:].argmax(axis=1)
    return np.array([CATEGORY_HEADS[one] in row["main"] for row, one in zip(rows, best, strict=True)])


def _share(hits: np.ndarray) -> float:
    return float(hits.sum() / max(1, len(hits)))


def _f1(truth: np.ndarray, says: np.ndarray) -> float:
    return float(2 * (truth & says).sum() / max(1, truth.sum() + says.sum()))


def _judged(rows: Sequence[dict], held: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Confidence of each verdict, calibrated on the other half of the rows, and whether it is wholly right."""
    truth = np.array([bool(row["union"][0]) for row in rows])
    hits = _hits(rows, held)
    half = np.random.default_rng(1).random(len(rows)) < 0.5
    confidence, right = np.zeros(len(rows)), np.zeros(len(rows), dtype=bool)
    for learnt, told in ((half, ~half), (~half, half)):
        slope, offset = platt(held[learnt, 0], truth[learnt])
        known = learnt & truth & np.array([row["main"][0] in CATEGORY_HEADS for row in rows])
        factor = sharpness(
            held[known, 2:],
            np.array([CATEGORY_HEADS.index(rows[at]["main"][0]) for at in np.flatnonzero(known).tolist()]),
        )
        union = 1 / (1 + np.exp(-(slope * held[told, 0] + offset)))
        shares = np.exp(factor * (held[told, 2:] - held[told, 2:].max(axis=1, keepdims=True)))
        sure = shares.max(axis=1) / shares.sum(axis=1)
        confidence[told] = np.where(union >= 0.5, union * sure, 1 - union)
        right[told] = ((union >= 0.5) == truth[told]) & ((union < 0.5) | hits[told])
    return confidence, right


def _reliability(confidence: np.ndarray, right: np.ndarray) -> None:
    print("confidence\trows\tmean confidence\twholly right")
    for low, high in pairwise(BINS):
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            means = f"{confidence[inside].mean():.2f}\t{right[inside].mean():.2f}"
            print(f"{low:.1f}–{min(high, 1):.1f}\t{inside.sum()}\t{means}")


def coverage(confidence: np.ndarray, right: np.ndarray) -> list[Kept]:
    """How right the verdicts are if only those of some confidence are kept, by the least confidence."""
    found = []
    for least in BINS[:-1]:
        kept = confidence >= least
        if kept.any():
            found.append(Kept(least, float(kept.mean()), float(right[kept].mean()), int(kept.sum())))
    return found


def _coverage(name: str, confidence: np.ndarray, right: np.ndarray) -> None:
    print(f"{name}: confidence from\tkept\twholly right")
    for each in coverage(confidence, right):
        print(f"{each.least:.1f}\t{each.share:.2f}\t{each.right:.3f}")


if __name__ == "__main__":
    main()
