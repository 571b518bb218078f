from datetime import datetime

from django.db import transaction

from tongxin.kit.jobs import stage
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.services import judge

BATCH = 500


@stage("triage", waiting=lambda: Signal.objects.awaiting_triage().exists())
def triage(now: datetime) -> int:
    """Judge the oldest signals that wait."""
    with transaction.atomic():
        rows = Signal.objects.awaiting_triage().select_for_update(skip_locked=True, of=("self",))
        signals = list(rows.select_related("org").order_by("pk")[:BATCH])
        if signals:
            judge(signals, at=now)
    return len(signals)
