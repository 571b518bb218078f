from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from tongxin.ground.audit.services import record
from tongxin.ground.employers.models import Employer, FormerName, Merge
from tongxin.ground.employers.names import terms
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused

EDITABLE = (
    "uscc",
    "name",
    "short",
    "section",
    "staff",
    "address",
    "region",
    "org",
    "industry_org",
    "own_union",
)


@transaction.atomic
def register(*, by: Actor | None, at: datetime, **fields: Any) -> Employer:
    """Enter a new employer. `Refused` if its credit code is already registered."""
    if fields.get("uscc") and Employer.objects.filter(uscc=fields["uscc"]).exists():
        raise Refused("这个统一社会信用代码已经登记过。")
    employer = Employer.objects.create(**fields)
    index([employer.pk])
    record(employer, "register", by=by, at=at, name=employer.name, uscc=employer.uscc)
    return employer


@transaction.atomic
def change(employer: Employer, *, by: Actor, at: datetime, **fields: Any) -> Employer:
    """Change what is known of an employer; a changed name stays findable as a former name."""
    employer = Employer.objects.select_for_update().get(pk=employer.pk)
    changed = {k: v for k, v in fields.items() if k in EDITABLE and getattr(employer, k) != v}
    if not changed:
        raise Refused("没有改动任何一项。")
    if "name" in changed:
        FormerName.objects.get_or_create(employer=employer, name=employer.name, defaults={"until": at.date()})
    for name, value in changed.items():
        setattr(employer, name, value)
    employer.save(update_fields=list(changed))
    index([employer.pk])
    record(employer, "change", by=by, at=at, fields={k: str(getattr(v, "pk", v)) for k, v in changed.items()})
    return employer


@transaction.atomic
def merge(kept: Employer, gone: Employer, *, by: Actor, at: datetime) -> Merge:
    """`gone` is `kept` under another name: its names become former names, who asks for it finds `kept`."""
    if kept.pk == gone.pk or kept.merged_into_id or gone.merged_into_id:
        raise Refused("只能合并两个不同的、尚未被合并的用人单位。")
    names = [gone.name, *gone.former_names.values_list("name", flat=True)]
    added = [n for n in names if n != kept.name and not kept.former_names.filter(name=n).exists()]
    FormerName.objects.bulk_create([FormerName(employer=kept, name=n) for n in added])
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    index([kept.pk])
    merged = Merge.objects.create(kept=kept, gone=gone, at=at, moved={"names": added})
    record(kept, "merge", by=by, at=at, gone=gone.pk, names=added)
    return merged


@transaction.atomic
def undo_merge(merged: Merge, *, by: Actor, at: datetime) -> Merge:
    """Take a merge back."""
    merged = Merge.objects.select_for_update().get(pk=merged.pk)
    if merged.undone_at:
        raise Refused("这次合并已经撤销过。")
    merged.kept.former_names.filter(name__in=merged.moved["names"]).delete()
    merged.gone.merged_into = None
    merged.gone.save(update_fields=["merged_into"])
    index([merged.kept_id, merged.gone_id])
    merged.undone_at = at
    merged.save(update_fields=["undone_at"])
    record(merged.kept, "undo_merge", by=by, at=at, gone=merged.gone_id)
    return merged


def index(keys: Sequence[int]) -> None:
    """Refill the search column of these employers from their present and former names."""
    former: dict[int, list[str]] = {}
    for pk, name in FormerName.objects.filter(employer__in=keys).values_list("employer_id", "name"):
        former.setdefault(pk, []).append(name)
    rows = Employer.objects.filter(pk__in=keys).values_list("pk", "name", "short")
    filled = [(pk, "\x1f".join(terms(name, short, *former.get(pk, [])))) for pk, name, short in rows]
    if not filled:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE employers_employer e SET words = array_to_tsvector(string_to_array(f.terms, E'\\x1f'))
               FROM unnest(%s::bigint[], %s::text[]) AS f(id, terms) WHERE e.id = f.id""",
            [[pk for pk, _ in filled], [joined for _, joined in filled]],
        )
