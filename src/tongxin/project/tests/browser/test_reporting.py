from playwright.sync_api import expect

from tongxin.project.tests.browser.acts import fill_signal
from tongxin.project.tests.browser.conftest import Visit

TEXT = "九里松路口一家面馆关门，老板电话打不通，六名服务员等了两个月工资，共四万八千元。"


def test_li_reports_from_the_phone_although_the_network_goes_away(visit: Visit) -> None:
    page = visit("informant", phone=True)
    page.goto("/signals/report/")
    fill_signal(page, TEXT, employer="九里松老汤面馆", district="西湖区", street="灵隐街道")
    page.context.set_offline(True)
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.locator("[data-draft-note]")).to_contain_text("没有网络，内容已暂存在本机")

    page.context.set_offline(False)
    page.goto("/")
    page.goto("/signals/report/")
    expect(page.get_by_label("内容")).to_have_value(TEXT)
    expect(page.get_by_label("街道（乡镇）")).to_have_value("330106012")
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("线索")

    page.goto("/")
    mine = page.locator("section", has=page.get_by_role("heading", name="我报送的线索"))
    expect(mine.get_by_role("link").first).to_contain_text("九里松路口一家面馆关门")
    page.goto("/signals/report/")
    expect(page.get_by_label("内容")).to_have_value("")


def test_li_sees_what_is_missing_and_loses_nothing(visit: Visit) -> None:
    page = visit("informant", phone=True)
    page.goto("/signals/report/")
    page.get_by_label("用人单位").fill("九里松老汤面馆")
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("内容")
    expect(page.get_by_label("用人单位")).to_have_value("九里松老汤面馆")


def test_li_gives_the_place_by_position(visit: Visit) -> None:
    here = {"latitude": 30.2416, "longitude": 120.1014}
    page = visit("informant", phone=True, geolocation=here, permissions=["geolocation"])
    page.goto("/signals/report/")
    fill_signal(
        page,
        "茶楼停业，四个采茶工的工钱没结。",
        employer="龙井示例茶楼",
        district="西湖区",
        street="灵隐街道",
    )
    page.get_by_role("button", name="用当前位置").click()
    expect(page.locator(".toast-note")).to_contain_text("已记下当前位置")
    expect(page.get_by_role("button", name="已记下位置，再点更新")).to_be_enabled()
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("线索")
    expect(page.locator("main")).to_contain_text("（定位 30.241600,120.101400）")


def test_li_is_told_when_the_phone_keeps_the_position_to_itself(visit: Visit) -> None:
    page = visit("informant", phone=True, permissions=[])
    page.goto("/signals/report/")
    page.get_by_role("button", name="用当前位置").click()
    expect(page.locator(".toast-note")).to_contain_text("没有取得位置，请从列表选择区县和街道")
    expect(page.get_by_role("button", name="用当前位置")).to_be_enabled()
