from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate, localtime

from tongxin.ground.rulebook.queries import named
from tongxin.ground.rulebook.uses import SCORING
from tongxin.kit.jobs import stage, sweep
from tongxin.watch.incidents.models import Incident
from tongxin.watch.scores import evidence
from tongxin.watch.scores.models import Calibration, Pass
from tongxin.watch.scores.services import pass_over, rescore

BATCH = 200


def due(now: datetime) -> bool:
    """Whether the whole city is to be computed: once a day, and when rule or calibration is another."""
    version = named(SCORING, on=localdate(now))
    if version is None:
        return False
    latest = Pass.objects.order_by("-at", "-pk").first()
    calibration = Calibration.objects.filter(active=True, version=version).first()
    return (
        latest is None
        or (latest.version_id, latest.calibration_id) != (version.pk, calibration.pk if calibration else None)
        or localdate(latest.at) < localdate(now)
    )


def waiting() -> bool:
    pulled = Incident.objects.awaiting_score().exists() or evidence.astray()
    return pulled or due(localtime())


@stage("scores", waiting=waiting)
def score(now: datetime) -> int:
    """Take the oldest incidents whose facts changed, follow merged employers, and once a day compute all."""
    with transaction.atomic():
        rows = Incident.objects.awaiting_score()
        rows = rows.select_for_update(skip_locked=True, of=("self",), no_key=True)
        incidents = list(rows.select_related("employer").order_by("pk")[:BATCH])
        touched = evidence.draw_incidents(incidents, at=now) if incidents else set()
        touched |= evidence.follow_merges()
        rescore(touched, at=now)
    if not incidents and not touched and due(now):
        pass_over(at=now)
        return 1
    return len(incidents) + len(touched)


@sweep("scores-survey", every="17 * * * *")
def survey(now: datetime) -> int:
    """Take in the quarterly forms that came or were corrected since."""
    touched = evidence.draw_survey(at=now)
    rescore(touched, at=now)
    return 0 if not touched else len(touched)
