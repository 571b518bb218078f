"""Who ordered a long import is told how it ended; a short one has its result on the page already."""

import pytest

from tongxin.ground.notices.models import Notice
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals import imports
from tongxin.watch.signals.jobs import import_waiting
from tongxin.watch.signals.tests.makers import make_sheet, make_source

pytestmark = pytest.mark.django_db


def take_in(cast, n):
    source = make_source(cast.xihu, "w", "weekly")
    sheet = make_sheet(*[{"内容": f"第{i}件"} for i in range(n)], {"内容": ""})
    batch = imports.preview(source, sheet, "周报.xlsx", org=cast.xihu, by=cast.xi, at=FRIDAY)
    return imports.commit(batch, by=cast.xi, at=FRIDAY)


def test_the_importer_of_a_long_sheet_is_told_with_the_result_and_a_link(client, cast, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 5)
    batch = take_in(cast, 9)
    assert not Notice.objects.exists()
    import_waiting(FRIDAY)
    notice = Notice.objects.get()
    assert (notice.account, notice.title) == (cast.xi, "表格已导入：周报.xlsx")
    assert notice.body == "接收 9 条，重复 0 条，退回 1 条"
    client.force_login(cast.xi)
    assert client.get(notice.url).context["batch"] == batch


def test_a_short_sheet_says_nothing_more(cast):
    take_in(cast, 2)
    assert not Notice.objects.exists()


def test_the_importer_is_told_when_the_file_cannot_be_read_any_more(cast, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 1)
    batch = take_in(cast, 3)
    batch.file = None
    batch.save()
    import_waiting(FRIDAY)
    notice = Notice.objects.get()
    assert (notice.account, notice.title) == (
        cast.xi,
        "表格未能导入：周报.xlsx",
    ) and "没有保存表格文件" in notice.body
