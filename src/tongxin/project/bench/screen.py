"""The figures of the big screen with 1,000,000 signals behind them; against a file of the same server."""

import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tongxin.faces.screen import panels, queries
from tongxin.ground.rollups.models import Cell
from tongxin.ground.rollups.queries import differences
from tongxin.project.bench import city, machine
from tongxin.project.bench.figures import Check, Result, at_least, at_most, interleaved, middle
from tongxin.project.bench.servers import measure, request, short
from tongxin.project.drills.stand import Stand

ROWS = 1_000_000
ASKED = 3_000  # requests a round
CONNECTIONS = 8
SHANGHAI = ZoneInfo("Asia/Shanghai")
PATH = "/screen/data.json"
FILE = "/static/bench.json"


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """Onlookers of the city and of a district, 8 at a time; counting itself stands beside."""
    rows = rows or ROWS
    city.build(rows)
    cookies = city.people()
    began, wrong = machine.load(), len(differences())
    static = place.folder / "static"
    static.mkdir(exist_ok=True)
    (static / FILE.rsplit("/", 1)[1]).write_text(_body())
    place.start_web()
    runs = {
        "ours": lambda n: _ask(place, PATH, list(cookies.values())),
        "floor": lambda n: _ask(place, FILE, list(cookies.values())),
        "counting": lambda n: _counting(),
    }
    for warm in runs.values():
        warm(-1)
    found = interleaved(rounds, **runs)
    place.close()
    pace, file_pace = middle(found, "ours", "per_second"), middle(found, "floor", "per_second")
    checks = [
        at_least("请求/秒", pace, 150),
        at_most("p95 毫秒", middle(found, "ours", "p95_ms"), 60),
        at_most("与原始重数不等的格", wrong, 0),
        Check("文件的几分之一", round(file_pace / pace, 2), "目标：耗时不超过静态文件的 2 倍（争取）", True),
    ]
    notes = [f"汇总 {Cell.objects.count():,} 格；每5秒每个工会真正计数一次，其间应答取自内存"]
    return Result(
        "screen", "请求/秒", pace, file_pace, round(pace / file_pace, 3), "；".join(c.must for c in checks[:3]),
        all(c.passed for c in checks), rows, found, checks, notes, [began, machine.load()], machine.facts(),
    )  # fmt: skip


def _ask(place: Stand, path: str, cookies: list[str]) -> dict[str, Any]:
    calls = [request(place, "GET", path, Cookie=cookies[i % len(cookies)]) for i in range(ASKED)]
    return short(measure(place, calls, connections=CONNECTIONS))


def _counting() -> dict[str, Any]:
    """One count of everything the screen shows, nothing remembered."""
    began = time.perf_counter()
    _body()
    return {"p50_ms": round((time.perf_counter() - began) * 1000, 1)}


def _body() -> str:
    org, at = city.tree(), datetime.now(SHANGHAI)
    return str(panels.shown(org, queries.collect(org, at=at), named=True))
