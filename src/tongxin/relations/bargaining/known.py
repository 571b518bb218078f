"""What a form or a sheet of contracts may name: unions and employers in reach of whoever sends it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.queries import heads_of
from tongxin.ground.orgs.models import Org
from tongxin.kit.actor import Actor

SEVERAL = -1  # stands where several go by the same name


@dataclass(frozen=True)
class Unit:
    """An employer in reach; `org` supervises it."""

    pk: int
    org: int


@dataclass(frozen=True)
class Known:
    """`unions`: name or code → key, SEVERAL if several. `units`: credit code or name → unit, None if several."""

    home: int
    unions: Mapping[str, int]
    units: Mapping[str, Unit | None]

    def union(self, text: str) -> int:
        """The union of this name or code; ValueError with the reason if there is none in reach."""
        if text not in self.unions:
            raise ValueError(f"管辖范围内没有名称或编号为“{text}”的工会")
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


def known(home: Org, by: Actor | None, units: Iterable[str]) -> Known:
    """`by` None is the platform, which reaches all; five statements however many units are asked for."""
    orgs = Org.objects.current() if by is None else Org.objects.visible_to(by).current()
    unions: dict[str, int] = {}
    codes = {}
    for pk, code, *names in orgs.values_list("pk", "code", "name", "short"):
        codes[code] = pk
        for name in set(names) - {""}:
            unions[name] = pk if unions.get(name, pk) == pk else SEVERAL
    return Known(home.pk, unions | codes, _units(by, {text for text in units if text}))


def _units(by: Actor | None, asked: set[str]) -> dict[str, Unit | None]:
    rows = Employer.objects.all() if by is None else Employer.objects.visible_to(by)
    told = [(code or "", pk) for code, pk in rows.filter(uscc__in=asked).values_list("uscc", "pk")]
    told += rows.filter(name__in=asked, merged_into=None).values_list("name", "pk")
    heads = heads_of([pk for _, pk in told])
    units = {
        pk: Unit(pk, org) for pk, org in rows.filter(pk__in=set(heads.values())).values_list("pk", "org")
    }
    found: dict[str, Unit | None] = {}
    for text, pk in told:
        if (unit := units.get(heads[pk])) is not None:
            found[text] = unit if found.get(text, unit) == unit else None
    return found
