"""Linking a new signal among 1,000 stored ones and among 1,000,000: alone and in a batch of 200."""

import time
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection, transaction

from tongxin.project.bench import linked, machine
from tongxin.project.bench.city import tree
from tongxin.project.bench.figures import Result, at_most, middle, percentile
from tongxin.project.bench.linked import SHANGHAI
from tongxin.project.drills.sender import register_sender
from tongxin.project.drills.stand import Stand
from tongxin.watch.incidents.jobs import BATCH, link
from tongxin.watch.incidents.services import join
from tongxin.watch.incidents.simulated import Told, simulate
from tongxin.watch.signals.adapters.heard import Heard
from tongxin.watch.signals.models import Source
from tongxin.watch.signals.services import receive
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.models import Verdict

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SINGLES = 60
SOURCE = "bench-linking"
numbers = count(1)


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """Signals of today, simulated and read, linked among a year of stored ones; `rows` is the largest size.

    The sizes follow each other, since each is grown from the one before; the rounds of one size stand together.
    """
    rows = rows or SIZES[-1]
    sizes = [size for size in SIZES if size < rows] + [rows]
    tree()
    register_sender(SOURCE, at=datetime.now(SHANGHAI))
    began = machine.load()
    _link_batch(-1)
    found: list[dict[str, Any]] = [{"round": n + 1} for n in range(rounds)]
    for size in sizes:
        linked.build(size)
        _link_batch(-1)
        for number in range(rounds):
            found[number][f"{size:,}"] = _measure(number)
            found[number]["load"] = machine.load()
    least, most = f"{sizes[0]:,}", f"{rows:,}"
    few, many = middle(found, least, "batch_ms_each"), middle(found, most, "batch_ms_each")
    alone = middle(found, most, "alone_ms") / middle(found, least, "alone_ms")
    checks = [
        at_most(f"每批{BATCH}条，倍于{least}条", many / few, 2),
        at_most(f"单条，倍于{least}条", alone, 2),
    ]
    place.close()
    return Result(
        "linking", "毫秒/条", many, few, round(many / few, 2), "；".join(c.must for c in checks),
        all(c.passed for c in checks), rows, found, checks,
        [f"{size:>9,} 条：{_line(found, f'{size:,}')}" for size in sizes],
        [began, machine.load()], machine.facts(),
    )  # fmt: skip


def _line(found: list[dict[str, Any]], size: str) -> str:
    figures = {name: middle(found, size, name) for name in found[0][size]}
    return (
        f"每批 {figures['batch_ms_each']:g} 毫秒/条（{figures['per_second']:,.0f} 条/秒，"
        f"{figures['statements']:g} 条语句），单条 {figures['alone_ms']:g} 毫秒，p95 {figures['alone_p95_ms']:g}"
    )


def _measure(number: int) -> dict[str, Any]:
    return _link_batch(number) | _link_alone(number)


def _link_batch(number: int) -> dict[str, Any]:
    """One batch of the stage."""
    _tell(BATCH, seed=500 + number)
    asked = _Counting()
    with connection.execute_wrapper(asked):
        began = time.perf_counter()
        done = link(datetime.now(SHANGHAI))
        seconds = time.perf_counter() - began
    if done != BATCH:
        raise RuntimeError(f"{done} of {BATCH} linked")
    return {
        "batch_ms_each": round(seconds / done * 1000, 3),
        "per_second": round(done / seconds),
        "statements": asked.n,
    }


def _link_alone(number: int) -> dict[str, Any]:
    """One signal after the other, each in a transaction of its own."""
    _tell(SINGLES, seed=900 + number)
    verdicts = Verdict.objects.awaiting_link().select_related("signal__org").order_by("pk")
    took = []
    for verdict in list(verdicts):
        began = time.perf_counter()
        with transaction.atomic():
            join([verdict], at=datetime.now(SHANGHAI))
        took.append((time.perf_counter() - began) * 1000)
    return {
        "alone_ms": round(percentile(took, 0.5), 2),
        "alone_p95_ms": round(percentile(took, 0.95), 2),
    }


class _Counting:
    """How many statements were sent, as an execute wrapper of Django."""

    def __init__(self) -> None:
        self.n = 0

    def __call__(self, execute: Any, *rest: Any) -> Any:
        self.n += 1
        return execute(*rest)


def _tell(n: int, *, seed: int) -> None:
    """`n` new signals of union matters, read and waiting to be linked."""
    source, at = Source.objects.select_related("org").get(key=SOURCE), datetime.now(SHANGHAI)
    told = simulate(seed, incidents=n, began=at - timedelta(days=300)).reports[: n * 2]
    receive(source, [_heard(each, at) for each in told], org=source.org, by=None, at=at)
    while triage(at):
        pass
    waiting = Verdict.objects.awaiting_link()
    acting = waiting.filter(acts=True).order_by("pk").values_list("pk", flat=True)[:n]
    waiting.exclude(pk__in=list(acting)).update(linked_at=at)


def _heard(told: Told, at: datetime) -> Heard:
    number = next(numbers)
    return Heard(
        key=f"linking-{number}", heard_at=at - timedelta(minutes=number % 1_000), text=told.text,
        employer_name=told.employer_name, region=told.region,
    )  # fmt: skip
