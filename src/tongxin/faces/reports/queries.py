"""Gathers the Facts of a report: counts from rollups, employers from incidents."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime, make_aware

from tongxin.faces.reports.facts import Facts, HotEmployer, Number, Place, Three, Trend
from tongxin.faces.reports.periods import Kind, Period, day
from tongxin.ground.employers.models import Employer, Section
from tongxin.ground.orgs.models import Level, Org, is_root
from tongxin.ground.places.register import is_within, register
from tongxin.ground.rollups.queries import Sum, first_day, sums
from tongxin.kit.refused import Refused
from tongxin.watch.alerts.levels import Level as AlertLevel
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.queries import Busy, by_employer
from tongxin.watch.signals.counting import OUTSIDE
from tongxin.watch.signals.kinds import NATURES, Dimension
from tongxin.watch.signals.kinds import Kind as Source
from tongxin.watch.triage.models import Category

MEASURES = ("signals", "incidents", "alerts", "cases", "closed", "in_time", "late", "helped")
PLACED = ("signals", "incidents", "alerts", "cases", "closed")
HOT = 10
GROUNDED = (Level.CITY, Level.DISTRICT, Level.TOWNSHIP)
ELSEWHERE = "未能定位"


def grounded(orgs: QuerySet[Org]) -> QuerySet[Org]:
    """Unions that can have a report: those with a region of their own."""
    return orgs.filter(level__in=GROUNDED, region__isnull=False, merged_into=None).order_by("path")


def collect(org: Org, period: Period, *, named: bool, at: datetime) -> Facts:
    """Count everything at one instant. A running period is compared with as many days of the others.

    Raises Refused for a period to come and for a union without a region.
    """
    if org.level not in GROUNDED or org.region_id is None:
        raise Refused(f"报告按区划统计，“{org.name}”没有自己的区划，请选择市、区县或街道（乡镇）总工会。")
    now = localtime(at)
    counted = period.until(now.date())
    whole = counted.end == period.end
    days = (counted.end - counted.start).days + 1
    before, year_ago = period.before(), period.year_ago()
    if not whole:
        before, year_ago = before.first_days(days), year_ago.first_days(days)
    codes = () if is_root(org.path) else (org.region_id,)
    rows = [_counted(span, codes) for span in (counted, before, year_ago)]
    sources = _three(rows, "signals", lambda key: key[1], Source.values)
    spans = (counted, before, year_ago)
    employers = by_employer(_incidents(org, counted))
    return Facts(
        org=org.name, area=register()[org.region_id].name, period=counted, before=before, year_ago=year_ago,
        whole=whole, at=now, begun=first_day("signals"), named=named, sources=sources,
        counts=_counts(rows) | {"overdue": Three(*(_overdue(org, span, now) for span in spans))},
        dimensions={
            d: sum((three for kind, three in sources.items() if NATURES[kind].dimension == d), Three())
            for d in Dimension.values
        },
        categories=_three(rows, "signals", lambda key: key[2], [*Category.values, "", OUTSIDE]),
        incident_categories=_three(rows, "incidents", lambda key: key[2], Category.values),
        levels=_three(rows, "alerts", lambda key: key[3], AlertLevel.values),
        places=_places(rows, org.region_id), trend=_trend(counted, year_ago, codes),
        employers=_hottest(employers, by_employer(_incidents(org, before)), named=named),
        repeated_employers=sum(busy.incidents >= 2 for busy in employers),
    )  # fmt: skip


def _counted(span: Period, codes: Iterable[str]) -> list[Sum]:
    """Key: measure, source, category, level, region."""
    by = ["measure", "source", "category", "level", "region"]
    return sums(MEASURES, span.start, span.end, by=by, regions=tuple(codes))


def _counts(rows: list[list[Sum]]) -> dict[str, Three]:
    counts = {m: Three(*(sum(row.n for row in span if row.key[0] == m) for span in rows)) for m in MEASURES}
    amounts = [sum((row.amount for row in span if row.key[0] == "closed"), Decimal(0)) for span in rows]
    return counts | {"recovered": Three(*amounts)}


def _three(
    rows: list[list[Sum]], measure: str, part: Callable[[tuple], str], keys: Iterable[str]
) -> dict[str, Three]:
    """The measure by one part of the key; every one of `keys` is there, others only where counted."""
    found: dict[str, list[Number]] = {key: [0, 0, 0] for key in keys}
    for i, span in enumerate(rows):
        for row in span:
            if row.key[0] == measure:
                found.setdefault(part(row.key), [0, 0, 0])[i] += row.n
    return {key: Three(*three) for key, three in found.items()}


def _places(rows: list[list[Sum]], above: str) -> list[Place]:
    """The regions right below, by signals; last what could not be placed in one of them, if anything."""
    below = {place.code: place for place in register().values() if place.parent == above}
    if not below:
        return []
    size = len(next(iter(below)))

    def place_of(key: tuple) -> str:
        return key[4][:size] if key[4][:size] in below else ""

    counted = {m: _three(rows, m, place_of, below) for m in PLACED}
    names = {code: (place.name, place.short) for code, place in below.items()} | {"": (ELSEWHERE, ELSEWHERE)}
    places = [
        Place(code, *called, *(counted[m].get(code, Three()) for m in PLACED))
        for code, called in names.items()
    ]
    shown = [p for p in places if p.code or p.signals or p.incidents or p.alerts or p.cases or p.closed]
    return sorted(shown, key=lambda p: (not p.code, -p.signals.now, -p.incidents.now, p.code))


def _trend(now: Period, year_ago: Period, codes: Iterable[str]) -> Trend:
    """Months of a quarter or year, days of a month or week, side by side by their place in the period."""
    monthly = now.kind in (Kind.QUARTER, Kind.YEAR)
    this, last = (_steps(span, monthly, tuple(codes)) for span in (now, year_ago))
    then: list[int | None] = list[int | None](last.values())[: len(this)]
    shapes = {Kind.MONTH: lambda on: f"{on.day}日", Kind.WEEK: day}
    labels = [shapes.get(now.kind, lambda on: f"{on.month}月")(on) for on in this]
    return Trend("月" if monthly else "日", labels, [*this.values()], then + [None] * (len(this) - len(then)))


def _steps(span: Period, monthly: bool, codes: tuple[str, ...]) -> dict[date, int]:
    counted: Counter[date] = Counter()
    for row in sums("signals", span.start, span.end, by=["day"], regions=codes):
        counted[row.key[0].replace(day=1) if monthly else row.key[0]] += row.n
    days = [span.start + timedelta(days=i) for i in range((span.end - span.start).days + 1)]
    return {on: counted[on] for on in dict.fromkeys(d.replace(day=1) if monthly else d for d in days)}


def _incidents(org: Org, span: Period) -> QuerySet[Incident]:
    """Incidents that the measure `incidents` counts in this period and region."""
    rows = Incident.objects.current().filter(first_at__gte=_midnight(span.start), first_at__lt=_end(span))
    return _inside(rows, org)


def _overdue(org: Org, span: Period, now: datetime) -> int:
    """Cases past their deadline at the end of the period (now, where it runs on) and not reported up by then."""
    end = min(_end(span), now)
    late = Case.objects.filter(opened_at__lt=end, due_at__lt=end)
    return _inside(late.filter(Q(reported_at=None) | Q(reported_at__gt=end)), org).count()


def _inside(rows: QuerySet, org: Org) -> QuerySet:
    """Those that happened in the union's region, or at a union of it where the place is not known."""
    if is_root(org.path):
        return rows
    inside = [code for code in register() if is_within(code, org.region_id or "")]
    return rows.filter(Q(region__in=inside) | Q(region=None, org__region__in=inside))


def _midnight(on: date) -> datetime:
    return make_aware(datetime.combine(on, datetime.min.time()))


def _end(span: Period) -> datetime:
    return _midnight(span.end + timedelta(days=1))


def _hottest(busy: list[Busy], busy_before: list[Busy], *, named: bool) -> list[HotEmployer]:
    then = defaultdict(int, {each.employer: each.incidents for each in busy_before})
    told = _employers([each.employer for each in busy[:HOT]])
    return [
        HotEmployer(_called(*told[each.employer][:2], named=named), told[each.employer][2], each.incidents,
                    then[each.employer], each.persons)
        for each in busy[:HOT]
    ]  # fmt: skip


def _employers(keys: list[int]) -> dict[int, tuple[str, str, str]]:
    """Name, section and place of each."""
    where = Coalesce("region", "org__region")
    rows = Employer.objects.filter(pk__in=keys).values_list("pk", "name", "section", where)
    return {
        pk: (name, section, register()[code].name if code else ELSEWHERE) for pk, name, section, code in rows
    }


def _called(name: str, section: str, *, named: bool) -> str:
    if named:
        return name
    return f"某{Section(section).label}单位" if section in Section.values else "某用人单位"
