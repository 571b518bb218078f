"""Reads what the clocks need (rule in force, calendar, service hours) and sets them on a case."""

from datetime import datetime

from django.utils.timezone import localtime

from tongxin.ground.rulebook.models import Version
from tongxin.ground.rulebook.queries import active, hours_on, named
from tongxin.ground.rulebook.uses import HANDLER_CARDS
from tongxin.ground.worktime import reading
from tongxin.ground.worktime.queries import current_calendar
from tongxin.ground.worktime.terms import Term, due
from tongxin.kit.refused import Refused
from tongxin.watch.cases import clocks
from tongxin.watch.cases.findings import Card
from tongxin.watch.cases.flow import State
from tongxin.watch.cases.models import Case

MISSING = "没有已启用的处置时限规则，不能计算办理时限。请管理员在规则库中启用一套处置时限后再办。"
HANDED_ON = ("dispatch", "transfer")  # the acts from which the holder has time to accept
NO_TERM = "处置时限规则“{rule}”没有写明{level}预警的{stage}时限，请管理员补充后再办。"


def deadlines(at: datetime) -> Version:
    """The deadline rule in force; `Refused` when there is none."""
    version = active("deadlines", on=localtime(at).date())
    if version is None:
        raise Refused(MISSING)
    return version


def start(case: Case, at: datetime) -> None:
    """Start the handling clock anew by the version the case carries; cards and extensions begin again."""
    case.started_at, case.extended_days, case.card = at, 0, ""
    restart(case)


def start_accepting(case: Case, at: datetime) -> None:
    """The holder has a term of its own to accept."""
    length = reading.term(_rule(case).body, case.level, "accept")
    found = due(at, length, current_calendar(), hours_on(at)) if length else None
    case.accept_due_at = found.at if found else None
    case.accept_estimated = found.estimated if found else False
    case.accept_late_at = None


def restart_accepting(case: Case, at: datetime) -> None:
    """The term to accept again, from when the holder was handed the case; who is late by it stays told."""
    late = case.accept_late_at
    handed = case.steps.filter(state=State.DISPATCHED, verb__in=HANDED_ON).latest("at", "id")
    start_accepting(case, handed.at)
    if case.accept_due_at and case.accept_due_at <= at:
        case.accept_late_at = late


def regrade(case: Case, at: datetime) -> None:
    """The terms of a new level, from when each clock began. A card that is no longer due is taken back."""
    restart(case)
    take_back_cards(case, at)
    if case.state == State.DISPATCHED:
        restart_accepting(case, at)


def take_back_cards(case: Case, at: datetime) -> None:
    """A deadline that has moved away takes its card along."""
    if case.card == Card.RED and case.red_at and case.red_at > at:
        case.card = Card.YELLOW
    if case.card == Card.YELLOW and (case.warn_at is None or case.warn_at > at):
        case.card = Card.NONE


def restart(case: Case) -> clocks.Clock:
    """Compute the deadline again from its stored start, by today's calendar, and store it."""
    assert case.started_at, "a clock runs only after a dispatch"
    length = _handling_term(case)
    found = clocks.handling(
        case.started_at,
        length,
        current_calendar(),
        extended=case.extended_days,
        hours=hours_on(case.started_at),
        days=_card_days(case.started_at),
    )
    case.due_at, case.due_estimated, case.calendar_version = (
        found.due_at,
        found.estimated,
        found.calendar_version,
    )
    case.warn_at, case.red_at = found.warn_at, found.red_at
    return found


def clear(case: Case) -> None:
    """No clock runs while nobody holds the case."""
    case.due_at = case.accept_due_at = case.accept_late_at = case.warn_at = case.red_at = case.started_at = (
        None
    )
    case.due_estimated = case.accept_estimated = False
    case.extended_days, case.card = 0, ""


def _handling_term(case: Case) -> Term:
    rule = _rule(case)
    length = reading.term(rule.body, case.level, "handle")
    if length is None:
        raise Refused(NO_TERM.format(rule=rule.rule.name, level=case.get_level_display(), stage="办理"))
    return length


def _rule(case: Case) -> Version:
    assert case.deadlines, "a clock runs only after a dispatch"
    return case.deadlines


def _card_days(at: datetime) -> clocks.CardDays:
    version = named(HANDLER_CARDS, on=localtime(at).date())
    return clocks.card_days(version.body if version else None)
