"""axe finds nothing serious on the pages of the desk, of the administrator and at the door, at both widths.

The pages between an imported sheet and its report are looked at on the main way.
"""

from playwright.sync_api import Page

from tongxin.project.tests.browser.acts import report_signal
from tongxin.project.tests.browser.axe import serious, serious_at
from tongxin.project.tests.browser.conftest import Visit

OF_THE_DESK = (
    "/", "/signals/report/", "/signals/import/", "/signals/sources/", "/reports/", "/reports/new/", "/orgs/tree/",
    "/worktime/", "/screen/", "/notices/", "/notices/channels/", "/people/", "/people/me/", "/people/me/edit/",
    "/employers/new/", "/employers/import/", "/employers/imports/", "/accounts/password/change/",
    "/accounts/2fa/", "/accounts/sessions/", "/search/?q=工资",
)  # fmt: skip
OF_THE_ADMINISTRATOR = (
    "/queue/", "/people/new/", "/signals/sources/", "/signals/sources/register/", "/orgs/import/", "/rulebook/add/",
)  # fmt: skip
LISTS_OF_THE_DESK = {  # what hangs on the first row of each list
    "/signals/?kind=weekly": ("", "correct/"),
    "/triage/": ("",),
    "/incidents/?sort=-signals": ("", "merge/", "split/"),
    "/alerts/?state=proposed": ("", "regrade/", "dismiss/"),
    "/cases/": ("",),
    "/employers/": ("", "edit/", "merge/"),
    "/orgs/": ("",),
}
LISTS_OF_THE_ADMINISTRATOR = {
    "/audit/": ("",),
    "/people/": ("", "edit/"),
    "/rulebook/": ("", "write/"),
    "/orgs/": ("edit/", "move/", "merge/"),
}


def on_rows(page: Page, lists: dict[str, tuple[str, ...]]) -> list[str]:
    """What is found on each list and below its first row."""
    found = []
    for listing, parts in lists.items():
        found += serious_at(page, listing)
        row = page.locator(".rows .row-link").first.get_attribute("href")
        found += serious_at(page, *(row + part for part in parts))
    return found


def test_zhou_is_kept_out_by_nothing_on_the_pages_of_the_desk(visit: Visit) -> None:
    assert serious_at(visit("desk"), *OF_THE_DESK) == []


def test_zhou_is_kept_out_by_nothing_on_lists_details_and_forms(visit: Visit) -> None:
    page = visit("desk")
    found = on_rows(page, LISTS_OF_THE_DESK)
    page.goto("/incidents/")
    page.goto(page.locator(".rows .row-link").first.get_attribute("href") + "merge/?q=公司")
    page.get_by_role("link", name="选择").first.click()
    page.get_by_role("button", name="确认合并").wait_for()
    assert found + serious_at(page, page.url) == []


def test_the_administrator_is_kept_out_by_nothing(visit: Visit) -> None:
    page = visit("admin")
    assert serious_at(page, *OF_THE_ADMINISTRATOR) + on_rows(page, LISTS_OF_THE_ADMINISTRATOR) == []


def test_li_is_kept_out_by_nothing_on_the_phone(visit: Visit) -> None:
    page = visit("informant", phone=True)
    number = report_signal(page, "枫杨示例保洁队三个人上月工资没有发。", employer="枫杨示例保洁队")
    found = serious(page)
    assert found + serious_at(page, "/", "/signals/report/", "/signals/", f"/signals/{number}/") == []


def test_a_stranger_is_kept_out_by_nothing_at_the_door(visit: Visit) -> None:
    assert serious_at(visit(), "/accounts/login/") == []
