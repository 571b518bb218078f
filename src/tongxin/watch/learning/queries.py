import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils.timezone import localtime

from tongxin.ground.people.models import Account
from tongxin.watch.learning.comparison import Point, coverage
from tongxin.watch.learning.models import OUTCOMES, Agreement, Example, Training
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.triage.models import ModelVersion
from tongxin.watch.triage.weights import weights

SHOWN_WEEKS = 26
COVERED = 20_000  # newest examples the curve is drawn from
Cells = dict[tuple[date, str, str], tuple[int, int]]


@dataclass(frozen=True)
class Reviewed:
    """One week, category of the machine and source: how many officers looked at, and how many they agreed with."""

    week: date
    machine: str
    kind: str
    reviewed: int
    agreed: int


def weekly(since: date) -> list[Reviewed]:
    """Counts of the examples from the week of `since` on; one statement. Weeks begin on Monday, Shanghai time."""
    monday = since - timedelta(days=since.weekday())
    start = localtime().replace(
        year=monday.year, month=monday.month, day=monday.day, hour=0, minute=0, second=0, microsecond=0
    )
    rows = Example.objects.filter(at__gte=start).annotate(week=TruncWeek("at"))
    counted = rows.values("week", "machine", "kind").annotate(
        reviewed=Count("pk"), said=Count("pk", filter=Q(agreed=True))
    )
    return [
        Reviewed(localtime(row["week"]).date(), row["machine"], row["kind"], row["reviewed"], row["said"])
        for row in counted.order_by("week", "machine", "kind")
    ]


def curve() -> list[Point]:
    """Coverage against accuracy over the newest examples, all models together; one statement."""
    rows = Example.objects.order_by("-at", "-pk").values_list("confidence", "agreed")[:COVERED]
    found = list(rows)
    return coverage([one for one, _ in found], [right for _, right in found])


def confusion() -> list[tuple[str, list[tuple[str, int, bool]]]]:
    """The machine's outcome by label, with (the officers' outcome, how many, whether it is the same)."""
    rows = Example.objects.values_list("machine", "officer").annotate(n=Count("pk")).order_by()
    counts = {(machine, officer): n for machine, officer, n in rows}
    return [
        (label, [(other_label, counts.get((key, other), 0), other == key) for other, other_label in OUTCOMES])
        for key, label in OUTCOMES
    ]


@dataclass(frozen=True)
class Agreements:
    """`weeks`: week, reviewed, agreed over everything, the oldest first; `latest`: the rows of the last week with
    their labels, the most reviewed first; `warnings`: what drifted, the newest first.
    """

    weeks: list[tuple[date, int, int]]
    latest: list[tuple[Agreement, dict[str, Any]]]
    warnings: list[Agreement]


def agreements(now: datetime) -> Agreements:
    """The measured weeks among the last SHOWN_WEEKS; one statement."""
    since = last_full_week(now) - timedelta(weeks=SHOWN_WEEKS - 1)
    rows = list(Agreement.objects.filter(week__gte=since).order_by("week", "-reviewed", "machine", "kind"))
    sums: dict[date, tuple[int, int]] = {}
    for row in rows:
        reviewed, agreed = sums.get(row.week, (0, 0))
        sums[row.week] = (reviewed + row.reviewed, agreed + row.agreed)
    latest = [(row, labels(row)) for row in rows if row.week == rows[-1].week]
    warned = [row for row in reversed(rows) if row.warned_at]
    return Agreements([(week, *both) for week, both in sums.items()], latest, warned)


def trainings() -> QuerySet[Training]:
    """Every attempt to learn, the newest first."""
    return Training.objects.select_related("by", "version").defer("version__addition").order_by("-pk")


def in_use() -> ModelVersion | None:
    """The version that reads; None where the shipped weights do."""
    return (
        ModelVersion.objects.filter(active=True, base=weights().name)
        .select_related("before")
        .defer("addition", "before__addition")
        .first()
    )


def overrulings(user: Account) -> QuerySet[Example]:
    """Examples in the person's scope where the officer said otherwise than the machine, the newest first."""
    rows = Example.objects.visible_to(user).filter(agreed=False).exclude(machine=F("officer"))
    return rows.select_related("by", "signal").order_by("-at", "-pk")


def labels(row: Agreement | Reviewed) -> dict[str, Any]:
    return {"machine": dict(OUTCOMES)[row.machine], "kind": Kind(row.kind).label}


def last_full_week(now: datetime) -> date:
    """The Monday of the last week that is over."""
    today = localtime(now).date()
    return today - timedelta(days=today.weekday() + 7)


@dataclass(frozen=True)
class Card:
    """What was measured of the shipped model when it was made: rows of (measure, value, interval, on what)."""

    name: str
    scores: list[dict[str, Any]]
    points: list[Point]


@cache
def card() -> Card:
    """The card that ships beside the weights."""
    told = json.loads(files("tongxin.watch.triage").joinpath("card.json").read_text("utf-8"))
    return Card(told["name"], told["scores"], [Point(*point) for point in told["coverage"]])
