from datetime import datetime

from django.db import transaction

from tongxin.kit.jobs import stage, sweep
from tongxin.watch.incidents import industry
from tongxin.watch.incidents.linking import note_missing
from tongxin.watch.incidents.models import Keyless
from tongxin.watch.incidents.services import join
from tongxin.watch.triage.models import Verdict

BATCH = 200
KEYED = 1_000  # signals that are given their keys together


@stage("incidents", waiting=lambda: Verdict.objects.awaiting_link().exists())
def link(now: datetime) -> int:
    """Join the oldest verdicts that wait to their incidents."""
    with transaction.atomic():
        rows = Verdict.objects.awaiting_link().select_for_update(skip_locked=True, of=("self",))
        verdicts = list(rows.select_related("signal__org").order_by("pk")[:BATCH])
        if verdicts:
            join(verdicts, at=now)
    return len(verdicts)


@stage("incidents-keys", waiting=lambda: Keyless.objects.exists())
def note_keys(now: datetime) -> int:
    """Store the keys of what was linked without them, so that what comes next finds it."""
    with transaction.atomic():
        return note_missing(KEYED)


@sweep("incidents-industry", every="10 3 * * *")
def follow_industry(now: datetime) -> int:
    """What the register of employers says anew of their industry unions, before the hot spots are looked for."""
    return industry.follow(BATCH)
