import re

from playwright.sync_api import Page, expect

from tongxin.project.tests.browser.acts import press_and_confirm, reload_until, report_signal
from tongxin.project.tests.browser.conftest import Visit


def report_incident(page: Page, text: str, employer: str) -> str:
    """The address of the incident that the signal becomes."""
    report_signal(page, text, employer=employer)
    page.goto(f"/incidents/?q={employer}")
    found = page.locator(".rows .row-link")
    reload_until(page, found)
    return found.first.get_attribute("href")


def test_xia_merges_two_incidents_and_undoes_it(visit: Visit) -> None:
    page = visit("district_desk")
    kept = report_incident(page, "水杉示例家具厂欠李某两个月工资一万元。", "水杉示例家具厂")
    other = report_incident(page, "乌桕示例油漆队拖欠八名油漆工两个月工资，一共六万元。", "乌桕示例油漆队")

    page.goto(kept)
    page.get_by_role("link", name="合并", exact=True).click()
    page.get_by_label("不在下面？按单位或标题查找").fill("乌桕示例油漆队")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=re.compile("^选择.*乌桕")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("合并后的样子")
    page.get_by_role("button", name="确认合并").click()
    expect(page.get_by_role("heading", name="线索（2条）")).to_be_visible()
    page.goto(other)
    expect(page.get_by_text("已并入")).to_be_visible()

    page.goto(kept)
    press_and_confirm(page, "撤销合并")
    expect(page.get_by_role("heading", name="线索（1条）")).to_be_visible()
    expect(page.get_by_text("已撤销")).to_be_visible()
    page.goto(other)
    expect(page.get_by_role("heading", name="线索（1条）")).to_be_visible()
