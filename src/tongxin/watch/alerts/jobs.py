from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate, localtime

from tongxin.ground.rulebook.queries import active
from tongxin.kit.jobs import stage, sweep
from tongxin.watch.alerts import checking, services, watching
from tongxin.watch.alerts.models import Alert
from tongxin.watch.incidents.models import Incident
from tongxin.watch.risk.models import Hotspot
from tongxin.watch.scores.models import Score

BATCH = 200


def waiting() -> bool:
    """Without an active profile nothing is graded, and nothing is lost: the rows wait."""
    if Alert.objects.groundless().exists() or Alert.objects.displaced().exists():
        return True
    rows = (
        Incident.objects.awaiting_grade(),
        Alert.objects.quiet_over(localtime()),
        Score.objects.awaiting_grade(),
        Hotspot.objects.awaiting_grade(),
    )
    if not any(each.exists() for each in rows):
        return False
    return active("alert_profile", on=localdate()) is not None


@stage("alerts", waiting=waiting)
def grade(now: datetime) -> int:
    """Grade the oldest incidents, employers and hot spots that wait; take back alerts whose incident is gone."""
    with transaction.atomic():
        done = services.retire(now)
        done += services.look_again(now)
        rows = Incident.objects.awaiting_grade().select_for_update(
            skip_locked=True, of=("self",), no_key=True
        )
        incidents = list(rows.select_related("org", "employer").order_by("pk")[:BATCH])
        if incidents and services.grade_all(incidents, at=now) is not None:
            done += len(incidents)
        done += watching.follow_employers(now)
        done += watching.look_again(now)
        scores = list(watching.locked_scores(Score.objects.awaiting_grade())[:BATCH])
        if scores and watching.grade_scores(scores, at=now) is not None:
            done += len(scores)
        hotspots = list(watching.locked_hotspots(Hotspot.objects.awaiting_grade())[:BATCH])
        if hotspots and watching.grade_hotspots(hotspots, at=now) is not None:
            done += len(hotspots)
    return done


@sweep("alerts-checks", every="* * * * *")
def remind(now: datetime) -> int:
    """Checks that are late."""
    return checking.remind_late(now)


@sweep("alerts-calendar", every="*/10 * * * *")
def follow_calendar(now: datetime) -> int:
    """Deadlines of checks, once a calendar was corrected or became official."""
    return checking.recompute(now)
