import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from tongxin.ground.audit.services import Act, record, record_many
from tongxin.ground.orgs.followers import FOLLOWERS
from tongxin.ground.orgs.models import Merge, Org
from tongxin.ground.orgs.rules import misplaced
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused

TREE = zlib.crc32(b"orgs-tree")
DEEPEST = 12  # levels; real trees have five or six


@dataclass(frozen=True)
class Founding:
    """One union to be made; `parent` is a code."""

    code: str
    parent: str
    name: str
    short: str
    level: str
    region: str


def plant(
    code: str, name: str, *, level: str, parent: Org | None = None, region: str | None = None, short: str = ""
) -> Org:
    """Put a union into the tree without an audit entry: for the first tree and for tests."""
    org = Org(
        code=code,
        name=name,
        short=short or name.removesuffix("总工会")[:30],
        level=level,
        parent=parent,
        region_id=region,
        path=f"new:{code}",
    )
    org.save()
    org.path = f"{parent.path if parent else ''}{org.pk}."
    org.save(update_fields=["path"])
    return org


@transaction.atomic
def create(
    code: str, name: str, *, level: str, parent: Org, region: str | None = None, short: str = "",
    by: Actor | None, at: datetime,
) -> Org:  # fmt: skip
    """Found a union under `parent`. Raises Refused for a taken code or a level that cannot stand there."""
    _lock_tree()
    parent = _current(parent)
    _check_place(level, parent)
    _check_code(code)
    org = plant(code, name, level=level, parent=parent, region=region or None, short=short)
    record(org, "create", by=by, at=at, code=code, name=name, level=str(level), parent=parent.pk)
    return org


@transaction.atomic
def create_many(founded: Sequence[Founding], *, by: Actor | None, at: datetime) -> int:
    """Found many unions with a statement a thousand; parents come before children or stand already."""
    _lock_tree()
    known = {
        org.code: org for org in Org.objects.current().filter(code__in={each.parent for each in founded})
    }
    for pk, each in zip(_new_keys(len(founded)), founded, strict=True):
        parent = known[each.parent]
        _check_place(each.level, parent)
        short = each.short or each.name.removesuffix("总工会")
        known[each.code] = Org(
            pk=pk, code=each.code, name=each.name, short=short[:30], level=each.level, parent=parent,
            region_id=each.region or None, path=f"{parent.path}{pk}.",
        )  # fmt: skip
    new = [known[each.code] for each in founded]
    if any(org.path.count(".") > DEEPEST for org in new):
        raise Refused(f"组织层数超过 {DEEPEST} 层，请核对上级。")
    Org.objects.bulk_create(new, batch_size=1000)
    record_many(
        [
            Act(o, "create", {"code": o.code, "name": o.name, "level": str(o.level), "parent": o.parent_id})
            for o in new
        ],
        by=by,
        at=at,
    )
    return len(new)


@transaction.atomic
def change(
    org: Org, *, code: str, name: str, short: str, region: str | None, by: Actor | None, at: datetime
) -> Org:
    """Correct what a union is called and where it is; nothing is written when nothing differs."""
    _lock_tree()
    org = _current(org)
    if code != org.code:
        _check_code(code)
    new = {"code": code, "name": name, "short": short, "region_id": region or None}
    before = {field: getattr(org, field) for field, value in new.items() if getattr(org, field) != value}
    if not before:
        return org
    for field in before:
        setattr(org, field, new[field])
    org.save(update_fields=list(before))
    record(org, "change", by=by, at=at, before=before, after={field: new[field] for field in before})
    return org


@transaction.atomic
def move(org: Org, *, under: Org, by: Actor | None, at: datetime) -> Org:
    """Put a union with all below it under another one, in one act. Raises Refused for a cycle."""
    _lock_tree()
    org, under = _current(org), _current(under)
    if org.parent_id is None:
        raise Refused("市总工会是组织树的根，不能移动。")
    if org.parent_id == under.pk:
        raise Refused(f"“{org.name}”已在“{under.name}”之下。")
    if org.covers(under):
        raise Refused(f"“{under.name}”是“{org.name}”自身或其下级，移到那里会形成循环。")
    _check_place(org.level, under)
    before = org.parent_id
    moved = _reparent(org, under)
    record(org, "move", by=by, at=at, before=before, to=under.pk, count=moved)
    return org


@transaction.atomic
def merge(org: Org, *, into: Org, by: Actor | None, at: datetime) -> Merge:
    """Merge a union into another of its level: its children go there and what the followers move, posts,
    employers and open cases among it; it stands below as history.

    What else was recorded at the union stays recorded at it, and lies in the scope of `into` from now on.
    """
    _lock_tree()
    org, into = _current(org), _current(into)
    _check_merge(org, into)
    before = org.parent_id
    children = list(Org.objects.current().filter(parent=org).order_by("pk"))
    for child in children:
        _reparent(child, into)
    moved = {"parent": before, "children": [child.pk for child in children]}
    for follower in FOLLOWERS.values():
        moved[follower.key] = follower.follow(org, into, by, at)
    _reparent(org, into)
    org.merged_into = into
    org.save(update_fields=["merged_into"])
    merged = Merge.objects.create(kept=into, gone=org, at=at, moved=moved)
    record(org, "merge", by=by, at=at, to=into.pk, moved=moved)
    return merged


@transaction.atomic
def undo_merge(merged: Merge, *, by: Actor | None, at: datetime) -> Org:
    """Stand a merged union up again, with all that is still where the merge put it."""
    _lock_tree()
    merged = Merge.objects.select_for_update().get(pk=merged.pk)
    if merged.undone_at:
        raise Refused("这次合并已经撤销。")
    org, into = Org.objects.get(pk=merged.gone_id), _current(merged.kept)
    _reparent(org, _current(Org.objects.get(pk=merged.moved["parent"])))
    org.merged_into = None
    org.save(update_fields=["merged_into"])
    for child in Org.objects.current().filter(pk__in=merged.moved["children"], parent=into):
        _reparent(child, org)
    for follower in FOLLOWERS.values():
        if follower.key in merged.moved:
            follower.back(org, into, merged.moved[follower.key], by, at)
    merged.undone_at = at
    merged.save(update_fields=["undone_at"])
    record(org, "undo_merge", by=by, at=at, other=into.pk)
    return org


def _new_keys(count: int) -> list[int]:
    """Keys taken from the table's sequence beforehand: a path names them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('orgs_org', 'id')) FROM generate_series(1, %s)", [count]
        )
        return [row[0] for row in cursor.fetchall()]


def _lock_tree() -> None:
    """One change of the tree at a time: two moves that are fine alone could make a cycle together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE])


def _current(org: Org) -> Org:
    org = Org.objects.select_related("merged_into").get(pk=org.pk)
    if org.merged_into:
        raise Refused(f"“{org.name}”已并入“{org.merged_into.name}”，不能再变更。")
    return org


def _check_place(level: str, parent: Org) -> None:
    if reason := misplaced(level, parent.level):
        raise Refused(reason)


def _check_code(code: str) -> None:
    if Org.objects.filter(code=code).exists():
        raise Refused(f"编号“{code}”已被使用，请换一个。")


def _check_merge(org: Org, into: Org) -> None:
    if org.pk == into.pk:
        raise Refused("不能并入自身。")
    if org.parent_id is None or org.level != into.level:
        raise Refused(f"只能并入同一层级的工会；“{into.name}”是{into.get_level_display()}。")
    if org.covers(into):
        raise Refused(f"“{into.name}”是“{org.name}”的下级，请先把它移出。")


def _reparent(org: Org, under: Org) -> int:
    """Hang `org` under `under`; its subtree's paths change by one statement. Returns how many moved."""
    new = f"{Org.objects.values_list('path', flat=True).get(pk=under.pk)}{org.pk}."
    old = Org.objects.values_list("path", flat=True).get(pk=org.pk)
    subtree = Org.objects.filter(path__startswith=old)
    deepest = max(path.count(".") for path in subtree.values_list("path", flat=True))
    if deepest - old.count(".") + new.count(".") > DEEPEST:
        raise Refused(f"移动后组织层数超过 {DEEPEST} 层，请核对上级。")
    moved = subtree.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    Org.objects.filter(pk=org.pk).update(parent=under)
    org.parent, org.path = under, new
    return moved
