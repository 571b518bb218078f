"""What axe finds that would keep somebody out."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tongxin.project.tests.browser.conftest import DESKTOP, PHONE

AXE = Axe()
ONLY = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
KEEP_OUT = ("serious", "critical")


def serious(page: Page) -> list[str]:
    """The serious findings on the page as it stands.

    A bar that sticks to the edge covers some field wherever one has scrolled to: what is found at the top only
    or at the end only keeps nobody out.
    """
    expect(page.get_by_role("heading", level=1)).to_be_attached()
    found = _found(page)
    if found:
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        found &= _found(page)
        page.evaluate("scrollTo(0, 0)")
    return [f"{page.url} {page.viewport_size['width']}: {each}" for each in sorted(found)]


def _found(page: Page) -> set[str]:
    violations = AXE.run(page, options=ONLY).response["violations"]
    return {
        f"{violation['id']} {node['html'][:160]}"
        for violation in violations
        if violation["impact"] in KEEP_OUT
        for node in violation["nodes"]
    }


def serious_at(page: Page, *addresses: str) -> list[str]:
    """The same on each of these pages, which must be there, at both widths."""
    found = []
    for address in addresses:
        page.set_viewport_size(DESKTOP)
        status = page.goto(address).status
        if status != 200:
            found.append(f"{address} 答复 {status}")
            continue
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            found += serious(page)
    return found
