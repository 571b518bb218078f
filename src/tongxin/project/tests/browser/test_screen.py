import re

import pytest
from playwright.sync_api import expect

from tongxin.project.tests.browser.acts import report_signal
from tongxin.project.tests.browser.conftest import Visit

NUMBER = re.compile(r"^[\d,]+$")
TEXT = "梧桐示例电子厂辞退五名怀孕女工，没有给经济补偿。"


def test_gu_sees_a_new_signal_counted_without_reloading(visit: Visit) -> None:
    screen = visit("leader", viewport={"width": 1920, "height": 1080})
    screen.goto("/screen/")
    today = screen.locator("[data-value=today]")
    expect(today).to_have_text(NUMBER)
    screen.evaluate("window.neverReloaded = true")
    before = int(today.inner_text().replace(",", ""))
    report_signal(visit("informant", phone=True), TEXT, employer="梧桐示例电子厂")
    expect(today).to_have_text(f"{before + 1:,}", timeout=25_000)
    assert screen.evaluate("window.neverReloaded")


@pytest.mark.parametrize("width, height", [(1920, 1080), (3840, 2160), (1440, 900)])
def test_gu_sees_the_whole_screen_at_once(visit: Visit, width: int, height: int) -> None:
    screen = visit("leader", viewport={"width": width, "height": height})
    screen.goto("/screen/")
    expect(screen.locator("[data-value=today]")).to_have_text(NUMBER)
    expect(screen.locator("[data-age]")).to_contain_text("数据更新于")
    size = screen.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size[0] <= width
    if width >= 1920:
        assert size[1] <= height
    expect(screen.locator("[data-tile]")).to_have_count(13)
    expect(screen.locator("[data-plot=weeks] svg")).to_be_visible()
