"""From employers whose index has changed its band, and from hot spots, to alerts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from tongxin.ground.rulebook.models import Version
from tongxin.ground.rulebook.queries import active
from tongxin.ground.worktime.terms import Term
from tongxin.watch.alerts import grading, measuring, proposing, quiet, rules
from tongxin.watch.alerts.flow import State
from tongxin.watch.alerts.levels import RANK, Level
from tongxin.watch.alerts.models import LIVE, Alert
from tongxin.watch.alerts.telling import ask, tell
from tongxin.watch.risk.models import Hotspot
from tongxin.watch.risk.queries import counted
from tongxin.watch.risk.services import mark_graded as mark_hotspots
from tongxin.watch.scores.models import Score
from tongxin.watch.scores.services import mark_graded as mark_scores

KEPT = 200  # incidents an alert on a hot spot keeps the keys of
WIDTH = {"city": 0, "industry": 1, "district": 2, "street": 3}


@dataclass
class Batch:
    """What a batch comes to: alerts to put up or hold back, and those they replace."""

    drafts: list[Alert]
    replaced: list[Alert]

    def store(self, at: datetime) -> list[Alert]:
        proposing.supersede(self.replaced, at=at)
        proposing.put_up(self.drafts, at=at)
        return self.drafts


@transaction.atomic
def grade_scores(scores: Sequence[Score], *, at: datetime) -> list[Alert] | None:
    """Grade employers by their index; None (and no mark) without a profile. Lock them, with `employer__org`."""
    profile = active("alert_profile", on=localtime(at).date())
    if profile is None:
        return None
    length, known, batch = quiet.term(quiet.EMPLOYER, at), measuring.of_scores(scores, at), Batch([], [])
    before = _latest("score", [score.pk for score in scores])
    fallen = measuring.fallen(scores)
    for score in scores:
        facts, evidence = known[score.pk]
        graded, old = rules.grade_other(profile.body, facts, "employer"), before.get(score.pk)
        if graded is None or score.pk in fallen or score.employer.merged_into_id:
            continue
        draft = Alert(
            score=score, profile=profile, org=score.employer.org, at=at, evidence=evidence,
            facts=facts.as_json() | {"why": score.reasons},
            region_id=score.employer.region_id or score.employer.org.region_id,
        )  # fmt: skip
        _weigh(batch, draft, graded, old, _cover_of(old), length)
    mark_scores(scores, at=at)
    return batch.store(at)


@transaction.atomic
def grade_hotspots(hotspots: Sequence[Hotspot], *, at: datetime) -> list[Alert] | None:
    """Grade hot spots, the wide ones first, for they keep theirs below quiet; None without a profile."""
    profile = active("alert_profile", on=localtime(at).date())
    if profile is None:
        return None
    length, batch = quiet.term(quiet.HOTSPOT, at), Batch([], [])
    before = _latest("hotspot", [hotspot.pk for hotspot in hotspots])
    standing = _standing(length, at)
    for hotspot in sorted(hotspots, key=lambda h: (WIDTH[h.scale], h.category, h.pk)):
        facts, old = measuring.of_hotspot(hotspot), before.get(hotspot.pk)
        graded = rules.grade_other(profile.body, facts, "hotspot")
        if graded is None:
            continue
        draft = _hotspot_draft(hotspot, facts, profile, at)
        wider = [
            a for a in standing if a.hotspot and a.hotspot_id != hotspot.pk and covers(a.hotspot, hotspot)
        ]
        _weigh(batch, draft, graded, old, _gravest([*wider, *filter(None, [_cover_of(old)])]), length)
        if length and batch.drafts and batch.drafts[-1] is draft and draft.state == State.PROPOSED:
            standing.append(draft)
    mark_hotspots(hotspots, at=at)
    return batch.store(at)


@transaction.atomic
def look_again(at: datetime) -> int:
    """Employers and hot spots a quiet period held back, once that is over; returns how many."""
    rows = (
        Alert.objects.quiet_over(at).filter(incident=None).select_for_update(skip_locked=True, of=("self",))
    )
    held = list(rows[:200])
    if not held or active("alert_profile", on=localtime(at).date()) is None:
        return 0
    scores = list(locked_scores(Score.objects.filter(pk__in=[a.score_id for a in held if a.score_id])))
    keys = [a.hotspot_id for a in held if a.hotspot_id]
    hotspots = list(locked_hotspots(Hotspot.objects.filter(pk__in=keys)))
    free = {("score", s.pk) for s in scores} | {("hotspot", h.pk) for h in hotspots}  # others hold the rest
    held = [a for a in held if {("score", a.score_id), ("hotspot", a.hotspot_id)} & free]
    proposing.supersede(held, at=at)
    grade_scores(scores, at=at)
    grade_hotspots([h for h in hotspots if h.over_at is None], at=at)
    return len(held)


@transaction.atomic
def follow_employers(at: datetime) -> int:
    """Live alerts on employers go to the union that supervises them now, which is told; returns how many."""
    rows = Alert.objects.displaced().select_for_update(skip_locked=True, of=("self",))
    alerts = list(rows.select_related("score__employer__org")[:200])
    proposing.move([(alert, _home(alert)) for alert in alerts])
    tell([alert for alert in alerts if alert.state == State.PROPOSED], at=at)
    ask([alert for alert in alerts if alert.state == State.CONFIRMED], at=at)
    return len(alerts)


def _home(alert: Alert) -> tuple[str, str, str | None, int]:
    assert alert.score, "only an employer's alert moves with it"
    employer = alert.score.employer
    return (alert.category, alert.source, employer.region_id or employer.org.region_id, employer.org_id)


def locked_scores(rows: QuerySet[Score]) -> QuerySet[Score]:
    found = rows.select_for_update(skip_locked=True, of=("self",))
    return found.select_related("employer__org").order_by("pk")


def locked_hotspots(rows: QuerySet[Hotspot]) -> QuerySet[Hotspot]:
    found = rows.select_for_update(skip_locked=True, of=("self",))
    return found.select_related("org", "industry_org", "series").order_by("pk")


def covers(wide: Hotspot, narrow: Hotspot) -> bool:
    """Whether `narrow` is what `wide` is made of: the same ground or a part of it, the same category or one of all."""
    if wide.category not in ("", narrow.category):
        return False
    if wide.series_id == narrow.series_id:
        return True
    if wide.scale == "industry" or narrow.scale == "industry":
        return wide.scale == "city" or wide.industry_org_id == narrow.industry_org_id
    return WIDTH[wide.scale] <= WIDTH[narrow.scale] and (narrow.region_id or "").startswith(
        wide.region_id or "-"
    )


def _weigh(
    batch: Batch,
    draft: Alert,
    graded: rules.Grade,
    old: Alert | None,
    cover: Alert | None,
    length: Term | None,
) -> None:
    """Add the draft to the batch as it is to be: put up, held back under `cover`, or not at all.

    One that takes the place of a live alert is never held back: somebody works on that.
    """
    at, standing = draft.at, old if old and old.state in LIVE else None
    if standing and RANK[Level(graded.level)] <= _judged(standing):
        return
    if old and old.state == State.QUIET and RANK[Level(graded.level)] <= _judged(old) and _runs(old, at):
        return
    if old and old.state in (*LIVE, State.QUIET):
        batch.replaced.append(old)
    end = quiet.until(cover, length) if cover and length else None
    if cover and end and end > at and not standing:
        if quiet.holds(cover, graded.level):
            draft.state, draft.under, draft.quiet_until = State.QUIET, cover, end
        else:
            graded = quiet.risen(cover, graded)
    elif standing and quiet.runs(standing, length, at):
        graded = quiet.risen(standing, graded)
    draft.level = draft.graded = graded.level
    draft.reasons = grading.as_json(graded)
    batch.drafts.append(draft)


def _judged(alert: Alert) -> int:
    return max(RANK[Level(alert.level)], RANK[Level(alert.graded)])


def _runs(alert: Alert, at: datetime) -> bool:
    return alert.quiet_until is not None and alert.quiet_until > at


def _latest(field: str, keys: Iterable[int]) -> dict[int, Alert]:
    """Subject → its newest alert, with what keeps it quiet; locked."""
    rows = Alert.objects.filter(**{f"{field}__in": list(keys)}).exclude(state=State.SUPERSEDED)
    found = rows.select_for_update(of=("self",)).select_related("under").order_by("pk")
    return {getattr(alert, f"{field}_id"): alert for alert in found}


def _cover_of(old: Alert | None) -> Alert | None:
    """What an earlier alert on the same subject leaves quiet: itself once closed, or what it was under."""
    if old is None or old.state in LIVE:
        return None
    return old.under if old.state == State.QUIET else old


def _standing(length: Term | None, at: datetime) -> list[Alert]:
    """Alerts on hot spots that may keep others quiet: standing or answered, not those that were dismissed."""
    if length is None:
        return []
    rows = Alert.objects.filter(
        hotspot__isnull=False, state__in=[*LIVE, State.ANSWERED], at__gt=quiet.earliest(at, length)
    )
    return [a for a in rows.select_related("hotspot").order_by("pk") if quiet.until(a, length) > at]


def _gravest(alerts: Sequence[Alert]) -> Alert | None:
    return max(alerts, key=_judged, default=None)


def _hotspot_draft(hotspot: Hotspot, facts: rules.Facts, profile: Version, at: datetime) -> Alert:
    figures = {"observed": hotspot.observed, "expected": hotspot.expected, "upper": hotspot.upper}
    made_of = counted(hotspot, hotspot.week, hotspot.end).order_by("-first_at", "-pk")
    return Alert(
        hotspot=hotspot, profile=profile, org=hotspot.org, category=hotspot.category, at=at,
        evidence=list(made_of.values_list("pk", flat=True)[:KEPT]),
        facts=facts.as_json() | figures | {"week": hotspot.week.isoformat()},
        region_id=hotspot.region_id or hotspot.org.region_id,
    )  # fmt: skip
