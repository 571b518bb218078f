"""The learnt weights and how a text is scored by them. The file is written by `training.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tongxin.watch.triage.grams import BITS, grams

FILE = Path(__file__).with_name("weights.npz")
LABOUR = "劳动和社会保障"
# The seven areas of the open letters to local leaders; labour is one of them.
AREAS = (LABOUR, "交通运输", "卫生计生", "商贸旅游", "城乡建设", "教育文体", "环境保护")
CATEGORY_HEADS = ("wages", "injury", "insurance", "contract", "other")
HEADS = (*AREAS, "union", "collective", *CATEGORY_HEADS)
# How steeply the lead of labour over the best other area turns into a probability.
STEEPNESS = 3.0
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scores:
    """Per text: `labour`, `union`, `collective` as probabilities, `categories` texts × 5 summing to one."""

    labour: Floats
    union: Floats
    collective: Floats
    categories: Floats


class Scorer(Protocol):
    """What gives the probabilities of folded texts, whose rule features are rows of `features`."""

    @property
    def name(self) -> str: ...

    def scores(self, texts: Sequence[str], features: Floats) -> Scores: ...


@dataclass(frozen=True, slots=True)
class Weights:
    """`table`: 2**BITS × HEADS, already times idf; `rules`: rule features × HEADS.

    `calibration`: slope and offset of the union decision, sharpness of the categories.
    """

    table: Floats
    idf: Floats
    rules: Floats
    bias: Floats
    name: str
    calibration: Floats

    def scores(self, texts: Sequence[str], features: Floats) -> Scores:
        decided = self.decide(texts, features)
        areas = decided[:, : len(AREAS)]
        lead = areas[:, 0] - areas[:, 1:].max(axis=1)
        first = HEADS.index("union")
        slope, offset, sharpness = self.calibration
        shares = np.exp(
            sharpness * (decided[:, first + 2 :] - decided[:, first + 2 :].max(axis=1, keepdims=True))
        )
        return Scores(
            _probability(STEEPNESS * lead),
            _probability(slope * decided[:, first] + offset),
            _probability(decided[:, first + 1]),
            shares / shares.sum(axis=1, keepdims=True),
        )

    def decide(self, texts: Sequence[str], features: Floats) -> Floats:
        """Texts × HEADS: the decisions before calibration."""
        rows, buckets, times = grams(texts)
        starts = np.searchsorted(rows, np.arange(len(texts) + 1))
        values = self.idf[buckets] * times
        sums = _by_row(self.table[buckets] * times[:, None], starts)
        norms = np.sqrt(np.maximum(_by_row((values * values)[:, None], starts), 1e-9))
        return (sums / norms + features @ self.rules + self.bias).astype(np.float32)


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
    with np.load(FILE, allow_pickle=False) as kept:
        buckets = kept["buckets"]
        idf = np.zeros(1 << BITS, dtype=np.float32)
        idf[buckets] = kept["idf"]
        table = np.zeros((1 << BITS, len(HEADS)), dtype=np.float32)
        table[buckets] = kept["table"].astype(np.float32) * kept["scale"] * idf[buckets][:, None]
        return Weights(
            table,
            idf,
            kept["rules"].astype(np.float32),
            kept["bias"].astype(np.float32),
            str(kept["name"]),
            kept["calibration"],
        )
