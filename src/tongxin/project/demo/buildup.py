"""Two build-ups planted in the last weeks of the demonstration city: at one employer, and in one street at many.

Each grows week by week from single complaints and ends with its first collective incident, so that it can be
seen whether the platform warns before. Another street stays as it is.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle

from django.utils.timezone import make_aware

from tongxin.ground.employers.models import Employer
from tongxin.project.demo.history import Report
from tongxin.project.demo.people import people
from tongxin.project.demo.text import Text
from tongxin.project.demo.texts.buildup import AT_FIRM, AT_FIRM_LAST, IN_STREET, IN_STREET_LAST

SEED = 20261127
FIRM_WEEKS = (1, 1, 2, 2, 3, 3)  # complaints a week until the first collective incident
STREET_WEEKS = (1, 2, 3, 4, 5, 6)
ENDS = 5  # days before today: the first collective incident of both
KINDS = ("kiosk", "app", "hotline", "counter")


@dataclass(frozen=True)
class Planted:
    """The employer and the street in which it builds up, one that stays quiet, and when collective action came."""

    firm: Employer
    street: str
    quiet: str
    collective_on: date


def planted(employers: Sequence[Employer], end: date) -> Planted:
    """The streets with most employers, the second being the quiet one; the largest manufacturer outside both."""
    busy = Counter(each.region_id or "" for each in employers)
    street, quiet = sorted(busy, key=lambda code: (-busy[code], code))[:2]
    others = [each for each in employers if each.region_id not in (street, quiet)]
    firm = max(others, key=lambda each: (each.section == "C", each.staff or 0, -each.pk))
    return Planted(firm, street, quiet, end - timedelta(days=ENDS))


def reports(employers: Sequence[Employer], end: date) -> list[Report]:
    """The reports of both build-ups in order of time. Employers carry their region and its parent."""
    what, chance, names = planted(employers, end), random.Random(SEED), people(200, SEED)
    shops = cycle(each for each in employers if each.region_id == what.street)
    last = what.collective_on
    told = [(text, day, what.firm) for text, day in _weeks(AT_FIRM, FIRM_WEEKS, last)]
    told += [(text, day, next(shops)) for text, day in _weeks(IN_STREET, STREET_WEEKS, last)]
    told += [(text, last, what.firm) for text in AT_FIRM_LAST]
    shop = next(shops)
    told += [(text, last, shop) for text in IN_STREET_LAST]
    found = [_report(n, *each, name=next(names).name, chance=chance) for n, each in enumerate(told)]
    return sorted(found, key=lambda each: each.at)


def _weeks(texts: Sequence[Text], weeks: Sequence[int], until: date) -> Iterator[tuple[Text, date]]:
    """The texts in turn, so many a week on the working days of the weeks before `until`."""
    left = iter(texts)
    for back, n in zip(range(len(weeks), 0, -1), weeks, strict=True):
        begins = until - timedelta(weeks=back)
        for number in range(n):
            yield next(left), begins + timedelta(days=1 + number * 5 // n)


def _report(
    number: int, text: Text, day: date, about: Employer, *, name: str, chance: random.Random
) -> Report:
    street, kind = about.region, chance.choice(KINDS)
    if street is None or street.parent is None:
        raise ValueError(f"{about} has no street")
    minute = chance.randint(9 * 60, 16 * 60)
    at_a_desk = kind in ("kiosk", "counter")
    return Report(
        kind=kind,
        key=f"demo-buildup-{number}",
        at=make_aware(datetime.combine(day, time(minute // 60, minute % 60))),
        text=text.bind(employer=about.name, short=about.short),
        employer=about.name if at_a_desk else "",
        region=street.code if at_a_desk else "",
        place=f"{street.parent.name}{street.name}",
        category="",
        reporter=name,
        union=True,
        truth=text.category,
        about=about,
    )
