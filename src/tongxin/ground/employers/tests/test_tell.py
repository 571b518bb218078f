"""Who ordered a long import is told how it ended; a short one has its result on the page already."""

from tongxin.ground.employers.importing import commit, preview
from tongxin.ground.employers.jobs import import_waiting
from tongxin.ground.employers.tests.makers import row, sheet
from tongxin.ground.notices.models import Notice
from tongxin.project.testing import FRIDAY


def take(cast, n):
    made = preview(sheet(*(row(i) for i in range(n))), "单位.xlsx", org=cast.city, by=cast.chen, at=FRIDAY)
    return commit(made, by=cast.chen, at=FRIDAY)


def test_the_importer_of_a_long_sheet_is_told_with_the_result_and_a_link(client, cast, monkeypatch):
    take(cast, 1)
    assert not Notice.objects.exists()
    monkeypatch.setattr("tongxin.ground.employers.importing.AT_ONCE", 1)
    take(cast, 3)
    import_waiting(FRIDAY)
    notice = Notice.objects.get()
    assert (notice.account, notice.title) == (cast.chen, "用人单位表格已导入：单位.xlsx")
    assert notice.body == "新增 2 家，更新 0 家，退回 0 行"
    client.force_login(cast.chen)
    assert client.get(notice.url).status_code == 200


def test_the_importer_is_told_when_the_file_cannot_be_read_any_more(cast, monkeypatch):
    monkeypatch.setattr("tongxin.ground.employers.importing.AT_ONCE", 1)
    made = take(cast, 2)
    made.file = None
    made.save()
    import_waiting(FRIDAY)
    notice = Notice.objects.get()
    assert notice.title == "用人单位表格未能导入：单位.xlsx" and "没有保存表格文件" in notice.body
