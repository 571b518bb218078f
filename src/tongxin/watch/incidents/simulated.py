"""Simulated reports with known incidents, for tests, for the pair weights and for measuring. Pure and seeded.

Planted: incidents of one to six reports over days, from different sources, in wordings drawn apart for each report;
reposts with small edits; partial facts (no employer, its short name only, no sum, no head-count, the district only);
contradictory ones (a worker tells his own sum, a head-count is guessed, months are counted otherwise, the street of
the office instead of the site's); a tenth of the matters is told of once more 31 to 58 days later; and beside a third
of the incidents a near miss: the same employer in a matter of another category (at once or weeks apart), the same
employer and category two to five months later, another employer of the same street and category in the same week, the
same with the same wording, and an employer whose name is nearly the same.

Not planted: two matters of one category at one employer in one month. Nothing in such reports tells them apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from tongxin.ground.places.register import HANGZHOU, register
from tongxin.watch.incidents import wordings

SIZES = (1, 2, 3, 4, 5, 6)
SIZE_WEIGHTS = (55, 20, 11, 7, 4, 3)
KINDS = {"app": 30, "hotline": 25, "weekly": 15, "media": 8, "counter": 12, "patrol": 10}
CATEGORIES = {"wages": 50, "injury": 17, "insurance": 15, "contract": 18}
NEAR_MISS = 0.33
SPREAD = 300  # days over which incidents begin
DRAGS = 0.1  # share of matters whose last report comes a month or two after the one before
OWN_SUM, GUESSED, NEXT_STREET, FAR = 0.3, 0.2, 0.04, 0.01  # shares of reports that contradict the others
LATER = (36, 120)  # days after which one employer's next matter of the category begins
# Share of each source's reports that do not name the employer; where people write freely, one letter in five.
NAMELESS = {"app": 0.16, "hotline": 0.14, "media": 0.25, "weekly": 0.04, "counter": 0.05, "patrol": 0.02}
FORMAL, SHORT = 0.6, 0.4  # how those that name it call it
PLACED = 0.85  # share of those naming the employer that name a place as well; the others always do
FORM = 0.25  # share of counter, weekly and patrol reports that name it in a field of the form as well


@dataclass(frozen=True)
class Firm:
    name: str
    short: str
    trade: str
    region: str
    registered: bool


@dataclass(frozen=True)
class Matter:
    """One true incident: what happened, where, to whom; `began` is the day of its first report."""

    number: int
    firm: Firm
    category: str
    began: datetime
    persons: int | None
    amount: int | None
    months: int | None
    thing: str
    wording: int | None = None  # a seed: matters with one seed are told in the same fragments


@dataclass(frozen=True)
class Told:
    """One report: `incident` is the truth, then what a signal carries; from `category` on what its text says."""

    incident: int
    at: datetime
    kind: str
    text: str
    employer_name: str
    region: str
    category: str
    called: str
    place: str
    amount: int | None
    persons: int | None
    months: int | None


@dataclass(frozen=True)
class World:
    firms: list[Firm]
    reports: list[Told]


def simulate(
    seed: int, *, began: datetime, incidents: int = 300, nameless: dict[str, float] | None = None
) -> World:
    """`incidents` true matters, near misses among them, begun within `SPREAD` days; reports in order of time.

    `nameless`: share of each source's reports that do not name the employer, `NAMELESS` unless given.
    """
    chance = Random(seed)
    firms = _firms(chance, incidents + 1)
    matters = list(_matters(chance, firms, incidents, began))
    reports = [told for matter in matters for told in _reports(chance, matter, nameless or NAMELESS)]
    return World(list(firms.values()), sorted(reports, key=lambda told: told.at))


def _firms(chance: Random, n: int) -> dict[str, Firm]:
    streets = [p for p in register().values() if p.level == "street" and p.code.startswith(HANGZHOU)]
    streets = chance.sample(streets, min(len(streets), max(12, n // 4)))  # several firms a street
    firms: dict[str, Firm] = {}
    for brand in _brands(chance, n):
        trade = chance.choice(list(wordings.TRADES))
        street = chance.choice(streets)
        name = f"杭州{brand}{trade}{chance.choice(wordings.FORMS)}"
        short = chance.choice((f"{brand}{trade}", f"{brand}{trade}", f"{brand}公司"))
        firms[name] = Firm(name, short, trade, street.code, chance.random() < 0.6)
    return firms


def _brands(chance: Random, n: int) -> Iterator[str]:
    found = [a + b for a in wordings.FIRST for b in wordings.SECOND]
    found += [a + b + c for a in wordings.FIRST for b in wordings.SECOND for c in wordings.SECOND if b != c]
    chance.shuffle(found)
    yield from found[:n]


def _matters(chance: Random, firms: dict[str, Firm], n: int, began: datetime) -> Iterator[Matter]:
    free = iter(list(firms.values()))
    number = 0
    while number < n:
        at = began + timedelta(days=chance.random() * SPREAD)
        matter = _matter(chance, number, next(free), at)
        yield matter
        number += 1
        if number < n and chance.random() < NEAR_MISS:
            near = chance.choice((_other_category, _later, _neighbour, _same_wording, _alike_name))
            made = near(chance, replace(matter, number=number), next(free))
            firms.setdefault(made.firm.name, made.firm)
            yield made
            number += 1


def _matter(chance: Random, number: int, firm: Firm, at: datetime) -> Matter:
    category = chance.choices(list(CATEGORIES), list(CATEGORIES.values()))[0]
    many = chance.random() < (0.2 if category == "injury" else 0.6)
    persons = round(2 + chance.paretovariate(0.9) * 2) if many else None
    persons = min(persons, 400) if persons else None
    amount = (
        chance.randint(3, 30) * 1000 * (persons or 1) + chance.choice((0, 500, 800))
        if chance.random() < 0.7
        else None
    )
    months = chance.randint(1, 8) if chance.random() < 0.5 else None
    return Matter(number, firm, category, at, persons, amount, months, chance.choice(wordings.THINGS))


def _other_category(chance: Random, near: Matter, firm: Firm) -> Matter:
    others = [each for each in CATEGORIES if each != near.category]
    fresh = _matter(
        chance, near.number, near.firm, near.began + timedelta(days=chance.choice((0, 1, 5, 20, 70)))
    )
    return replace(fresh, category=chance.choice(others))


def _later(chance: Random, near: Matter, firm: Firm) -> Matter:
    fresh = _matter(chance, near.number, near.firm, near.began + timedelta(days=25 + chance.randint(*LATER)))
    return replace(fresh, category=near.category)


def _neighbour(chance: Random, near: Matter, firm: Firm) -> Matter:
    fresh = _matter(chance, near.number, replace(firm, region=near.firm.region), near.began + _soon(chance))
    return replace(fresh, category=near.category)


def _same_wording(chance: Random, near: Matter, firm: Firm) -> Matter:
    near = replace(near, wording=chance.randrange(10**6))
    fresh = _neighbour(chance, near, replace(firm, trade=near.firm.trade))
    return replace(fresh, thing=near.thing, wording=near.wording)


def _alike_name(chance: Random, near: Matter, firm: Firm) -> Matter:
    was = near.firm
    trade = wordings.ALIKE_TRADES.get(was.trade, "商贸")
    name = was.name.replace(was.trade, trade)
    short = name[len("杭州") : name.index(trade) + len(trade)]
    alike = replace(
        firm, name=name, short=short, trade=trade if trade in wordings.TRADES else "服装", region=was.region
    )
    return replace(_matter(chance, near.number, alike, near.began + _soon(chance)), category=near.category)


def _soon(chance: Random) -> timedelta:
    return timedelta(days=chance.random() * 7)


def _reports(chance: Random, matter: Matter, nameless: dict[str, float]) -> Iterator[Told]:
    size = chance.choices(SIZES, SIZE_WEIGHTS)[0]
    told: list[Told] = []
    at = matter.began
    drags = chance.random() < DRAGS
    for number in range(size):
        if drags and number == size - 1 and number:
            at += timedelta(days=chance.randint(31, 58))
        if told and chance.random() < 0.22:
            each = _repost(chance, chance.choice(told), at)
        else:
            each = _report(chance, matter, at, nameless)
        told.append(each)
        yield each
        at = min(at + timedelta(days=chance.expovariate(1 / 4)), matter.began + timedelta(days=28))


def _repost(chance: Random, told: Told, at: datetime) -> Told:
    text = told.text
    for old, new in chance.sample(wordings.SWAPS, 2):
        text = text.replace(old, new, 1)
    if chance.random() < 0.3 and len(text) > 40:
        text = text[: -chance.randint(4, 12)]
    kind, text = chance.choice(("media", "app")), chance.choice(wordings.REPOSTS).format(text)
    return replace(told, at=at, kind=kind, text=text, employer_name="", region="")


def _report(chance: Random, matter: Matter, at: datetime, nameless: dict[str, float]) -> Told:
    kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
    named = chance.random() >= nameless[kind]
    who = chance.choices((matter.firm.name, matter.firm.short), (FORMAL, SHORT))[0] if named else ""
    parts = Random(matter.wording) if matter.wording is not None else chance
    persons = _persons(chance, matter.persons) if chance.random() < 0.5 else None
    amount, sum_told = _sum(chance, _own(chance, matter, kind)) if chance.random() < 0.5 else (None, None)
    said = ("sum_n" if amount else "n") if persons else ("sum" if amount else "")
    pieces = [parts.choice(wordings.OPENINGS[kind]), parts.choice(wordings.CLAIMS[matter.category][said])]
    months = _months(chance, matter.months) if chance.random() < 0.5 else None
    if months:
        pieces.append(parts.choice(wordings.SINCE))
    if chance.random() < 0.45:
        pieces.append("{thing}，")
    placed = not who or chance.random() < PLACED
    if placed:
        pieces.append(parts.choice(wordings.AT))
    pieces += parts.sample(wordings.ASIDES, 2)
    nobody = who or chance.choice(wordings.NOBODY)
    place, code = _place(chance, _where(chance, matter.firm))
    text = "".join(pieces).format(
        who=nobody, place=place, n=persons, sum=sum_told, months=months,
        job=parts.choice(wordings.TRADES[matter.firm.trade]), thing=matter.thing,
    )  # fmt: skip
    form = named and kind in ("counter", "weekly", "patrol") and chance.random() < FORM
    return Told(
        matter.number, at, kind, text, matter.firm.name if form else "", matter.firm.region if form else "",
        matter.category, who, code if placed else "", amount, persons, months,
    )  # fmt: skip


def _place(chance: Random, code: str) -> tuple[str, str]:
    """A place in words, and its code as far as the words tell it."""
    known = register()
    street, district = known[code], known[code[:6]]
    words = (f"{district.name}{street.name}", street.name, district.name, f"{district.short}{street.short}")
    told = chance.choice(words)
    return told, district.code if told == district.name else code


def _persons(chance: Random, n: int | None) -> int | None:
    return max(2, round(n * chance.uniform(0.7, 1.4))) if n and chance.random() < GUESSED else n


def _months(chance: Random, n: int | None) -> int | None:
    """Counted from another day, or his own."""
    drawn = chance.random()
    if n is None or drawn >= 0.35:
        return n
    return chance.randint(1, 8) if drawn < 0.1 else max(1, n + chance.choice((-1, 1)))


def _own(chance: Random, matter: Matter, kind: str) -> int | None:
    """One worker of many may tell what he himself is owed."""
    alone = matter.persons and kind in ("app", "hotline", "counter") and chance.random() < OWN_SUM
    return chance.randint(30, 300) * 100 if matter.amount and alone else matter.amount


def _where(chance: Random, firm: Firm) -> str:
    drawn = chance.random()
    if drawn > NEXT_STREET + FAR:
        return firm.region
    around = HANGZHOU if drawn < FAR else firm.region[:6]
    return chance.choice([code for code in register() if code.startswith(around) and len(code) > 6])


def _sum(chance: Random, amount: int | None) -> tuple[int | None, str | None]:
    """A sum as it is told, rounded or not, and in words."""
    if amount is None:
        return None, None
    if amount >= 10_000 and chance.random() < 0.7:
        tens = round(amount / 10_000, 1)
        return round(tens * 10_000), f"{tens:g}万元"
    return amount, f"{amount}元"
