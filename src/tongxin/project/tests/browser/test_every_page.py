"""Every place in the navigation of every role, at desk and phone width."""

from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from tongxin.project.tests.browser.axe import serious
from tongxin.project.tests.browser.conftest import DESKTOP, PHONE, Visit
from tongxin.project.tests.browser.watching import Watch

ENOUGH = 2  # roles by whom a page is looked at; that every role gets every page of its own is R5
ROLES = ("admin", "desk", "leader", "lawyer", "adviser", "district_desk", "district_leader", "mediator",
         "supervisor", "safety", "counter", "coordinator", "informant")  # fmt: skip
OF_EVERYBODY = (
    "/notices/",
    "/people/me/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/sessions/",
)
LOOKED_AT: Counter[str] = Counter()
WRONG = """() => [
  ...(document.documentElement.lang === "zh-CN" ? [] : ["语言"]),
  ...(document.querySelectorAll("h1").length === 1 ? [] : ["一级标题的个数"]),
  ...(document.documentElement.scrollWidth <= innerWidth ? [] : ["横向溢出 " + document.documentElement.scrollWidth]),
]"""


def navigation(page: Page) -> list[str]:
    page.goto("/")
    return [link.get_attribute("href") for link in page.locator("#nav .nav-item").all()]


def faults(page: Page, addresses: list[str]) -> list[str]:
    """What is wrong on each page at both widths."""
    found = []
    for address in addresses:
        page.set_viewport_size(DESKTOP)
        status = page.goto(address).status
        if status != 200:
            found.append(f"{address} 答复 {status}")
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            found += [f"{address} {size['width']}：{wrong}" for wrong in page.evaluate(WRONG)]
    return found


@pytest.mark.parametrize("login", ROLES)
def test_every_page_of_the_navigation_is_whole(visit: Visit, watch: Watch, login: str) -> None:
    page = visit(login)
    addresses = navigation(page)
    assert len(addresses) >= 4
    due = [address for address in addresses if LOOKED_AT[address] < ENOUGH]
    LOOKED_AT.update(due)
    assert faults(page, due + (list(OF_EVERYBODY) if login == "desk" else [])) == []
    assert watch.troubles == []


@pytest.mark.parametrize("login", ROLES)
def test_the_home_of_every_duty_fits_a_phone(visit: Visit, login: str) -> None:
    page = visit(login, phone=True)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")
    assert page.evaluate(WRONG) == []
    bar = page.locator(".bottom-bar")
    expect(bar).to_be_in_viewport()
    assert 4 <= bar.get_by_role("link").count() <= 5
    assert serious(page) == []


def test_zhou_opens_one_of_everything(visit: Visit) -> None:
    page = visit("desk")
    details = []
    for listing in (
        "/signals/",
        "/triage/",
        "/incidents/",
        "/alerts/",
        "/cases/",
        "/employers/",
        "/orgs/",
        "/rulebook/",
    ):
        page.goto(listing)
        details.append(page.locator(".rows .row-link").first.get_attribute("href"))
    assert faults(page, details) == []
