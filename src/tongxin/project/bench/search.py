"""Chinese words of two characters in 1,000,000 texts: rare, middling and very common."""

from typing import Any
from urllib.parse import urlencode

from django.db import connection

from tongxin.project.bench import city, machine
from tongxin.project.bench.figures import Result, at_most, interleaved, middle, percentile
from tongxin.project.bench.servers import measure, request
from tongxin.project.drills.stand import Stand

ROWS = 1_000_000
ASKED = 48
WORDS = ("绛绡", "鲛珠", "萤囊", "社保", "食堂", "工资", "老板", "拖欠 工资", "工资 绛绡", "登记")
MOST = 300  # milliseconds
SCAN = "SELECT id FROM signals_signal WHERE text LIKE %s ORDER BY heard_at DESC, id DESC LIMIT 51"


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """Each word as often as the others, one at a time; the floor is a LIKE, in the database alone."""
    rows = rows or ROWS
    city.build(rows)
    cookies = city.people()
    began = machine.load()
    place.start_web()
    runs = {who: lambda n, cookie=cookie: _ask(place, cookie) for who, cookie in cookies.items()}
    for warm in runs.values():
        warm(-1)
    found = interleaved(rounds, **runs, floor=lambda n: _scan())
    place.close()
    checks = [at_most(f"{who} p95 毫秒", middle(found, who, "p95_ms"), MOST) for who in cookies]
    ours, floor = max(c.value for c in checks), middle(found, "floor", "p95_ms")
    notes = ["含词的线索数：" + "，".join(f"{word} {_hits(word):,}" for word in WORDS)]
    return Result(
        "search", "毫秒（p95）", ours, floor, round(ours / floor, 3), "；".join(c.must for c in checks),
        all(c.passed for c in checks), rows, found, checks, notes, [began, machine.load()], machine.facts(),
    )  # fmt: skip


def _ask(place: Stand, cookie: str) -> dict[str, Any]:
    paths = [f"/signals/?{urlencode({'q': word})}" for word in WORDS]
    calls = [request(place, "GET", paths[i % len(paths)], Cookie=cookie) for i in range(ASKED)]
    measured = measure(place, calls, connections=1)
    middles = {word: percentile(measured["ms"][i :: len(WORDS)], 0.5) for i, word in enumerate(WORDS)}
    worst = max(middles, key=lambda word: middles[word])
    kept = {name: measured[name] for name in ("p50_ms", "p95_ms", "cpu_ms")}
    return kept | {"slowest": f"{worst} {middles[worst]:.0f} ms"}


def _scan() -> dict[str, Any]:
    """What the same words cost without an index of words."""
    times = []
    with connection.cursor() as cursor:
        for word in WORDS[:4]:
            cursor.execute("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + SCAN, [f"%{word}%"])
            plan = cursor.fetchone()[0][0]
            times.append(plan["Execution Time"])
    return {"p50_ms": round(percentile(times, 0.5), 1), "p95_ms": round(percentile(times, 0.95), 1)}


def _hits(word: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM signals_words WHERE words @@ %s::tsquery",
            [" & ".join(f"'{term}'" for term in word.split())],
        )
        return cursor.fetchone()[0]
