"""Triage of waiting signals, with all that is stored; against reading the same texts alone."""

import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tongxin.project.bench import machine
from tongxin.project.bench.city import tree
from tongxin.project.bench.figures import Result, interleaved, verdict
from tongxin.project.bench.material import heard
from tongxin.project.drills.sender import register_sender
from tongxin.project.drills.stand import Stand
from tongxin.watch.signals.models import Signal, Source
from tongxin.watch.signals.services import receive
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.verdicts import read_texts

ROWS = 5_000
SOURCE = "bench-judging"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """`rows` signals a round; no mark is set for it."""
    rows = rows or ROWS
    tree()
    register_sender(SOURCE, at=datetime.now(SHANGHAI))
    source = Source.objects.select_related("org").get(key=SOURCE)
    _drain()
    began = machine.load()
    read_texts(["拖欠工资"])
    found = interleaved(
        rounds, ours=lambda n: _ours(source, rows, f"t{n}"), floor=lambda n: _floor(rows, f"t{n}")
    )
    return verdict(
        "judging", "条/秒", found, "per_second", [], rows=rows, load=[began, machine.load()],
        machine=machine.facts(), notes=["下限：同样的文本只研判、不入库。该项没有规定指标"],
    )  # fmt: skip


def _ours(source: Source, rows: int, mark: str) -> dict[str, Any]:
    at = datetime.now(SHANGHAI)
    receive(source, heard(rows, mark=mark, at=at), org=source.org, by=None, at=at)
    began = time.perf_counter()
    done = _drain()
    if done != rows:
        raise RuntimeError(f"{done} of {rows} judged")
    return _pace(began, rows)


def _floor(rows: int, mark: str) -> dict[str, Any]:
    texts = [each.text for each in heard(rows, mark=mark, at=datetime.now(SHANGHAI))]
    began = time.perf_counter()
    read_texts(texts)
    return _pace(began, rows)


def _drain() -> int:
    done = 0
    while Signal.objects.awaiting_triage().exists():
        done += triage(datetime.now(SHANGHAI))
    return done


def _pace(began: float, rows: int) -> dict[str, Any]:
    seconds = time.perf_counter() - began
    return {"per_second": round(rows / seconds), "ms_each": round(seconds / rows * 1000, 3)}
