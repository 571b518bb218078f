"""What a form or a sheet of contracts may name: unions and employers in reach of whoever sends it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.queries import heads_of
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.rights import RIGHTS

RIGHT = "bargaining.edit"
SEVERAL = -1  # stands where several go by the same name


@dataclass(frozen=True)
class Unit:
    """An employer in reach. `org`: its own union, else the one that supervises it; it signs where no other is told."""

    pk: int
    org: int


@dataclass(frozen=True)
class Known:
    """`unions`: name or code → key, SEVERAL if several. `units`: credit code or name → unit, None if several.

    `keepers` are the unions at which contracts may be entered.
    """

    home: int
    unions: Mapping[str, int]
    units: Mapping[str, Unit | None]
    keepers: frozenset[int]

    def union(self, text: str) -> int:
        """The union of this name or code; ValueError with the reason if no contract may be entered there."""
        if text not in self.unions:
            raise ValueError(f"没有名称或编号为“{text}”、由您登记集体合同的工会")
        if self.unions[text] == SEVERAL:
            raise ValueError(f"有多个工会叫“{text}”，请改填编号")
        return self.unions[text]

    def unit(self, text: str) -> Unit:
        """The employer of this credit code or name; ValueError with the reason if there is none in reach."""
        if text not in self.units:
            raise ValueError(f"管辖范围内没有信用代码或名称为“{text}”的用人单位，请先登记")
        if (found := self.units[text]) is None:
            raise ValueError(f"有多个用人单位叫“{text}”，请改填统一社会信用代码")
        return found


def known(home: Org, by: Any, units: Iterable[str]) -> Known:
    """`by`: an account, or None for the platform, which reaches all. Seven statements, however many units are asked."""
    kept = _kept_by(by).current()
    unions: dict[str, int] = {}
    codes = {}
    for pk, code, *names in kept.values_list("pk", "code", "name", "short"):
        codes[code] = pk
        for name in set(names) - {""}:
            unions[name] = pk if unions.get(name, pk) == pk else SEVERAL
    keepers = frozenset(codes.values())
    return Known(home.pk, unions | codes, _units(by, {text for text in units if text}, keepers), keepers)


def reach(by: Any) -> QuerySet[Employer]:
    """Employers this person's unions supervise, or have as members of their industry."""
    if by is None:
        return Employer.objects.all()
    mine = Org.objects.visible_to(by).values("pk")
    return Employer.objects.filter(Q(org__in=mine) | Q(industry_org__in=mine))


def _kept_by(by: Any) -> Any:
    if by is None:
        return Org.objects.all()
    condition = Q(pk__in=[])
    for post in by.current_posts:
        if post.role in RIGHTS[RIGHT]:
            condition |= Q(path__startswith=post.org.path)
    return Org.objects.filter(condition)


def _units(by: Any, asked: set[str], keepers: frozenset[int]) -> dict[str, Unit | None]:
    rows = reach(by)
    told = [(code or "", pk) for code, pk in rows.filter(uscc__in=asked).values_list("uscc", "pk")]
    told += rows.filter(name__in=asked, merged_into=None).values_list("name", "pk")
    heads = heads_of([pk for _, pk in told])
    own = rows.filter(pk__in=set(heads.values())).values_list("pk", "own_union", "org")
    units = {pk: Unit(pk, union if union in keepers else org) for pk, union, org in own}
    found: dict[str, Unit | None] = {}
    for text, pk in told:
        if (unit := units.get(heads[pk])) is not None:
            found[text] = unit if found.get(text, unit) == unit else None
    return found
