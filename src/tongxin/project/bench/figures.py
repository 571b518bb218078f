"""What a bench says: rounds of ours and floor in turns, medians, ratio, and whether the mark was reached."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from tongxin.project.bench import machine


@dataclass(frozen=True)
class Check:
    """One mark of the table of targets: what was measured, what it must be, and whether it is."""

    what: str
    value: float
    must: str
    passed: bool


@dataclass
class Result:
    """One bench. `ratio` is ours/floor of the medians, in `unit`; `load`: before and after."""

    name: str
    unit: str
    ours: float
    floor: float | None
    ratio: float | None
    must: str
    passed: bool
    rows: int
    rounds: list[dict[str, Any]]
    checks: list[Check] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    load: list[float] = field(default_factory=list)
    machine: dict[str, Any] = field(default_factory=dict)
    curves: dict[str, Any] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def interleaved(rounds: int, **runs: Callable[[int], dict[str, Any]]) -> list[dict[str, Any]]:
    """Each run once a round, in an order that turns, so that no one always comes first."""
    names, found = list(runs), []
    for number in range(rounds):
        order = names[number % len(names) :] + names[: number % len(names)]
        measured = {name: runs[name](number) for name in order}
        found.append({"round": number + 1, "load": machine.load()} | {name: measured[name] for name in names})
    return found


def middle(rounds: Sequence[dict[str, Any]], name: str, figure: str) -> float:
    """The median over the rounds of one figure of one run."""
    return round(median(each[name][figure] for each in rounds), 3)


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile; `share` 0..1."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


def verdict(
    name: str, unit: str, rounds: list[dict[str, Any]], figure: str, checks: list[Check], **more: Any
) -> Result:
    """The result of runs called `ours` and `floor` by one figure of theirs; passed when every check is."""
    ours, floor = middle(rounds, "ours", figure), middle(rounds, "floor", figure)
    return Result(
        name, unit, ours, floor, round(ours / floor, 3) if floor else None, "；".join(c.must for c in checks),
        all(c.passed for c in checks), rounds=rounds, checks=checks, **more,
    )  # fmt: skip


def at_least(what: str, value: float, mark: float) -> Check:
    return Check(what, round(value, 3), f"{what} ≥ {mark:g}", value >= mark)


def at_most(what: str, value: float, mark: float) -> Check:
    return Check(what, round(value, 3), f"{what} ≤ {mark:g}", value <= mark)
