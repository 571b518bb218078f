from datetime import datetime

from django.db import transaction

from tongxin.kit.jobs import stage
from tongxin.watch.incidents.services import join
from tongxin.watch.triage.models import Verdict

BATCH = 200


@stage("incidents", waiting=lambda: Verdict.objects.awaiting_link().exists())
def link(now: datetime) -> int:
    """Join the oldest verdicts that wait to their incidents."""
    with transaction.atomic():
        rows = Verdict.objects.awaiting_link().select_for_update(skip_locked=True, of=("self",))
        verdicts = list(rows.select_related("signal__org").order_by("pk")[:BATCH])
        if verdicts:
            join(verdicts, at=now)
    return len(verdicts)
