from playwright.sync_api import expect

from tongxin.project.tests.browser.acts import reload_until, report_signal
from tongxin.project.tests.browser.conftest import Visit

TEXT = "银杏示例电镀厂拖欠十二名工人三个月工资，合计18.6万元，工人明天要去区里讨说法。"


def test_xia_sees_the_evidence_and_overrules_by_keyboard_only(visit: Visit) -> None:
    page = visit("district_desk")
    number = report_signal(page, TEXT, employer="银杏示例电镀厂")
    reload_until(page, page.get_by_text("已研判", exact=True))

    page.goto(f"/triage/{number}/")
    marked = page.locator(".marked-text mark")
    expect(marked.filter(has_text="18.6万元")).to_have_count(1)
    expect(marked.filter(has_text="三个月")).to_have_count(1)
    expect(page.locator(".pair-list").first).to_contain_text("劳动报酬")

    page.keyboard.press("4")
    expect(page.get_by_label("合同纠纷")).to_be_checked()
    button = page.get_by_role("button", name="改判并看下一条")
    for _ in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"线索 {number} 已改判。")).to_be_visible()

    page.goto(f"/triage/{number}/")
    expect(page.get_by_label("研判经过").or_(page.locator(".timeline-list"))).to_contain_text(
        "夏派单 合同纠纷"
    )
