from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet

from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account
from tongxin.ground.rollups.queries import sums
from tongxin.watch.signals.kinds import NATURES, Kind
from tongxin.watch.signals.models import Batch, Signal, Source


@dataclass(frozen=True)
class Delivery:
    """What one kind of source has brought; `last` is its last batch or signal."""

    kind: str
    name: str
    dimension: str
    cadence: str
    week: int
    month: int
    year: int
    last: datetime | None
    sources: list[Source]


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
        .select_related("by").order_by("-version")
    )  # fmt: skip


def importable(user: Account, org: Org) -> QuerySet[Source]:
    """Sources a sheet may be imported for: those of the person's union, above it and below it."""
    above = Org.objects.above(org).values("pk")
    return Source.objects.filter(Q(org__in=above) | Q(org__path__startswith=org.path), active=True).order_by("pk")


def deliveries(user: Account, today: date) -> list[Delivery]:
    """Each kind with its registered sources and its counts of this week, month and year."""
    monday, first, new_year = today - timedelta(days=today.weekday()), today.replace(day=1), date(today.year, 1, 1)
    counts = [
        {s.key[0]: s.n for s in sums("signals", start, today, by=("source",))} for start in (monday, first, new_year)
    ]
    sources = list(Source.objects.visible_to(user).select_related("org").order_by("kind", "key"))
    batches = dict(Batch.objects.values_list("source__kind").annotate(last=Max("at")))
    return [
        Delivery(
            kind.value, kind.label, NATURES[kind].dimension.label, NATURES[kind].cadence.label,
            *(each.get(kind.value, 0) for each in counts), batches.get(kind.value) or _last(kind),
            [s for s in sources if s.kind == kind],
        )  # fmt: skip
        for kind in Kind
    ]


def _last(kind: str) -> datetime | None:
    row = Signal.objects.filter(kind=kind).order_by("-heard_at", "-id").values_list("received_at", flat=True).first()
    return row


def handles(user: Account, signal: Signal) -> bool:
    """Whether the person belongs to the union that handles the signal: the only one that sees who asked for secrecy."""
    return any(post.org_id == signal.org_id for post in user.current_posts)
