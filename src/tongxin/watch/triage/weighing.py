# ruff: noqa: E501  (a table of Chinese words, which count double)
"""Why the weights say what they say, in an officer's words: what each kind of evidence adds to a decision.

A decision is a sum, so its parts are exact: the rule features by what they look for, and what is left: the single
characters and pairs of characters together, and the constant. Units are those of the decision (log-odds before
calibration).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tongxin.watch.triage.lexicon import COLUMNS
from tongxin.watch.triage.rules import FEATURES, PAIRS
from tongxin.watch.triage.weights import CATEGORY_HEADS, READ_HEADS, Floats, Weights, is_letter

COLUMN_WORDS = {
    "wages": "劳动报酬用语", "injury": "工伤用语", "insurance": "社会保险用语", "contract": "合同用语", "other": "工时休假等用语",
    "dispute": "劳资争议用语", "office": "咨询办事用语", "group": "多人用语", "worker": "职工用语", "civil": "民事纠纷用语",
}  # fmt: skip
EXTRACTED = ("用人单位名称", "涉及十人以上", "涉及金额")
# One name a rule feature, in the order of `rules.features`.
NAMES = (
    *(COLUMN_WORDS[column] for column in COLUMNS * 3),
    *(f"“{name}”的说法" for _, name, _ in PAIRS),
    "篇幅",
    *EXTRACTED,
)
GROUPS = tuple(dict.fromkeys(NAMES))
MEMBER = np.array([[float(name == group) for group in GROUPS] for name in NAMES], dtype=np.float32)
SHOWN = 3
LEAST = 0.1  # parts smaller than this are not told
assert len(NAMES) == FEATURES


def weighed(by: Weights, texts: Sequence[str], features: Floats, decided: Floats) -> list[list[str]]:
    """For each folded text why a union acts and why its category, the heaviest evidence first.

    `features`: texts × FEATURES; `decided`: texts × READ_HEADS, of no number for a judgment, of which nothing is told.
    """
    letter = np.array([is_letter(text) for text in texts])
    known = np.nan_to_num(decided)
    first = READ_HEADS.index(CATEGORY_HEADS[0])
    heads = {
        "工会事项": np.zeros(len(texts), dtype=np.int64),
        "类别": first + known[:, first:].argmax(axis=1),
    }
    told = [
        [f"{what}：{words}" for words in _told(features * by.rule_weights(letter, which), known, which)]
        for what, which in heads.items()
    ]
    judged = [bool(np.isnan(row).any()) for row in decided]
    return [[] if skip else list(both) for skip, *both in zip(judged, *told, strict=True)]


def _told(weighted: Floats, decided: Floats, heads: NDArray[np.int64]) -> list[str]:
    parts = weighted @ MEMBER
    rest = decided[np.arange(len(heads)), heads] - parts.sum(axis=1)
    order = np.argsort(-np.abs(parts), axis=1)[:, :SHOWN]
    return [_words(row, best, float(left)) for row, best, left in zip(parts, order, rest, strict=True)]


def _words(parts: Floats, order: Sequence[int], rest: float) -> str:
    told = [f"{GROUPS[at]} {parts[at]:+.1f}" for at in order if abs(parts[at]) >= LEAST]
    return "、".join([*told, f"其余字词 {rest:+.1f}"])
