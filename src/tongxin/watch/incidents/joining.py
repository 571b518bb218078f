"""Whether a report belongs to an incident, judged by its pairs with members of it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from tongxin.watch.incidents.pairs import AS_ONE, FARTHEST, OTHERS, SURE, Pair, Reason, compare
from tongxin.watch.incidents.reports import Report
from tongxin.watch.incidents.weights import PRIOR

LONGEST = timedelta(days=180)  # the span no incident grows beyond by the machine
ALONE = timedelta(days=30)  # farther from every member, only a near-same text is joined without a person
JOIN = 0.85  # probability from which the machine joins by itself
OFFER = 0.25  # from which it offers the incident to an officer
STEEP = 60.0  # bits beyond which a weight changes nothing
WORDS = 200  # characters of `why`

Place = TypeVar("Place")


@dataclass(frozen=True)
class Match:
    """A report held against an incident: the weight in bits, and the member it agrees with best."""

    weight: float
    signal: int
    pair: Pair

    @property
    def may_join(self) -> bool:
        """Whether the machine may join by itself.

        Never against the name; only a text that is told again after a month of silence, into another category, or
        into another district where the employer is not a registered one.
        """
        levels, again = self.pair.levels, self.pair.text >= AS_ONE
        near = self.pair.apart <= ALONE and levels["category"] == "same"
        here = levels["employer"] == "same" or levels["place"] != "other"
        return levels["employer"] not in OTHERS and (again or (near and here))

    @property
    def reasons(self) -> list[Reason]:
        told, rest = self.pair.reasons, round(self.weight - self.pair.weight, 1)
        return [*told, Reason("与事件中其他线索不尽相符", rest)] if rest else told

    @property
    def why(self) -> str:
        """与线索12：同一用人单位 +4.7，类别相同 +2.7，相隔3天 +0.4."""
        return f"与线索{self.signal}：{'，'.join(map(str, self.reasons))}"[:WORDS]


def match(report: Report, members: Iterable[Report]) -> Match | None:
    """The report held against an incident's members; None where it must never join them.

    Not by the best pair alone: half of what speaks against it in the worst pair is taken off.
    """
    pairs = [(compare(report, member), member.signal) for member in members if member.signal != report.signal]
    near = [each for each in pairs if each[0].apart <= FARTHEST]
    if not near or any(pair.never for pair, _ in pairs):
        return None
    best, signal = max(near, key=lambda each: (each[0].weight, -each[1]))
    worst = min(pair.weight for pair, _ in near)
    return Match(round(best.weight + min(0.0, worst) / 2, 1), signal, best)


def shares(matches: Mapping[Place, Match]) -> dict[Place, float]:
    """The probability of each place, 0–1: they compete with each other and with none of them (the prior)."""
    odds = {place: 2 ** max(-STEEP, min(STEEP, each.weight + PRIOR)) for place, each in matches.items()}
    whole = 1 + sum(odds.values())
    return {place: min(SURE, each / whole) for place, each in odds.items()}


def fits(at: datetime, first: datetime, last: datetime) -> bool:
    """Whether an incident that spans `first` to `last` may grow to hold this instant."""
    return first - FARTHEST <= at <= last + FARTHEST and max(last, at) - min(first, at) <= LONGEST
