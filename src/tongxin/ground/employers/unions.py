"""Which unions a person's sheet or form may name."""

from collections.abc import Iterable

from tongxin.ground.employers.reading import Unions
from tongxin.ground.orgs.models import Level, Org
from tongxin.kit.actor import Actor

TERRITORIAL = (Level.CITY, Level.DISTRICT, Level.TOWNSHIP)
OWN = (Level.PRIMARY, Level.JOINT)


def unions_for(home: Org, by: Actor | None) -> Unions:
    """Everything a sheet of `home` needs to know of the tree; two queries."""
    orgs = list(Org.objects.current().only("pk", "code", "name", "short", "level", "region_id", "path"))
    ground = {org.region_id: org.pk for org in orgs if org.level in TERRITORIAL and org.region_id}
    visible = None if by is None else frozenset(Org.objects.visible_to(by).values_list("pk", flat=True))
    return Unions(
        home=home.pk,
        by_region=ground,
        industry=_named(org for org in orgs if org.level == Level.INDUSTRY),
        own=_named(org for org in orgs if org.level in OWN),
        allowed=None if visible is None or visible >= {org.pk for org in orgs} else visible,
    )


def _named(orgs: Iterable[Org]) -> dict[str, int | None]:
    """Names and codes → key; None where several carry the name. A code goes before a name."""
    found: dict[str, int | None] = {}
    codes = {}
    for org in orgs:
        codes[org.code] = org.pk
        for name in {org.name, org.short} - {""}:
            found[name] = org.pk if found.get(name, org.pk) == org.pk else None
    return found | codes
