import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tongxin.kit.sheets import read_sheet
from tongxin.project.tests.browser.conftest import Visit


def total(page: Page) -> int:
    return int(re.search(r"[\d,]+", page.locator(".total").inner_text())[0].replace(",", ""))


def test_zhou_narrows_the_list_and_takes_a_condition_off_again(visit: Visit) -> None:
    page = visit("desk")
    page.goto("/signals/")
    all_of_them = total(page)
    page.get_by_role("combobox", name="来源", exact=True).select_option(label="信息员周报")
    chip = page.locator(".chip", has_text="信息员周报")
    expect(chip).to_be_visible()
    expect(page).to_have_url(re.compile(r"kind=weekly"))
    assert 0 < total(page) < all_of_them
    chip.click()
    expect(chip).to_have_count(0)
    assert total(page) == all_of_them


def test_zhou_searches_with_the_slash_key_and_in_the_list(visit: Visit) -> None:
    page = visit("desk")
    page.goto("/signals/")
    text = page.locator(".rows .row-link").first.inner_text()[:6]
    page.get_by_label("搜索", exact=True).fill(text)
    expect(page.locator(".chip").or_(page.get_by_role("link", name="清除全部条件")).first).to_be_visible()
    expect(page.locator(".rows .row-link").first).to_contain_text(text)
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"搜索“{text}”")
    expect(
        page.locator("section", has=page.get_by_role("heading", name="线索")).get_by_role("link").first
    ).to_be_visible()


def test_zhou_sorts_chooses_columns_and_turns_the_page(visit: Visit) -> None:
    page = visit("desk")
    page.goto("/signals/")
    head = page.locator("th", has_text="发生时间")
    expect(head).to_have_attribute("aria-sort", "descending")
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.get_by_text("选择列").click()
    page.get_by_label("外部编号").check()
    expect(page.locator("th", has_text="外部编号")).to_be_visible()
    first = page.locator(".rows tbody tr").first.inner_text()
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_role("link", name="上一页")).to_be_visible()
    expect(page.locator("th", has_text="外部编号")).to_be_visible()
    assert page.locator(".rows tbody tr").first.inner_text() != first


def test_zhou_walks_the_rows_by_keyboard(visit: Visit) -> None:
    page = visit("desk")
    page.goto("/signals/")
    links = page.locator(".rows .row-link")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    address = links.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{address}$"))


def test_zhou_exports_exactly_what_is_filtered(visit: Visit) -> None:
    page = visit("desk")
    page.goto("/signals/?kind=weekly")
    expected = total(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()
    rows = list(read_sheet(Path(download.value.path()).read_bytes(), "signals.xlsx").rows)
    assert len(rows) == expected
    assert {row.cells["来源"] for row in rows} == {"信息员周报"}
