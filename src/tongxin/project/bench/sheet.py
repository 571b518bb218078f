"""A weekly sheet of 10,000 rows with checks, repeats and rejected rows; against calamine, COPY and upsert."""

import time
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from tongxin.ground.places.register import register
from tongxin.kit.sheets import write_sheet
from tongxin.project.bench import machine
from tongxin.project.bench.city import tree
from tongxin.project.bench.figures import Result, at_most, interleaved, middle, verdict
from tongxin.project.bench.floor_sheet import body
from tongxin.project.bench.material import heard
from tongxin.project.bench.watched import watched
from tongxin.project.drills.sender import register_sender
from tongxin.project.drills.stand import Stand
from tongxin.watch.signals.adapters.heard import CATEGORIES
from tongxin.watch.signals.adapters.weekly import LAYOUT
from tongxin.watch.signals.imports import import_file
from tongxin.watch.signals.models import Source

ROWS = 10_000
REPEATED, REJECTED = 10, 20  # every tenth row repeats an earlier one, every twentieth is wrong
SOURCE = "bench-sheet"
SHANGHAI = ZoneInfo("Asia/Shanghai")
WRONG = ({"发生日期": "上周三"}, {"内容": ""}, {"涉及人数": "一大群"}, {"类别": "纠纷"})
TABLE = """
CREATE TABLE IF NOT EXISTS floor_sheet (key text PRIMARY KEY, day text, district text, employer text,
  category text, text text, persons text)"""
UPSERT = """INSERT INTO floor_sheet SELECT DISTINCT ON (key) * FROM floor_sheet_in
ON CONFLICT (key) DO UPDATE SET text = excluded.text"""
FLOOR_COLUMNS = ("编号", "发生日期", "区县", "用人单位", "类别", "内容", "涉及人数")


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """One sheet of `rows` rows a round, the same file for both."""
    rows = rows or ROWS
    at = datetime.now(SHANGHAI)
    tree()
    register_sender(SOURCE, at=at)
    Source.objects.filter(key=SOURCE).update(kind="weekly")
    source = Source.objects.select_related("org").get(key=SOURCE)
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    began = machine.load()
    paths = [_sheet(place.folder / f"sheet-{n}.xlsx", rows, f"w{n}", at) for n in range(-1, rounds + 1)]
    _ours(paths[0], source, at)  # the first loads what later ones find loaded
    found = interleaved(
        rounds, ours=lambda n: _ours(paths[n + 1], source, at), floor=lambda n: _floor(paths[n + 1])
    )
    command = watched("signals", "import", str(paths[-1]), "--source", SOURCE, allowed=(3,))
    checks = [
        at_most("秒", middle(found, "ours", "seconds"), 3 * rows / ROWS),
        at_most("内存 MB", command.memory_mb, 300),
    ]
    note = (
        f"内存：命令 tongxin signals import 全部进程之和的最高值；该命令从启动到结束 {command.seconds:.1f} 秒"
    )
    return verdict(
        "sheet", "秒", found, "seconds", checks, rows=rows, load=[began, machine.load()],
        machine=machine.facts(), notes=[note],
    )  # fmt: skip


def _sheet(path: Path, rows: int, mark: str, at: datetime) -> Path:
    """A sheet with repeats of earlier rows and rows that must go back."""
    lines: list[list[Any]] = []
    names = {code: place.name for code, place in register().items()}
    for number, each in enumerate(heard(rows, mark=mark, at=at), 1):
        line: dict[str, Any] = {
            "编号": each.key, "发生日期": each.heard_at.date().isoformat(), "区县": names[each.region or ""],
            "用人单位": each.employer_name, "类别": CATEGORIES[each.category_told], "内容": each.text,
            "涉及人数": each.persons, "联系电话": f"1380000{number % 10_000:04}",
        }  # fmt: skip
        if number % REJECTED == 0:
            line |= WRONG[number // REJECTED % len(WRONG)]
        lines.append(
            lines[-2] if number % REPEATED == 5 and number > 5 else [line.get(t) for t in LAYOUT.titles]
        )
    path.write_bytes(write_sheet(LAYOUT.titles, lines, title="周报"))
    return path


def _ours(path: Path, source: Source, at: datetime) -> dict[str, Any]:
    began = time.perf_counter()
    batch = import_file(path, source, by=None, at=at)
    seconds = time.perf_counter() - began
    if not (batch.accepted and batch.repeated and batch.rejected):
        raise RuntimeError(f"accepted {batch.accepted}, repeated {batch.repeated}, rejected {batch.rejected}")
    counts = {"accepted": batch.accepted, "repeated": batch.repeated, "rejected": batch.rejected}
    return {"seconds": round(seconds, 3)} | counts


def _floor(path: Path) -> dict[str, Any]:
    began = time.perf_counter()
    rows, places = body(path, FLOOR_COLUMNS)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE floor_sheet_in (LIKE floor_sheet) ON COMMIT DROP")
        with cursor.copy("COPY floor_sheet_in FROM STDIN") as copy:
            for row in rows:
                copy.write_row([str(row[i]) for i in places])
        cursor.execute(UPSERT)
        stored = cursor.rowcount
    return {"seconds": round(time.perf_counter() - began, 3), "accepted": stored}
