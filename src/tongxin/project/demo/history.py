"""What was heard in the demonstration city, day by day: texts bound to fictional employers and places."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils.timezone import make_aware

from tongxin.ground.employers.models import Employer
from tongxin.project.demo.names import SITES
from tongxin.project.demo.people import people
from tongxin.project.demo.text import Text
from tongxin.project.demo.texts import VOICES

# Shares of a year's signals by source, in thousandths.
SHARES = {
    "weekly": 400,
    "hotline": 140,
    "app": 120,
    "kiosk": 100,
    "counter": 80,
    "exchange": 60,
    "patrol": 40,
    "media": 20,
    "survey": 20,
    "court": 20,
}
# Arrears come up before Spring Festival: weight of each month.
MONTHS = (1.7, 1.2, 0.8, 0.8, 0.9, 0.9, 1.0, 1.0, 0.9, 0.9, 1.0, 1.3)
SEASONS = {"spring": {12, 1, 2}, "summer": {6, 7, 8}, "graduates": {6, 7, 8, 9}, "yearend": {11, 12, 1}}
OFFICE = {"weekly", "counter", "exchange", "patrol", "survey", "court"}  # these work on weekdays
FORMS = {
    "weekly",
    "counter",
    "exchange",
    "patrol",
    "court",
    "kiosk",
    "survey",
}  # these have a field for the employer
NAMED = 0.75  # share of forms that name the employer
TROUBLED = 0.12  # share of employers most reports are about


@dataclass(frozen=True)
class Report:
    """One signal to come: its source kind and what it says."""

    kind: str
    key: str
    at: datetime
    text: str
    employer: str
    region: str
    place: str
    category: str
    reporter: str


class Deck:
    """Texts of one voice, shuffled and dealt in turn, so that one text comes again only after all others."""

    def __init__(self, texts: Sequence[Text], chance: random.Random) -> None:
        self.texts, self.chance = list(texts), chance
        self.left: list[Text] = []

    def deal(self, month: int) -> Text:
        for _ in range(2 * len(self.texts)):
            if not self.left:
                self.left = self.texts[:]
                self.chance.shuffle(self.left)
            text = self.left.pop()
            if not text.season or month in SEASONS[text.season]:
                return text
        raise ValueError("a voice has no text for this month")


def plan(
    employers: Sequence[Employer], start: date, end: date, per_year: int, seed: int = 1
) -> Iterator[Report]:
    """Reports of the days `start` … `end` in order of time; the same for the same seed.

    Employers must carry `region`. Most reports concern a small part of them, as in life.
    """
    chance = random.Random(seed)
    decks = {kind: Deck(texts, chance) for kind, texts in VOICES.items()}
    names = people(1_000_000, seed)
    troubled = chance.sample(list(employers), max(20, int(len(employers) * TROUBLED)))
    stories: dict[str, tuple[Employer, date]] = {}
    number = 0
    for day in _days(start, end):
        reports = []
        for _ in range(_how_many(day, per_year, chance)):
            kind = _kind(day, chance)
            text = decks[kind].deal(day.month)
            employer = _employer(text, day, troubled, employers, stories, chance)
            number += 1
            reports.append(
                _report(kind, text, employer, day, f"{day:%Y%m%d}-{number}", next(names).name, chance)
            )
        yield from sorted(reports, key=lambda report: report.at)


def by_day(reports: Iterator[Report]) -> Iterator[tuple[date, list[Report]]]:
    """Reports in groups of one day."""
    for day, group in groupby(reports, key=lambda report: report.at.date()):
        yield day, list(group)


def _days(start: date, end: date) -> Iterator[date]:
    while start <= end:
        yield start
        start += timedelta(days=1)


def _how_many(day: date, per_year: int, chance: random.Random) -> int:
    expected = per_year / 365 * MONTHS[day.month - 1] * (0.35 if day.weekday() >= 5 else 1.26)
    whole = int(expected)
    return max(0, whole + (chance.random() < expected - whole) + chance.choice((-1, 0, 0, 1)) * (whole > 2))


def _kind(day: date, chance: random.Random) -> str:
    while True:
        kind = chance.choices(list(SHARES), list(SHARES.values()))[0]
        if day.weekday() < 5 or kind not in OFFICE:
            return kind


def _employer(
    text: Text,
    day: date,
    troubled: Sequence[Employer],
    every: Sequence[Employer],
    stories: dict[str, tuple[Employer, date]],
    chance: random.Random,
) -> Employer:
    """One story keeps its employer for 25 days; then it happens elsewhere."""
    if text.story and text.story in stories and day - stories[text.story][1] <= timedelta(days=25):
        return stories[text.story][0]
    employer = chance.choice(troubled if chance.random() < 0.7 else every)
    if text.story:
        stories[text.story] = (employer, day)
    return employer


def _report(
    kind: str, text: Text, employer: Employer, day: date, key: str, name: str, chance: random.Random
) -> Report:
    street = employer.region
    district = street.parent if street else None
    if street is None or district is None:
        raise ValueError(f"{employer} has no street")
    values = {
        "employer": employer.name,
        "short": employer.short,
        "street": street.name,
        "district": district.name,
        "site": chance.choice(SITES),
    }
    named = kind in FORMS and text.union and chance.random() < NAMED
    spoken = "employer" in text.slots or "short" in text.slots
    minute = chance.randint(8 * 60, 17 * 60 + 30) if kind in OFFICE else chance.randint(6 * 60, 22 * 60)
    return Report(
        kind=kind,
        key=f"demo-{key}",
        at=make_aware(datetime.combine(day, time(minute // 60, minute % 60, chance.randint(0, 59)))),
        text=text.bind(**values),
        employer=employer.name if named else "",
        region=street.code if kind in ("kiosk", "weekly", "counter", "patrol") else "",
        place=f"{district.name}{street.name}"
        if named or spoken or kind in ("hotline", "exchange", "court")
        else "",
        category=text.category if kind == "weekly" and text.union else "",
        reporter=name if kind in ("kiosk", "app", "hotline", "counter") else "",
    )
