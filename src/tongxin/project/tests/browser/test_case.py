from pathlib import Path

from playwright.sync_api import Page, expect

from tongxin.project.tests.browser.acts import press_and_confirm, reload_until, report_signal
from tongxin.project.tests.browser.conftest import Visit

EMPLOYER = "香樟示例钢结构队"
TEXT = f"{EMPLOYER}老板跑路，拖欠62名工人三个月工资共186万元，工人围堵项目部大门，有人扬言跳楼，情况紧急。"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def case_of(page: Page) -> str:
    """The address of the case, once the confirmed alert has become one."""
    page.goto(f"/cases/?q={EMPLOYER}")
    found = page.locator(".rows .row-link")
    reload_until(page, found)
    return found.first.get_attribute("href")


def act(page: Page, case: str, verb: str, texts: dict[str, str], *choices: str) -> None:
    page.goto(case)
    page.get_by_role("link", name=verb, exact=True).click()
    for choice in choices:
        page.get_by_label(choice, exact=True).check()
    for label, text in texts.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name=verb, exact=True).click()
    expect(page.locator(".toast-note")).to_contain_text(f"已{verb}")


def test_zhou_and_chen_bring_a_red_alert_to_its_end(visit: Visit, tmp_path: Path) -> None:
    zhou, chen = visit("desk"), visit("mediator")
    report_signal(visit("informant", phone=True), TEXT, employer=EMPLOYER)
    zhou.goto(f"/alerts/?q={EMPLOYER}")
    reload_until(zhou, zhou.locator(".rows .row-link"))
    zhou.locator(".rows .row-link").first.click()
    expect(zhou.locator("main")).to_contain_text("仅一个来源且未经人工核对")
    zhou.get_by_role("link", name="调整等级").click()
    zhou.get_by_label("调整为").select_option("red")
    zhou.get_by_label("理由").fill("已电话核实，人数和金额属实。")
    zhou.get_by_role("button", name="调整等级").click()
    expect(zhou.locator(".page-head")).to_contain_text("红")
    press_and_confirm(zhou, "确认预警")
    expect(zhou.locator(".toast-note")).to_contain_text("已确认预警")
    case = case_of(zhou)

    act(zhou, case, "交办", {"交办意见": "请当日到场。"})
    chen.goto(case)
    press_and_confirm(chen, "签收")
    expect(chen.locator(".toast-note")).to_contain_text("已签收")
    act(chen, case, "调查核实", {"核实情况": "现场点名62人，工资表相符。"}, "属实")
    (tmp_path / "协议.png").write_bytes(PIXEL)
    chen.goto(case)
    chen.get_by_role("link", name="维权处置", exact=True).click()
    chen.get_by_label("附件").set_input_files(tmp_path / "协议.png")
    chen.get_by_label("处置措施").fill("总包垫付，当场签订协议。")
    chen.get_by_label("累计挽回金额（元）").fill("1860000")
    chen.get_by_label("累计帮助人数").fill("62")
    chen.get_by_role("button", name="维权处置", exact=True).click()
    expect(chen.get_by_role("link", name="协议.png")).to_be_visible()
    act(chen, case, "上报", {"上报说明": "工资已付清。"})

    act(zhou, case, "审核通过", {"意见": "材料齐全。"})
    act(zhou, case, "办结", {"办结说明": "已付清。"}, "已化解")
    act(zhou, case, "回访", {"回访记录": "工人代表满意。"}, "很满意")
    timeline = zhou.locator(".timeline-list")
    for words in (
        "交办",
        "签收",
        "调查核实",
        "维权处置",
        "上报",
        "审核通过",
        "办结",
        "回访",
        "陈调解",
        "周平台",
    ):
        expect(timeline).to_contain_text(words)
    expect(zhou.locator(".page-head")).to_contain_text("已回访")
    expect(zhou.locator("main")).to_contain_text("186万元")

    stranger = visit("desk_330110")
    assert stranger.goto(case).status == 404
    expect(stranger.get_by_role("heading", level=1)).to_be_visible()
