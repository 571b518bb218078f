"""Fits the shipped weights: python -m tongxin.watch.triage.training DIR OUT.npz …

DIR holds dev.jsonl ({"id","label","text"}, labour = 劳动和社会保障), annotated_dev.jsonl, unlabelled.jsonl and
with_replies.jsonl. `--more` (docs/models/triage-annotations.csv) gives further answers by id, without text, for
messages of them; each `--own` holds short texts of our own ({"text","union","main","labour","collective",
"story",…} a line); `--judged` is the directory of `judged.py`. Rows never leave their directories; the file
holds hashed weights only.
Needs scikit-learn and scipy, which the platform itself does not.
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from tongxin.watch.triage import labelled as files
from tongxin.watch.triage.calibration import platt, sharpness
from tongxin.watch.triage.elements import Elements
from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.grams import BITS
from tongxin.watch.triage.judged import Sentence, sentences
from tongxin.watch.triage.judged import fit as judged_fit
from tongxin.watch.triage.matrices import gram_matrix, inverse_frequency, whole_matrix
from tongxin.watch.triage.reading_heads import Read
from tongxin.watch.triage.rules import FEATURES
from tongxin.watch.triage.saving import save
from tongxin.watch.triage.weights import AREAS, CATEGORY_HEADS, HEADS, LABOUR, READ_HEADS, Part, Weights

AREA_RULES = 0.1  # how strongly the rule features speak beside the grams
STRENGTH = 0.5  # C of areas and gate
SHORT = 60
SENTENCE, SHORTEST = re.compile("[。!?;；]"), 6
GATE = 0.15  # a judgment read as a message is wrong more often than a message read as a judgment
OWN_IN_LABOUR = 0.2  # so that the letters, from which labour is learnt, keep their say


def fit(
    labelled: Sequence[dict],
    annotated: Sequence[dict],
    name: str,
    unlabelled: Sequence[str] = (),
    judged: Sequence[Sentence] = (),
) -> Weights:
    """Areas are learnt from `labelled`, whole and cut to SHORT signs, other HEADS from `annotated`.

    Rows of our own among `annotated` also say whether a text is a labour matter. `unlabelled` texts say which
    grams go together; `judged` sentences what a judgment is, and what it holds.
    """
    whole = [fold(row["text"]) for row in labelled]
    short = [fold(row["text"]) for row in annotated if row.get("own")]
    idf = inverse_frequency([*whole, *short])
    heads = areas(labelled, annotated, idf)
    folded = [fold(text) for text in unlabelled]
    on_labour = [text for row, text in zip(labelled, whole, strict=True) if row["label"] == LABOUR]
    judgments = [fold(one.text) for one in judged]
    heads["judgment"] = gate([*whole, *short, *folded], on_labour, judgments, idf)
    size = 1 << BITS
    solution = np.stack([heads.get(head, np.zeros(size + FEATURES + 1)) for head in HEADS], axis=1)
    solution[size:-1] *= AREA_RULES
    rows = Read.of(annotated, idf, folded + whole)
    letters = np.zeros((size + FEATURES + 1, len(READ_HEADS)))
    for at, (head, numbers) in enumerate(rows.heads(np.arange(len(annotated))).items()):
        solution[:, HEADS.index(head)], letters[:, at] = rows.folded(head, numbers)
    tuned = calibrated(annotated, rows.out_of_fold())
    scale = np.concatenate([idf, np.ones(FEATURES + 1)])[:, None]
    solution, letters = (solution * scale).astype(np.float32), (letters * scale).astype(np.float32)
    return Weights(
        solution[:size],
        idf,
        solution[size:-1],
        solution[-1],
        name,
        np.array(tuned, dtype=np.float32),
        Part(letters[:size], letters[size:-1], letters[-1]),
        judged_fit(judged) if judged else Elements.empty(),
    )


def areas(labelled: Sequence[dict], annotated: Sequence[dict], idf: np.ndarray) -> dict[str, np.ndarray]:
    """Solutions (grams, rule features, offset) of the AREAS."""
    short = [row for row in annotated if row.get("own")]
    whole = [fold(row["text"]) for row in labelled]
    texts = whole + [text[:SHORT] for text in whole] + [fold(row["text"]) for row in short]
    labels = [row["label"] for row in labelled] * 2 + [LABOUR if row["labour"] else "" for row in short]
    truth, matrix = np.array(labels), whole_matrix(texts, idf, AREA_RULES)
    letter = np.arange(len(truth)) < 2 * len(whole)
    found = {LABOUR: _solve(matrix, truth == LABOUR, np.where(letter, 1.0, OWN_IN_LABOUR))}
    return found | {area: _solve(matrix[letter], truth[letter] == area) for area in AREAS[1:]}


def gate(
    messages: Sequence[str], labour: Sequence[str], sentences: Sequence[str], idf: np.ndarray
) -> np.ndarray:
    """The solution that tells a sentence of a judgment from a message, its beginning or a sentence of one on labour."""
    if not sentences:
        return np.concatenate([np.zeros((1 << BITS) + FEATURES), [-1.0]])
    told = [part for text in labour for part in SENTENCE.split(text) if len(part) >= SHORTEST]
    others = [*messages, *(text[:SHORT] for text in messages), *told]
    texts = [*others, *sentences]
    model = LinearSVC(C=STRENGTH).fit(gram_matrix(texts, idf), np.arange(len(texts)) >= len(others))
    return np.concatenate([model.coef_[0], np.zeros(FEATURES), model.intercept_ + GATE])


def calibrated(annotated: Sequence[dict], held: np.ndarray) -> tuple[float, float, float]:
    """Slope and offset of union, sharpness of the categories, from decisions out of fold."""
    sure = np.array([not row["union"][1:] for row in annotated])
    acts = np.array([bool(row["union"][0]) for row in annotated])
    chosen = np.array([row["main"][0] in CATEGORY_HEADS and True in row["union"] for row in annotated])
    right = [CATEGORY_HEADS.index(row["main"][0]) for row, one in zip(annotated, chosen, strict=True) if one]
    return (*platt(held[sure, 0], acts[sure]), sharpness(held[chosen, 2:], np.array(right)))


def _solve(matrix: csr_matrix, truth: np.ndarray, weight: np.ndarray | None = None) -> np.ndarray:
    model = LinearSVC(C=STRENGTH).fit(matrix, truth, sample_weight=weight)
    return np.concatenate([model.coef_[0], model.intercept_])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", default="lexicon-rules-linear-5")
    parser.add_argument("--more", type=Path, help="CSV with id, union, main, collective")
    parser.add_argument(
        "--own", type=Path, action="append", default=[], help="JSON lines of our own short texts"
    )
    parser.add_argument("--judged", type=Path, help="sentences of judgments")
    parser.add_argument(
        "--tuning-only", action="store_true", help="leave out the three tenths kept for the report"
    )
    chosen = parser.parse_args()
    labelled = files.rows(chosen.directory / "dev.jsonl")
    annotated = files.rows(chosen.directory / "annotated_dev.jsonl")
    if chosen.tuning_only:
        labelled = [row for row in labelled if files.is_tuning(row["id"])]
        annotated = [row for row in annotated if files.is_tuning(row["id"])]
    if chosen.more:
        more = files.further(chosen.more, chosen.directory)
        annotated += [row for row in more if files.is_tuning(row["id"])] if chosen.tuning_only else more
    for path in chosen.own:
        annotated += files.own(path)
    unlabelled = files.unlabelled(chosen.directory)
    judged = sentences(chosen.judged) if chosen.judged else []
    save(fit(labelled, annotated, chosen.name, unlabelled, judged), chosen.out)


if __name__ == "__main__":
    main()
