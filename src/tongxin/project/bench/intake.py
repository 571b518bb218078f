"""One signal by API: signed, idempotent, audited, rollup kept, one transaction; against bare INSERTs."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.test import Client

from tongxin.project.bench import floor_intake, machine
from tongxin.project.bench.city import tree
from tongxin.project.bench.figures import Result, at_least, at_most, interleaved, middle, verdict
from tongxin.project.bench.servers import beside, measure, request, short
from tongxin.project.drills.clients import TEXTS
from tongxin.project.drills.sender import register_sender
from tongxin.project.drills.stand import Stand
from tongxin.watch.signals.signing import signed

ROWS = 3_000  # requests a round
CONNECTIONS = 16
PATH = "/api/v1/signals"
SOURCE = "bench"


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """`rows` signals a round to each of three servers; 16 connections."""
    rows = rows or ROWS
    tree()
    secret = register_sender(SOURCE, at=datetime.now(ZoneInfo("Asia/Shanghai")))
    with connection.cursor() as cursor:
        cursor.execute(floor_intake.TABLES)
    began, statements = machine.load(), _statements(secret)
    place.start_web()
    with beside(place, wsgi="tongxin.project.bench.floor_intake:application") as bare:
        runs = {
            "ours": lambda n: _ours(place, secret, f"r{n}", rows),
            "floor": lambda n: _floor(bare, "/two", f"r{n}", rows),
            "one_insert": lambda n: _floor(bare, "/one", f"s{n}", rows),
        }
        for warm in runs.values():
            warm(-1)
        found = interleaved(rounds, **runs)
    place.close()
    checks = [
        at_least(
            "倍于两次插入", middle(found, "ours", "per_second") / middle(found, "floor", "per_second"), 0.5
        ),
        at_most("每请求语句数", statements, 8),
        at_most("p95 毫秒", middle(found, "ours", "p95_ms"), 50),
    ]
    return verdict(
        "intake", "条/秒", found, "per_second", checks, rows=rows, load=[began, machine.load()],
        machine=machine.facts(), notes=["一条语句自成事务，没有 BEGIN 与 COMMIT", "没有后台任务进程同时运行"],
    )  # fmt: skip


def _ours(place: Stand, secret: str, mark: str, rows: int) -> dict[str, Any]:
    url, calls = place.url + PATH, []
    for number in range(rows):
        body = _body(f"{mark}-{number}", number)
        headers = {
            k.replace("-", "_"): v for k, v in signed("POST", url, body, key=SOURCE, secret=secret).items()
        }
        calls.append(request(place, "POST", PATH, body, **headers))
    return short(measure(place, calls, connections=CONNECTIONS))


def _floor(bare: Stand, path: str, mark: str, rows: int) -> dict[str, Any]:
    kind = {"Content_Type": "application/json"}
    calls = [request(bare, "POST", path, _body(f"{mark}-{number}", number), **kind) for number in range(rows)]
    return short(measure(bare, calls, connections=CONNECTIONS))


def _body(key: str, number: int) -> bytes:
    heard = {
        "external_key": key,
        "heard_at": "2026-11-20T10:00:00+08:00",
        "text": f"{TEXTS[number % len(TEXTS)]}（{key}）",
        "employer_name": f"杭州子虚青禾{number % 400}号服饰有限公司",
    }
    return json.dumps(heard, ensure_ascii=False).encode()


def _statements(secret: str) -> int:
    """Statements of one signal by a process that knows its source; wakings, four a second, apart."""
    counted: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        counted.append(sql)
        return execute(sql, *rest)

    client = Client(SERVER_NAME="127.0.0.1")
    for number in range(2):
        body = _body(f"count-{number}", number)
        headers = signed("POST", f"http://127.0.0.1{PATH}", body, key=SOURCE, secret=secret)
        kind = headers.pop("Content-Type")
        counted.clear()
        with connection.execute_wrapper(note):
            client.generic("POST", PATH, body, kind, headers=headers)
    return sum("procrastinate" not in sql for sql in counted)
