"""What was heard in the demonstration city, day by day: texts bound to fictional employers and places."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils.timezone import make_aware

from tongxin.ground.employers.models import Employer
from tongxin.project.demo.names import SITES
from tongxin.project.demo.people import people
from tongxin.project.demo.season import fits, weight
from tongxin.project.demo.text import Text
from tongxin.project.demo.texts import VOICES
from tongxin.project.demo.texts.unread import UNREAD
from tongxin.project.demo.trades import trade_of
from tongxin.watch.signals.kinds import NATURES, Dimension

YEAR = 365

# Shares of a year's signals by source, in thousandths: every source has something to show.
EVERY: dict[str, float] = {
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
# As the first year of the real platform was told: 15,541 in all, 15,238 of the union, 303 public, no government.
UNION, PUBLIC = 15_238, 303
_OURS = {kind: EVERY[kind] for kind in EVERY if NATURES[kind].dimension == Dimension.UNION}
OF_THE_SEEDS: dict[str, float] = {
    kind: share * UNION / sum(_OURS.values()) for kind, share in _OURS.items()
} | {"media": PUBLIC}
MIXES: dict[str, Mapping[str, float]] = {"every": EVERY, "seeds": OF_THE_SEEDS}
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
    union: bool
    truth: str  # the category the text means, whatever the form says
    about: Employer


class Deck:
    """Texts of one voice, shuffled and dealt in turn, so that one text comes again only after all others."""

    def __init__(self, texts: Sequence[Text], chance: random.Random) -> None:
        self.texts, self.chance = list(texts), chance
        self.left: list[Text] = []

    def deal(self, day: date) -> Text:
        for _ in range(2 * len(self.texts)):
            if not self.left:
                self.left = self.texts[:]
                self.chance.shuffle(self.left)
            text = self.left.pop()
            if fits(text.season, day):
                return text
        raise ValueError("a voice has no text for this day")


class Pool:
    """The employers reports are about; most concern a small part of them, as in life."""

    def __init__(self, employers: Sequence[Employer], chance: random.Random) -> None:
        self.chance = chance
        self.every = _by_trade(employers)
        self.troubled = _by_trade(chance.sample(list(employers), max(20, int(len(employers) * TROUBLED))))

    def pick(self, trade: str) -> Employer:
        """One of the trade, '' being any; of another trade only where the city has none of it."""
        first = [self.troubled, self.every] if self.chance.random() < 0.7 else [self.every]
        for pool in first:
            if found := pool.get(trade):
                return self.chance.choice(found)
        return self.chance.choice(self.every[""])


def plan(
    employers: Sequence[Employer],
    start: date,
    end: date,
    per_year: int,
    seed: int = 1,
    *,
    shares: Mapping[str, float] = EVERY,
) -> Iterator[Report]:
    """Reports of the days `start` … `end` in order of time; the same for the same seed.

    Every 365 days bring exactly `per_year`, by source as `shares` says. Employers must carry `region`.
    """
    chance = random.Random(seed)
    decks = {kind: Deck((*texts, *UNREAD.get(kind, ())), chance) for kind, texts in VOICES.items()}
    names = people(1_000_000, seed)
    pool = Pool(employers, chance)
    stories: dict[str, tuple[Employer, date]] = {}
    number = 0
    for day, kinds in _calendar(start, end, per_year, shares, chance):
        reports = []
        for kind in kinds:
            text = decks[kind].deal(day)
            employer = _employer(text, day, pool, stories)
            number += 1
            reports.append(
                _report(kind, text, employer, day, f"{day:%Y%m%d}-{number}", next(names).name, chance)
            )
        yield from sorted(reports, key=lambda report: report.at)


def by_day(reports: Iterator[Report]) -> Iterator[tuple[date, list[Report]]]:
    """Reports in groups of one day."""
    for day, group in groupby(reports, key=lambda report: report.at.date()):
        yield day, list(group)


def _calendar(
    start: date, end: date, per_year: int, shares: Mapping[str, float], chance: random.Random
) -> Iterator[tuple[date, list[str]]]:
    """Each day with the kinds heard on it, year by year from `start`; a part of a year brings its part."""
    while start <= end:
        days = [start + timedelta(days=n) for n in range(min(YEAR, (end - start).days + 1))]
        kinds: dict[date, list[str]] = {day: [] for day in days}
        for kind, n in _allotted(round(per_year * len(days) / YEAR), shares).items():
            open_days = [d for d in days if d.weekday() < 5 or kind not in OFFICE] or days
            for day in chance.choices(open_days, [weight(d) for d in open_days], k=n):
                kinds[day].append(kind)
        yield from ((day, chance.sample(heard, len(heard))) for day, heard in kinds.items())
        start += timedelta(days=YEAR)


def _allotted(n: int, shares: Mapping[str, float]) -> dict[str, int]:
    """`n` by shares in whole numbers that sum to `n`: what is left over goes to the largest fractions."""
    total = sum(shares.values())
    exact = {kind: n * share / total for kind, share in shares.items()}
    whole = {kind: int(part) for kind, part in exact.items()}
    for kind in sorted(exact, key=lambda k: whole[k] - exact[k])[: n - sum(whole.values())]:
        whole[kind] += 1
    return whole


def _by_trade(employers: Iterable[Employer]) -> dict[str, list[Employer]]:
    """Employers under the key of their trade, and all of them under ''."""
    found: dict[str, list[Employer]] = {"": []}
    for employer in employers:
        found[""].append(employer)
        found.setdefault(trade_of(employer.short, employer.section), []).append(employer)
    return found


def _employer(text: Text, day: date, pool: Pool, stories: dict[str, tuple[Employer, date]]) -> Employer:
    """One story keeps its employer for 25 days; then it happens elsewhere."""
    if text.story and text.story in stories and day - stories[text.story][1] <= timedelta(days=25):
        return stories[text.story][0]
    employer = pool.pick(text.trade)
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
        union=text.union,
        truth=text.category,
        about=employer,
    )
