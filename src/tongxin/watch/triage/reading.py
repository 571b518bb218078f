"""One text read by rule: evidence and extraction, before any weight is applied."""

import re
from dataclasses import dataclass
from datetime import date

from tongxin.watch.triage import employers, headcounts, money, periods, places, rules, terse, urgency
from tongxin.watch.triage.aliases import aliases
from tongxin.watch.triage.dates import dates
from tongxin.watch.triage.trade_names import trade_name


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rules find in one folded text; positions are those of the original."""

    evidence: rules.Evidence
    employer: employers.Name | None
    place: tuple[int, int] | None
    count: headcounts.Count | None
    owed: money.Sum | None
    overdue: periods.Period | None
    signs: tuple[tuple[int, int, str], ...]
    dates: tuple[tuple[int, int], ...]


def find(text: str, today: date | None = None) -> Findings:
    """Everything the rules find in folded text; `today` is the date of the text, for 至今."""
    short = len(text) <= terse.LONGEST
    count = headcounts.affected(text) or (terse.affected(text) if short else None)
    return Findings(
        rules.evidence(text),
        _employer(text, short),
        places.place(text),
        count,
        money.owed(text, count.persons if count else None) or (terse.owed(text) if short else None),
        periods.overdue(text, today) or (terse.overdue(text) if short else None),
        tuple(urgency.signs(text)),
        tuple(dates(text)),
    )


SURE = 2.5  # below it a name by suffix alone gives way to one of brand and trade


DECLARED = re.compile(
    "[简下又俗]称|原名|曾用名|前身|更名|改名|改制|变更"
)  # a text that may declare other names


def _employer(text: str, short: bool) -> employers.Name | None:
    name = _today(text, employers.employer(text))
    if short and (name is None or name.score < SURE or not employers.is_formal(text[name.start : name.end])):
        return trade_name(text) or name
    return name


def _today(text: str, name: employers.Name | None) -> employers.Name | None:
    """The full name of today where the text says that the one found is short for it or of the past."""
    if name is None or not DECLARED.search(text):
        return name
    for full, other in aliases(text):
        if text[name.start : name.end] == other:
            start = text.index(full)
            return employers.Name(start, start + len(full), name.score)
    return name


def feature_row(text: str, found: Findings | None = None) -> list[float]:
    """The rule features of folded text, `rules.FEATURES` of them."""
    found = found or find(text)
    extracted = (
        min(8.0, max(0.0, found.employer.score)) / 4 if found.employer else 0.0,
        1.0 if found.count and found.count.persons >= 10 else 0.0,
        1.0 if found.owed else 0.0,
    )
    return rules.features(text, found.evidence, rules.opening(text), extracted)
