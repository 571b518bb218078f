from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from tongxin.ground.rulebook.queries import active
from tongxin.kit.jobs import stage
from tongxin.watch.alerts import services
from tongxin.watch.alerts.models import Alert
from tongxin.watch.incidents.models import Incident

BATCH = 200


def waiting() -> bool:
    """Without an active profile nothing is graded, and nothing is lost: the incidents wait."""
    if Alert.objects.groundless().exists():
        return True
    return Incident.objects.awaiting_grade().exists() and active("alert_profile", on=localdate()) is not None


@stage("alerts", waiting=waiting)
def grade(now: datetime) -> int:
    """Grade the oldest incidents that wait, and take back alerts whose incident is gone."""
    with transaction.atomic():
        done = services.retire(now)
        rows = Incident.objects.awaiting_grade().select_for_update(skip_locked=True, of=("self",))
        incidents = list(rows.select_related("org").order_by("pk")[:BATCH])
        if incidents and services.grade_all(incidents, at=now) is not None:
            done += len(incidents)
    return done
