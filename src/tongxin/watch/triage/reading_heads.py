"""The heads learnt from annotated rows: union, collective and the categories.

Each row is known by its grams, by their directions (`smoothing.py`) and by the rule features. A letter and a short
text have in part weights of their own: the likeness of two rows counts more if both are of one register.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

from tongxin.watch.triage import smoothing
from tongxin.watch.triage.dual import solve
from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.folds import groups
from tongxin.watch.triage.matrices import gram_matrix
from tongxin.watch.triage.reading import feature_row
from tongxin.watch.triage.weights import CATEGORY_HEADS, READ_HEADS, is_letter

FOLDS = 5
STRENGTH = {"union": 12.0, "collective": 8.0} | dict.fromkeys(CATEGORY_HEADS, 4.0)  # C
ALONG = {"union": 1.0, "collective": 3.0} | dict.fromkeys(CATEGORY_HEADS, 1.0)  # say of the directions
RULES = 0.3  # say of the rule features; that of the grams is 1
REGISTER = 0.7  # say of what holds in one register only
DOUBTED = 0.5  # weight of a row on which two readers differ
FOREIGN = 0.1  # weight of a row of another area in the head for union: more costs on labour letters
UNION_ROWS = 3.0  # the category matters most where a union acts
Solution = np.ndarray  # (grams before idf, rule features, offset)


@dataclass(frozen=True)
class Read:
    """Annotated rows: `grams` of length 1, `along` the `directions`, rule features, and which are letters."""

    annotated: Sequence[dict]
    grams: csr_matrix
    directions: np.ndarray
    rules: np.ndarray
    letter: np.ndarray

    @classmethod
    def of(cls, annotated: Sequence[dict], idf: np.ndarray, unlabelled: Sequence[str]) -> "Read":
        texts = [fold(row["text"]) for row in annotated]
        found = smoothing.directions(gram_matrix([*texts, *unlabelled], idf))
        return cls(
            annotated,
            gram_matrix(texts, idf),
            found,
            np.array([feature_row(text) for text in texts]),
            np.array([is_letter(text) for text in texts]),
        )

    @cached_property
    def along(self) -> np.ndarray:
        return np.asarray(self.grams @ self.directions, dtype=float)

    @cached_property
    def kernels(self) -> dict[str, np.ndarray]:
        """Likeness of every two rows, a head."""
        plain = (self.grams @ self.grams.T).toarray() + RULES * self.rules @ self.rules.T + 1
        together = self.along @ self.along.T
        register = 1 + REGISTER * (self.letter[:, None] == self.letter)
        by_say = {say: (plain + say * together) * register for say in set(ALONG.values())}
        return {head: by_say[ALONG[head]] for head in READ_HEADS}

    def heads(self, learnt: np.ndarray) -> dict[str, np.ndarray]:
        """Row numbers of each head, zero outside the rows `learnt`."""
        found = {}
        for head in READ_HEADS:
            known, truth, weight = self._answers(head)
            at = learnt[known[learnt]]
            found[head] = np.zeros(len(self.annotated))
            kernel = self.kernels[head][np.ix_(at, at)]
            found[head][at] = solve(kernel, truth[at], STRENGTH[head] * weight[at])
        return found

    def _answers(self, head: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Known or not, the answer, the weight."""
        field = head if head in ("union", "collective") else "main"
        first = [row[field][0] for row in self.annotated]
        known = np.array([one is not None for one in first])
        truth = np.array([one == head if field == "main" else bool(one) for one in first])
        if field == "main":
            return known, truth, np.array([UNION_ROWS if True in r["union"] else 1.0 for r in self.annotated])
        doubted = np.array([DOUBTED if len(r["union"]) > 1 else 1.0 for r in self.annotated])
        if field == "union":
            doubted *= np.array([FOREIGN if r.get("foreign") else 1.0 for r in self.annotated])
        return known, truth, doubted

    def folded(self, head: str, numbers: np.ndarray) -> tuple[Solution, Solution]:
        """Solution of a short text, and what a letter adds to it."""
        short = self._solution(head, numbers * (1 + REGISTER * ~self.letter))
        own = REGISTER * np.where(self.letter, numbers, -numbers)
        return short, self._solution(head, own)

    def _solution(self, head: str, numbers: np.ndarray) -> Solution:
        grams = self.grams.T @ numbers + ALONG[head] * (self.directions @ (self.along.T @ numbers))
        return np.concatenate([grams, RULES * (self.rules.T @ numbers), [numbers.sum()]])

    def out_of_fold(self, seed: str = "") -> np.ndarray:
        """Rows × READ_HEADS: decisions of models that have not seen the row or its group."""
        leaders = [str(self.annotated[leader]["text"]) for leader in groups(self.annotated)]
        fold_of = np.array([_hash(seed + text) % FOLDS for text in leaders])
        held = np.zeros((len(self.annotated), len(READ_HEADS)))
        for number in range(FOLDS):
            left = np.flatnonzero(fold_of == number)
            for at, (head, numbers) in enumerate(self.heads(np.flatnonzero(fold_of != number)).items()):
                held[left, at] = self.kernels[head][left] @ numbers
        return held


def _hash(key: str) -> int:
    return int(hashlib.sha256(key.encode()).hexdigest(), 16)
