"""When a union is merged into another, its employers are supervised by the one that stays."""

from datetime import datetime

from tongxin.ground.employers.models import Employer
from tongxin.ground.orgs.models import Org
from tongxin.kit.actor import Actor

FIELDS = ("org", "industry_org", "own_union")


def follow(gone: Org, into: Org, by: Actor | None, at: datetime) -> dict[str, list[int]]:
    """Field → keys of the employers that went along; the merge itself is audited with them."""
    moved = {}
    for field in FIELDS:
        rows = Employer.objects.filter(**{field: gone})
        moved[field] = list(rows.order_by("pk").values_list("pk", flat=True))
        rows.update(**{field: into})
    return moved


def back(gone: Org, into: Org, moved: dict[str, list[int]], by: Actor | None, at: datetime) -> None:
    """Those that are still where the merge put them return."""
    for field, keys in moved.items():
        Employer.objects.filter(pk__in=keys, **{field: into}).update(**{field: gone})
