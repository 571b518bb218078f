"""The main way in one go: a weekly sheet comes in, a case is closed, the report that counts it is downloaded."""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tongxin.project.testing import SHANGHAI
from tongxin.project.tests.browser.acts import press_and_confirm, reload_until, upload_sheet, write_sheet
from tongxin.project.tests.browser.conftest import Visit
from tongxin.project.tests.browser.walking import Walker

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
VERBS = ("交办", "签收", "调查核实", "维权处置", "上报", "审核通过", "办结", "回访")
UNITS = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


@dataclass(frozen=True)
class Story:
    """A matter that cannot wait, and one that can. Each story has words of its own: like texts become one matter."""

    employer: str
    text: str
    other: str
    other_text: str


CAMPHOR = Story(
    "香樟示例钢结构队",
    "香樟示例钢结构队老板跑路，拖欠62名工人三个月工资共186万元，工人围堵项目部大门，有人扬言跳楼，情况紧急。",
    "楠木示例石材行",
    "楠木示例石材行两名学徒反映一直没有签劳动合同。",
)
OAK = Story(
    "栎树示例幕墙队",
    "62个装玻璃的师傅今天爬上塔吊，栎树示例幕墙队欠薪半年总共186万元，包工头失联，随时可能出人命。",
    "泡桐示例门窗行",
    "泡桐示例门窗行上个月招的两个人，至今不肯给签合同。",
)


@pytest.mark.parametrize("phone, story", [(False, CAMPHOR), (True, OAK)], ids=["desktop", "phone"])
def test_a_sheet_comes_in_and_the_closed_case_stands_in_the_report(
    visit: Visit, tmp_path: Path, phone: bool, story: Story
) -> None:
    found: list[str] = []

    def walker(login: str) -> Walker:
        return Walker(visit(login, phone=phone), found)

    zhou, chen, gu = walker("desk"), walker("mediator"), walker("leader")
    before = report_of(gu)
    import_signals(zhou, tmp_path, story)
    case = raise_alarm(zhou, story)
    handle(zhou, chen, case, tmp_path)
    told = zhou.page.locator("main")
    for words in (*VERBS, "陈调解", "周平台", "186万元", "已回访"):
        expect(told).to_contain_text(words)

    after = report_of(gu)
    grown = {name: after[name] - before[name] for name in after}
    assert grown == {
        "线索（条）": 2, "事件（起）": 2, "预警（件）": 2, "立案（件）": 1, "办结（件）": 1, "按时上报（件）": 1,
        "逾期上报（件）": 0, "逾期未上报（件）": 0, "帮助职工（人次）": 62, "挽回经济损失": 1_860_000,
    }  # fmt: skip
    assert found == []

    stranger = visit("desk_330110", phone=phone)
    assert stranger.goto(case).status == 404
    expect(stranger.get_by_role("heading", level=1)).to_be_visible()


def import_signals(zhou: Walker, folder: Path, story: Story) -> None:
    """One matter that cannot wait, one that can."""
    today = datetime.now(SHANGHAI).date().isoformat()
    rows = [
        (f"{story.employer}-1", today, "西湖区", "灵隐街道", story.employer, story.text, 62),
        (f"{story.employer}-2", today, "西湖区", "", story.other, story.other_text, 2),
    ]
    upload_sheet(zhou.page, write_sheet(folder / "周报.xlsx", rows))
    expect(zhou.page.locator("#batch")).to_contain_text("将接收 2，重复 0，退回 0")
    zhou.see()
    zhou.page.get_by_role("button", name="确认导入 2 条").click()
    there = zhou.page.get_by_role("link", name="查看线索")
    expect(there).to_be_visible()
    zhou.see()


def raise_alarm(zhou: Walker, story: Story) -> str:
    """The desk agrees with what was read and confirms the red alert of it; the other it grades anew. The address
    of the case."""
    page = zhou.page
    signal = zhou.open_first(f"/signals/?q={story.employer}")
    reload_until(page, page.get_by_text("已研判", exact=True))
    zhou.go(f"/triage/{signal.strip('/').split('/')[-1]}/")
    expect(page.locator(".marked-text mark").filter(has_text="186万元")).to_have_count(1)
    page.get_by_role("button", name="同意机器研判").click()
    expect(page.locator(".toast-note").first).to_be_visible()

    zhou.open_first(f"/alerts/?q={story.other}")
    zhou.follow(page.get_by_role("link", name="调整等级"))
    page.get_by_label("调整为").select_option("yellow")
    page.get_by_label("理由").fill("一年内第二次，一并关注。")
    page.get_by_role("button", name="调整等级").click()
    expect(page.locator(".page-head")).to_contain_text("黄")
    zhou.see()

    zhou.open_first(f"/incidents/?q={story.employer}")
    page.locator("main a[href^='/alerts/']").first.click()
    reload_until(page, page.locator(".page-head", has_text="红"))
    zhou.see()
    press_and_confirm(page, "确认预警")
    expect(page.locator(".toast-note")).to_contain_text("已确认预警")
    zhou.see()
    return zhou.open_first(f"/cases/?q={story.employer}")


def handle(zhou: Walker, chen: Walker, case: str, folder: Path) -> None:
    """Every verb from dispatch to call-back; chen hears of the case from his notices."""
    agreement = folder / "协议.png"
    agreement.write_bytes(PIXEL)
    zhou.act(case, "交办", {"交办意见": "请当日到场。"})
    chen.go("/notices/")
    chen.follow(chen.page.get_by_role("link", name=re.compile("新交办工单")).first)
    expect(chen.page).to_have_url(re.compile(f"{case}$"))
    press_and_confirm(chen.page, "签收")
    expect(chen.page.locator(".toast-note")).to_contain_text("已签收")
    chen.act(case, "调查核实", {"核实情况": "现场点名62人，工资表相符。"}, "属实")
    figures = {"处置措施": "总包垫付，当场签订协议。", "累计挽回金额（元）": "1860000", "累计帮助人数": "62"}
    chen.act(case, "维权处置", figures, file=agreement)
    expect(chen.page.get_by_role("link", name="协议.png")).to_be_visible()
    chen.act(case, "上报", {"上报说明": "工资已付清。"})
    zhou.act(case, "审核通过", {"意见": "材料齐全。"})
    zhou.act(case, "办结", {"办结说明": "已付清。"}, "已化解")
    zhou.act(case, "回访", {"回访记录": "工人代表满意。"}, "很满意")


def report_of(gu: Walker) -> dict[str, Decimal]:
    """Order the report of the running quarter, take both files home; its main figures as Word shows them."""
    page = gu.page
    gu.go("/reports/new/")
    quarter = page.get_by_label("期间")
    quarter.select_option(index=0)
    expect(quarter.locator("option:checked")).to_have_text(re.compile("季度（未结束）"))
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.get_by_role("link", name="下载 Word 文件")).to_be_visible(timeout=60_000)
    gu.see()
    assert downloaded(page, "下载 PDF 文件").startswith(b"%PDF-")
    shown = page.locator("article.report table").first.inner_text()
    figures = {}
    for row in docx.Document(io.BytesIO(downloaded(page, "下载 Word 文件"))).tables[0].rows[1:]:
        name, now = (cell.text for cell in row.cells[:2])
        assert re.search(rf"{re.escape(name)}\s+{re.escape(now)}\s", shown), (name, now)
        figures[name] = now
    figures.pop("按时办理率")
    return {name: read(told) for name, told in figures.items()}


def read(told: str) -> Decimal:
    """1,204 or 186.5万元, in ones."""
    number, unit = re.fullmatch(r"([\d,.]+)(\D*)", told).groups()
    return Decimal(number.replace(",", "")) * UNITS.get(unit, 1)


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return Path(download.value.path()).read_bytes()
