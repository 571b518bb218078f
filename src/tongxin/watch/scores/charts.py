"""The charts of the index, as `kit/_chart.html` wants them. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

FEW = 60  # days: a shorter history is drawn by the day, a longer one by the week
LONGEST = 366


def history(known: Mapping[date, float]) -> dict[str, Any] | None:
    """The index over time; between two days that are kept it is as on the earlier. None where it has no past.

    `known`: day → index, in order; the last is today's.
    """
    days = list(known)
    first, last = max(days[0], days[-1] - timedelta(days=LONGEST)), days[-1]
    length = (last - first).days
    if not length:
        return None
    shown = [last - timedelta(days=n) for n in range(0, length + 1, 1 if length <= FEW else 7)][::-1]
    values = [known[max((day for day in days if day <= each), default=days[0])] for each in shown]
    return {
        "key": "index",
        "title": "指数变化",
        "preset": "line",
        "axis": "日期",
        "unit": "0–100",
        "labels": [f"{day:%Y-%m-%d}" for day in shown],
        "series": [{"name": "指数", "values": [round(value) for value in values]}],
    }


def reliability(measured: Mapping[str, Any]) -> dict[str, Any]:
    """What was said beside what came, in groups of equal size; percents."""
    rows = measured["bins"]
    return {
        "key": "reliability",
        "title": "预测与实际",
        "preset": "line",
        "axis": "预测概率",
        "unit": "%",
        "labels": [f"{100 * row['said']:.1f}%" for row in rows],
        "series": [
            {"name": "实际", "values": [round(100 * row["came"]) for row in rows]},
            {"name": "预测", "values": [round(100 * row["said"]) for row in rows], "dashed": True},
        ],
    }
