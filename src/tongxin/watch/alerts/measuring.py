"""Facts of employers and hot spots, as a profile asks for them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localtime

from tongxin.watch.alerts.grading import CONSTRUCTION, MONTH
from tongxin.watch.alerts.rules import Facts
from tongxin.watch.incidents.models import Link
from tongxin.watch.risk.models import Hotspot
from tongxin.watch.scores.bands import RANK as BANDS
from tongxin.watch.scores.models import Evidence, Score, ScorePoint

UNASKED = {"collective": None, "urgent": None, "signals": None, "sources": None, "verified": None}


def of_scores(scores: Sequence[Score], at: datetime) -> dict[int, tuple[Facts, list[int]]]:
    """Per score: its facts and the keys of the evidence that counts. Two queries."""
    pieces: dict[int, list[tuple[int, str]]] = defaultdict(list)
    employers = [score.employer_id for score in scores]
    counting = Evidence.objects.counting().filter(employer__in=employers, at__lte=at).order_by("-at", "pk")
    for employer, pk, kind in counting.values_list("employer_id", "pk", "kind"):
        pieces[employer].append((pk, kind))
    heard: dict[int, int] = defaultdict(int)
    links = Link.objects.filter(
        incident__employer__in=employers, signal__heard_at__gt=at - MONTH, signal__heard_at__lte=at
    )
    for employer in links.values_list("incident__employer_id", flat=True):
        heard[employer] += 1
    return {score.pk: (_facts(score, pieces, heard), _keys(pieces[score.employer_id])) for score in scores}


def fallen(scores: Sequence[Score]) -> set[int]:
    """Those whose band has come down: no cause for an alarm. One query."""
    moved = {score.employer_id: score for score in scores if score.changed_at}
    points = ScorePoint.objects.filter(employer__in=moved).order_by("employer_id", "-day")
    before: dict[int, str] = {}
    for employer, day, band in points.values_list("employer_id", "day", "band"):
        changed = moved[employer].changed_at
        if changed and day < localtime(changed).date():
            before.setdefault(employer, band)
    return {score.pk for pk, score in moved.items() if BANDS[before.get(pk, "blank")] > BANDS[score.band]}


def of_hotspot(hotspot: Hotspot) -> Facts:
    """`ratio` is unknown where nothing at all was expected."""
    expected = hotspot.expected
    return Facts(
        **UNASKED, construction=None, category=hotspot.category or None, scale=hotspot.scale,
        ratio=round(hotspot.observed / expected, 2) if expected else None,
        surplus=round(hotspot.observed - expected, 2) if expected is not None else None,
    )  # fmt: skip


def _facts(score: Score, pieces: dict[int, list[tuple[int, str]]], heard: dict[int, int]) -> Facts:
    return Facts(
        **UNASKED, construction=score.employer.section == CONSTRUCTION, index=round(score.value, 1),
        risk_band=score.band, evidence_kinds=len({kind for _, kind in pieces[score.employer_id]}),
        reports_month=heard[score.employer_id],
    )  # fmt: skip


def _keys(pieces: list[tuple[int, str]]) -> list[int]:
    return [pk for pk, _ in pieces]
