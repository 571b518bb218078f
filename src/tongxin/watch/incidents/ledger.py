"""Ledgers of earlier years: what an older system or a paper book counted goes into the rollups, and out again."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Min
from django.utils.timezone import localdate

from tongxin.ground.audit.services import record
from tongxin.ground.orgs.models import Level, Org
from tongxin.ground.places.register import register
from tongxin.ground.rollups.services import Change, count
from tongxin.kit.actor import Actor
from tongxin.kit.crypto import sm3
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import read_sheet, write_sheet
from tongxin.watch.incidents.ledger_rows import CATEGORY, COLUMNS, REQUIRED, Key, Known, read
from tongxin.watch.incidents.models import Earlier, Ledger
from tongxin.watch.triage.models import Category, Verdict

REASON = "退回原因"
WRITTEN = 2_000  # rows a statement
WIDTHS = {"日期": 14, "区划代码": 14, "类别": 14, "产业工会": 24, "件数": 10, REASON: 60}
NOTES = (
    "1. 每行一件事件，或同一天、同一地方、同一类别的几件；件数空白按 1 件计。\n"
    "2. 只填平台启用以前的事件；启用以后的由平台自己计数。有近三年的台账，热点监测从第一天就能给出预期。\n"
    "3. 区划代码：市 4 位、区县 6 位、街道乡镇 9 位。产业工会填名称或编号，可空。"
)


def template() -> bytes:
    """An empty sheet to fill in."""
    return write_sheet(
        COLUMNS, [], title="往年台账", notes=NOTES, widths=WIDTHS, dropdowns={CATEGORY: list(Category.labels)}
    )


def rejected_sheet(ledger: Ledger, *, by: Actor | None, at: datetime) -> bytes:
    """The rows that were not taken, as they came, each with its reasons."""
    record(ledger, "download", by=by, at=at, what="退回的行")
    rows = [[*(each["cells"][c] for c in COLUMNS), "".join(each["reasons"])] for each in ledger.rejects]
    return write_sheet([*COLUMNS, REASON], rows, title="未通过的行", widths=WIDTHS)


@transaction.atomic
def take_in(content: bytes, file_name: str, *, org: Org, by: Actor | None, at: datetime) -> Ledger:
    """Count the incidents of a sheet; rows that cannot be taken are kept with their reasons.

    Raises Refused for a file that cannot be read, has not the columns, or was taken in before.
    """
    sheet = read_sheet(content, file_name, columns=COLUMNS)
    if missing := [column for column in REQUIRED if column not in sheet.header]:
        raise Refused(f"表中没有“{'、'.join(missing)}”列，请用模板填写。")
    digest = sm3(content).hex()
    if before := Ledger.objects.filter(digest=digest, withdrawn_at=None).first():
        raise Refused(f"这份台账 {localdate(before.at)} 已经导入过（{before.name}），没有重复计数。")
    sums, rejects = read(sheet.rows, _known(org, at))
    if not sums and not rejects:
        raise Refused("表格只有表头，没有数据行。")
    rows = sum(1 for _ in sheet.rows)
    ledger = _made(org, Path(file_name).name[:200], digest, rows, sums, by, at)
    ledger.rejects = [asdict(each) for each in rejects]
    ledger.save(update_fields=["rejects"])
    record(ledger, "import", by=by, at=at, rows=rows, count=ledger.incidents, rejected=len(rejects))
    return ledger


@transaction.atomic
def withdraw(ledger: Ledger, *, by: Actor | None, at: datetime) -> Ledger:
    """Take a ledger back: what it counted is counted no more."""
    ledger = Ledger.objects.select_for_update().get(pk=ledger.pk)
    if ledger.withdrawn_at:
        raise Refused("这份台账已经撤回。")
    count(change.back() for line in ledger.lines.all() for change in _changes(line))
    ledger.lines.all().delete()
    ledger.withdrawn_at = at
    ledger.save(update_fields=["withdrawn_at"])
    record(ledger, "withdraw", by=by, at=at, count=ledger.incidents)
    return ledger


def _made(
    org: Org, name: str, digest: str, rows: int, sums: dict[Key, int], by: Actor | None, at: datetime
) -> Ledger:
    days = [day for day, *_ in sums]
    ledger = Ledger.objects.create(
        org=org, name=name, digest=digest, rows=rows, incidents=sum(sums.values()), first=min(days, default=None),
        last=max(days, default=None), by_id=by.pk if by else None, at=at,
    )  # fmt: skip
    lines = [
        Earlier(ledger=ledger, day=day, region=region, category=category, industry_org_id=industry, n=n)
        for (day, region, category, industry), n in sums.items()
    ]
    Earlier.objects.bulk_create(lines, batch_size=WRITTEN)
    count(change for line in lines for change in _changes(line))
    return ledger


def _changes(line: Earlier) -> Iterable[Change]:
    yield Change("incidents", line.day, line.region, line.category, n=line.n)
    if line.industry_org_id:
        level = str(line.industry_org_id)
        yield Change("incidents_industry", line.day, line.region, line.category, level=level, n=line.n)


def _known(org: Org, at: datetime) -> Known:
    if not org.region_id:
        raise Refused(f"{org.name}没有所在区划，往年台账请由市或区县总工会导入。")
    unions = Org.objects.current().filter(level=Level.INDUSTRY).values_list("pk", "code", "name", "short")
    industries = {word: pk for pk, *words in unions for word in words if word}
    return Known(org.region_id, frozenset(register()), industries, _begun(at))


def _begun(at: datetime) -> date:
    """The day on which the platform began to judge what it hears."""
    first = Verdict.objects.aggregate(first=Min("at"))["first"]
    return min(localdate(first), localdate(at)) if first else localdate(at)
