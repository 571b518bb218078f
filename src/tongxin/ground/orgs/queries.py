from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Count, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tongxin.ground.orgs.models import Level, Org
from tongxin.kit.actor import Actor

# level wanted → digits of the region code it answers for; a missing one is answered for by the next
ANSWERING = {Level.TOWNSHIP: 9, Level.DISTRICT: 6, Level.CITY: 4}
COUNTED = {"people.post": "岗位", "employers.employer": "用人单位", "cases.case": "工单"}


def root() -> Org | None:
    """The city federation."""
    return Org.objects.filter(parent=None, merged_into=None).order_by("pk").first()


def ancestors(org: Org) -> list[Org]:
    """From the root down to the union above `org`."""
    return [each for each in Org.objects.above(org) if each.pk != org.pk]


def children(org: Org) -> QuerySet[Org]:
    """The current unions directly under `org`, with `below_count` of their own children."""
    return Org.objects.current().filter(parent=org).annotate(below_count=_below_count()).order_by("code")


def tops(user: Actor) -> QuerySet[Org]:
    """The highest unions of the person's scope, with `below_count`: where their tree begins."""
    scopes = set(user.scopes)
    highest = [
        path for path in scopes if not any(path != other and path.startswith(other) for other in scopes)
    ]
    return Org.objects.filter(path__in=highest).annotate(below_count=_below_count()).order_by("path")


def search(rows: QuerySet[Org], words: str) -> QuerySet[Org]:
    return rows.filter(Q(name__contains=words) | Q(short__contains=words) | Q(code__istartswith=words))


def responsible(region_code: str, level: str = Level.DISTRICT) -> Org | None:
    """The union that answers for a region at `level` (district or township), else the next one above.

    Codes of 9, 6 or 4 digits; the city root answers for what nobody else does. A merged union is
    replaced by the one it went into. None only while there is no tree.
    """
    return responsible_many([region_code], level)[region_code]


def responsible_many(region_codes: Iterable[str], level: str = Level.DISTRICT) -> dict[str, Org | None]:
    """`responsible` for many codes with two queries."""
    codes = set(region_codes)
    wanted = list(ANSWERING.items())[list(ANSWERING).index(Level(level)) :]
    condition = Q(pk__in=[])
    for each, digits in wanted:
        condition |= Q(level=each, region__in={code[:digits] for code in codes if len(code) >= digits})
    found: dict[tuple[str, str], Org] = {}
    for org in Org.objects.filter(condition).select_related("merged_into").order_by("merged_into", "pk"):
        # current ones sort last ("nulls last") and win; among them the first made
        key = (org.level, org.region_id or "")
        if key not in found or (found[key].merged_into_id and not org.merged_into_id):
            found[key] = org
    top = root()

    def answering(code: str) -> Org | None:
        hits = (found.get((each, code[:digits])) for each, digits in wanted if len(code) >= digits)
        org = next((hit for hit in hits if hit), top)
        return org.merged_into or org if org else None

    return {code: answering(code) for code in codes}


def attached(org: Org) -> list[tuple[str, int]]:
    """How many unions, posts, employers and cases hang on `org` and all below: (label, count). One query."""
    rows = Org.objects.below(org).values("pk")
    subqueries = {"unions": _counted(Org.objects.below(org).current(), "pk")}
    for name in COUNTED:
        model = apps.get_model(name)
        subqueries[name.replace(".", "_")] = _counted(model._default_manager.filter(org__in=rows), "pk")
    found: Any = Org.objects.filter(pk=org.pk).values(**subqueries).get()
    return [("工会", found["unions"]), *((label, found[n.replace(".", "_")]) for n, label in COUNTED.items())]


def _counted(rows: QuerySet, field: str) -> Coalesce:
    counted = rows.order_by().annotate(n=Func(F(field), function="count")).values("n")
    return Coalesce(Subquery(counted), 0)


def _below_count() -> Coalesce:
    rows = Org.objects.filter(parent=OuterRef("pk"), merged_into=None).order_by().values("parent")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)
