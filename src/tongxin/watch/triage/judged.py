"""Sentences of judgments and what is learnt from them: python -m tongxin.watch.triage.judged DIR

DIR holds labour_dev_120.jsonl, loan.jsonl and divorce.jsonl, a list of {"sentence", "labels"} a line and judgment.
Prints scores by 5-fold cross-validation over judgments, several times with other folds.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from tongxin.watch.triage.elements import CLAIMS, WORDS, Elements, figures_folded, found, shares
from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.grams import BITS
from tongxin.watch.triage.matrices import gram_matrix, inverse_frequency

# Numbers of the lines of labour_labels.txt. Contract: the bond itself, its end and what is paid for it.
LABELS = {
    "wages": frozenset({2, 4, 8, 14}),
    "injury": frozenset({10, 17}),
    "contract": frozenset({1, 3, 5, 6, 7, 9, 12, 13, 18}),
}
LABOUR = "labour_dev_120"
OTHERS = ("loan", "divorce")
WORD_SCALE = 0.2
STRENGTH = {"wages": 1.4, "injury": 0.3, "contract": 1.4}  # C
INJURY_SCALE = (
    0.7  # few sentences speak of it, so it is learnt from the groups of words and hardly from grams
)
PAIR_SEEN = 4
FOLDS, SEEDS = 5, 4
CUT_SEEDS = (101, 102, 103)
GROUPS_FROM = next(at for at, group in enumerate(WORDS) if len(group) > 1)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`claims` are some of CLAIMS; `labour` says that the judgment is one on labour."""

    text: str
    claims: frozenset[str]
    document: str
    labour: bool


def sentences(directory: Path) -> list[Sentence]:
    """Of all judgments, those on labour first."""
    rows = []
    for name in (LABOUR, *OTHERS):
        with (directory / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                for one in json.loads(line):
                    rows.append(
                        Sentence(
                            one["sentence"],
                            _claims(one["labels"]) if name == LABOUR else frozenset(),
                            f"{name} {number}",
                            name == LABOUR,
                        )
                    )
    return rows


def _claims(labels: Sequence[str]) -> frozenset[str]:
    numbers = {int(label.removeprefix("LB")) for label in labels}
    return frozenset(claim for claim, of in LABELS.items() if numbers & of)


def fit(judged: Sequence[Sentence]) -> Elements:
    """The claims of labour judgments, cut where the F1 of sentences out of fold is best."""
    rows = [one for one in judged if one.labour]
    learnt = _Learnt.of(rows)
    everything = np.arange(len(rows))
    cuts = learnt.cuts(everything)
    solution = np.stack([learnt.solve(claim, everything) for claim in CLAIMS], axis=1)
    solution[-1] -= cuts
    size, words = 1 << BITS, len(WORDS)
    table, alone, pairs = np.split(solution[:-1], [size, size + words])
    return Elements(
        (table * learnt.idf[:, None]).astype(np.float32),
        learnt.idf,
        alone.astype(np.float32),
        pairs.reshape(words, words, len(CLAIMS)).astype(np.float32),
        solution[-1].astype(np.float32),
    )


@dataclass(frozen=True, slots=True)
class _Learnt:
    matrix: csr_matrix  # grams, words, pairs
    idf: np.ndarray
    truth: np.ndarray  # rows × CLAIMS
    document: np.ndarray

    @classmethod
    def of(cls, rows: Sequence[Sentence]) -> "_Learnt":
        texts = [figures_folded(fold(one.text)) for one in rows]
        idf = inverse_frequency(texts)
        marks = [found(text) for text in texts]
        words = _ones([alone for alone, _ in marks], len(WORDS))
        pairs = _ones([[one * len(WORDS) + other for one, other in two] for _, two in marks], len(WORDS) ** 2)
        seen = np.asarray(pairs.sum(axis=0)).ravel() >= PAIR_SEEN
        pairs = pairs.multiply(seen[None, :]).tocsr()
        truth = np.array([[claim in one.claims for claim in CLAIMS] for one in rows])
        _, document = np.unique([one.document for one in rows], return_inverse=True)
        return cls(hstack([gram_matrix(texts, idf), words, pairs]).tocsr(), idf, truth, document)

    def solve(self, claim: str, at: np.ndarray) -> np.ndarray:
        """Weights of grams, words and pairs, and the offset."""
        scale = _scale(claim)
        model = LogisticRegression(C=STRENGTH[claim], solver="liblinear", class_weight="balanced")
        model.fit(self.matrix[at].multiply(scale[None, :]).tocsr(), self.truth[at, CLAIMS.index(claim)])
        return np.concatenate([model.coef_[0] * scale, model.intercept_])

    def out_of_fold(self, at: np.ndarray, seed: int) -> np.ndarray:
        """Decisions on the rows `at`, by what was learnt from the other judgments among them."""
        chosen = np.random.default_rng(seed).integers(FOLDS, size=self.document.max() + 1)[self.document[at]]
        held = np.zeros((len(at), len(CLAIMS)))
        for number in range(FOLDS):
            left = at[chosen == number]
            for column, claim in enumerate(CLAIMS):
                solution = self.solve(claim, at[chosen != number])
                held[chosen == number, column] = self.matrix[left] @ solution[:-1] + solution[-1]
        return held

    def cuts(self, at: np.ndarray) -> np.ndarray:
        """Where each claim is best parted from its absence, over CUT_SEEDS cuts into folds."""
        held = [self.out_of_fold(at, seed) for seed in CUT_SEEDS]
        steps = np.arange(-2, 3, 0.1)
        return np.array(
            [max(steps, key=partial(self._f1_at, held, at, claim)) for claim in range(len(CLAIMS))]
        )

    def _f1_at(self, held: Sequence[np.ndarray], at: np.ndarray, claim: int, cut: float) -> float:
        return float(np.mean([f1(self.truth[at, claim], one[:, claim] > cut) for one in held]))


def _ones(columns: Sequence[Sequence[int]], width: int) -> csr_matrix:
    rows = np.repeat(np.arange(len(columns)), [len(one) for one in columns])
    flat = np.array([column for one in columns for column in one], dtype=np.int64)
    return csr_matrix((np.ones(len(flat)), (rows, flat)), shape=(len(columns), width))


def _scale(claim: str) -> np.ndarray:
    words, size = len(WORDS), 1 << BITS
    if claim != "injury":
        return np.concatenate([np.ones(size), np.full(words + words**2, WORD_SCALE)])
    group = np.arange(words) >= GROUPS_FROM
    return INJURY_SCALE * np.concatenate([np.ones(size), group, np.outer(group, group).ravel()])


def f1(truth: np.ndarray, says: np.ndarray) -> float:
    return float(2 * (truth & says).sum() / max(1, truth.sum() + says.sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    learnt = _Learnt.of([one for one in sentences(parser.parse_args().directory) if one.labour])
    scored = [_scores(learnt, seed) for seed in range(SEEDS)]
    print("claim\tscore of .5 or more\tmain category")
    for column, claim in enumerate(CLAIMS):
        print(f"{claim}\t" + "\t".join(f"{np.mean([s[i][column] for s in scored]):.3f}" for i in (0, 1)))


def _scores(learnt: _Learnt, seed: int) -> tuple[list[float], list[float]]:
    """F1 of each claim by its score and by the main category; cuts from the judgments learnt from."""
    chosen = np.random.default_rng(seed).integers(FOLDS, size=learnt.document.max() + 1)[learnt.document]
    chances = np.zeros(learnt.truth.shape)
    for number in range(FOLDS):
        others, left = np.flatnonzero(chosen != number), np.flatnonzero(chosen == number)
        cuts = learnt.cuts(others)
        for column, claim in enumerate(CLAIMS):
            solution = learnt.solve(claim, others)
            decided = learnt.matrix[left] @ solution[:-1] + solution[-1] - cuts[column]
            chances[left, column] = 1 / (1 + np.exp(-decided))
    given = shares(chances.astype(np.float32))
    main_one = given.argmax(axis=1)
    return (
        [f1(learnt.truth[:, at], given[:, one] >= 0.5) for at, one in enumerate((0, 1, 3))],
        [f1(learnt.truth[:, at], main_one == one) for at, one in enumerate((0, 1, 3))],
    )


if __name__ == "__main__":
    main()
