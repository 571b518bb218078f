"""Which kinds of evidence an incident or a line of the quarterly survey is. Pure; thresholds with their clause."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from tongxin.watch.scores.patterns import SURVEY, WORDS
from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.money import sums

MIDDLE, LARGE = (5, 20_000), (10, 50_000)  # workers or yuan; the credit table of domain B2
COLLECTIVE = 10  # 劳动争议调解仲裁法 art. 7
REPEATED = 3  # reports in thirty days; 宝安 2004, red
LAYOFF, LAYOFF_SHARE = 20, 0.1  # 劳动合同法 art. 41
CRIME_ONE, CRIME_MANY = (3, 5_000), (10, 30_000)  # 法释〔2013〕3号 art. 3: months and yuan; workers and yuan
FINED = ((50_000, "fined_large"), (20_000, "fined_middle"), (0, "fined_small"))  # domain B2
# Every kind that incidents and the survey deliver; of what else the rule weighs, officers must tell.
DRAWN = frozenset({
    "matter_small", "matter_middle", "matter_large", "arrears_one", "arrears_two", "collective", "crime_line",
    "insurance_arrears", "repeated", "survey_arrears", *WORDS, *SURVEY, *(kind for _, kind in FINED),
})  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What an incident says. `said`: a kind of `patterns.WORDS`, when it was last said, by which signal.

    `most`: reports in any thirty days.
    """

    category: str
    first_at: datetime
    last_at: datetime
    persons: int | None = None
    amount: Decimal | None = None
    months: int | None = None
    collective: bool = False
    staff: int | None = None
    most: int = 1
    said: tuple[tuple[str, datetime, int], ...] = ()


@dataclass(frozen=True)
class Drawn:
    kind: str
    at: datetime
    facts: dict[str, Any]
    signal: int | None = None


def draw(told: Told) -> list[Drawn]:
    """The evidence an incident is, its own size first; at most one of each kind."""
    persons, amount, months = told.persons or 0, told.amount or Decimal(0), told.months or 0
    known = {"persons": told.persons, "amount": _plain(told.amount), "months": told.months}
    facts = {name: value for name, value in known.items() if value is not None}
    kinds = [_size(persons, amount)]
    if told.category == "wages" and months >= 1:
        kinds.append("arrears_two" if months >= 2 else "arrears_one")
    if told.collective or persons >= COLLECTIVE:
        kinds.append("collective")
    if told.category == "wages" and _criminal(persons, amount, months, told.collective):
        kinds.append("crime_line")
    if told.category == "insurance":
        kinds.append("insurance_arrears")
    found = [Drawn(kind, told.last_at, facts) for kind in kinds]
    if told.most >= REPEATED:
        found.append(Drawn("repeated", told.last_at, {"signals": told.most}))
    return found + _said(told, facts, persons)


def fine(text: str) -> str:
    """The class of a fine by the first sum named after the word; the smallest where no sum is named."""
    named = sums(fold(text[text.find("罚款") : text.find("罚款") + 24]))
    yuan = named[0].yuan if named else 0
    return next(kind for least, kind in FINED if yuan >= least)


def _size(persons: int, amount: Decimal) -> str:
    if persons >= LARGE[0] or amount >= LARGE[1]:
        return "matter_large"
    return "matter_middle" if persons >= MIDDLE[0] or amount >= MIDDLE[1] else "matter_small"


def _criminal(persons: int, amount: Decimal, months: int, collective: bool) -> bool:
    """A single worker's months and sum, or ten workers' sum; between the two the clause names nothing.

    A collective matter of nobody knows how many is not one worker's.
    """
    one = not collective and persons <= 1 and months >= CRIME_ONE[0] and amount >= CRIME_ONE[1]
    return one or (persons >= CRIME_MANY[0] and amount >= CRIME_MANY[1])


def _said(told: Told, facts: dict[str, Any], persons: int) -> list[Drawn]:
    said = {kind: (at, signal) for kind, at, signal in told.said}
    if "arbitration_partly" in said:
        said.pop("arbitration_lost", None)
    if not (persons >= LAYOFF or (told.staff and persons >= LAYOFF_SHARE * told.staff)):
        said.pop("layoff", None)
    return [
        Drawn(kind, at, facts if kind == "layoff" else {}, signal)
        for kind, (at, signal) in sorted(said.items())
    ]


def _plain(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
