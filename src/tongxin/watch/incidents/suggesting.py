"""What an officer makes of 可能相同: the signal goes into the incident, or never will by the machine."""

from datetime import datetime

from django.db import transaction

from tongxin.ground.audit.services import record
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused
from tongxin.watch.incidents.locking import lock
from tongxin.watch.incidents.models import Apart, Change, Incident, Link, Suggestion
from tongxin.watch.incidents.services import absorb, keep_apart, refresh


@transaction.atomic
def accept(suggestion: Suggestion, *, by: Actor, at: datetime) -> Change:
    """Move the signal into the incident. Undone with `services.undo`."""
    link = Link.objects.filter(signal=suggestion.signal_id).first()
    if link is None:
        raise Refused("这条线索已不在任何事件中，请先改判。")
    target = Incident.objects.get(pk=suggestion.incident_id).survivor
    rows = lock({link.incident_id, target.pk})  # incidents, then offers, then links, as everywhere
    suggestion = _pending(suggestion)
    if not Link.objects.select_for_update().filter(pk=link.pk, incident=link.incident_id).exists():
        raise Refused("这条线索刚刚被移动，请重新打开再处理。")
    kept, other = rows[target.pk], rows[link.incident_id]
    if kept.pk == other.pk or kept.merged_into_id or not kept.signal_count:
        raise Refused("这条线索已在该事件中，或该事件已没有线索。")
    Link.objects.filter(pk=link.pk).update(
        incident=kept, why="人工归入", weight=1, by=by.pk, reasons=suggestion.reasons
    )
    Apart.objects.filter(signal=link.signal_id, incident=kept).delete()
    if not other.links.exists():
        absorb(kept, other)
    change = Change.objects.create(
        kind=Change.Kind.PLACE, kept=kept, other=other, signals=[link.signal_id], by_id=by.pk, at=at
    )
    _decide(suggestion, Suggestion.Decided.JOINED, by, at)
    record(kept, "place", by=by, at=at, other=other.pk, signal=link.signal_id, change=change.pk)
    refresh([each.pk for each in (kept, other) if each.merged_into_id is None])
    return change


@transaction.atomic
def decline(suggestion: Suggestion, *, by: Actor, at: datetime) -> Suggestion:
    """They are not the same: the machine neither offers nor joins the two again."""
    suggestion = _pending(suggestion)
    for incident in {suggestion.incident, suggestion.incident.survivor}:
        keep_apart([suggestion.signal_id], incident)
    _decide(suggestion, Suggestion.Decided.DECLINED, by, at)
    record(suggestion.incident, "keep_apart", by=by, at=at, signal=suggestion.signal_id)
    return suggestion


def _pending(suggestion: Suggestion) -> Suggestion:
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("incident__merged_into")
    found = rows.filter(pk=suggestion.pk).first()
    if found is None:
        raise Refused("这条建议已不在：线索刚有了新的研判。")
    if found.decided:
        raise Refused("这条建议已经处理过。")
    return found


def _decide(suggestion: Suggestion, decided: str, by: Actor, at: datetime) -> None:
    suggestion.decided, suggestion.decided_at, suggestion.by_id = decided, at, by.pk
    suggestion.save(update_fields=["decided", "decided_at", "by"])
