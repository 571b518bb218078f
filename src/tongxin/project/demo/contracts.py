"""The register of collective contracts that the fictional city brings along, as a sheet."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tongxin.ground.employers.models import Employer
from tongxin.kit.sheets import write_csv
from tongxin.relations.bargaining.layout import COLUMNS
from tongxin.relations.bargaining.models import Kind, Reach

SEED = 20260301
YEAR = 365
BEGUN = 420  # days ago at most that a wage contract began: the oldest have run out
SMALL = 30  # employers at most under the contract of a street


class Plan(NamedTuple):
    """A kind of contract: for what share of employers with a union, how many years long, from the law's three."""

    kind: Kind
    share: float
    years: tuple[int, ...]


PLANS = (Plan(Kind.WAGES, 0.92, (1,)), Plan(Kind.GENERAL, 0.4, (1, 2, 3)), Plan(Kind.WOMEN, 0.25, (1, 2, 3)))


def register(employers: Sequence[Employer], end: date) -> bytes:
    """A csv of contracts in force or lately ended on `end`. Employers carry region and own union."""
    chance = random.Random(SEED)
    rows: list[list[object]] = []
    small: dict[str, list[Employer]] = defaultdict(list)
    for employer in employers:
        if employer.own_union:
            rows += _own(employer, end, chance)
        elif employer.org.level == "township":
            small[employer.org.code].append(employer)
    for number, (code, those) in enumerate(sorted(small.items()), 1):
        rows += _regional(f"示区工资〔{end.year}〕{number}号", code, those[:SMALL], end, chance)
    return write_csv(COLUMNS, rows)


def _own(employer: Employer, end: date, chance: random.Random) -> Iterator[list[object]]:
    for plan in PLANS:
        if chance.random() < plan.share:
            number = f"示{plan.kind.label[:2]}〔{employer.uscc}〕"
            union = employer.own_union.code if employer.own_union else ""
            yield [number, plan.kind.label, "", union, employer.uscc, employer.name, employer.staff or "",
                   *_days(chance.choice(plan.years), end, chance)]  # fmt: skip


def _regional(
    number: str, union: str, those: Iterable[Employer], end: date, chance: random.Random
) -> Iterator[list[object]]:
    days, reach = _days(1, end, chance), Reach.REGION.label
    for employer in those:
        yield [number, Kind.WAGES.label, reach, union, employer.uscc, employer.name, "", *days]


def _days(years: int, end: date, chance: random.Random) -> tuple[date, date | str, date, date]:
    """Signed, filed, from, until."""
    signed = end - timedelta(days=chance.randrange(1, BEGUN + (years - 1) * YEAR))
    filed = signed + timedelta(days=chance.choice((2, 4, 5, 7, 9, 9, 13)))
    told = filed if filed <= end and chance.random() > 0.04 else ""
    return signed, told, signed, signed + timedelta(days=years * YEAR - 1)
