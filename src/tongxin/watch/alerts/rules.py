"""What an alert profile says about the facts of an incident, an employer or a hot spot. Pure.

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

from tongxin.ground.rulebook.rules import FLAGS, OF_EMPLOYER, OF_HOTSPOT
from tongxin.ground.rulebook.words import NAMES
from tongxin.watch.alerts.levels import RANK, Level

COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "==": operator.eq,
    "!=": operator.ne,
}
SIGNS = {">=": "≥", "<=": "≤", "==": "＝", "!=": "≠"}
CAPPED = "仅一个来源且未经人工核对，等级不高于{level}（原应为{wanted}）"
NOTHING = "未达到任何一级的条件，按默认等级"


@dataclass(frozen=True)
class Facts:
    """What is known of the subject of an alert; None is unknown, or not asked of it, and meets no condition.

    Of an incident: `signals` counts the signals heard, `sources` the distinct sources they came from, `months`
    are owed to each worker, `days` lie between the first report and the last, `reports_month` are the signals on
    its employer in the 30 days up to its last report. `verified`: an officer has judged one of the signals.
    Of an employer: `index` (0–100), `risk_band`, `evidence_kinds`, `reports_month`. Of a hot spot: `ratio` and
    `surplus` of what was observed over what was expected, `scale`.
    """

    category: str | None = None
    persons: int | None = None
    amount: Decimal | None = None
    months: int | None = None
    collective: bool | None = False
    urgent: bool | None = False
    signals: int | None = 1
    sources: int | None = 1
    verified: bool | None = False
    construction: bool | None = False
    days: int | None = None
    reports_month: int | None = None
    index: float | None = None
    risk_band: str | None = None
    evidence_kinds: int | None = None
    ratio: float | None = None
    surplus: float | None = None
    scale: str | None = None

    @property
    def per_person_amount(self) -> float | None:
        return float(self.amount) / self.persons if self.amount is not None and self.persons else None

    def as_json(self) -> dict[str, Any]:
        """What is known, for the snapshot an alert keeps."""
        found = {name: getattr(self, name) for name in FACTS}
        return {
            name: float(value) if isinstance(value, Decimal) else value
            for name, value in found.items()
            if value is not None
        }


FACTS = (*Facts.__dataclass_fields__, "per_person_amount")
OWN: dict[str, frozenset[str]] = {
    "incident": frozenset(FACTS) - (OF_EMPLOYER - {"reports_month"}) - OF_HOTSPOT,
    "employer": frozenset(OF_EMPLOYER),
    "hotspot": frozenset(OF_HOTSPOT),
}


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
    """Grade an incident by the profile `body`. ValueError when it names a fact, sign or level that does not exist."""
    reasons = _reasons(body, facts, "incident")
    if not reasons:
        level = Level(body.get("default", Level.BLUE)).value
        return Grade(level, (Reason(level, NOTHING),))
    return _capped(body, reasons[0].level, reasons, facts)


def grade_other(body: Mapping[str, Any], facts: Facts, subject: str) -> Grade | None:
    """Grade an employer or a hot spot (`subject`: a key of OWN); None where the profile has nothing to say of it.

    Only clauses count that ask for a fact of its own: 涉及劳动报酬 alone says nothing of a hot spot.
    """
    reasons = _reasons(body, facts, subject)
    return Grade(reasons[0].level, tuple(reasons)) if reasons else None


def _reasons(body: Mapping[str, Any], facts: Facts, subject: str) -> list[Reason]:
    descending = sorted(RANK, key=RANK.__getitem__, reverse=True)
    return [reason for level in descending for reason in _met(body, level, facts, OWN[subject])]


def _capped(body: Mapping[str, Any], wanted: str, reasons: Sequence[Reason], facts: Facts) -> Grade:
    cap = body.get("single_unverified_cap")
    lifted = (facts.sources or 0) > 1 or facts.verified
    if not cap or lifted or RANK[Level(wanted)] <= RANK[Level(cap)]:
        return Grade(wanted, tuple(reasons))
    words = CAPPED.format(level=Level(cap).label, wanted=Level(wanted).label)
    return Grade(Level(cap).value, (Reason(Level(cap).value, words), *reasons))


def _met(body: Mapping[str, Any], level: str, facts: Facts, own: frozenset[str]) -> list[Reason]:
    return [
        Reason(
            str(level),
            clause["words"],
            clause.get("clause", ""),
            tuple(_told(c, facts) for c in clause["all"]),
        )
        for clause in clauses(body, level)
        if all(_holds(condition, facts) for condition in clause["all"])
        and any(name in own for name, _, _ in clause["all"])
    ]


def clauses(body: Mapping[str, Any], level: str) -> list[dict[str, Any]]:
    """The clauses of a level that ask for something. ValueError when one asks for what does not exist."""
    found = [each for each in body.get("levels", {}).get(str(level), {}).get("any", []) if each["all"]]
    for each in found:
        for name, sign, _ in each["all"]:
            if name not in FACTS or sign not in COMPARE:
                raise ValueError(f"an alert profile asks for {name} {sign}, which does not exist")
    return found


def _holds(condition: Sequence[Any], facts: Facts) -> bool:
    name, sign, limit = condition
    value = getattr(facts, name)
    if isinstance(value, Decimal):  # limits are written as floats, and so are the columns of many incidents
        value = float(value)
    return value is not None and bool(COMPARE[sign](value, limit))


def _told(condition: Sequence[Any], facts: Facts) -> str:
    """人数 42（≥30）; 集体争议."""
    name, sign, limit = condition
    value = getattr(facts, name)
    if name in FLAGS:
        return NAMES[name] if value else f"非{NAMES[name]}"
    if isinstance(value, str):
        return "" if name == "category" else f"{NAMES[name]} {NAMES.get(value, value)}"
    return f"{NAMES[name]} {written(value)}（{SIGNS.get(sign, sign)}{limit}）"


def written(value: Any) -> str:
    """A figure as a reason tells it: two decimals at most."""
    shown = isinstance(value, Decimal | float)
    return f"{value:,.2f}".rstrip("0").rstrip(".") if shown else str(value)
