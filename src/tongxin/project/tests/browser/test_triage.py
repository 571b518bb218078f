"""The officer's desk worked by keyboard alone: the queue, a category, an employer, agreeing, the list of keys."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tongxin.project.tests.browser.acts import reload_until, report_signal

TEXT = "银杏示例电镀厂拖欠十二名工人三个月工资，合计18.6万元，工人明天要去区里讨说法。"


def number(page: Page) -> int:
    return int(page.get_by_role("heading", level=1).inner_text().split()[1])


def open_first(page: Page) -> None:
    """Enter on the first row; the keys work once the page is loaded."""
    press(page, "j", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"线索 \d+"))
    page.wait_for_load_state()


def turned(page: Page, act: Callable[[], None]) -> None:
    """Do what leads to the next signal, and wait for it."""
    before = number(page)
    act()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(f"线索 {before}")
    page.wait_for_load_state()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def verdict(page: Page) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", name="现在的研判"))


def test_the_evidence_is_marked(visit):
    page = visit("district_desk")
    signal = report_signal(page, TEXT, employer="银杏示例电镀厂")
    read_when_judged(page, signal)
    marked = page.locator(".marked-text mark")
    expect(marked.filter(has_text="18.6万元")).to_have_count(1)
    expect(marked.filter(has_text="三个月")).to_have_count(1)
    expect(verdict(page)).to_contain_text("劳动报酬")


def test_the_desk_works_through_the_queue_by_keyboard_alone(visit):
    page = visit("desk")
    page.goto("/triage/")
    open_first(page)
    first = number(page)

    press(page, "3")  # a category; the articles follow it
    expect(page.locator('input[name="category"][value="insurance"]')).to_be_checked()
    expect(page.locator('input[name="acts"][value="True"]')).to_be_checked()
    expect(page.locator("#statutes")).to_contain_text("社会保险法")

    press(page, "p")
    page.keyboard.type("17")
    press(page, "Escape")
    turned(page, lambda: press(page, "s"))
    second = number(page)

    press(page, "j")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(f"线索 {second}")
    third = number(page)
    press(page, "k")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"线索 {second}")
    turned(page, lambda: press(page, "c"))
    assert number(page) == third

    page.goto(f"/triage/{first}/")
    expect(verdict(page)).to_contain_text("社会保险")
    expect(verdict(page)).to_contain_text("17人")
    page.goto(f"/triage/{second}/")
    expect(page.get_by_text("已人工研判")).to_be_visible()


def test_an_employer_is_found_and_set_by_keyboard(visit):
    page = visit("desk")
    signal = report_signal(page, "厂里两个月没发工资，问了也不说什么时候发", employer="不知道全名的厂")
    page.goto("/employers/")
    name = page.locator(".rows .row-link").first.inner_text()
    read_when_judged(page, signal)
    press(page, "e")
    expect(page.get_by_label("查找其他单位")).to_be_focused()
    with page.expect_response("**/employers/options/**"):
        page.keyboard.type(name)
    expect(page.locator("#employer-options input").first).to_be_visible()
    press(page, "Enter")
    expect(page.locator("#employer-options input").first).to_be_checked()
    press(page, "Enter")  # settles it; the form is not sent yet
    expect(page.get_by_label("地点")).to_be_focused()
    press(page, "Escape", "s")
    expect(page.get_by_text(f"线索 {signal} 已改判")).to_be_visible()
    page.goto(f"/triage/{signal}/")
    expect(verdict(page)).to_contain_text(name)


def test_what_may_be_the_same_is_joined_with_one_key(visit):
    page = visit("desk")
    report_signal(page, "紫藤示例印刷厂两个月没有发工资，一共九名工人", employer="紫藤示例印刷厂")
    signal = report_signal(page, "紫藤示例印刷厂把九名工人都辞退了，没有补偿", employer="紫藤示例印刷厂")
    read_when_judged(page, signal)
    reload_until(page, page.get_by_role("heading", name="可能相同的事件"))
    press(page, "g")
    expect(page.get_by_text(f"线索 {signal} 已归入")).to_be_visible()
    expect(page.get_by_role("heading", name="可能相同的事件")).to_have_count(0)


def test_no_matter_of_a_union_is_said_with_one_key(visit):
    page = visit("desk")
    signal = report_signal(page, "工资一直没有发，老板说再等等", employer="某厂")
    read_when_judged(page, signal)
    press(page, "0", "s")
    expect(page.get_by_text(f"线索 {signal} 已改判")).to_be_visible()
    page.goto(f"/triage/{signal}/")
    expect(verdict(page).locator("dd").first).to_have_text(re.compile("^否"))


def test_the_keys_are_listed_behind_a_question_mark(visit):
    page = visit("desk")
    page.goto("/triage/")
    open_first(page)
    press(page, "?")
    expect(page.get_by_role("dialog", name="键盘")).to_be_visible()
    expect(page.get_by_role("dialog", name="键盘")).to_contain_text("查找用人单位")
    press(page, "Escape")
    expect(page.get_by_role("dialog", name="键盘")).to_be_hidden()


def read_when_judged(page: Page, signal: int) -> None:
    """Wait on the signal's own page, where reporting ends, then open the reading page."""
    page.goto(f"/signals/{signal}/")
    reload_until(page, page.get_by_text("已研判", exact=True))
    page.goto(f"/triage/{signal}/")
