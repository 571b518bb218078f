"""Two entries for one employer become one, and two again. A chain of merges may be taken back in any order.

No name is copied: who is asked for under a name is whoever stands at the end of its chain. What the one that
stays did not know is taken over from the other, and goes back with it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from tongxin.ground.audit.services import record
from tongxin.ground.employers.models import Employer, Merge
from tongxin.ground.employers.queries import head_of, names_of
from tongxin.ground.employers.services import index
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused

CODE = "uscc"  # one employer's alone: it moves, where all else is copied
TAKEN = (CODE, "section", "staff", "address", "region_id", "industry_org_id", "own_union_id")
UNKNOWN = (None, "")


@transaction.atomic
def merge(kept: Employer, gone: Employer, *, by: Actor, at: datetime) -> Merge:
    """`gone` is `kept` under another name: who asks for it finds `kept`, which learns what it did not know."""
    both = {
        e.pk: e for e in Employer.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    }
    kept, gone = both[kept.pk], both[gone.pk]
    if kept.pk == gone.pk or kept.merged_into_id or gone.merged_into_id:
        raise Refused("只能合并两个不同的、尚未被合并的用人单位。")
    names = [name for _, name in names_of([gone.pk])]
    taken = {
        f: getattr(gone, f) for f in TAKEN if getattr(kept, f) in UNKNOWN and getattr(gone, f) not in UNKNOWN
    }
    gone.merged_into = kept
    if CODE in taken:
        gone.uscc = None
    gone.save(update_fields=["merged_into", CODE])
    _set(kept, taken)
    index([kept.pk])
    merged = Merge.objects.create(kept=kept, gone=gone, at=at, moved={"taken": taken})
    record(kept, "merge", by=by, at=at, gone=gone.pk, names=names, taken=_plain(taken))
    return merged


@transaction.atomic
def undo_merge(merged: Merge, *, by: Actor, at: datetime) -> Merge:
    """Take a merge back, also below another one that still stands."""
    merged = Merge.objects.select_for_update().select_related("kept", "gone").get(pk=merged.pk)
    if merged.undone_at:
        raise Refused("这次合并已经撤销过。")
    taken = merged.moved.get("taken", {})
    for field, value in taken.items():
        _forget(merged, field, value)
    gone = merged.gone
    gone.merged_into = None
    if CODE in taken and not Employer.objects.filter(uscc=taken[CODE]).exists():
        gone.uscc = taken[CODE]
    gone.save(update_fields=["merged_into", CODE])
    index([head_of(merged.kept_id), gone.pk])
    merged.undone_at = at
    merged.save(update_fields=["undone_at"])
    record(merged.kept, "undo_merge", by=by, at=at, gone=gone.pk, taken=_plain(taken))
    return merged


def _forget(merged: Merge, field: str, value: Any) -> None:
    """Take a value back from the one that stayed and from those that had it from there; not what was changed since."""
    step: Merge | None = merged
    while step:
        kept = Employer.objects.select_for_update().get(pk=step.kept_id)
        if getattr(kept, field) == value:
            _set(kept, {field: "" if field in ("section", "address") else None})
        above = Merge.objects.filter(gone=kept, undone_at=None).first()
        if above and above.moved.get("taken", {}).get(field) == value:
            del above.moved["taken"][field]
            above.save(update_fields=["moved"])
            step = above
        else:
            step = None


def _set(employer: Employer, values: dict[str, Any]) -> None:
    for field, value in values.items():
        setattr(employer, field, value)
    if values:
        employer.save(update_fields=list(values))


def _plain(taken: dict[str, Any]) -> dict[str, Any]:
    return {field.removesuffix("_id"): value for field, value in taken.items()}
