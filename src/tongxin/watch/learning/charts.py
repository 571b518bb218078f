"""The charts of the model page, as `kit/_chart.html` wants them. Shares are whole percents. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tongxin.watch.learning.comparison import Point


def curve(key: str, title: str, points: Sequence[Point]) -> dict[str, Any]:
    """Share of verdicts kept and share of those right, over the confidence asked for."""
    return {
        "key": key,
        "title": title,
        "preset": "line",
        "axis": "把握不低于",
        "unit": "%",
        "labels": [f"{point.confidence:.0%}" for point in points],
        "series": [
            {
                "name": "由机器研判的占比",
                "values": [_percent(point.coverage) for point in points],
                "dashed": True,
            },
            {"name": "其中正确的占比", "values": [_percent(point.accuracy) for point in points]},
        ],
    }


def weeks(found: Sequence[tuple[date, int, int]]) -> dict[str, Any]:
    """Share of the machine's verdicts that officers agreed with, by week."""
    return {
        "key": "weeks",
        "title": "每周一致率",
        "preset": "line",
        "axis": "周",
        "unit": "%",
        "labels": [f"{week:%m-%d}" for week, _, _ in found],
        "series": [
            {"name": "一致率", "values": [_percent(agreed / n if n else None) for _, n, agreed in found]}
        ],
    }


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)
