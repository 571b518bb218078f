"""What the screen counts: one function a tile. All but the last three read rollups only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from tongxin.faces.screen.scope import regions
from tongxin.ground.employers.models import Employer
from tongxin.ground.orgs.models import Org, is_root
from tongxin.ground.places.register import is_within, register
from tongxin.ground.rollups.queries import Sum, first_day, sums
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.queries import by_employer

MAPPED = ("signals", "incidents", "alerts", "cases")
FEED, BUSIEST, BUSY_DAYS = 8, 6, 30


@dataclass(frozen=True)
class Hands:
    """Cases being handled now, and how many of them are past their deadline."""

    running: int
    overdue: int


@dataclass(frozen=True)
class Busy:
    """An employer with its incidents of the last BUSY_DAYS days."""

    name: str
    section: str
    region: str
    n: int


@dataclass(frozen=True)
class Found:
    """Everything one round of the screen shows, counted at one instant. `begun`: first day with signals."""

    at: datetime
    today: list[Sum]
    year: list[Sum]
    days: list[Sum]
    begun: date | None
    totals: list[Sum]
    places: list[Sum]
    hands: Hands
    alerts: list[Alert]
    busiest: list[Busy]


def collect(org: Org, *, at: datetime) -> Found:
    """Ten queries (one more where employers were merged), whatever the number of signals."""
    now = localtime(at)
    day, codes = now.date(), regions(org)
    return Found(
        at=now,
        today=of_today(day, codes),
        year=of_year(day, codes),
        days=by_day(day, codes),
        begun=first_day("signals", regions=codes),
        totals=by_level(day, codes),
        places=by_place(day, codes),
        hands=in_hand(org, at=at),
        alerts=latest_alerts(org),
        busiest=busiest_employers(org, at=at),
    )


def of_today(day: date, codes: Sequence[str]) -> list[Sum]:
    """Signals, alerts and closed cases of the day; key: measure, source."""
    return sums(["signals", "alerts", "closed"], day, day, by=["measure", "source"], regions=codes)


def of_year(day: date, codes: Sequence[str]) -> list[Sum]:
    """Signals of the year so far; key: source, category."""
    return sums("signals", new_year(day), day, by=["source", "category"], regions=codes)


def by_day(day: date, codes: Sequence[str]) -> list[Sum]:
    """Signals of each day from the beginning of last year, whole ISO weeks included; key: day."""
    start = min(new_year(day, 1), first_monday(day.isocalendar().year - 1))
    return sums("signals", start, day, by=["day"], regions=codes)


def by_level(day: date, codes: Sequence[str]) -> list[Sum]:
    """Alerts, cases, closed, helped, in_time and late of the year; key: measure, level."""
    measures = ["alerts", "cases", "closed", "helped", "in_time", "late"]
    return sums(measures, new_year(day), day, by=["measure", "level"], regions=codes)


def by_place(day: date, codes: Sequence[str]) -> list[Sum]:
    """The four mapped measures of the year; key: measure, then district, or street below a district."""
    return sums(MAPPED, new_year(day), day, by=["measure", "region" if codes else "district"], regions=codes)


def in_hand(org: Org, *, at: datetime) -> Hands:
    """Cases that happened in this union's region and are with a handler; their number stays small."""
    rows = Case.objects.running()
    for code in regions(org):
        inside = [place for place in register() if is_within(place, code)]
        rows = rows.filter(Q(region__in=inside) | Q(region=None, org__region__in=inside))
    return Hands(**rows.aggregate(running=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=at))))


def latest_alerts(org: Org) -> list[Alert]:
    """The newest alerts that stand, proposed or confirmed, in this union's ground."""
    rows = Alert.objects.live().with_subject().select_related("incident__employer")
    if not is_root(org.path):
        rows = rows.filter(org__path__startswith=org.path)
    return list(rows.order_by("-at", "-pk")[:FEED])


def busiest_employers(org: Org, *, at: datetime) -> list[Busy]:
    """The employers with most incidents in the last BUSY_DAYS days; those merged together are one."""
    since = at - timedelta(days=BUSY_DAYS)
    rows = Incident.objects.current().filter(last_at__gt=since, last_at__lte=at, employer__isnull=False)
    if not is_root(org.path):
        rows = rows.filter(org__path__startswith=org.path)
    busy = by_employer(rows)[:BUSIEST]
    where = Coalesce("region", "org__region")
    named = Employer.objects.filter(pk__in=[b.employer for b in busy]).values_list(
        "pk", "name", "section", where
    )
    told = {pk: (name, section, place or "") for pk, name, section, place in named}
    return [Busy(*told[b.employer], b.incidents) for b in busy]


def new_year(day: date, back: int = 0) -> date:
    return date(day.year - back, 1, 1)


def first_monday(year: int) -> date:
    """The Monday of ISO week 1."""
    return date.fromisocalendar(year, 1, 1)


def added(rows: list[Sum], *wanted: str | None) -> int:
    """Facts of the rows whose key holds these values, place by place; None takes any."""
    return sum(
        row.n for row in rows if all(w is None or w == k for w, k in zip(wanted, row.key, strict=False))
    )


def amount(rows: list[Sum], measure: str) -> Decimal:
    """Yuan of the rows of one measure."""
    return sum((row.amount for row in rows if row.key[0] == measure), Decimal(0))
