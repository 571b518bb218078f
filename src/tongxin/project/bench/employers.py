"""A sheet of 77,596 employers, checked and indexed; against calamine, COPY and upsert."""

import time
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from tongxin.ground.employers import layout
from tongxin.ground.employers.importing import import_file
from tongxin.ground.employers.models import Employer, Section
from tongxin.ground.orgs.models import Org
from tongxin.ground.places.register import register
from tongxin.kit.sheets import write_sheet
from tongxin.project.bench import machine
from tongxin.project.bench.city import tree
from tongxin.project.bench.figures import Result, at_most, interleaved, middle, verdict
from tongxin.project.bench.floor_sheet import body
from tongxin.project.demo.names import employers
from tongxin.project.drills.stand import Stand

ROWS = 77_596  # employers with a union of their own in the city (domain A)
SECONDS = 60
SHANGHAI = ZoneInfo("Asia/Shanghai")
TABLE = """
CREATE TABLE IF NOT EXISTS floor_employer (uscc text PRIMARY KEY, name text, section text, staff text,
  district text, address text)"""
UPSERT = """INSERT INTO floor_employer SELECT DISTINCT ON (uscc) * FROM floor_employer_in
ON CONFLICT (uscc) DO UPDATE SET name = excluded.name"""
COLUMNS = (layout.CODE, layout.NAME, layout.SECTION, layout.STAFF, layout.DISTRICT, layout.ADDRESS)
HEADER = (layout.CODE, layout.NAME, layout.SHORT, *COLUMNS[2:])


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """The same sheet each round, into emptied tables."""
    rows = rows or ROWS
    city = tree()
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    path, began = _sheet(place.folder / "employers.xlsx", rows), machine.load()
    found = interleaved(rounds, ours=lambda n: _ours(path, city, rows), floor=lambda n: _floor(path))
    mark = SECONDS * max(1, rows / ROWS)
    checks = [at_most("秒", middle(found, "ours", "seconds"), mark)]
    return verdict(
        "employers", "秒", found, "seconds", checks, rows=rows, load=[began, machine.load()],
        machine=machine.facts(),
    )  # fmt: skip


def _sheet(path: Path, rows: int) -> Path:
    names, sections = {c: p.name for c, p in register().items()}, dict(Section.choices)
    lines = (
        [s.uscc, s.name, s.short, sections[s.section], s.staff, names[s.district_code], s.address]
        for s in employers(rows)
    )
    path.write_bytes(write_sheet(HEADER, lines, title="用人单位"))
    return path


def _ours(path: Path, city: Org, rows: int) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE employers_employer CASCADE")
    began = time.perf_counter()
    made = import_file(path, city, by=None, at=datetime.now(SHANGHAI))
    seconds = time.perf_counter() - began
    if not Employer.objects.count() == made.added == rows:
        raise RuntimeError(f"added {made.added} of {rows}, rejected {made.rejects[:3]}")
    return {"seconds": round(seconds, 2), "accepted": made.added}


def _floor(path: Path) -> dict[str, Any]:
    began = time.perf_counter()
    rows, places = body(path, COLUMNS)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE floor_employer_in (LIKE floor_employer) ON COMMIT DROP")
        with cursor.copy("COPY floor_employer_in FROM STDIN") as copy:
            for row in rows:
                copy.write_row([str(row[i]) for i in places])
        cursor.execute(UPSERT)
        stored = cursor.rowcount
    return {"seconds": round(time.perf_counter() - began, 2), "accepted": stored}
