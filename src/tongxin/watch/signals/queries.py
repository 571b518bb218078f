from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime, make_aware

from tongxin.ground.orgs.models import Org, paths
from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import RIGHTS, allowed, require
from tongxin.ground.places.register import full_name
from tongxin.ground.rollups.queries import sums
from tongxin.kit.masking import mask_text
from tongxin.kit.templatetags.kit import instant_cn, yuan
from tongxin.watch.signals.adapters.heard import CATEGORIES
from tongxin.watch.signals.kinds import NATURES, Kind
from tongxin.watch.signals.models import Signal, Source


@dataclass(frozen=True)
class Delivery:
    """What one kind of source has brought; `last`: when its newest signal came, None if not in a year."""

    kind: str
    name: str
    dimension: str
    cadence: str
    week: int
    month: int
    year: int
    last: datetime | None


def same_keys(source: Source, keys: list[str]) -> dict[str, tuple[int, str]]:
    """The first version of each key that the source has used: its id and text."""
    if not keys:
        return {}
    rows = Signal.objects.filter(source=source, external_key__in=keys, version=1)
    return {key: (pk, text) for key, pk, text in rows.values_list("external_key", "pk", "text")}


def versions(signal: Signal) -> list[Signal]:
    """Every version of this matter of the source, the newest first."""
    return list(
        Signal.objects.filter(source=signal.source_id, external_key=signal.external_key)
        .select_related("by")
        .order_by("-version")
    )


def importable(user: Account, org: Org) -> QuerySet[Source]:
    """Sources a sheet may be imported for: those of the person's union, above it and below it."""
    above = Org.objects.above(org).values("pk")
    return Source.objects.filter(Q(org__in=above) | Q(org__path__startswith=org.path), active=True).order_by(
        "pk"
    )


def deliveries(user: Account, today: date) -> list[Delivery]:
    """Each kind with its counts of this week, month and year on the ground of the reader."""
    starts = today - timedelta(days=today.weekday()), today.replace(day=1), date(today.year, 1, 1)
    counts, last = _city(starts, today) if paths(user) is None else _ground(user, starts, today)
    return [
        Delivery(
            kind.value,
            str(kind.label),
            str(NATURES[kind].dimension.label),
            str(NATURES[kind].cadence.label),
            *counts.get(kind.value, (0, 0, 0)),
            last=last.get(kind.value),
        )
        for kind in Kind
    ]


Counts = dict[str, tuple[int, int, int]]  # by kind: from each of three days on


def _city(starts: Sequence[date], today: date) -> tuple[Counts, dict[str, datetime]]:
    """Of everybody: from the rollups."""
    sum_of = [{s.key[0]: s.n for s in sums("signals", start, today, by=("source",))} for start in starts]
    counts = {kind: tuple(each.get(kind, 0) for each in sum_of) for kind in Kind.values}
    return counts, _last()  # type: ignore[return-value]


def _ground(user: Account, starts: Sequence[date], today: date) -> tuple[Counts, dict[str, datetime]]:
    """Of some unions: the signals themselves. The rollups know places, and an industry has none of its own."""
    marks = [make_aware(datetime.combine(day, time.min)) for day in starts]
    year = make_aware(datetime.combine(today - timedelta(days=366), time.min))
    week, month, new_year = (Count("pk", filter=Q(heard_at__gte=mark)) for mark in marks)
    found = (
        Signal.objects.visible_to(user)
        .current()
        .filter(heard_at__gte=min(year, *marks))
        .order_by()
        .values("kind")
        .annotate(week=week, month=month, year=new_year, last=Max("received_at"))
        .values_list("kind", "week", "month", "year", "last")
    )
    return {kind: tuple(counts) for kind, *counts, _ in found}, {kind: last for kind, *_, last in found}  # type: ignore[misc]


def _last() -> dict[str, datetime]:
    """When each kind brought its newest signal."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT k, (SELECT received_at FROM signals_signal WHERE kind = k
                          ORDER BY heard_at DESC, id DESC LIMIT 1)
               FROM unnest(%s::text[]) AS k""",
            [Kind.values],
        )
        return {kind: at for kind, at in cursor.fetchall() if at}


def reporting_org(user: Account, right: str) -> Org | None:
    """The highest union at which the person holds `right`; None if nowhere."""
    return next((post.org for post in user.current_posts if post.role in RIGHTS[right]), None)


def readable(user: Account) -> QuerySet[Signal]:
    """What the person may open: the signals of their ground, and their own reports wherever these came to lie."""
    ground = Signal.objects.visible_to(user)
    if paths(user) is None or not allowed(user, "signals.report"):
        return ground
    return ground | Signal.objects.filter(by=user.pk)


def require_reading(user: Account, signal: Signal) -> None:
    """The right to see signals where it lies, or that it is one's own report."""
    if signal.by_id != user.pk or not allowed(user, "signals.report"):
        require(user, "signals.view", signal.org)


def may_unmask(user: Account, signal: Signal) -> bool:
    """Whether the person may read name and phone; where secrecy was asked only at the handling union."""
    return bool(signal.reporter or signal.phone) and _may_know_reporter(user, signal)


def may_read_photos(user: Account, signal: Signal) -> bool:
    """A photo may show who reported it: where secrecy was asked, it goes to those who may know."""
    if not allowed(user, "signals.view", signal.org):
        return False
    return not signal.anonymous or _may_know_reporter(user, signal)


def _may_know_reporter(user: Account, signal: Signal) -> bool:
    if not allowed(user, "people.unmask", signal.org):
        return False
    return not signal.anonymous or any(post.org_id == signal.org_id for post in user.current_posts)


def require_unmask(user: Account, signal: Signal) -> None:
    if not may_unmask(user, signal):
        raise PermissionDenied("反映人的姓名和电话只有办理单位中有此权限的人员可以查看。")


def facts(signal: Signal) -> list[tuple[str, Any]]:
    """The fields of the delivery, (label, value), without the empty ones."""
    told = [
        ("来源", " · ".join(dict.fromkeys([signal.get_kind_display(), signal.source.name]))),
        ("外部编号", signal.external_key),
        ("发生时间", instant_cn(signal.heard_at)),
        ("收到时间", instant_cn(signal.received_at)),
        ("用人单位（原文）", signal.employer_name),
        ("区划（报送）", full_name(signal.region_id, below="33") if signal.region_id else ""),
        ("地点（原文）", mask_text(signal.place)),
        ("类别（报送）", CATEGORIES.get(signal.category_told, "")),
        ("人数（报送）", signal.persons),
        ("金额（报送）", None if signal.amount is None else yuan(signal.amount)),
        ("属地工会", signal.org.name),
    ]
    return [(label, value) for label, value in told if value not in (None, "")]


def timeline(signal: Signal, versions_: list[Signal]) -> list[dict[str, Any]]:
    """The versions as a timeline, the newest first."""
    return [
        {
            "at": each.received_at,
            "title": ("接收" if each.version == 1 else f"更正为第{each.version}版")
            + ("（本页）" if each.pk == signal.pk else ""),
            "who": each.by.name if each.by else each.get_kind_display(),
            "url": reverse("signal-detail", args=[each.pk]),
        }
        for each in versions_
    ]


def as_form(signal: Signal) -> dict[str, Any]:
    """The signal as the correction form shows it."""
    region = signal.region_id or ""
    return {
        "text": signal.text, "heard_at": localtime(signal.heard_at), "place": signal.place,
        "employer_name": signal.employer_name, "category": signal.category_told, "persons": signal.persons,
        "amount": signal.amount, "district": region[:6], "street": region if len(region) == 9 else "",
    }  # fmt: skip
