"""The list of signals, filtered and sorted, of a city and a district desk: 1,000,000 beside 10,000."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import connection, connections

from tongxin.ground.orgs.models import Org
from tongxin.project.bench import city, machine
from tongxin.project.bench.figures import Check, Result, at_most, interleaved, middle, percentile
from tongxin.project.bench.servers import beside, measure, request
from tongxin.project.drills.stand import Stand

ROWS, FEW = 1_000_000, 10_000
ASKED = 50
SMALL = "bench_small"


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """50 requests a round, person and size, one at a time; the floor is the same with 10,000 signals."""
    rows = rows or ROWS
    city.build(rows)
    people = {"ours": city.people()}
    with _another(SMALL):
        city.build(FEW)
        people["floor"] = city.people()
    paths, began = _paths(), machine.load()
    place.start_web()
    with beside(place, database=SMALL) as small:
        runs = {
            f"{who}_{size}": lambda n, at=at, cookie=people[size][who]: _ask(at, cookie, paths)
            for who in people["ours"]
            for size, at in (("ours", place), ("floor", small))
        }
        for warm in runs.values():
            warm(-1)
        found = interleaved(rounds, **runs)
    place.close()
    checks, ratios = _checks(found, tuple(people["ours"]))
    worst = max(ratios, key=lambda who: ratios[who])
    ours, floor = middle(found, f"{worst}_ours", "p95_ms"), middle(found, f"{worst}_floor", "p95_ms")
    return Result(
        "list", "毫秒（p95）", ours, floor, round(ours / floor, 3), "；".join(c.must for c in checks),
        all(c.passed for c in checks), rows, found, checks, [f"{len(paths)} 种筛选与排序，每轮共 {ASKED} 次"],
        [began, machine.load()], machine.facts(),
    )  # fmt: skip


def _checks(found: list[dict[str, Any]], names: tuple[str, ...]) -> tuple[list[Check], dict[str, float]]:
    checks, ratios = [], {}
    for who in names:
        ours, floor = middle(found, f"{who}_ours", "p95_ms"), middle(found, f"{who}_floor", "p95_ms")
        ratios[who] = ours / floor
        checks += [at_most(f"{who} p95 毫秒", ours, 100), at_most(f"{who} 倍于一万条", ours / floor, 2)]
    return checks, ratios


def _paths() -> list[str]:
    """Filters and sorts as people set them."""
    street = Org.objects.filter(parent__code=city.DISTRICT).order_by("code").first()
    asked: list[dict[str, Any]] = [
        {}, {"sort": "heard"}, {"kind": "kiosk"}, {"kind": "court", "sort": "heard"}, {"dimension": "public"},
        {"category": "wages"}, {"category": "other", "state": "judged"},
        {"state": "outside"}, {"state": "waiting"},
        {"heard_from": city.since(400), "heard_to": city.since(370)}, {"sort": "-id"},
        {"category": "injury", "kind": "hotline", "heard_from": city.since(700)},
        {"district": Org.objects.get(code=city.DISTRICT).pk, "category": "insurance"},
        {"district": street.pk if street else "", "sort": "heard"},
    ]  # fmt: skip
    return [f"/signals/?{urlencode(query)}" for query in asked]


def _ask(place: Stand, cookie: str, paths: list[str]) -> dict[str, Any]:
    calls = [request(place, "GET", paths[i % len(paths)], Cookie=cookie) for i in range(ASKED)]
    measured = measure(place, calls, connections=1)
    worst = max(range(len(paths)), key=lambda number: percentile(measured["ms"][number :: len(paths)], 0.5))
    slow = percentile(measured["ms"][worst :: len(paths)], 0.5)
    kept = {name: measured[name] for name in ("p50_ms", "p95_ms", "cpu_ms")}
    return kept | {"slowest": f"{paths[worst].split('?')[1] or 'all'} {slow:.0f} ms"}


@contextmanager
def _another(name: str) -> Iterator[None]:
    """Django's connection leads to a second, empty platform on the same server."""
    settings = connection.settings_dict
    usual = settings["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    connections.close_all()
    settings["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        connections.close_all()
        settings["NAME"] = usual
