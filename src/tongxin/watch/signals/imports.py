"""Sheets: preview, commit, and the rows sent back. Keys make every step repeatable."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime

from tongxin.ground.audit.services import record
from tongxin.ground.files.sheets import content_of, keep_sheet
from tongxin.ground.notices.services import notify
from tongxin.ground.orgs.models import Org
from tongxin.kit.actor import Actor
from tongxin.kit.crypto import sm3
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import Sheet, read_sheet, write_sheet
from tongxin.watch.signals.adapters import layout_of
from tongxin.watch.signals.adapters.heard import Heard, Problem, Reject
from tongxin.watch.signals.adapters.layout import REASON, Layout
from tongxin.watch.signals.flow import State, flow
from tongxin.watch.signals.models import Batch, Signal, Source
from tongxin.watch.signals.services import told
from tongxin.watch.signals.storing import store

CHUNK = 2_000  # rows a transaction
AT_ONCE = 2_000  # a longer sheet goes to the worker
TAKEN = "编号已用于另一条内容不同的线索。若是更正，请打开原线索点“更正”；若是新线索，请换一个编号"
Progress = Callable[[int, int], None]  # rows done, rows in all (0: not known)


@dataclass
class Tally:
    """What a pass over the rows found."""

    accepted: int = 0
    repeated: int = 0
    rejects: list[Reject] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.accepted + self.repeated + len(self.rejects)


def preview(
    source: Source, content: bytes, file_name: str, *, org: Org, by: Actor | None, at: datetime
) -> Batch:
    """Read the whole sheet and keep it with what would become of it; no signal is stored yet.

    Raises Refused (Unreadable) when the file is no sheet of this source.
    """
    if not source.active:
        raise Refused("该来源已停用，不能导入。")
    sheet = _sheet(source, content, file_name)
    tally = Tally()
    for chunk in _chunks(source, sheet, org, at):
        repeats = sum(1 for _ in chunk.repeats)
        tally.accepted += len(chunk.good) - repeats
        tally.repeated += repeats
        tally.rejects += chunk.bad
    if not tally.rows:
        raise Refused("表格只有表头，没有数据行。")
    with transaction.atomic():
        return _open(source, content, file_name, sheet, tally, org, by, at)


def commit(batch: Batch, *, by: Actor | None, at: datetime) -> Batch:
    """Take the sheet in: at once if it is short, else by the worker."""
    with transaction.atomic():
        batch = Batch.objects.select_for_update(of=("self",)).select_related("source", "org").get(pk=batch.pk)
        batch.state = flow.after("commit", batch.state)
        batch.by_id = by.pk if by else None
        batch.save(update_fields=["state", "by"])
        record(batch, "commit", by=by, at=at, rows=batch.rows)
        wake("signals-import")
    return run(batch, at=at) if batch.rows <= AT_ONCE else batch


@transaction.atomic
def cancel(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Drop a previewed sheet; nothing of it was stored."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    batch.state = flow.after("cancel", batch.state)
    batch.save(update_fields=["state"])
    record(batch, "cancel", by=by, at=at)
    return batch


def run(batch: Batch, *, at: datetime, progress: Progress | None = None) -> Batch:
    """Bring a waiting batch to its end, 2,000 rows a transaction; run again after a crash it goes on."""
    return _carry(batch, _sheet(batch.source, content_of(batch.file), batch.file_name), at, progress)


def _carry(batch: Batch, sheet: Sheet, at: datetime, progress: Progress | None) -> Batch:
    rejects: list[Reject] = []
    good = done = 0
    for chunk in _chunks(batch.source, sheet, batch.org, batch.at):
        with transaction.atomic():
            store(batch.source, chunk.good, org=batch.org, by=batch.by, batch=batch)
            good, done = good + len(chunk.good), done + len(chunk.good) + len(chunk.bad)
            Batch.objects.filter(pk=batch.pk).update(done=done)
        rejects += chunk.bad
        if progress:
            progress(done, batch.rows)
    return _finish(batch, good, rejects, at)


@transaction.atomic
def _finish(batch: Batch, good: int, rejects: list[Reject], at: datetime) -> Batch:
    """Close the batch. Accepted is counted from the rows themselves, whoever of several runs stored them."""
    batch = (
        Batch.objects.select_for_update(of=("self",)).select_related("source", "org", "by").get(pk=batch.pk)
    )
    if batch.state == State.DONE:  # another run brought it to its end
        return batch
    batch.state = flow.after("import", batch.state)
    batch.accepted = Signal.objects.filter(batch=batch, version=1).count()
    batch.repeated, batch.rejected = good - batch.accepted, len(rejects)
    batch.rejects, batch.rows = told(rejects), good + len(rejects)
    batch.done = batch.rows
    batch.save(update_fields=["accepted", "repeated", "rejected", "rejects", "rows", "done", "state"])
    counts = {"accepted": batch.accepted, "repeated": batch.repeated, "rejected": batch.rejected}
    record(batch, "import", by=batch.by, at=at, source=batch.source.key, **counts)
    if batch.rows > AT_ONCE:
        result = f"接收 {batch.accepted:,} 条，重复 {batch.repeated:,} 条，退回 {batch.rejected:,} 条"
        _tell(batch, "表格已导入", result, at)
    return batch


@transaction.atomic
def give_up(batch: Batch, why: str, *, at: datetime) -> None:
    """Close a batch whose file can no longer be read, with the reason in its notes."""
    batch.state = flow.after("give_up", batch.state)
    batch.notes = [*batch.notes, f"未能导入：{why}"]
    batch.save(update_fields=["state", "notes"])
    record(batch, "give_up", by=None, at=at, why=why)
    _tell(batch, "表格未能导入", why, at)


def _tell(batch: Batch, words: str, result: str, at: datetime) -> None:
    """Whoever ordered what the worker did learns how it ended."""
    if batch.by:
        url = reverse("batch-detail", args=[batch.pk])
        notify([batch.by], f"{words}：{batch.file_name}", body=result, url=url, at=at)


def import_file(
    path: Path, source: Source, *, by: Actor | None, at: datetime, progress: Progress | None = None
) -> Batch:
    """Take in a file of this machine in one go. Raises Refused when it is no sheet of the source."""
    if not source.active:
        raise Refused("该来源已停用，不能导入。")
    content = path.read_bytes()
    sheet = _sheet(source, content, path.name)
    with transaction.atomic():
        batch = _open(source, content, path.name, sheet, Tally(), source.org, by, at)
        batch.state = flow.after("commit", batch.state)
        batch.save(update_fields=["state"])
    return _carry(batch, sheet, at, progress)


def rejected_sheet(batch: Batch) -> bytes:
    """The rows sent back as they came, with the reasons in a last column, to be sent again."""
    sheet = _sheet(batch.source, content_of(batch.file), batch.file_name)
    header = [title for title in sheet.header if title != REASON]
    rows = []
    for chunk in _chunks(batch.source, sheet, batch.org, batch.at):
        why = {reject.row: reject.reason for reject in chunk.bad}
        rows += [
            [*(row.cells[t] for t in header), why[row.number]] for row in chunk.rows if row.number in why
        ]
    return write_sheet([*header, REASON], rows, title="退回的行", widths={REASON: 50})


def template(kind: str) -> bytes:
    """The sheet to fill in, with its instructions and drop-downs."""
    layout = layout_of(kind)
    return write_sheet(
        layout.titles, [], title=layout.name, notes=layout.notes,
        widths={each.title: each.width for each in layout.fields},
        dropdowns={each.title: each.choices() for each in layout.fields if each.choices},
    )  # fmt: skip


@dataclass
class _Chunk:
    """Some rows, read: what can be stored, what is a repeat among it, what goes back."""

    rows: Sequence[Any]
    good: list[tuple[int, Heard]]
    bad: list[Reject]
    repeats: list[str]


def _chunks(source: Source, sheet: Sheet, org: Org, at: datetime) -> Iterator[_Chunk]:
    """`at` is when the sheet was first read, so that a later run reads it the same way."""
    layout, seen, rows = layout_of(source.kind), dict[str, int](), sheet.rows
    while part := list(islice(rows, CHUNK)):
        read = list(layout.read(part, org=org.code, at=at))
        heard = [(number, each) for number, each in read if isinstance(each, Heard)]
        standing = _standing(source, [each.key for _, each in heard])
        good: list[tuple[int, Heard]] = []
        bad = [each for _, each in read if isinstance(each, Reject)]
        repeats = []
        for number, each in heard:
            content = hash((each.text, localtime(each.heard_at).date()))
            known = standing.get(each.key, seen.get(each.key))
            if known is not None and known != content and not each.key.startswith("h:"):
                bad.append(Reject(number, (Problem("编号", TAKEN),), each.key))
                continue
            if known is not None:
                repeats.append(each.key)
            seen[each.key] = content
            good.append((number, each))
        yield _Chunk(part, good, sorted(bad, key=lambda reject: reject.row), repeats)


def _standing(source: Source, keys: list[str]) -> dict[str, int]:
    """Which of these keys the source has used, with what: compared by text and day of any version."""
    rows = Signal.objects.filter(source=source, external_key__in=keys, version=1)
    return {
        key: hash((text, localtime(at).date()))
        for key, text, at in rows.values_list("external_key", "text", "heard_at")
    }


def _open(
    source: Source,
    content: bytes,
    file_name: str,
    sheet: Sheet,
    tally: Tally,
    org: Org,
    by: Actor | None,
    at: datetime,
) -> Batch:
    """A batch with its file, as far as it is known."""
    batch = Batch.objects.create(
        source=source, org=org, file_name=Path(file_name).name[:200], digest=sm3(content).hex(),
        period=f"{at:%G}-W{at:%V}", state=State.PREVIEWED, rows=tally.rows, accepted=tally.accepted,
        repeated=tally.repeated, rejected=len(tally.rejects), rejects=told(tally.rejects),
        notes=list(sheet.notes),
        by_id=by.pk if by else None, at=at,
    )  # fmt: skip
    batch.file = keep_sheet(content, batch.file_name, sheet, owner=batch, by=by, at=at)
    batch.save(update_fields=["file"])
    record(batch, "preview", by=by, at=at, source=source.key, rows=tally.rows, digest=batch.digest)
    return batch


def _sheet(source: Source, content: bytes, file_name: str) -> Sheet:
    layout: Layout = layout_of(source.kind)
    sheet = read_sheet(content, file_name, columns=layout.known)
    if missing := layout.missing(sheet.header):
        raise Refused(f"表格缺少必填的列：{'、'.join(missing)}。请下载“{layout.name}”模板对照。")
    return sheet
