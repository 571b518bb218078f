"""R7: a hostile file is refused with its reason, or read exactly; it takes neither memory nor time.

Every specimen goes the way a sheet of signals goes: preview, then commit, in a database of its own; and it is
shown to the other pages that take a sheet.
"""

import re
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any
from unittest.mock import patch

from django.utils.timezone import localdate, localtime

from tongxin.ground.employers import importing as employers
from tongxin.ground.orgs import exchange as unions
from tongxin.ground.orgs.services import plant
from tongxin.ground.people.models import Account, Post
from tongxin.ground.worktime.services import preview_sheet
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import Limits, read_sheet
from tongxin.project.drills import Outcome
from tongxin.project.drills.meter import Reading, metered
from tongxin.project.drills.scratch import scratch
from tongxin.project.drills.specimens import SPECIMENS, Specimen
from tongxin.relations.bargaining import importing as contracts
from tongxin.watch.incidents import ledger as ledgers
from tongxin.watch.signals.imports import commit, preview
from tongxin.watch.signals.imports import run as carry
from tongxin.watch.signals.models import Batch, Signal, Source

MEMORY, PATIENCE = 300, 30  # MB more than before, seconds
BOUNDLESS = Limits(file_bytes=1 << 40, inflated_bytes=1 << 40, rows=1 << 40, columns=1 << 40, cells=1 << 60,
                   memory=1 << 40, seconds=600)  # fmt: skip
SHOWING = ("压缩炸弹", "一万六千列", "一百万行")  # for the planted reader; the last takes it half a minute


def run(*, planted: bool = False, short: bool = False) -> Outcome:
    """All specimens; without the two large ones in the short form. Planted: a reader without limits."""
    shown = SHOWING[:2] if short else SHOWING
    chosen = [s for s in SPECIMENS if not (short and s.large) and (not planted or s.what in shown)]
    faults, most, longest = [], 0.0, 0.0
    with scratch(), ExitStack() as stack:
        if planted:
            lax = partial(read_sheet, limits=BOUNDLESS)
            stack.enter_context(patch("tongxin.watch.signals.imports.read_sheet", lax))
        org = plant("R7", "演练市总工会", level="city", region="3301")
        admin = Account.objects.create(username="r7", name="演练员")
        Post.objects.create(account=admin, org=org, role="administrator", since=localdate())
        for number, specimen in enumerate(chosen):
            source = Source.objects.create(key=f"r7-{number}", name="演练周报", kind="weekly", org=org)
            content = specimen.make()
            with metered() as looked:
                batch, wrong = _look(specimen, content, source)
            with metered() as taken:
                wrong += _take(specimen, batch) if batch else []
            readings = [looked, taken]
            if not planted and not (short and specimen.what == SHOWING[2]):
                wrong += _elsewhere(specimen, content, admin, readings, few=short)
            waited = (
                readings if not specimen.large else [looked, *readings[2:]]
            )  # what is long the worker takes
            most = max(most, *(reading.more for reading in readings))
            longest = max(longest, *(reading.seconds for reading in waited))
            wrong += [f"多占 {r.more:.0f} MB" for r in readings if r.more > MEMORY]
            wrong += [f"用时 {r.seconds:.0f} 秒" for r in waited if r.seconds > PATIENCE]
            faults += [f"{specimen.what}：{'，'.join(wrong)}"] if wrong else []
    line = f"R7 {len(chosen)}种文件，最多多占 {most:.0f} MB，最长 {longest:.1f} 秒"
    if faults:
        return Outcome("R7", False, f"{line}，不符 {len(faults)}种：{'；'.join(faults)}")
    return Outcome("R7", True, f"{line}，全部按理由退回或如实读入")


def _look(specimen: Specimen, content: bytes, source: Source) -> tuple[Batch | None, list[str]]:
    """Preview, for which somebody waits: the batch unless the file goes back, and what is wrong."""
    try:
        batch = preview(source, content, specimen.name, org=source.org, by=None, at=localtime())
    except Refused as refused:
        if specimen.refused and re.search(specimen.refused, refused.message):
            return None, []
        return None, [f"被退回，理由是“{refused.message[:60]}”"]
    return (None, ["没有被退回"]) if specimen.refused else (batch, [])


def _elsewhere(
    specimen: Specimen, content: bytes, admin: Account, readings: list[Reading], *, few: bool
) -> list[str]:
    """The other pages that take a sheet: there it goes back as well, what is hostile for the same reason.

    `few`: three of them; the others read a sheet in the same way.
    """
    at, wrong = localtime(), []
    org = admin.current_posts[0].org
    pages: dict[str, Callable[[], object]] = {
        "用人单位": lambda: employers.preview(content, specimen.name, org=org, by=admin, at=at),
        "工会组织": lambda: unions.preview(content, specimen.name, by=admin, at=at),
        "工作日历": lambda: preview_sheet(content, specimen.name, year=at.year + 1),
    }
    if not few:
        kept: dict[str, Any] = {"org": org, "by": admin, "at": at}
        pages["集体合同"] = lambda: contracts.take_in(content, specimen.name, **kept)
        pages["往年台账"] = lambda: ledgers.take_in(content, specimen.name, **kept)
    for page, look in pages.items():
        told = ""
        with metered() as reading:
            try:
                look()
            except Refused as refused:
                told = refused.message
        readings.append(reading)
        why = rf"{specimen.refused}|超过 \d+ MB" if not specimen.of_signals else ""  # a calendar is small
        if not told or not re.search(why, told):
            wrong.append(f"{page}{f'的理由是“{told[:60]}”' if told else '没有退回'}")
    return wrong


def _take(specimen: Specimen, batch: Batch) -> list[str]:
    """Commit, the long ones as the worker does."""
    batch = commit(batch, by=None, at=localtime())
    if batch.state == Batch.State.WAITING:
        batch = carry(
            Batch.objects.select_related("source", "org", "file", "by").get(pk=batch.pk), at=localtime()
        )
    return _differences(specimen, batch)


def _differences(specimen: Specimen, batch: Batch) -> list[str]:
    """What was stored against what the file says."""
    wrong = []
    stored = list(Signal.objects.filter(batch=batch).order_by("pk").values_list("text", "heard_at"))
    if specimen.large:
        wrong += [f"存入 {len(stored):,} 条"] if len(stored) != len(specimen.texts) else []
    elif sorted(text for text, _ in stored) != sorted(specimen.texts):
        wrong.append(f"读成 {[text for text, _ in stored]}")
    if specimen.days and [localdate(at) for _, at in stored] != list(specimen.days):
        wrong.append(f"日期读成 {[str(localdate(at)) for _, at in stored]}")
    if bool(batch.rejected) != bool(specimen.sent_back) or specimen.sent_back not in str(batch.rejects):
        wrong.append(f"退回 {batch.rejected} 行：{str(batch.rejects)[:80]}")
    if specimen.notes not in "".join(batch.notes):
        wrong.append(f"没有提示{specimen.notes}")
    return wrong
