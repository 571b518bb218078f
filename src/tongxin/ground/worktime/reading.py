"""Terms and service hours as the rulebook writes them. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tongxin.ground.worktime.hours import OFFICE_HOURS, ServiceHours
from tongxin.ground.worktime.terms import Term


def term(body: Mapping[str, Any], level: str, stage: str) -> Term | None:
    """The term of `stage` (accept, verify, handle, report_up) at a level, None where the rule has none."""
    told = body.get(level, {}).get(stage)
    return Term(told["n"], told["unit"]) if told else None


def service_hours(body: Mapping[str, Any] | None) -> ServiceHours:
    """Service hours (`{"spans": [["09:00", "12:00"], …]}`), else office hours."""
    if not body:
        return OFFICE_HOURS
    clock = datetime.strptime
    return ServiceHours(tuple((clock(a, "%H:%M").time(), clock(b, "%H:%M").time()) for a, b in body["spans"]))
