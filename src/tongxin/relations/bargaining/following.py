"""When a union is merged into another, its collective contracts are kept by the one that stays."""

from datetime import datetime

from tongxin.ground.orgs.models import Org
from tongxin.kit.actor import Actor
from tongxin.relations.bargaining.models import Contract


def follow(gone: Org, into: Org, by: Actor | None, at: datetime) -> list[int]:
    """Keys of the contracts that went along; the merge itself is audited with them.

    A number that `into` has as well stays where it is, for a person to tell the two apart.
    """
    taken = Contract.objects.kept().filter(org=into).values("number")
    rows = Contract.objects.filter(org=gone).exclude(number__in=taken).order_by("pk")
    moved = list(rows.select_for_update().values_list("pk", flat=True))
    Contract.objects.filter(pk__in=moved).update(org=into)
    return moved


def back(gone: Org, into: Org, moved: list[int], by: Actor | None, at: datetime) -> None:
    """Those that are still where the merge put them return."""
    Contract.objects.filter(pk__in=moved, org=into).update(org=gone)
