"""All profiles on the same history side by side. Pure but for `profiles`, which asks the rulebook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from tongxin.ground.rulebook.models import Version
from tongxin.ground.rulebook.queries import active, runnable_profiles
from tongxin.watch.alerts.columns import Columns, Ranks, levels
from tongxin.watch.alerts.levels import RANK, Level

TRIAL = "试算："
DESCENDING = sorted(Level, key=lambda level: -RANK[level])


@dataclass(frozen=True)
class Line:
    """One row of a cross table: a level of the active profile and how many of it have which level here."""

    level: Level
    cells: list[tuple[Level, int, bool]]  # level here, how many, whether it is the same


@dataclass(frozen=True)
class Compared:
    """What one profile makes of the history: how many of each level, and against the active one."""

    version: Version
    counts: list[tuple[Level, int]]
    cross: list[Line]
    same: float | None
    higher: int
    lower: int
    active: bool = False

    @property
    def left_out(self) -> list[str]:
        return list(self.version.body.get("left_out", []))

    @property
    def source_url(self) -> str:
        """The address of the page the table was read from, '' where the source is an act."""
        return self.version.source if self.version.source.startswith("http") else ""


def profiles(on: date) -> tuple[Version | None, list[Version]]:
    """The active version, and the newest of every other profile that can be run."""
    used = active("alert_profile", on)
    others = [v for v in runnable_profiles() if used is None or v.rule_id != used.rule_id]
    return used, others


def compare(used: Version | None, others: Sequence[Version], history: Columns) -> list[Compared]:
    """Every profile on `history`, the active one first."""
    base = levels(used.body, history) if used else None
    found = [_compared(used, base, base, True)] if used and base is not None else []
    return found + [_compared(version, levels(version.body, history), base, False) for version in others]


def crossed(rows: Ranks, columns: Ranks) -> list[Line]:
    """How many of each level in `rows` have which level in `columns`, the gravest first."""
    table = np.zeros((5, 5), dtype=int)
    np.add.at(table, (rows, columns), 1)
    return [
        Line(row, [(level, int(table[RANK[row], RANK[level]]), row == level) for level in DESCENDING])
        for row in DESCENDING
    ]


def counted(ranks: Ranks) -> list[tuple[Level, int]]:
    return [(level, int((ranks == RANK[level]).sum())) for level in DESCENDING]


def chart(found: Sequence[Compared]) -> dict[str, Any]:
    """Levels of every profile as stacked bars."""
    return {
        "key": "profiles",
        "title": "各方案定级的件数",
        "preset": "rows",
        "stacked": True,
        "axis": "方案",
        "unit": "件",
        "labels": [short(each.version.rule.name) for each in found],
        "series": [
            {"name": level.label, "level": level.value, "values": [each.counts[at][1] for each in found]}
            for at, level in enumerate(DESCENDING)
        ],
    }


def short(name: str) -> str:
    """深圳宝安四级分类 of 试算：深圳宝安四级分类（2004）."""
    return name.removeprefix(TRIAL).partition("（")[0]


def _compared(version: Version, ranks: Ranks, base: Ranks | None, is_active: bool) -> Compared:
    told = base is not None and not is_active
    against = base if told and base is not None else ranks
    same = float((ranks == against).mean()) if told and len(ranks) else None
    return Compared(
        version, counted(ranks), crossed(against, ranks) if told else [], same,
        int((ranks > against).sum()), int((ranks < against).sum()), is_active,
    )  # fmt: skip
