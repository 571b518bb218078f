"""R8: however often a sheet comes, and wherever its taking-in is cut off, the result is that of once.

Each way is tried for a source of its own, in processes of their own that are killed with -9, and held
against what the rows themselves say.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import DatabaseError
from django.utils.timezone import localtime

from tongxin.ground.employers import jobs as employer_jobs
from tongxin.ground.employers.layout import ADDRESS, CODE, NAME, SECTION, SHORT, STAFF
from tongxin.ground.employers.models import Employer, Import
from tongxin.ground.orgs.models import Org
from tongxin.ground.orgs.services import plant
from tongxin.ground.rollups.queries import differences
from tongxin.kit.sheets import write_sheet
from tongxin.project.demo.names import employers
from tongxin.project.drills import Outcome
from tongxin.project.drills.scratch import scratch
from tongxin.project.drills.taking import forgetful
from tongxin.watch.signals import jobs as signal_jobs
from tongxin.watch.signals.imports import import_file
from tongxin.watch.signals.models import Batch, Signal, Source

HEAD = ["编号", "发生日期", "内容", "涉及人数", "涉及金额(元)"]
GIVE_UP = 120  # seconds a process may take
Row = list[object]


@dataclass
class Ground:
    """Where the sheets go and what was wrong with what became of them."""

    city: Org
    url: str
    folder: Path
    planted: bool
    faults: list[str] = field(default_factory=list)
    tried: int = 0

    def source(self) -> Source:
        self.tried += 1
        return Source.objects.create(key=f"r8-{self.tried}", name="演练周报", kind="weekly", org=self.city)


def run(*, planted: bool = False, short: bool = False) -> Outcome:
    """10,000 rows, 5,000 in the short form, in a database of its own. Planted: no row is known again."""
    with scratch() as url, TemporaryDirectory(prefix="tongxin-r8-") as folder, ExitStack() as stack:
        if planted:
            stack.enter_context(forgetful())
        city = plant("R8", "演练市总工会", level="city", region="3301")
        ground = Ground(city, url, Path(folder), planted)
        rows = _rows(5_000 if short else 10_000)
        for way in WAYS[:2] if planted and short else WAYS:
            try:
                way(ground, rows)
            except DatabaseError as refused:
                ground.faults.append(f"{way.__doc__}：数据库拒绝（{str(refused).splitlines()[0][:80]}）")
        if not short:
            _employers_cut_off(ground)
        if wrong := differences():
            ground.faults.append(f"汇总不符 {len(wrong)}格")
    line = f"R8 {len(rows):,}行，{ground.tried}种重来"
    if ground.faults:
        return Outcome("R8", False, f"{line}，不符：{'；'.join(ground.faults)}")
    return Outcome("R8", True, f"{line}，与导入一次相同")


def _rows(n: int) -> list[Row]:
    """Distinct rows, half of them with a number; each hundredth is wrong, each fiftieth comes twice."""
    made: list[Row] = []
    for i in range(n):
        day = f"2026-11-{i % 19 + 1:02}" if i % 100 != 7 else "某日"
        made.append([f"N{i}" if i % 2 else None, day, f"第{i}家工地拖欠工资", i % 40 + 1, i * 10])
        if i % 50 == 3:
            made.append(list(made[-1]))
    return made[:n]


def _good(rows: list[Row]) -> set[str]:
    """The texts that must be there, each once."""
    return {str(row[2]) for row in rows if row[1] != "某日"}


def _twice(ground: Ground, rows: list[Row]) -> None:
    """同表两次"""
    source, file = ground.source(), _file(ground, "twice", rows)
    first = import_file(file, source, by=None, at=localtime())
    second = import_file(file, source, by=None, at=localtime())
    _hold(ground, "同表两次", source, rows)
    if second.accepted or first.accepted != len(_good(rows)) or second.rejected != first.rejected:
        ground.faults.append(f"同表两次：第二次又接收 {second.accepted}条")


def _overlapping(ground: Ground, rows: list[Row]) -> None:
    """部分重叠"""
    source, n = ground.source(), len(rows)
    for name, part in (("one", rows[: n * 6 // 10]), ("two", rows[n * 4 // 10 :])):
        import_file(_file(ground, name, part), source, by=None, at=localtime())
    _hold(ground, "部分重叠", source, rows)


def _cut_off_and_resumed(ground: Ground, rows: list[Row]) -> None:
    """中断后由后台续完"""
    source, file = ground.source(), _file(ground, "resumed", rows)
    _killed(ground, "signals", source.key, file, lambda: _done(source) >= len(rows) * 4 // 10)
    signal_jobs.import_waiting(localtime())
    _hold(ground, "中断后由后台续完", source, rows)
    batch = Batch.objects.get(source=source)
    if batch.state != Batch.State.DONE or batch.accepted != len(_good(rows)):
        ground.faults.append(f"中断后由后台续完：批次{batch.get_state_display()}，接收 {batch.accepted}条")


def _cut_off_and_sent_again(ground: Ground, rows: list[Row]) -> None:
    """中断后重新上传"""
    source, file = ground.source(), _file(ground, "again", rows)
    _killed(ground, "signals", source.key, file, lambda: _done(source) >= len(rows) * 4 // 10)
    import_file(file, source, by=None, at=localtime())
    signal_jobs.import_waiting(localtime())
    _hold(ground, "中断后重新上传", source, rows)


def _both_at_once(ground: Ground, rows: list[Row]) -> None:
    """两人同时导入"""
    source, file = ground.source(), _file(ground, "both", rows)
    both = [_start(ground, "signals", source.key, file) for _ in range(2)]
    if any(process.wait(GIVE_UP) for process in both):
        ground.faults.append("两人同时导入：有一个没有完成")
    _hold(ground, "两人同时导入", source, rows)


WAYS = (_twice, _overlapping, _cut_off_and_resumed, _cut_off_and_sent_again, _both_at_once)


def _employers_cut_off(ground: Ground) -> None:
    seeds, ground.tried = list(employers(12_000)), ground.tried + 1
    told = [[e.uscc, e.name, e.short, e.section, e.staff, e.address] for e in seeds]
    file = ground.folder / "employers.xlsx"
    file.write_bytes(write_sheet((CODE, NAME, SHORT, SECTION, STAFF, ADDRESS), told))
    _killed(
        ground,
        "employers",
        ground.city.code,
        file,
        lambda: Import.objects.filter(state="waiting", done__gte=5_000).exists(),
    )
    employer_jobs.import_waiting(localtime())
    made = Import.objects.get()
    there = Employer.objects.filter(uscc__in=[e.uscc for e in seeds]).count()
    if there != len(seeds) or made.state != Import.State.DONE or made.added != len(seeds):
        ground.faults.append(
            f"用人单位中断后续完：应有 {len(seeds)}家，实有 {there}家，登记新增 {made.added}家"
        )


def _hold(ground: Ground, way: str, source: Source, rows: list[Row]) -> None:
    """What is stored against what the rows say."""
    stored = list(Signal.objects.filter(source=source).values_list("text", flat=True))
    expected = _good(rows)
    missing, more = len(expected - set(stored)), len(stored) - len(set(stored) & expected)
    if missing or more:
        ground.faults.append(f"{way}：少 {missing}条，多 {more}条")


def _done(source: Source) -> int:
    return Batch.objects.filter(source=source).values_list("done", flat=True).first() or 0


def _killed(ground: Ground, kind: str, key: str, file: Path, ripe: Callable[[], bool]) -> None:
    """Start the process and kill it with -9 as soon as `ripe`; not to be in time is a fault of the drill."""
    process, until = _start(ground, kind, key, file), time.monotonic() + GIVE_UP
    while process.poll() is None and not ripe() and time.monotonic() < until:
        time.sleep(0.002)
    process.kill()
    if process.wait() != -9:
        ground.faults.append(f"{kind}：进程在中断之前已结束（{process.returncode}）")


def _start(ground: Ground, kind: str, key: str, file: Path) -> subprocess.Popen:
    module, media = "tongxin.project.drills.taking", str(settings.MEDIA_ROOT)
    command = [
        sys.executable,
        "-m",
        module,
        kind,
        key,
        str(file),
        media,
        *(["planted"] if ground.planted else []),
    ]
    env = os.environ | {"DATABASE_URL": ground.url, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)


def _file(ground: Ground, name: str, rows: list[Row]) -> Path:
    path = ground.folder / f"{name}-{ground.tried}.xlsx"
    path.write_bytes(write_sheet(HEAD, rows))
    return path
