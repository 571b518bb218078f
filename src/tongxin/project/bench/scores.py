"""The index of 77,596 employers computed from their evidence and stored; against the bare sum and upsert."""

import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from tongxin.ground.orgs.models import Org
from tongxin.ground.rulebook.models import Rule
from tongxin.ground.rulebook.services import load_presets
from tongxin.ground.rulebook.uses import SCORING
from tongxin.project.bench import machine
from tongxin.project.bench.city import tree
from tongxin.project.bench.figures import Check, Result, at_most, interleaved, middle, verdict
from tongxin.project.drills.stand import Stand
from tongxin.watch.scores.models import Evidence, Score
from tongxin.watch.scores.services import pass_over, rescore

ROWS = 77_596  # employers with a union of their own in the city (domain A)
EACH = 3  # pieces of evidence an employer
SECONDS = 10
AGAIN = 200  # single employers computed one by one
SHANGHAI = ZoneInfo("Asia/Shanghai")
EMPLOYERS = """
INSERT INTO employers_employer (name, short, section, staff, address, region_id, org_id, risk_band)
SELECT '测速' || n || '厂', '', chr(65 + n %% 19), 5 + (n * 37) %% 900, '', %s, %s, ''
FROM generate_series(1, %s) n"""
EVIDENCE = """
INSERT INTO scores_evidence (key, employer_id, told_id, kind, at, facts, "group", sources, verified,
  unfounded_why, note)
SELECT 'bench:' || e.id || ':' || n, e.id, e.id, (%s::text[])[1 + (e.id * 7 + n * 5) %% array_length(%s::text[], 1)],
  %s::timestamptz - ((e.id * 13 + n * 29) %% 300) * interval '1 day', '{{}}'::jsonb, 'incident:' || (e.id * 2 + n / 2),
  ARRAY[n], n = 3, '', '' FROM employers_employer e, generate_series(1, {each}) n"""
FLOOR = """
INSERT INTO floor_score SELECT employer_id, sum(5 * exp(-0.0077 * extract(epoch FROM %s - at)::float8 / 86400))
FROM scores_evidence GROUP BY 1 ON CONFLICT (employer_id) DO UPDATE SET value = excluded.value"""


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """Every employer has evidence; each round computes and stores all of them at another instant."""
    rows = rows or ROWS
    city, now = tree(), datetime.now(SHANGHAI)
    _plant(city, rows, now)
    began = machine.load()
    first = pass_over(at=now)  # writes what later ones change
    found = interleaved(rounds, ours=lambda n: _ours(), floor=lambda n: _floor())
    single = middle(found, "ours", "one_ms")
    mark = SECONDS * max(1, rows / ROWS)
    checks = [
        at_most("秒", middle(found, "ours", "seconds"), mark),
        Check("一家单位，毫秒", single, "一条新线索只重算一家单位（耗时只记录）", True),
    ]
    notes = [
        f"依据 {Evidence.objects.count():,} 条，指数 {Score.objects.count():,} 家",
        f"首次计算（全部新写，含历史）{first.seconds if first else 0:g} 秒",
    ]
    return verdict(
        "scores", "秒", found, "seconds", checks, rows=rows, load=[began, machine.load()], notes=notes,
        machine=machine.facts(),
    )  # fmt: skip


def _plant(city: Org, rows: int, now: datetime) -> None:
    load_presets(now)
    rule = Rule.objects.get(key=SCORING)
    rule.active, rule.example_number = True, 1
    rule.save()
    items = rule.versions.get(number=1).body["items"]
    kinds = [each["key"] for each in items]
    with connection.cursor() as cursor:
        cursor.execute(EMPLOYERS, ["330106", city.pk, rows])
        cursor.execute(EVIDENCE.format(each=EACH), [kinds, kinds, now])
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS floor_score (employer_id bigint PRIMARY KEY, value float8)"
        )
        cursor.execute("ANALYZE")


def _ours() -> dict[str, Any]:
    began = time.perf_counter()
    done = pass_over(at=datetime.now(SHANGHAI))
    seconds = time.perf_counter() - began
    if done is None or done.employers != Score.objects.count():
        raise RuntimeError(f"{done and done.employers} computed, {Score.objects.count()} stored")
    keys = list(Score.objects.order_by("pk").values_list("employer_id", flat=True)[:AGAIN])
    began = time.perf_counter()
    for key in keys:
        rescore([key], at=datetime.now(SHANGHAI))
    one = (time.perf_counter() - began) / len(keys)
    return {"seconds": round(seconds, 2), "employers": done.employers, "one_ms": round(one * 1000, 2)}


def _floor() -> dict[str, Any]:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, [datetime.now(SHANGHAI)])
        stored = cursor.rowcount
    return {"seconds": round(time.perf_counter() - began, 2), "employers": stored}
