"""Every name a region goes by, and the automaton that finds them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

import ahocorasick

from tongxin.ground.places.register import Place, read, register

EDGE, WITHIN, BLOCK = "edge", "within", "block"
MAIN, PART = "main", "part"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one region. `full`: it carries its kind (区, 街道). `until`: last day in force."""

    text: str
    code: str
    full: bool = False
    alias: bool = False
    where: str = ""
    share: str = ""
    since: date | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """`code` lay in the district then called `name` up to `until`."""

    code: str
    name: str
    until: date


@cache
def lexicon() -> dict[str, tuple[Name, ...]]:
    """Text → the names written so. A text of `blocks.csv` has none."""
    blocks = {row["phrase"]: () for row in read("blocks.csv")}
    names: dict[str, list[Name]] = defaultdict(list)
    for row in read("aliases.csv"):
        names[row["alias"]].append(_alias(row))
    listed = {text: list(group) for text, group in names.items()}
    for place in register().values():
        names[place.name].append(Name(place.name, place.code, full=True))
        if _has_free_short(place, listed):
            where = EDGE if len(place.code) == 4 and not place.code.startswith("33") else ""
            names[place.short].append(Name(place.short, place.code, where=where))
    return blocks | {text: tuple(group) for text, group in names.items()}


@cache
def automaton() -> ahocorasick.Automaton:
    found = ahocorasick.Automaton()
    for text, names in lexicon().items():
        found.add_word(text, (len(text), names))
    found.make_automaton()
    return found


@cache
def formers() -> tuple[Former, ...]:
    return tuple(
        Former(row["code"], row["former"], date.fromisoformat(row["until"]))
        for row in read("former_parents.csv")
    )


def _has_free_short(place: Place, listed: dict[str, list[Name]]) -> bool:
    """Whether `aliases.csv` neither restricts the short name nor gives it to another region."""
    others = listed.get(place.short, [])
    given = any(name.code == place.code or name.where != WITHIN for name in others if not name.until)
    return place.short != place.name and not given and not _shadowed(place)


def _shadowed(place: Place) -> bool:
    """A city named like its province (吉林): the short name means the province."""
    above = register().get(place.parent)
    return above is not None and above.short == place.short


def _alias(row: dict[str, str]) -> Name:
    return Name(
        text=row["alias"],
        code=row["code"],
        full=row["alias"][-1] in "区市县镇" or row["alias"].endswith("街道"),
        alias=True,
        where=row["where"],
        share=row["share"],
        since=_date(row["from"]),
        until=_date(row["to"]),
        note=row["note"],
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
