"""Sheets of employers: preview, commit, and the rows sent back. A run cut off goes on where it stopped."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from tongxin.ground.audit.services import Act, Row, record, record_many
from tongxin.ground.employers import layout, services, storing
from tongxin.ground.employers.flow import State, flow
from tongxin.ground.employers.models import Employer, Import
from tongxin.ground.employers.reading import Entry, Fault, Reader, Reject, Unions
from tongxin.ground.employers.unions import unions_for
from tongxin.ground.files.sheets import content_of, keep_sheet
from tongxin.ground.notices.services import notify
from tongxin.ground.orgs.models import Org
from tongxin.kit.actor import Actor
from tongxin.kit.crypto import sm3
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import Sheet, read_sheet

CHUNK = 5_000  # rows a transaction
AT_ONCE = 2_000  # a longer sheet goes to the worker
Progress = Callable[[int], None]


@dataclass
class Tally:
    """What a pass over some rows found."""

    added: int = 0
    changed: int = 0
    same: int = 0
    rejects: list[Reject] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.added + self.changed + self.same + len(self.rejects)


def preview(content: bytes, file_name: str, *, org: Org, by: Actor | None, at: datetime) -> Import:
    """Read and check the whole sheet and say what it would do; no employer is touched yet. Raises Refused."""
    sheet, unions = _sheet(content, file_name), unions_for(org, by)
    total = Tally()
    for part in _read(sheet, unions):
        with transaction.atomic():
            tally = _prepared(part, unions)
            known, changes = storing.known(), len(storing.changes())
        total.added += tally.added - known
        total.changed, total.same = total.changed + changes, total.same + known - changes
        total.rejects += tally.rejects
    if not total.rows:
        raise Refused("表格只有表头，没有数据行。")
    with transaction.atomic():
        made = Import.objects.create(
            org=org, file_name=Path(file_name).name[:200], digest=sm3(content).hex(), rows=total.rows,
            added=total.added, changed=total.changed, same=total.same, rejects=_told(total.rejects),
            notes=list(sheet.notes), state=State.PREVIEWED, by_id=by.pk if by else None, at=at,
        )  # fmt: skip
        made.file = keep_sheet(content, made.file_name, sheet, owner=made, by=by, at=at)
        made.save(update_fields=["file"])
        record(made, "preview", by=by, at=at, rows=made.rows, digest=made.digest)
    return made


def commit(made: Import, *, by: Actor | None, at: datetime) -> Import:
    """Take the sheet in: at once if it is short, else by the worker."""
    with transaction.atomic():
        made = Import.objects.select_for_update().get(pk=made.pk)
        made.state, made.by_id = flow.after("commit", made.state), by.pk if by else None
        made.added = made.changed = made.same = made.done = 0
        made.rejects = []
        made.save(update_fields=["state", "by", "added", "changed", "same", "done", "rejects"])
        record(made, "commit", by=by, at=at, rows=made.rows)
        wake("employers-import")
    return run(made, at=at) if made.rows <= AT_ONCE else made


@transaction.atomic
def cancel(made: Import, *, by: Actor, at: datetime) -> Import:
    """Drop a previewed sheet."""
    made = Import.objects.select_for_update().get(pk=made.pk)
    made.state = flow.after("cancel", made.state)
    made.save(update_fields=["state"])
    record(made, "cancel", by=by, at=at)
    return made


def run(made: Import, *, at: datetime, progress: Progress | None = None) -> Import:
    """Bring a waiting import to its end, 5,000 rows a transaction."""
    passed, unions = 0, unions_for(made.org, made.by)
    for part in _read(_sheet(content_of(made.file), made.file_name), unions):
        passed += len(part)
        with transaction.atomic():
            made = Import.objects.select_for_update(of=("self",)).select_related("org", "by").get(pk=made.pk)
            if made.state != State.WAITING:  # another run brought it to its end
                return made
            if made.done >= passed:
                continue
            _take_in(made, part, unions, at)
        if progress:
            progress(made.done)
    return _finish(made, at)


@transaction.atomic
def fail(made: Import, why: str, *, at: datetime) -> None:
    """Close an import whose file can no longer be read."""
    made.state, made.notes = flow.after("give_up", made.state), [*made.notes, f"未能导入：{why}"]
    made.save(update_fields=["state", "notes"])
    record(made, "give_up", by=None, at=at, why=why)
    _tell(made, "用人单位表格未能导入", why, at)


def rejected_sheet(made: Import) -> bytes:
    """The rows sent back as they came, with the reasons: correct them and send them again."""
    why: dict[int, list[str]] = {}
    for row, column, reason in made.rejects:
        why.setdefault(row, []).append(f"{column}：{reason}")
    sheet = _sheet(content_of(made.file), made.file_name)
    header = [title for title in sheet.header if title and title != layout.REASON]
    back = (
        [*(row.cells[title] for title in header), "；".join(why[row.number])]
        for row in sheet.rows if row.number in why
    )  # fmt: skip
    return layout.sent_back(header, back)


def import_file(
    path: Path, org: Org, *, by: Actor | None, at: datetime, progress: Progress | None = None
) -> Import:
    """Preview and commit a file of this machine in one go."""
    made = preview(path.read_bytes(), path.name, org=org, by=by, at=at)
    started = {"state": flow.after("commit", made.state), "added": 0, "changed": 0, "same": 0, "rejects": []}
    Import.objects.filter(pk=made.pk).update(**started)
    return run(Import.objects.select_related("org", "file", "by").get(pk=made.pk), at=at, progress=progress)


def _take_in(made: Import, part: Sequence[Entry | Reject], unions: Unions, at: datetime) -> None:
    tally = _prepared(part, unions)
    storing.lock()
    changes, known = storing.changes(), storing.known()
    renamed = [each.pk for each in changes if {"name", "short", "former_names"} & set(each.columns)]
    added = storing.write(localdate(at))
    services.index(renamed)
    made.done += len(part)
    made.added, made.changed = made.added + added, made.changed + len(changes)
    made.same += known - len(changes)
    made.rejects = [*made.rejects, *_told(tally.rejects)]
    made.save(update_fields=["done", "added", "changed", "same", "rejects"])
    acts = [
        Act(Row(Employer, c.pk), "change", {"import": made.pk, "row": c.row, "fields": c.columns})
        for c in changes
    ]
    record_many(acts, by=made.by, at=at)


@transaction.atomic
def _finish(made: Import, at: datetime) -> Import:
    made = Import.objects.select_for_update(of=("self",)).select_related("by").get(pk=made.pk)
    if made.state == State.WAITING:
        made.state, made.done = flow.after("import", made.state), made.rows
        made.save(update_fields=["state", "done"])
        counts = {"added": made.added, "changed": made.changed, "same": made.same, "rejected": made.rejected}
        record(made, "import", by=made.by, at=at, **counts)
        if made.rows > AT_ONCE:
            result = f"新增 {made.added:,} 家，更新 {made.changed:,} 家，退回 {made.rejected:,} 行"
            _tell(made, "用人单位表格已导入", result, at)
    return made


def _tell(made: Import, words: str, result: str, at: datetime) -> None:
    """Whoever ordered what the worker did learns how it ended."""
    if made.by:
        url = reverse("employer-import-detail", args=[made.pk])
        notify([made.by], f"{words}：{made.file_name}", body=result, url=url, at=at)


def _prepared(part: Sequence[Entry | Reject], unions: Unions) -> Tally:
    """Put the good rows of a part into the temporary table; what may not be touched joins the rejects."""
    good = [each for each in part if isinstance(each, Entry)]
    storing.copy_in(good)
    barred = storing.barred(unions.allowed)
    bad = [each for each in part if isinstance(each, Reject)]
    bad += [Reject(row, (Fault(layout.CODE, why),)) for row, why in barred.items()]
    # `added` stands for the rows that remain until the database has said what they are
    return Tally(added=len(good) - len(barred), rejects=sorted(bad, key=lambda reject: reject.row))


def _read(sheet: Sheet, unions: Unions) -> Iterator[list[Entry | Reject]]:
    rows = Reader(unions, layout.titles_of(sheet.header)).read(sheet.rows)
    while part := list(islice(rows, CHUNK)):
        yield part


def _told(rejects: Iterable[Reject]) -> list[list]:
    return [[reject.row, fault.field, fault.reason] for reject in rejects for fault in reject.faults]


def _sheet(content: bytes, file_name: str) -> Sheet:
    sheet = read_sheet(content, file_name, columns=layout.KNOWN)
    if missing := [column for column in layout.REQUIRED if column not in layout.titles_of(sheet.header)]:
        raise Refused(f"表格缺少必填的列：{'、'.join(missing)}。请下载模板对照。")
    return sheet
