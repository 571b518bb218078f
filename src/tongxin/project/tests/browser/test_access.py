"""axe finds nothing serious on the main pages."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tongxin.project.tests.browser.acts import report_signal
from tongxin.project.tests.browser.conftest import Visit

AXE = Axe()
ONLY = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
LISTS = (
    "/signals/?kind=weekly",
    "/triage/",
    "/incidents/",
    "/alerts/",
    "/cases/",
    "/employers/",
    "/rulebook/",
)
PAGES = (
    "/",
    "/signals/report/",
    "/signals/import/",
    "/reports/new/",
    "/orgs/tree/",
    "/worktime/",
    "/screen/",
)


def serious(page: Page, address: str) -> list[str]:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_attached()
    violations = AXE.run(page, options=ONLY).response["violations"]
    return [
        f"{address}: {v['id']} {v['nodes'][0]['html'][:160]}"
        for v in violations
        if v["impact"] in ("serious", "critical")
    ]


def first_of(page: Page, listing: str) -> str:
    page.goto(listing)
    return page.locator(".rows .row-link").first.get_attribute("href")


def test_zhou_is_kept_out_by_nothing_at_the_desk(visit: Visit) -> None:
    page = visit("desk")
    found = [wrong for address in PAGES + LISTS for wrong in serious(page, address)]
    found += [wrong for listing in LISTS[:5] for wrong in serious(page, first_of(page, listing))]
    assert found == []


def test_li_is_kept_out_by_nothing_on_the_phone(visit: Visit) -> None:
    page = visit("informant", phone=True)
    number = report_signal(page, "枫杨示例保洁队三个人上月工资没有发。", employer="枫杨示例保洁队")
    addresses = ("/", "/signals/report/", "/signals/", f"/signals/{number}/")
    assert [wrong for address in addresses for wrong in serious(page, address)] == []


def test_a_stranger_is_kept_out_by_nothing_at_the_door(visit: Visit) -> None:
    assert serious(visit(phone=True), "/accounts/login/") == []
