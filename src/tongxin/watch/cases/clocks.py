"""Deadlines of a case: instants computed once from rule version, level and calendar. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongxin.ground.worktime.calendar import Calendar
from tongxin.ground.worktime.hours import OFFICE_HOURS, ServiceHours, on, shanghai
from tongxin.ground.worktime.rules import add_working_days
from tongxin.ground.worktime.terms import Term, Unit, cards, due


@dataclass(frozen=True)
class Clock:
    """`due_at` with the instants of its yellow and red card. `warn_at` None: too short a term to warn in."""

    due_at: datetime
    estimated: bool
    warn_at: datetime | None
    red_at: datetime
    calendar_version: int


@dataclass(frozen=True)
class CardDays:
    """Working days before the deadline at which the yellow card falls due, and after it the red one."""

    yellow: int = 1
    red: int = 1


def card_days(body: Mapping[str, Any] | None) -> CardDays:
    """As the rulebook writes them (items 黄牌 and 红牌 with a term in working days), else one and one."""
    told = {
        item.get("name"): item["n"]
        for item in (body or {}).get("items", [])
        if item.get("unit") == Unit.WORKING_DAY
    }
    return CardDays(told.get("黄牌", 1), told.get("红牌", 1))


def handling(
    at: datetime,
    length: Term,
    calendar: Calendar,
    *,
    extended: int = 0,
    hours: ServiceHours = OFFICE_HOURS,
    days: CardDays = CardDays(),
) -> Clock:
    """The handling clock started at `at`, with `extended` working days added at its end."""
    found = due(at, length, calendar, hours)
    if not extended:
        return _clock(at, found.at, found.estimated, calendar, hours, days)
    end = add_working_days(found.at, extended, calendar)
    estimated = found.estimated or calendar.has_estimate(shanghai(found.at).date(), end.date())
    return _clock(at, end, estimated, calendar, hours, days)


def _clock(
    at: datetime, end: datetime, estimated: bool, calendar: Calendar, hours: ServiceHours, days: CardDays
) -> Clock:
    told = cards(end, calendar, hours, yellow=days.yellow, red=days.red)
    return Clock(end, estimated, _warning(at, end, told.yellow, hours), told.red, calendar.version)


def _warning(at: datetime, end: datetime, yellow: datetime, hours: ServiceHours) -> datetime | None:
    """One working day before; where that lies before the start, when service opens on the last day."""
    if yellow > at:
        return yellow
    morning = on(shanghai(end).date(), hours.opens)
    return morning if at < morning < end else None
