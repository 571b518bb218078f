"""How far readings agree with annotated rows. An annotation is one value or a list of accepted ones."""

from collections.abc import Sequence
from typing import Any

LABELS = {
    "rows": "条数",
    "union_f1": "工会事项 F1",
    "category": "工会事项的主类别 准确率",
    "category_all": "全部条目的主类别 准确率",
    "employer": "用人单位 准确率（重叠）",
    "employer_exact": "用人单位 准确率（逐字）",
    "place": "地点 准确率（重叠）",
    "place_exact": "地点 准确率（逐字）",
    "persons": "人数 准确率",
    "amount": "金额 准确率",
    "months": "月数 准确率",
    "collective_f1": "集体 F1",
    "urgent_f1": "紧急 F1",
}


def measure(rows: Sequence[dict[str, Any]], lines: Sequence[dict[str, Any]]) -> dict[str, float]:
    """One number a measure, null counted as a value; rows and prediction lines in the same order."""
    pairs = list(zip(rows, lines, strict=True))
    acting = [pair for pair in pairs if True in accepted(pair[0], "union")]
    found = {"rows": float(len(pairs)), "union_f1": _f1(pairs, "union", lambda line: line["union"] >= 0.5)}
    found["category"] = _share(line["category"] in accepted(row, "main") for row, line in acting)
    found["category_all"] = _share(line["category"] in accepted(row, "main") for row, line in pairs)
    for field in ("employer", "place"):
        found[field] = _share(overlaps(line[field], accepted(row, field), row["text"]) for row, line in pairs)
        found[f"{field}_exact"] = _share(line[field] in accepted(row, field) for row, line in pairs)
    for field in ("persons", "amount", "months"):
        found[field] = _share(_same(line[field], accepted(row, field)) for row, line in pairs)
    for field in ("collective", "urgent"):
        found[f"{field}_f1"] = _f1(pairs, field, lambda line, field=field: line[field])
    return found


def table(found: dict[str, float]) -> str:
    """The measures as lines of text."""
    return "\n".join(
        f"{LABELS[name]}\t{score:.0f}" if name == "rows" else f"{LABELS[name]}\t{score:.3f}"
        for name, score in found.items()
    )


def accepted(row: dict[str, Any], field: str) -> list[Any]:
    value = row.get(field)
    return value if isinstance(value, list) else [value]


def overlaps(found: str | None, spans: Sequence[str | None], text: str) -> bool:
    """Null against null, or the found name and an accepted one share characters at some place of the text."""
    if found is None:
        return None in spans
    return any(
        span is not None and (span in found or found in span or _meet(found, span, text)) for span in spans
    )


def _meet(one: str, other: str, text: str) -> bool:
    starts = [at for at in range(len(text)) if text.startswith(one, at)]
    others = [at for at in range(len(text)) if text.startswith(other, at)]
    return any(a < b + len(other) and b < a + len(one) for a in starts for b in others)


def _same(found: float | None, values: Sequence[float | None]) -> bool:
    if found is None:
        return None in values
    return any(value is not None and abs(found - value) <= 1e-6 * max(1.0, abs(value)) for value in values)


def _share(hits: Any) -> float:
    counted = [bool(hit) for hit in hits]
    return sum(counted) / len(counted) if counted else 0.0


def _f1(pairs: Sequence[tuple[dict, dict]], field: str, says: Any) -> float:
    """F1 of the true class; where both answers are accepted the given one is right."""
    hits = wrong = missed = 0
    for row, line in pairs:
        values = accepted(row, field)
        if says(line):
            hits += True in values
            wrong += True not in values
        else:
            missed += False not in values
    return 2 * hits / (2 * hits + wrong + missed) if hits else 0.0
