"""What benches are fed with: the hand-written messages of the demonstration about fictional employers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from tongxin.project.demo.names import SITES, EmployerSeed, employers
from tongxin.project.demo.streets import DISTRICTS
from tongxin.project.demo.texts import TEXTS
from tongxin.watch.signals.adapters.heard import CATEGORIES, Heard

EMPLOYERS = 2_000


def firms(n: int = EMPLOYERS) -> list[EmployerSeed]:
    return list(islice(employers(n), n))


def bodies(firm: EmployerSeed) -> Iterator[str]:
    """Every message, told of this employer."""
    district = DISTRICTS[firm.district_code]
    for number, text in enumerate(TEXTS):
        yield text.bind(
            employer=firm.name, short=firm.short, district=district, street=firm.address,
            site=SITES[number % len(SITES)],
        )  # fmt: skip


def heard(n: int, *, mark: str, at: datetime) -> list[Heard]:
    """`n` things heard in the last weeks; keys start with `mark`, so that no round repeats another."""
    named, kinds = firms(), list(CATEGORIES)
    return [
        Heard(
            key=f"{mark}-{number}",
            heard_at=at - timedelta(minutes=number % 20_000),
            text=f"{_told(named[number % len(named)], number)}（{mark}-{number}）",
            employer_name=named[number % len(named)].name,
            region=named[number % len(named)].district_code,
            category_told=kinds[number % len(kinds)],
            persons=number % 30 or None,
        )
        for number in range(n)
    ]


def _told(firm: EmployerSeed, number: int) -> str:
    text = TEXTS[number % len(TEXTS)]
    return text.bind(
        employer=firm.name, short=firm.short, district=DISTRICTS[firm.district_code], street=firm.address,
        site=SITES[number % len(SITES)],
    )  # fmt: skip
