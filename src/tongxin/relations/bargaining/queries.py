from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tongxin.ground.audit import words
from tongxin.ground.audit.queries import about
from tongxin.ground.audit.services import PLATFORM, kind_of
from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.queries import search as search_employers
from tongxin.kit.actor import Actor
from tongxin.kit.masking import mask_text
from tongxin.relations.bargaining.known import reach
from tongxin.relations.bargaining.models import Contract, Cover, Import

SHOWN = 20


def of_employer(user: Actor, employers: Sequence[int], on: date) -> QuerySet[Contract]:
    """Contracts that bind any of these, the latest first, each with `standing`; withdrawn entries left out."""
    binding = Cover.objects.filter(contract=OuterRef("pk"), employer__in=employers)
    rows = Contract.objects.visible_to(user).kept().filter(Exists(binding)).standing_on(on)
    return rows.select_related("org").order_by("-ends_on", "-pk")


def search(user: Actor, rows: QuerySet[Contract], text: str) -> QuerySet[Contract]:
    """By number, by union, or by a name or the credit code of an employer it binds that this person may see."""
    found = search_employers(Employer.objects.visible_to(user), text).values("pk")
    binding = Cover.objects.filter(contract=OuterRef("pk"), employer__in=found)
    return rows.filter(Q(number__icontains=text) | Q(org__name__contains=text) | Exists(binding))


def covered() -> Coalesce:
    """How many employers each contract binds, asked only of the rows that are shown."""
    covers = Cover.objects.filter(contract=OuterRef("pk")).order_by().values("contract")
    return Coalesce(Subquery(covers.annotate(n=Count("pk")).values("n")), 0)


def search_imports(rows: QuerySet[Import], text: str) -> QuerySet[Import]:
    return rows.filter(Q(name__icontains=text) | Q(org__name__icontains=text) | Q(by__name__icontains=text))


def bound(contract: Contract, user: Actor) -> QuerySet[Employer]:
    """The employers a contract binds that this person's unions supervise or have in their industry."""
    return reach(user).filter(covers__contract=contract).order_by("name", "pk")


def timeline(contract: Contract) -> list[dict[str, Any]]:
    """The acts on one entry as `kit/_timeline.html` wants them, the newest first; one statement."""
    kind = kind_of(contract)
    told = [
        {"at": each.at, "title": words.verb(each.verb, kind), "who": each.actor, "text": _told(each.facts)}
        for each in about(kind, contract.pk)[:SHOWN]
    ]
    if made := contract.made_by:
        who = made.by.name if made.by else PLATFORM
        told.append({"at": made.at, "title": "由表格登记", "who": who, "text": ""})
    return told


def _told(facts: dict[str, Any]) -> str:
    if facts.get("reason"):
        return mask_text(facts["reason"])
    told = [*facts.get("fields", [])]
    told += [
        f"{word} {len(facts[key])} 家"
        for key, word in (("added", "增加"), ("dropped", "去掉"))
        if facts.get(key)
    ]
    return "、".join(told) + (f"{facts['count']} 家" if "count" in facts else "")
