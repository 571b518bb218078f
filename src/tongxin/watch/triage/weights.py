"""The learnt weights and how a text is scored by them. The file is written by `training.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tongxin.watch.triage.elements import Elements, of_court, shares
from tongxin.watch.triage.grams import BITS, grams

FILE = Path(__file__).with_name("weights.npz")
LABOUR = "劳动和社会保障"
# The seven areas of the open letters to local leaders; labour is one of them.
AREAS = (LABOUR, "交通运输", "卫生计生", "商贸旅游", "城乡建设", "教育文体", "环境保护")
CATEGORY_HEADS = ("wages", "injury", "insurance", "contract", "other")
READ_HEADS = ("union", "collective", *CATEGORY_HEADS)
HEADS = (*AREAS, *READ_HEADS, "judgment")
# Longer texts are letters, whose READ_HEADS have in part weights of their own.
SHORT_TEXT = 70
# How steeply the lead of labour over the best other area turns into a probability.
STEEPNESS = 3.0
# So near to the gate a sentence without a word of the court is a message. Farther in, if it holds no claim but a
# message of these words would be a union's, it is a union's, and its category so undecided that a person looks.
NEAR, MESSAGE = 0.3, 0.45
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """Per text: `labour`, `union`, `collective` as probabilities, `categories` texts × 5 summing to one.

    `decided`: what weights decided of READ_HEADS before calibration, of no number where a judgment was read; None
    from a model that is no sum.
    """

    labour: Floats
    union: Floats
    collective: Floats
    categories: Floats
    decided: Floats | None = None


class Scorer(Protocol):
    """What gives the probabilities of folded texts, whose rule features are rows of `features`."""

    @property
    def name(self) -> str: ...

    def scores(self, texts: Sequence[str], features: Floats) -> Scores: ...


def is_letter(text: str) -> bool:
    return len(text) > SHORT_TEXT


@dataclass(frozen=True, slots=True)
class Part:
    """What letters add to the weights of READ_HEADS: 2**BITS, rule features and one × READ_HEADS."""

    table: Floats
    rules: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """`table`: 2**BITS × HEADS, already times idf; `rules`: rule features × HEADS.

    `calibration`: slope and offset of the union decision, sharpness of the categories. Sentences of judgments
    (a decision on `judgment` over 0; see NEAR) are read by `elements`.
    """

    table: Floats
    idf: Floats
    rules: Floats
    bias: Floats
    name: str
    calibration: Floats
    letters: Part
    elements: Elements

    def scores(self, texts: Sequence[str], features: Floats) -> Scores:
        decided = self.decide(texts, features)
        areas = decided[:, : len(AREAS)]
        lead = areas[:, 0] - areas[:, 1:].max(axis=1)
        first = HEADS.index("union")
        slope, offset, sharpness = self.calibration
        wanted = decided[:, first + 2 : -1]
        categories = np.exp(sharpness * (wanted - wanted.max(axis=1, keepdims=True)))
        categories /= categories.sum(axis=1, keepdims=True)
        union = _probability(slope * decided[:, first] + offset)
        plain = decided[:, len(AREAS) : -1].copy()
        judged = [
            row
            for row, gate in enumerate(decided[:, -1].tolist())
            if gate > 0 and (gate > NEAR or of_court(texts[row]))
        ]
        if judged:
            read = self._judged([texts[row] for row in judged], union[judged], categories[judged])
            union[judged], categories[judged], plain[judged] = *read, np.nan
        labour, together = _probability(STEEPNESS * lead), _probability(decided[:, first + 1])
        return Scores(labour, union, together, categories, plain)

    def _judged(self, sentences: Sequence[str], union: Floats, categories: Floats) -> tuple[Floats, Floats]:
        """Union and categories of sentences that passed the gate, given those they would have as messages."""
        claims = self.elements.probabilities(sentences)
        found = shares(claims)
        said = np.array([of_court(sentence) for sentence in sentences])
        silent = (claims.max(axis=1) < 0.5) & (union >= 0.5) & ~said
        other = CATEGORY_HEADS.index("other")
        mixed = MESSAGE * categories
        mixed[:, other] += 1 - MESSAGE
        return np.where(silent, union, claims.max(axis=1)), np.where(silent[:, None], mixed, found)

    def rule_weights(self, letter: NDArray[np.bool_], heads: NDArray[np.int64]) -> Floats:
        """Texts × rule features: what each feature weighs in each text's head (of READ_HEADS)."""
        both = self.rules[:, len(AREAS) : -1]
        return both[:, heads].T + self.letters.rules[:, heads].T * letter[:, None]

    def decide(self, texts: Sequence[str], features: Floats) -> Floats:
        """Texts × HEADS: the decisions before calibration."""
        rows, buckets, times = grams(texts)
        starts = np.searchsorted(rows, np.arange(len(texts) + 1))
        values = self.idf[buckets] * times
        norms = np.sqrt(np.maximum(_by_row((values * values)[:, None], starts), 1e-9))
        decided = _by_row(_weighed(self.table, buckets, times), starts) / norms
        decided += features @ self.rules + self.bias
        letter = np.array([is_letter(text) for text in texts])
        if letter.any():
            at = letter[rows]
            starts = np.concatenate([[0], np.cumsum(np.diff(starts) * letter)])
            sums = _by_row(_weighed(self.letters.table, buckets[at], times[at]), starts) / norms
            own = sums + features @ self.letters.rules + self.letters.bias
            decided[:, len(AREAS) : -1] += own * letter[:, None]
        return decided.astype(np.float32)


def _weighed(table: Floats, buckets: NDArray[np.int64], times: Floats) -> Floats:
    """Grams × heads; in place, for this is most of the work."""
    found = np.take(table, buckets, axis=0)
    found *= times[:, None]
    return found


def _by_row(values: Floats, starts: NDArray[np.intp]) -> Floats:
    """Sums of the stretches between starts; an empty stretch is zero."""
    sums = np.zeros((len(starts) - 1, values.shape[1]), dtype=np.float32)
    filled = starts[1:] > starts[:-1]
    if filled.any():
        sums[filled] = np.add.reduceat(values, starts[:-1][filled], axis=0)
    return sums


def _probability(logits: NDArray) -> Floats:
    return (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)


@cache
def weights() -> Weights:
    """The shipped weights, read once per process."""
    return load(FILE)


def load(path: Path) -> Weights:
    """What `saving.save` wrote."""
    with np.load(path, allow_pickle=False) as kept:
        idf = _spread(kept["buckets"], kept["idf"])
        judged = _spread(kept["elements_buckets"], kept["elements_idf"])
        return Weights(
            _spread(kept["buckets"], _scaled(kept, "table")) * idf[:, None],
            idf,
            kept["rules"].astype(np.float32),
            kept["bias"].astype(np.float32),
            str(kept["name"]),
            kept["calibration"],
            Part(
                _spread(kept["buckets"], _scaled(kept, "letters_table")) * idf[:, None],
                kept["letters_rules"].astype(np.float32),
                kept["letters_bias"].astype(np.float32),
            ),
            Elements(
                _spread(kept["elements_buckets"], _scaled(kept, "elements_table")) * judged[:, None],
                judged,
                _scaled(kept, "elements_words"),
                _scaled(kept, "elements_pairs"),
                kept["elements_bias"].astype(np.float32),
            ),
        )


def _scaled(kept: Mapping[str, NDArray], name: str) -> Floats:
    return kept[name].astype(np.float32) * kept[f"{name}_scale"]


def _spread(buckets: NDArray, values: NDArray) -> Floats:
    """2**BITS rows, zero where a bucket is not in use."""
    out = np.zeros((1 << BITS, *values.shape[1:]), dtype=np.float32)
    out[buckets] = values
    return out
