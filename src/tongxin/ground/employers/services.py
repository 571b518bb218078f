from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from tongxin.ground.audit.services import record
from tongxin.ground.employers.models import Employer, FormerName
from tongxin.ground.employers.names import terms
from tongxin.ground.employers.queries import names_of
from tongxin.ground.employers.rules import Former
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
def register(*, by: Actor | None, at: datetime, former: Sequence[Former] = (), **fields: Any) -> Employer:
    """Enter a new employer. `Refused` if its credit code is already registered."""
    if fields.get("uscc") and Employer.objects.filter(uscc=fields["uscc"]).exists():
        raise Refused("这个统一社会信用代码已经登记过。")
    employer = Employer.objects.create(**fields)
    _remember(employer, former)
    index([employer.pk])
    record(employer, "register", by=by, at=at, name=employer.name, uscc=employer.uscc)
    return employer


@transaction.atomic
def change(
    employer: Employer, *, by: Actor, at: datetime, former: Sequence[Former] | None = None, **fields: Any
) -> Employer:
    """Change what is known of an employer; a changed name stays findable as a former name.

    `former` replaces the former names; None leaves them.
    """
    employer = Employer.objects.select_for_update().get(pk=employer.pk)
    changed = {k: v for k, v in fields.items() if k in EDITABLE and getattr(employer, k) != v}
    told = {k: str(getattr(v, "pk", v)) for k, v in changed.items()}
    if former is not None and _remember(employer, former):
        told["former_names"] = "、".join(each.name for each in former)
    if not told:
        raise Refused("没有改动任何一项。")
    if "name" in changed:
        FormerName.objects.get_or_create(employer=employer, name=employer.name, defaults={"until": at.date()})
    for name, value in changed.items():
        setattr(employer, name, value)
    if changed:
        employer.save(update_fields=list(changed))
    index([employer.pk])
    record(employer, "change", by=by, at=at, fields=told)
    return employer


def index(keys: Sequence[int]) -> None:
    """Refill the search column of these employers from all names under which they are known."""
    names: dict[int, list[str]] = {}
    for pk, name in names_of(keys):
        names.setdefault(pk, []).append(name)
    if not names:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE employers_employer e SET words = array_to_tsvector(string_to_array(f.terms, E'\\x1f'))
               FROM unnest(%s::bigint[], %s::text[]) AS f(id, terms) WHERE e.id = f.id""",
            [list(names), ["\x1f".join(terms(*each)) for each in names.values()]],
        )


def _remember(employer: Employer, former: Sequence[Former]) -> bool:
    """Let `former` be the former names, with their last days; whether anything changed."""
    known = {(each.name, each.until) for each in employer.former_names.all()}
    wanted = {(each.name, each.until) for each in former if each.name != employer.name}
    if known == wanted:
        return False
    employer.former_names.all().delete()
    FormerName.objects.bulk_create(
        [FormerName(employer=employer, name=n, until=u) for n, u in sorted(wanted, key=str)]
    )
    return True
