"""Sheets of collective contracts: taken in, the rows that cannot be kept for their sender, and back out again."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from tongxin.ground.audit.services import Act, Row, record, record_many
from tongxin.ground.files.sheets import content_of, keep_sheet
from tongxin.ground.notices.services import notify
from tongxin.ground.orgs.models import Org
from tongxin.kit.actor import Actor
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import Cell, Sheet, as_text, read_sheet
from tongxin.relations.bargaining import layout, storing
from tongxin.relations.bargaining.flow import ImportState, State, import_flow
from tongxin.relations.bargaining.known import known
from tongxin.relations.bargaining.models import Contract, Cover, Import
from tongxin.relations.bargaining.reading import FURTHER, Line, Reader, Reject

AT_ONCE = 2_000  # a longer sheet goes to the worker


@transaction.atomic
def take_in(content: bytes, file_name: str, *, org: Org, by: Actor | None, at: datetime) -> Import:
    """Keep the sheet and register what it tells: at once if it is short, else by the worker.

    Raises Refused for a file that cannot be read, has not the columns, or holds nothing.
    """
    sheet = _sheet(content, file_name)
    rows = sum(1 for _ in sheet.rows)
    if not rows:
        raise Refused("表格只有表头，没有数据行。")
    made = Import.objects.create(
        org=org, name=Path(file_name).name[:200], rows=rows, by_id=by.pk if by else None, at=at
    )
    made.file = keep_sheet(content, made.name, sheet, owner=made, by=by, at=at)
    made.save(update_fields=["file"])
    record(made, "receive", by=by, at=at, rows=rows)
    if rows <= AT_ONCE:
        return _run(made, sheet, at)
    wake("contracts-import")
    return made


@transaction.atomic
def run(made: Import, *, at: datetime) -> Import:
    """Bring a waiting sheet to its end; one that another run has brought there stays as it is."""
    made = _lock(made)
    if made.state != ImportState.WAITING:
        return made
    made = _run(made, _sheet(content_of(made.file), made.name), at)
    told = f"新登记合同 {made.contracts:,} 份、覆盖单位 {made.covers:,} 家次，退回 {made.rejected:,} 行"
    _tell(made, "集体合同表格已导入", told, at)
    return made


@transaction.atomic
def fail(made: Import, why: str, *, at: datetime) -> None:
    """Close an import whose file can no longer be read."""
    made = _lock(made)
    made.state, made.why = import_flow.after("give_up", made.state), why[:300]
    made.save(update_fields=["state", "why"])
    record(made, "give_up", by=None, at=at, why=why)
    _tell(made, "集体合同表格未能导入", why, at)


@transaction.atomic
def withdraw_import(made: Import, *, by: Actor, at: datetime) -> Import:
    """Take back what a sheet registered: its contracts leave the register, its covers those of others."""
    made = _lock(made)
    made.state = import_flow.after("withdraw", made.state)
    made.save(update_fields=["state"])
    storing.hold(
        Contract.objects.filter(Q(made_by=made) | Q(covers__told_by=made)).values_list("org_id", flat=True)
    )
    added = Cover.objects.filter(told_by=made).exclude(contract__made_by=made)
    shrunk = Counter(added.values_list("contract_id", flat=True))
    added.delete()
    kept = Contract.objects.kept().filter(made_by=made)
    gone = list(kept.select_for_update().values_list("pk", flat=True))
    Contract.objects.filter(pk__in=gone).update(state=State.WITHDRAWN)
    why = {"reason": f"撤回第 {made.pk} 次导入"}
    acts = [Act(Row(Contract, pk), "withdraw", why) for pk in gone]
    acts += [Act(Row(Contract, pk), "uncover", why | {"count": n}) for pk, n in sorted(shrunk.items())]
    record_many(acts, by=by, at=at)
    record(made, "withdraw", by=by, at=at, count=len(gone))
    return made


def rejected_sheet(made: Import, *, by: Actor, at: datetime) -> bytes:
    """The rows sent back as they came, with the reasons: correct them and send them again."""
    record(made, "download", by=by, at=at, what="退回的行")
    why: dict[int, list[str]] = {}
    for row, reason in made.rejects:
        why.setdefault(row, []).append(reason)
    sheet = _sheet(content_of(made.file), made.name)
    header = [title for title in sheet.header if title and title != layout.REASON]
    back = [
        [*(cells[title] for title in header), "；".join(why[number])]
        for number, cells in _whole(sheet) if number in why
    ]  # fmt: skip
    return layout.sent_back(header, back)


def _whole(sheet: Sheet) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Each row by its number; a further row of a contract with what the first one said, so that it can come alone."""
    titles = layout.titles_of(sheet.header)
    terms = [titles[column] for column in layout.FIELDS.values() if column in titles]
    firsts: dict[str, dict[str, Cell]] = {}
    for row in sheet.rows:
        number, cells = as_text(row.cells[titles[layout.NUMBER]]), dict(row.cells)
        if any(as_text(cells[titles[column]]) for column in FURTHER):
            firsts[number] = cells
        else:
            first = firsts.get(number, {})
            cells |= {title: first[title] for title in terms if title in first and not as_text(cells[title])}
        yield row.number, cells


def _lock(made: Import) -> Import:
    return Import.objects.select_for_update(of=("self",)).select_related("org", "file", "by").get(pk=made.pk)


def _run(made: Import, sheet: Sheet, at: datetime) -> Import:
    titles = layout.titles_of(sheet.header)
    named = [titles[column] for column in (layout.CODE, layout.NAME) if column in titles]
    units = {as_text(row.cells[title]) for row in sheet.rows for title in named}
    reader = Reader(known(made.org, made.by, units | {text.upper() for text in units}), titles, localdate(at))
    read = list(reader.read(sheet.rows))
    stored = storing.store(made, [each for each in read if isinstance(each, Line)])
    bad = sorted(
        [*stored.rejects, *(each for each in read if isinstance(each, Reject))], key=lambda each: each.row
    )
    made.state = import_flow.after("import", made.state)
    made.contracts, made.covers, made.same = stored.contracts, stored.covers, stored.same
    made.rejected, made.rejects = len(bad), [[each.row, reason] for each in bad for reason in each.reasons]
    made.save(update_fields=["state", "contracts", "covers", "same", "rejected", "rejects"])
    grown = [Act(Row(Contract, pk), "cover", {"count": n}) for pk, n in sorted(stored.grown.items())]
    record_many(grown, by=made.by, at=at)
    counts = {"contracts": made.contracts, "covers": made.covers, "rejected": made.rejected}
    record(made, "import", by=made.by, at=at, **counts)
    return made


def _sheet(content: bytes, file_name: str) -> Sheet:
    sheet = read_sheet(content, file_name, columns=layout.KNOWN)
    titles = layout.titles_of(sheet.header)
    missing = [column for column in layout.REQUIRED if column not in titles]
    if layout.CODE not in titles and layout.NAME not in titles:
        missing.append(f"{layout.CODE}或{layout.NAME}")
    if missing:
        raise Refused(f"表中没有“{'、'.join(missing)}”列，请下载模板对照。")
    return sheet


def _tell(made: Import, words: str, result: str, at: datetime) -> None:
    """Whoever sent what the worker did learns how it ended."""
    if made.by:
        url = reverse("contract-import-detail", args=[made.pk])
        notify([made.by], f"{words}：{made.name}", body=result, url=url, at=at)
