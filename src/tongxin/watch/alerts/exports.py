from datetime import datetime

from django.http import HttpResponse
from django.utils.timezone import localtime

from tongxin.ground.people.models import Account
from tongxin.kit.requests import workbook
from tongxin.kit.sheets import write_sheet
from tongxin.kit.tables.exports import Export, take_down
from tongxin.kit.templatetags.kit import CATEGORIES
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.previewing import Preview, changed

TITLE = "改变等级的预警"
HEADS = ["编号", "对象", "类别", "属地工会", "预警时间", "原定等级", "新方案等级"]
NONE = "不预警"


def changes_sheet(found: Preview, *, by: Account, at: datetime) -> HttpResponse:
    """All alerts a profile would have given another level, as a sheet; the trail takes it down."""
    rows = [
        [
            each.alert.pk, each.alert.title, CATEGORIES.get(each.alert.category, ""), each.alert.org.name,
            f"{localtime(each.alert.at):%Y-%m-%d %H:%M}", each.before.label,
            each.after.label if each.after else NONE,
        ]
        for each in changed(found, by, limit=None)
    ]  # fmt: skip
    data = write_sheet(HEADS, rows, title=TITLE)
    take_down(Export(Alert, TITLE, len(rows), HEADS, [], False), by=by, at=at)
    return workbook(data, f"alerts-changed-{localtime(at):%Y%m%d-%H%M}.xlsx")
