from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from tongxin.kit.sheets import read_sheet
from tongxin.project.tests.browser.acts import upload_sheet, write_sheet
from tongxin.project.tests.browser.conftest import Visit

TODAY = date.today().isoformat()
ROWS = [
    ("云杉-1", TODAY, "西湖区", "", "云杉示例纸箱厂", "云杉示例纸箱厂拖欠张某工资两个月，计一万二千元。", 1),
    ("云杉-2", TODAY, "余杭区", "", "云杉示例物流站", "云杉示例物流站没有给新来的四名装卸工缴社会保险。", 4),
    ("云杉-3", "二月三十", "西湖区", "", "云杉示例纸箱厂", "日期写错的一行。", 1),
]


def test_zhou_imports_a_weekly_sheet_and_gets_the_bad_row_back(visit: Visit, tmp_path: Path) -> None:
    page = visit("desk")
    upload_sheet(page, write_sheet(tmp_path / "周报.xlsx", ROWS))
    batch = page.locator("#batch")
    expect(batch).to_contain_text("共 3 行：将接收 2，重复 0，退回 1")
    page.get_by_role("button", name="确认导入 2 条").click()
    expect(page.get_by_role("link", name="查看线索")).to_be_visible()
    expect(batch).to_contain_text("共 3 行：接收 2，重复 0，退回 1")

    with page.expect_download() as download:
        page.get_by_role("link", name="下载退回的行").click()
    back = read_sheet(Path(download.value.path()).read_bytes(), "rejected.xlsx")
    (row,) = [row for row in back.rows if row.cells.get("编号") == "云杉-3"]
    assert "日期" in str(row.cells["退回原因"])


def test_zhou_adds_nothing_with_the_same_sheet_again(visit: Visit, tmp_path: Path) -> None:
    page = visit("desk")
    sheet = write_sheet(tmp_path / "周报.xlsx", [(f"再-{key}", *rest) for key, *rest in ROWS])
    upload_sheet(page, sheet)
    page.get_by_role("button", name="确认导入 2 条").click()
    expect(page.get_by_role("link", name="查看线索")).to_be_visible()

    upload_sheet(page, sheet)
    expect(page.locator("#batch")).to_contain_text("将接收 0，重复 2，退回 1")
    expect(page.get_by_role("button", name="确认导入")).to_have_count(0)


def test_zhou_is_told_what_is_wrong_with_a_file_that_is_no_sheet(visit: Visit, tmp_path: Path) -> None:
    page = visit("desk")
    (tmp_path / "周报.xlsx").write_bytes(b"this is no sheet" * 40)
    upload_sheet(page, tmp_path / "周报.xlsx")
    expect(page.get_by_role("alert").first).to_contain_text("表格文件")
