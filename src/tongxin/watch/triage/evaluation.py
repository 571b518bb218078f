"""How far readings agree with annotated rows. An annotation is one value or a list of accepted ones."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Row = dict[str, Any]
Parts = tuple[float, float]  # of one row: what it adds above and below the line
DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class Score:
    """One measure, 0..1, with its 95% interval by bootstrap over the `rows` it rests on."""

    label: str
    value: float
    low: float
    high: float
    rows: int


def measure(rows: Sequence[Row], lines: Sequence[Row]) -> dict[str, Score]:
    """The measures whose annotation is there; null counts as a value. Rows and predictions in the same order."""
    pairs = list(zip(rows, lines, strict=True))
    acting = [pair for pair in pairs if True in accepted(pair[0], "union")]
    found = {
        "union_f1": _score("工会事项 F1", _yes_no(pairs, "union", lambda line: line["union"] >= 0.5)),
        "category": _score("工会事项的主类别 准确率", _shares(acting, "main", _category)),
        "category_all": _score("全部条目的主类别 准确率", _shares(pairs, "main", _category)),
        "employer": _score("用人单位 准确率（重叠）", _shares(pairs, "employer", _overlap("employer"))),
        "employer_exact": _score("用人单位 准确率（逐字）", _shares(pairs, "employer", _exact("employer"))),
        "place": _score("地点 准确率（重叠）", _shares(pairs, "place", _overlap("place"))),
        "place_exact": _score("地点 准确率（逐字）", _shares(pairs, "place", _exact("place"))),
        "persons": _score("人数 准确率", _shares(pairs, "persons", _equal("persons"))),
        "amount": _score("金额 准确率", _shares(pairs, "amount", _equal("amount"))),
        "months": _score("月数 准确率", _shares(pairs, "months", _equal("months"))),
        "collective_f1": _score("集体 F1", _yes_no(pairs, "collective", lambda line: line["collective"])),
        "urgent_f1": _score("紧急 F1", _yes_no(pairs, "urgent", lambda line: line["urgent"])),
    }
    return {name: score for name, score in found.items() if score is not None}


def table(found: dict[str, Score]) -> str:
    """The measures as lines of text: label, value, interval, rows."""
    head = "指标\t值\t95% 区间\t条数\n"
    return head + "\n".join(
        f"{score.label}\t{score.value:.3f}\t{score.low:.2f}–{score.high:.2f}\t{score.rows}"
        for score in found.values()
    )


def accepted(row: Row, field: str) -> list[Any]:
    value = row.get(field)
    return value if isinstance(value, list) else [value]


def overlaps(found: str | None, spans: Sequence[str | None], text: str) -> bool:
    """Null against null, or the found name and an accepted one share characters at some place of the text."""
    if found is None:
        return None in spans
    return any(
        span is not None and (span in found or found in span or _meet(found, span, text)) for span in spans
    )


def _score(label: str, parts: Iterable[Parts]) -> Score | None:
    """The sum above over the sum below; None without rows."""
    both = np.array(list(parts), dtype=float).reshape(-1, 2)
    if not len(both):
        return None
    chance = np.random.default_rng(1)
    sums = [both[chance.integers(len(both), size=len(both))].sum(axis=0) for _ in range(DRAWS)]
    low, high = np.quantile(_ratio(np.array(sums)), (0.025, 0.975))
    return Score(label, float(_ratio(both.sum(axis=0))), float(low), float(high), len(both))


def _ratio(sums: np.ndarray) -> np.ndarray:
    return np.divide(sums[..., 0], sums[..., 1], out=np.zeros(sums.shape[:-1]), where=sums[..., 1] > 0)


def _shares(
    pairs: Sequence[tuple[Row, Row]], field: str, right: Callable[[Row, Row], bool]
) -> Iterable[Parts]:
    return ((float(right(row, line)), 1.0) for row, line in pairs if field in row)


def _yes_no(pairs: Sequence[tuple[Row, Row]], field: str, says: Callable[[Row], bool]) -> Iterable[Parts]:
    """F1 of the true class as parts: twice the hits, and these with what is wrong or missed.

    Where both answers are accepted the given one is right.
    """
    for row, line in pairs:
        if field in row:
            values, said = accepted(row, field), says(line)
            hit = said and True in values
            yield 2.0 * hit, 2.0 * hit + (said not in values)


def _category(row: Row, line: Row) -> bool:
    return line["category"] in accepted(row, "main")


def _overlap(field: str) -> Callable[[Row, Row], bool]:
    return lambda row, line: overlaps(line[field], accepted(row, field), row["text"])


def _exact(field: str) -> Callable[[Row, Row], bool]:
    return lambda row, line: line[field] in accepted(row, field)


def _equal(field: str) -> Callable[[Row, Row], bool]:
    return lambda row, line: _same(line[field], accepted(row, field))


def _meet(one: str, other: str, text: str) -> bool:
    starts = [at for at in range(len(text)) if text.startswith(one, at)]
    others = [at for at in range(len(text)) if text.startswith(other, at)]
    return any(a < b + len(other) and b < a + len(one) for a in starts for b in others)


def _same(found: float | None, values: Sequence[float | None]) -> bool:
    if found is None:
        return None in values
    return any(value is not None and abs(found - value) <= 1e-6 * max(1.0, abs(value)) for value in values)
