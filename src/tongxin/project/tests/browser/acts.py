"""What people do again and again at the pages."""

import re
import time
from pathlib import Path

import xlsxwriter
from playwright.sync_api import Locator, Page, expect

COLUMNS = ("编号", "发生日期", "区县", "街道", "用人单位", "内容", "涉及人数")
SECONDS = 60  # until the worker must have done a thing


def sign_in(page: Page, login: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def report_signal(
    page: Page, text: str, *, employer: str, district: str = "西湖区", street: str = "灵隐街道"
) -> int:
    """Fill in and send the form for one signal; returns its number."""
    page.goto("/signals/report/")
    fill_signal(page, text, employer=employer, district=district, street=street)
    page.get_by_role("button", name="报送", exact=True).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(r"线索 \d+"))
    return int(heading.inner_text().split()[1])


def fill_signal(page: Page, text: str, *, employer: str, district: str, street: str) -> None:
    page.get_by_label("内容").fill(text)
    with page.expect_response("**/signals/streets/**"):
        page.get_by_label("区县").select_option(label=district)
    page.get_by_label("街道（乡镇）").select_option(label=street)
    page.get_by_label("用人单位").fill(employer)


def write_sheet(path: Path, rows: list[tuple]) -> Path:
    """A weekly sheet with `rows` of COLUMNS."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("周报")
        for number, row in enumerate((COLUMNS, *rows)):
            sheet.write_row(number, 0, row)
    return path


def upload_sheet(page: Page, path: Path) -> None:
    """Choose the weekly source and the file; ends at the preview."""
    page.goto("/signals/import/")
    page.get_by_label("来源").select_option(label="信息员周报")
    page.get_by_label("表格文件").set_input_files(path)
    page.get_by_role("button", name="预览").click()


def reload_until(page: Page, there: Locator) -> None:
    """Ask for the page again until `there` is on it, as somebody does who waits for the worker."""
    until = time.monotonic() + SECONDS
    while not there.count():
        assert time.monotonic() < until, f"{SECONDS}秒内没有出现：{there}，在 {page.url}"
        page.wait_for_timeout(400)
        page.reload()


def press_and_confirm(page: Page, button: str) -> None:
    """Press a button that asks first, and say yes."""
    page.get_by_role("button", name=button, exact=True).click()
    page.locator("#ask [data-yes]").click()
