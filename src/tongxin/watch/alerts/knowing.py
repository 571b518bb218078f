"""What was known when an alert was graded, beside what is known now. Pure."""

from dataclasses import dataclass
from typing import Any

from tongxin.ground.rulebook.words import NAMES, UNITED
from tongxin.watch.alerts.rules import written
from tongxin.watch.incidents.models import Incident

ORDER = (
    "category", "persons", "amount", "months", "per_person_amount", "collective", "urgent", "construction", "signals",
    "sources", "verified", "days", "reports_month", "index", "risk_band", "evidence_kinds", "scale", "ratio", "surplus",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """One fact: `now` is '' where it is the same or cannot have changed."""

    label: str
    then: str
    now: str = ""


def known(facts: dict[str, Any], now: dict[str, Any]) -> list[Known]:
    """The facts an alert was graded on; a fact of `now` that differs is told beside it, also one unknown then."""
    rows = []
    for name in ORDER:
        if name not in facts and now.get(name) is None:
            continue
        then, later = _told(name, facts.get(name)), _told(name, now.get(name))
        rows.append(
            Known(NAMES[name].removesuffix("（元）"), then, later if name in now and later != then else "")
        )
    return rows


def of_incident(incident: Incident) -> dict[str, Any]:
    """What the row of an incident says now, as far as it says it without asking its signals."""
    return {
        "category": incident.category, "persons": incident.persons,
        "amount": float(incident.amount) if incident.amount is not None else None, "months": incident.months,
        "collective": incident.collective, "urgent": incident.urgent, "signals": incident.signal_count,
        "days": (incident.last_at - incident.first_at).days,
    }  # fmt: skip


def _told(name: str, value: Any) -> str:
    if value is None:
        return "不详"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return NAMES.get(value, value)
    return f"{written(value)}{UNITED.get(name, '')}"
