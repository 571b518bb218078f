"""From what is known of an employer to its index, with the reasons that make it up exactly. Pure.

Of each kind k of evidence x_k = Σ w·2^(−(t−t_i)/h): points that halve every `half_life` days. Members of one group
(one incident told by many, one quarter's form) together count no more than the group's cap: what has decayed least
first, so that what is heard besides, though older, never lowers an index.
Index = 100·σ(offset + per_point·Σ x_k), so the log-odds are a sum and each reason is β_k·(x_k − mean_k), exactly.

More reporters is not more risk. A matter counts once, however many tell of it (the cap). Kinds marked `often`, which
are counts rather than facts, are divided by 1 + ln(max(1, e)), e being how many reports a year an employer of this
section and staff would send if it were like any other of its section. Without the section's rate or the staff
nothing is divided.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

HALF = math.log(2)
DAY = 86_400.0
TOP = 5
FAINT = 0.05  # of a point; what counts less is shown as 0.0
HOT = "hot"
BASE = "base"


@dataclass(frozen=True)
class Kind:
    """A row of the rulebook's table. `points` at once; `half_life` in days; `often`: a count, see above."""

    key: str
    name: str
    points: float
    half_life: float
    often: bool = False


@dataclass(frozen=True)
class Table:
    """The whole rule: kinds, caps per kind of group, lines of the bands (index), points of a hot spot."""

    kinds: Mapping[str, Kind]
    caps: Mapping[str, float]
    lines: Mapping[str, float]
    offset: float
    per_point: float
    hot: float = 0.0


@dataclass(frozen=True)
class Item:
    """One piece of evidence that counts. `name` makes the order certain."""

    name: str
    kind: str
    at: datetime
    group: str = ""


@dataclass(frozen=True)
class Heap:
    """All evidence of one kind of one employer: decayed points, how many, day of the newest, the weightiest."""

    kind: str
    points: float
    n: int
    last: date
    heaviest: int = 0


@dataclass(frozen=True)
class Reason:
    """`odds`: what it adds to the log-odds, against the average employer."""

    kind: str
    odds: float
    points: float
    n: int = 0
    last: date | None = None
    evidence: int = 0


@dataclass(frozen=True)
class Index:
    """`value` 0–100; `odds` = `base` + the sum of all reasons' odds; reasons with the weightiest first."""

    value: float
    odds: float
    base: float
    reasons: tuple[Reason, ...] = field(default=())


def table_of(body: Mapping[str, Any]) -> Table:
    """What a version of the rule says. KeyError or TypeError when its check was passed by."""
    kinds = {
        row["key"]: Kind(
            row["key"], row["name"], float(row["points"]), float(row["half_life"]), bool(row.get("often"))
        )
        for row in body["items"]
    }
    return Table(
        kinds, body["caps"], body["lines"], body["offset"], body["per_point"], float(body.get("hot", 0))
    )


def lasting(kind: Kind) -> float:
    """Days until a piece of evidence of this kind has become faint; 0 where it is from the beginning."""
    return kind.half_life * math.log2(kind.points / FAINT) if kind.points > FAINT else 0.0


def decayed(points: float, half_life: float, since: datetime, at: datetime) -> float:
    return points * math.exp(-HALF * max(0.0, (at - since).total_seconds()) / DAY / half_life)


def weigh(items: Iterable[Item], table: Table, at: datetime) -> dict[str, float]:
    """Name → points it counts for at `at`; what is later than `at` or of no known kind counts nothing."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.kind in table.kinds and item.at <= at:
            groups.setdefault(item.group, []).append(item)
    found: dict[str, float] = {}
    for group, members in groups.items():
        left = table.caps.get(group.partition(":")[0], math.inf) if group else math.inf
        for item in sorted(members, key=lambda i: _turn(i, table.kinds[i.kind], at)):
            kind = table.kinds[item.kind]
            counted = max(0.0, min(kind.points, left))
            left -= kind.points
            found[item.name] = decayed(counted, kind.half_life, item.at, at)
    return found


def _turn(item: Item, kind: Kind, at: datetime) -> tuple[float, float, str, float, str]:
    """Which member of a group counts first: the freshest in half-lives, then the heaviest."""
    age = (at - item.at).total_seconds() / DAY / kind.half_life
    return age, -kind.points, item.kind, -item.at.timestamp(), item.name


def divisor(expected: float | None) -> float:
    """By what counts are divided, of an employer from which `expected` reports a year are usual."""
    return 1 + math.log(max(1.0, expected or 1.0))


def index(
    heaps: Sequence[Heap],
    table: Table,
    *,
    divided: float = 1.0,
    hot: bool = False,
    means: Mapping[str, float] = {},
) -> Index:
    """The index of one employer. `divided` is its `divisor`; `means` the points an employer on average has."""
    base = table.offset + table.per_point * sum(means.values())
    reasons = []
    for heap in heaps:
        points = heap.points / (divided if table.kinds[heap.kind].often else 1.0)
        odds = table.per_point * (points - means.get(heap.kind, 0.0))
        reasons.append(Reason(heap.kind, odds, points, heap.n, heap.last, heap.heaviest))
    if hot and table.hot:
        reasons.append(Reason(HOT, table.per_point * (table.hot - means.get(HOT, 0.0)), table.hot))
    without = set(means) - {reason.kind for reason in reasons}
    base -= table.per_point * sum(means[kind] for kind in without)
    reasons.sort(key=lambda r: (-r.odds, r.kind))
    odds = base + sum(reason.odds for reason in reasons)
    return Index(100 * sigmoid(odds), odds, base, tuple(reasons))


def sigmoid(odds: float) -> float:
    return 1 / (1 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1 + math.exp(odds))


def logit(share: float) -> float:
    """The log-odds of a share, kept off 0 and 1."""
    kept = min(1 - 1e-9, max(1e-9, share))
    return math.log(kept / (1 - kept))
