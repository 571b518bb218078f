"""Fits the shipped weights: python -m tongxin.watch.triage.training DIR OUT.npz [--more CSV] [--own FILE]…

DIR holds dev.jsonl ({"id","label","text"}, labour = 劳动和社会保障) and annotated_dev.jsonl. The CSV
(docs/models/triage-annotations.csv) gives further answers by id, without text, for messages of dev.jsonl,
unlabelled.jsonl and with_replies.jsonl. Each FILE holds short texts of our own ({"text","union","main","labour",
"collective","story",…} a line). Rows never leave DIR; the file holds hashed weights only.
Needs scikit-learn and scipy, which the platform itself does not.
"""

import argparse
import csv
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from tongxin.watch.triage.calibration import platt, sharpness
from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.folds import groups
from tongxin.watch.triage.grams import BITS, grams
from tongxin.watch.triage.reading import feature_row
from tongxin.watch.triage.weights import AREAS, CATEGORY_HEADS, HEADS, LABOUR, Weights

SEEN_AT_LEAST = 2
AREA_RULES, READ_RULES = 0.2, 0.7  # how strongly the rule features speak beside the grams
STRENGTH = {"areas": 0.5, "union": 12.0, "collective": 8.0, "categories": 4.0}  # C of each family
SHORT = 60
ANNOTATED = 700  # characters a reader of the annotated rows was shown
FOLDS = 5
OWN_IN_LABOUR = 0.3  # so that the letters, from which labour is learnt, keep their say
UNION_ROWS = 3.0  # the category matters most where a union acts


def is_tuning(key: str) -> bool:
    """Seven rows of ten by hash of the id; the other three are only looked at to report."""
    return _hash(key) % 10 < 7


def _hash(key: str) -> int:
    return int(hashlib.sha256(key.encode()).hexdigest(), 16)


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def further(path: Path, directory: Path) -> list[dict]:
    """The messages of DIR that a CSV answers for, cut as the annotated ones are; an empty answer is unknown.

    Ids are those of dev.jsonl, or `unlabelled:ID` and `with_replies:ID`. Raises KeyError for an id DIR has not.
    """
    texts = {row["id"]: row["text"] for row in rows(directory / "dev.jsonl")}
    for name in ("unlabelled", "with_replies"):
        texts |= {
            f"{name}:{row['id']}": row["title"] + row["text"] for row in rows(directory / f"{name}.jsonl")
        }
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            {
                "id": row["id"],
                "text": texts[row["id"]][:ANNOTATED],
                "union": [row["union"] == "1"],
                "main": [row["main"] or None],
                "collective": [row["collective"] == "1" if row["collective"] else None],
            }
            for row in csv.DictReader(lines)
        ]


def own(path: Path) -> list[dict]:
    """Short texts of our own, one answer a field, in the form of annotated rows."""
    answers = ("union", "main", "collective")
    return [row | {field: [row.get(field)] for field in answers} | {"own": True} for row in rows(path)]


def fit(labelled: Sequence[dict], annotated: Sequence[dict], name: str) -> Weights:
    """Areas are learnt from `labelled`, whole and cut to SHORT signs, other HEADS from `annotated`.

    Rows of our own among `annotated` also say whether a text is a labour matter.
    """
    short = [row for row in annotated if row.get("own")]
    whole = [fold(row["text"]) for row in labelled]
    texts = whole + [text[:SHORT] for text in whole] + [fold(row["text"]) for row in short]
    areas = np.array(
        [row["label"] for row in labelled] * 2 + [LABOUR if row["labour"] else "" for row in short]
    )
    idf = _idf(whole + texts[2 * len(whole) :])
    matrix = _matrix(texts, idf, AREA_RULES)
    letter = np.arange(len(areas)) < 2 * len(whole)
    weight = np.where(letter, 1.0, OWN_IN_LABOUR)
    heads = {LABOUR: _solve(LinearSVC(C=STRENGTH["areas"]), matrix, areas == LABOUR, weight)}
    for area in AREAS[1:]:
        heads[area] = _solve(LinearSVC(C=STRENGTH["areas"]), matrix[letter], areas[letter] == area)
    read = _matrix([fold(row["text"]) for row in annotated], idf, READ_RULES)
    heads |= reading_heads(read, annotated)
    solution = np.stack([heads[head][0] for head in HEADS], axis=1).astype(np.float32)
    bias = np.array([heads[head][1] for head in HEADS], dtype=np.float32)
    size = 1 << BITS
    scales = np.array([AREA_RULES if head in AREAS else READ_RULES for head in HEADS], dtype=np.float32)
    held = out_of_fold(read, annotated)
    sure = np.array([not row["union"][1:] for row in annotated])
    acts = np.array([bool(row["union"][0]) for row in annotated])
    chosen = np.array([row["main"][0] in CATEGORY_HEADS and True in row["union"] for row in annotated])
    right = np.array(
        [CATEGORY_HEADS.index(row["main"][0]) for row, one in zip(annotated, chosen, strict=True) if one]
    )
    tuned = (*platt(held[sure, 0], acts[sure]), sharpness(held[chosen, 2:], right))
    return Weights(
        solution[:size] * idf[:, None],
        idf,
        solution[size:] * scales,
        bias,
        name,
        np.array(tuned, dtype=np.float32),
    )


def reading_heads(read: csr_matrix, annotated: Sequence[dict]) -> dict[str, tuple[np.ndarray, float]]:
    """Solutions of union, collective and the categories."""
    heads = {}
    sure = np.array([0.5 if len(row["union"]) > 1 else 1.0 for row in annotated])
    for head in ("union", "collective"):
        known = np.array([row[head][0] is not None for row in annotated])
        truth = np.array([bool(row[head][0]) for row in annotated])
        heads[head] = _solve(_logistic(STRENGTH[head]), read[known], truth[known], sure[known])
    known = np.array([row["main"][0] is not None for row in annotated])
    union = np.array([UNION_ROWS if True in row["union"] else 1.0 for row in annotated])
    for head in CATEGORY_HEADS:
        truth = np.array([row["main"][0] == head for row in annotated])
        heads[head] = _solve(_logistic(STRENGTH["categories"]), read[known], truth[known], union[known])
    return heads


def out_of_fold(read: csr_matrix, annotated: Sequence[dict]) -> np.ndarray:
    """Rows × (union, collective, categories): decisions of models that have not seen the row or its group."""
    fold_of = np.array([_hash(str(annotated[leader]["text"])) % FOLDS for leader in groups(annotated)])
    held = np.zeros((len(annotated), len(HEADS) - len(AREAS)))
    for number in range(FOLDS):
        learnt, left = np.flatnonzero(fold_of != number), np.flatnonzero(fold_of == number)
        heads = reading_heads(read[learnt], [annotated[int(row)] for row in learnt])
        held[left] = np.stack([read[left] @ heads[h][0] + heads[h][1] for h in HEADS[len(AREAS) :]], axis=1)
    return held


def held_out(labelled: Sequence[dict], annotated: Sequence[dict]) -> np.ndarray:
    """`out_of_fold` decisions of the rows as `fit` sees them, without fitting the areas."""
    short = [fold(row["text"]) for row in annotated if row.get("own")]
    idf = _idf([fold(row["text"]) for row in labelled] + short)
    return out_of_fold(_matrix([fold(row["text"]) for row in annotated], idf, READ_RULES), annotated)


def save(found: Weights, path: Path) -> None:
    """Only buckets in use, weights in eight bits."""
    buckets = np.flatnonzero(found.idf)
    plain = found.table[buckets] / found.idf[buckets][:, None]
    scale = np.abs(plain).max(axis=0) / 127
    np.savez_compressed(
        path,
        buckets=buckets.astype(np.int32),
        idf=found.idf[buckets].astype(np.float16),
        scale=np.maximum(scale, 1e-12).astype(np.float32),
        table=np.round(plain / np.maximum(scale, 1e-12)).astype(np.int8),
        rules=found.rules.astype(np.float16),
        bias=found.bias,
        calibration=found.calibration,
        name=found.name,
    )


def _idf(texts: Sequence[str]) -> np.ndarray:
    _, buckets, _ = grams(texts)
    seen = np.bincount(buckets, minlength=1 << BITS)
    idf = np.log((1 + len(texts)) / (1 + seen)) + 1
    return np.where(seen >= SEEN_AT_LEAST, idf, 0).astype(np.float32)


def _matrix(texts: Sequence[str], idf: np.ndarray, rule_scale: float) -> csr_matrix:
    at, buckets, times = grams(texts)
    values = idf[buckets] * times
    norms = np.sqrt(np.maximum(np.bincount(at, weights=values**2, minlength=len(texts)), 1e-9))
    sparse = csr_matrix((values / norms[at], (at, buckets)), shape=(len(texts), 1 << BITS))
    features = np.array([feature_row(text) for text in texts]) * rule_scale
    return hstack([sparse, csr_matrix(features)]).tocsr()


def _logistic(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=2000, solver="liblinear")


def _solve(
    model: LinearSVC | LogisticRegression,
    matrix: csr_matrix,
    truth: np.ndarray,
    weight: np.ndarray | None = None,
) -> tuple[np.ndarray, float]:
    model.fit(matrix, truth, sample_weight=weight)
    return model.coef_[0], float(np.ravel(model.intercept_)[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", default="lexicon-rules-linear-3")
    parser.add_argument("--more", type=Path, help="CSV with id, union, main, collective")
    parser.add_argument(
        "--own", type=Path, action="append", default=[], help="JSON lines of our own short texts"
    )
    parser.add_argument(
        "--tuning-only", action="store_true", help="leave out the three tenths kept for the report"
    )
    chosen = parser.parse_args()
    labelled, annotated = rows(chosen.directory / "dev.jsonl"), rows(chosen.directory / "annotated_dev.jsonl")
    if chosen.tuning_only:
        labelled = [row for row in labelled if is_tuning(row["id"])]
        annotated = [row for row in annotated if is_tuning(row["id"])]
    if chosen.more:
        more = further(chosen.more, chosen.directory)
        annotated += [row for row in more if is_tuning(row["id"])] if chosen.tuning_only else more
    for path in chosen.own:
        annotated += own(path)
    save(fit(labelled, annotated, chosen.name), chosen.out)


if __name__ == "__main__":
    main()
