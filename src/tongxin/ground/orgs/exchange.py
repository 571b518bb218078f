"""The tree as a sheet: out, and in again through a preview."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from tongxin.ground.audit.services import record
from tongxin.ground.orgs import services
from tongxin.ground.orgs.models import Org, TreeSheet
from tongxin.ground.orgs.planning import COLUMNS, Plan, Union, plan
from tongxin.ground.orgs.rules import LABELS
from tongxin.ground.places.models import Region
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused
from tongxin.kit.sheets import read_sheet, write_sheet
from tongxin.kit.tables.exports import Export, take_down

MOST = 20_000
WIDTHS = {"编号": 20, "上级编号": 20, "名称": 40, "简称": 20, "层级": 20, "区划代码": 14}
NOTES = (
    "每行一个工会。编号在全市唯一；上级编号须已在组织树中，或在本表中。\n"
    "已有编号的行按表修改名称、简称、区划，上级不同则连同下级一并移动；层级不能修改。\n"
    "区划代码：市 4 位、区县 6 位、街道乡镇 9 位。简称和区划代码可空；已有工会留空表示不改。"
)


def export_tree(*, by: Actor, at: datetime) -> bytes:
    """The unions a person sees as an xlsx, parents before children, in the form the import takes."""
    rows = [_row(union) for union in _tree(by).values() if not union.merged]
    take_down(Export(Org, "工会组织树", len(rows), COLUMNS, (), searched=False), by=by, at=at)
    return _sheet(rows)


def template() -> bytes:
    """An empty sheet to fill in."""
    return _sheet([])


def rejected_sheet(sheet: TreeSheet, *, by: Actor, at: datetime) -> bytes:
    """The rows that were not taken, as they came, each with its reasons."""
    record(sheet, "download", by=by, at=at, what="退回的行")
    rows = [[*(each["cells"][c] for c in COLUMNS), "；".join(each["reasons"])] for each in sheet.rejects]
    return write_sheet([*COLUMNS, "退回原因"], rows, title="未通过的行", widths=WIDTHS | {"退回原因": 60})


@transaction.atomic
def preview(data: bytes, filename: str, *, by: Any, at: datetime) -> TreeSheet:
    """Read and check a sheet without changing the tree. Raises Refused for a file without our columns."""
    read = read_sheet(data, filename, columns=COLUMNS)
    if missing := [c for c in ("编号", "上级编号", "名称", "层级") if c not in read.header]:
        raise Refused(f"表中没有“{'、'.join(missing)}”列，请用模板填写。")
    rows = [(row.number, row.cells) for row in read.rows]
    if len(rows) > MOST:
        raise Refused(f"一次最多导入 {MOST:,} 行，请分批导入。")
    made = _plan(rows, by)
    sheet = TreeSheet.objects.create(
        name=filename[:200],
        rows=[asdict(union) | {"act": act} for union, act in made.accepted],
        rejects=[asdict(reject) for reject in made.rejected],
        by=by,
        at=at,
    )
    record(sheet, "preview", by=by, at=at, accepted=len(made.accepted), rejected=len(made.rejected))
    return sheet


@transaction.atomic
def commit(sheet: TreeSheet, *, by: Any, at: datetime) -> TreeSheet:
    """Carry out what was previewed, all or nothing. Raises Refused when the tree has changed meanwhile."""
    sheet = TreeSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.done_at:
        raise Refused("这张表已经导入过了。")
    unions = [Union(**{k: v for k, v in row.items() if k != "act"}) for row in sheet.rows]
    again = _plan([(n, dict(zip(COLUMNS, _row(union), strict=True))) for n, union in enumerate(unions)], by)
    if again.rejected or {u.code: act for u, act in again.accepted} != {
        r["code"]: r["act"] for r in sheet.rows
    }:
        raise Refused("预览之后组织树有了变动，请重新上传这张表。")
    # the founded first: a union may be moved under a new one, and paths follow a later move
    founded = [services.Founding(**_founding(union)) for union, act in again.accepted if act == "create"]
    services.create_many(founded, by=by, at=at)
    for union, act in again.accepted:
        _carry_out(union, act, by, at)
    sheet.done_at = at
    sheet.save(update_fields=["done_at"])
    record(sheet, "import", by=by, at=at, **counts(sheet))
    return sheet


def counts(sheet: TreeSheet) -> dict[str, int]:
    """How many rows will be (or were) created, moved, changed, left the same, and rejected."""
    acts = [row["act"] for row in sheet.rows]
    return {act: acts.count(act) for act in ("create", "move", "change", "same")} | {
        "rejected": len(sheet.rejects)
    }


def _carry_out(union: Union, act: str, by: Any, at: datetime) -> None:
    if act in ("same", "create"):
        return
    org = Org.objects.get(code=union.code)
    if act == "move":
        services.move(org, under=Org.objects.get(code=union.parent), by=by, at=at)
    services.change(
        org, code=union.code, name=union.name, short=union.short, region=union.region, by=by, at=at
    )


def _founding(union: Union) -> dict[str, str]:
    return {field: value for field, value in asdict(union).items() if field != "merged"}


def _plan(rows: list, by: Any) -> Plan:
    regions = set(Region.objects.values_list("code", flat=True))
    return plan(rows, _tree(None), regions, set(_tree(by)))


def _tree(user: Actor | None) -> dict[str, Union]:
    """Every union by code, or those in a person's scope."""
    orgs = Org.objects.all() if user is None else Org.objects.visible_to(user)
    fields = ("code", "parent__code", "name", "short", "level", "region_id", "merged_into_id")
    return {
        code: Union(code, parent or "", name, short, level, region or "", merged is not None)
        for code, parent, name, short, level, region, merged in orgs.order_by("path").values_list(*fields)
    }


def _row(union: Union) -> list[str]:
    label = next(label for label, value in LABELS.items() if value == union.level)
    return [union.code, union.parent, union.name, union.short, label, union.region]


def _sheet(rows: list[list[str]]) -> bytes:
    return write_sheet(
        COLUMNS, rows, title="工会组织", notes=NOTES, widths=WIDTHS, dropdowns={"层级": list(LABELS)}
    )
