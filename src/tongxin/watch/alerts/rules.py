"""What an alert profile says about the facts of an incident. Pure.

A profile body is
`{"levels": {"red": {"any": [{"all": [["persons", ">=", 30], …], "words": "…", "clause": "…"}, …]}, …},
  "default": "blue", "single_unverified_cap": "orange"}`.
The highest level with a clause that is met wins; every met clause of every level becomes a reason.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tongxin.watch.alerts.levels import RANK, Level

FACTS = {
    "persons": "人数",
    "amount": "金额（元）",
    "months": "拖欠月数",
    "per_person_months": "每人拖欠月数",
    "per_person_amount": "人均金额（元）",
    "collective": "集体争议",
    "urgent": "紧急",
    "signals": "线索数",
    "sources": "来源数",
    "category": "类别",
    "verified": "已经人工核对",
}
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "==": operator.eq,
    "!=": operator.ne,
    "in": lambda value, among: value in among,
}
SIGNS = {">=": "≥", "<=": "≤", "==": "＝", "!=": "≠", "in": "属于"}
CAPPED = "仅一个来源且未经人工核对，等级不高于{level}（原应为{wanted}）"
NOTHING = "未达到任何一级的条件，按默认等级"


@dataclass(frozen=True)
class Facts:
    """What is known of an incident; None is unknown and meets no condition.

    `signals` counts the signals heard, `sources` the distinct sources they came from. `months` are months
    owed to each worker, so `per_person_months` is the same figure. `verified`: an officer has judged one of
    the signals.
    """

    category: str
    persons: int | None = None
    amount: Decimal | None = None
    months: int | None = None
    collective: bool = False
    urgent: bool = False
    signals: int = 1
    sources: int = 1
    verified: bool = False

    @property
    def per_person_months(self) -> int | None:
        return self.months

    @property
    def per_person_amount(self) -> Decimal | None:
        return self.amount / self.persons if self.amount is not None and self.persons else None


@dataclass(frozen=True)
class Reason:
    """One clause that is met: what it says, where it stands, and the facts that met it."""

    level: str
    words: str
    clause: str = ""
    facts: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"level": self.level, "words": self.words, "clause": self.clause, "facts": list(self.facts)}


@dataclass(frozen=True)
class Grade:
    level: str
    reasons: tuple[Reason, ...]


def grade(body: Mapping[str, Any], facts: Facts) -> Grade:
    """Grade by the profile `body`. ValueError when it names a fact, sign or level that does not exist."""
    reasons = [
        reason
        for level in sorted(RANK, key=RANK.__getitem__, reverse=True)
        for reason in _met(body, level, facts)
    ]
    if not reasons:
        level = Level(body.get("default", Level.BLUE)).value
        return Grade(level, (Reason(level, NOTHING),))
    return _capped(body, reasons[0].level, reasons, facts)


def _capped(body: Mapping[str, Any], wanted: str, reasons: Sequence[Reason], facts: Facts) -> Grade:
    cap = body.get("single_unverified_cap")
    if not cap or facts.sources > 1 or facts.verified or RANK[Level(wanted)] <= RANK[Level(cap)]:
        return Grade(wanted, tuple(reasons))
    words = CAPPED.format(level=Level(cap).label, wanted=Level(wanted).label)
    return Grade(Level(cap).value, (Reason(Level(cap).value, words), *reasons))


def _met(body: Mapping[str, Any], level: str, facts: Facts) -> list[Reason]:
    clauses = body.get("levels", {}).get(str(level), {}).get("any", [])
    return [
        Reason(
            str(level),
            clause["words"],
            clause.get("clause", ""),
            tuple(_told(c, facts) for c in clause["all"]),
        )
        for clause in clauses
        if clause["all"] and all(_holds(condition, facts) for condition in clause["all"])
    ]


def _holds(condition: Sequence[Any], facts: Facts) -> bool:
    name, sign, limit = condition
    if name not in FACTS or sign not in COMPARE:
        raise ValueError(f"an alert profile asks for {name} {sign}, which does not exist")
    value = getattr(facts, name)
    return value is not None and COMPARE[sign](value, limit)


def _told(condition: Sequence[Any], facts: Facts) -> str:
    """人数 42（≥30）; 集体争议."""
    name, sign, limit = condition
    value = getattr(facts, name)
    if isinstance(value, bool):
        return FACTS[name] if value else f"非{FACTS[name]}"
    if isinstance(value, str):
        return ""
    shown = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, Decimal) else str(value)
    return f"{FACTS[name]} {shown}（{SIGNS.get(sign, sign)}{limit}）"
