"""card.json: what the model page shows of the shipped weights, written from a cross-validation and by nobody's hand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

UNION, CATEGORY_OF_UNION, COLLECTIVE = "union F1", "category of union rows", "collective F1"
MEASURES = {UNION: "工会事项 F1", CATEGORY_OF_UNION: "工会事项的主类别 准确率", COLLECTIVE: "集体 F1"}
# The parts of the rows that are shown; the others are in the printed tables alone.
DATA = {
    "annotated": "人工标注的来信（双人）",
    "more": "其他已读来信（单人）",
    "foreign": "难判的外区来信（单人）",
    "our own": "自拟短文本",
}


@dataclass(frozen=True)
class Measured:
    """One score, 0–1, with its 95% interval, and the number of rows it rests on."""

    label: str
    rows: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Kept:
    """Of the verdicts from a confidence on: their share of all, the share of them wholly right, their number."""

    least: float
    share: float
    right: float
    rows: int


def write(path: Path, name: str, parts: Mapping[str, Sequence[Measured]], coverage: Sequence[Kept]) -> None:
    """The card of the weights `name`; `parts` by the key of DATA."""
    scores = [
        {
            "measure": words, "data": data, "rows": each.rows, "value": round(each.value, 3),
            "low": round(each.low, 2), "high": round(each.high, 2),
        }
        for label, words in MEASURES.items()
        for part, data in DATA.items()
        for each in parts.get(part, ())
        if each.label == label
    ]  # fmt: skip
    points = [[each.least, round(each.share, 4), round(each.right, 3), each.rows] for each in coverage]
    told = {"name": name, "scores": scores, "coverage": points}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
