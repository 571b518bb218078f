"""Batches of 100 signals, by the service and by API; against COPY and executemany of the same rows."""

import json
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from tongxin.project.bench import machine
from tongxin.project.bench.city import tree
from tongxin.project.bench.figures import Result, at_least, interleaved, middle, verdict
from tongxin.project.bench.material import heard
from tongxin.project.bench.servers import measure, request, short
from tongxin.project.drills.sender import register_sender
from tongxin.project.drills.stand import Stand
from tongxin.watch.signals.adapters.heard import Heard
from tongxin.watch.signals.models import Source
from tongxin.watch.signals.services import receive
from tongxin.watch.signals.signing import signed

ROWS = 20_000
SIZE = 100
CONNECTIONS = 4
SOURCE = "bench-batch"
SHANGHAI = ZoneInfo("Asia/Shanghai")
PATH = "/api/v1/signals"
COLUMNS = ("key", "heard_at", "text", "employer", "region", "category", "persons")
TABLE = """CREATE TABLE IF NOT EXISTS floor_batch (id bigserial PRIMARY KEY, key text, heard_at timestamptz,
  text text, employer text, region text, category text, persons int)"""
COPY = f"COPY floor_batch ({', '.join(COLUMNS)}) FROM STDIN"
INSERT = f"INSERT INTO floor_batch ({', '.join(COLUMNS)}) VALUES (%s, %s, %s, %s, %s, %s, %s)"


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """`rows` signals a round, 100 in each transaction; the floor is executemany, COPY stands beside."""
    rows = rows or ROWS
    at = datetime.now(SHANGHAI)
    tree()
    secret = register_sender(SOURCE, at=at)
    source = Source.objects.select_related("org").get(key=SOURCE)
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    began = machine.load()
    place.start_web()
    runs: dict[str, Callable[[int], dict[str, Any]]] = {
        "ours": lambda n: _timed(_parts(rows, f"s{n}", at), lambda part: _receive(source, part, at)),
        "by_api": lambda n: _by_api(place, secret, _parts(rows, f"a{n}", at)),
        "floor": lambda n: _timed(_parts(rows, f"e{n}", at), _many),
        "copy": lambda n: _timed(_parts(rows, f"c{n}", at), _copy),
    }
    for warm in runs.values():
        warm(-1)
    found = interleaved(rounds, **runs)
    place.close()
    checks = [
        at_least("线索/秒（服务）", middle(found, "ours", "per_second"), 5_000),
        at_least("线索/秒（接口）", middle(found, "by_api", "per_second"), 5_000),
    ]
    return verdict(
        "batch", "条/秒", found, "per_second", checks, rows=rows, load=[began, machine.load()],
        machine=machine.facts(), notes=["下限：同样的行，每100行一个事务，executemany 写入一张无约束的表"],
    )  # fmt: skip


def _parts(rows: int, mark: str, at: datetime) -> list[list[Heard]]:
    told = heard(rows, mark=mark, at=at)
    return [told[i : i + SIZE] for i in range(0, rows, SIZE)]


def _timed(parts: list[list[Heard]], store: Callable[[list[Heard]], Any]) -> dict[str, Any]:
    began = time.perf_counter()
    for part in parts:
        store(part)
    seconds = time.perf_counter() - began
    return {
        "per_second": round(sum(map(len, parts)) / seconds),
        "batch_ms": round(seconds / len(parts) * 1000, 2),
    }


def _receive(source: Source, part: list[Heard], at: datetime) -> None:
    received = receive(source, part, org=source.org, by=None, at=at)
    if len(received.accepted) != len(part):
        raise RuntimeError(f"only {len(received.accepted)} of {len(part)} were accepted")


@transaction.atomic
def _many(part: list[Heard]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, [_row(each) for each in part])


@transaction.atomic
def _copy(part: list[Heard]) -> None:
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for each in part:
            copy.write_row(_row(each))


def _row(each: Heard) -> tuple:
    return (
        each.key,
        each.heard_at,
        each.text,
        each.employer_name,
        each.region,
        each.category_told,
        each.persons,
    )


def _by_api(place: Stand, secret: str, parts: list[list[Heard]]) -> dict[str, Any]:
    calls, url = [], place.url + PATH
    for part in parts:
        body = json.dumps([_item(each) for each in part], ensure_ascii=False).encode()
        headers = signed("POST", url, body, key=SOURCE, secret=secret)
        calls.append(request(place, "POST", PATH, body, **headers))
    measured = short(measure(place, calls, connections=CONNECTIONS))
    return measured | {"per_second": round(measured["per_second"] * SIZE)}


def _item(each: Heard) -> dict[str, Any]:
    return {
        "external_key": each.key, "heard_at": each.heard_at.isoformat(), "text": each.text,
        "region": each.region, "employer_name": each.employer_name,
        "category": each.category_told, "persons": each.persons,
    }  # fmt: skip
