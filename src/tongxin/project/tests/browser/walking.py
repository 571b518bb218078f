"""A person at work whose every page is looked at with axe on the way."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tongxin.project.tests.browser.acts import reload_until
from tongxin.project.tests.browser.axe import serious


@dataclass
class Walker:
    """`found` is shared by all who walk: what would keep somebody out."""

    page: Page
    found: list[str]

    def see(self) -> None:
        """Look at the page as it stands now."""
        self.found += serious(self.page)

    def go(self, address: str) -> Page:
        assert self.page.goto(address).status == 200, address
        self.see()
        return self.page

    def follow(self, link: Locator) -> Page:
        link.click()
        self.page.wait_for_load_state()
        self.see()
        return self.page

    def open_first(self, listing: str) -> str:
        """Wait until the list has a row, open the first; returns its address."""
        self.page.goto(listing)
        row = self.page.locator(".rows .row-link")
        reload_until(self.page, row)
        self.see()
        address = row.first.get_attribute("href")
        self.go(address)
        return address

    def act(
        self, case: str, verb: str, texts: dict[str, str], *choices: str, file: str | None = None
    ) -> None:
        """Fill in the form of one verb on a case and send it."""
        page = self.go(case)
        self.follow(page.get_by_role("link", name=verb, exact=True))
        for choice in choices:
            page.get_by_label(choice, exact=True).check()
        for label, text in texts.items():
            page.get_by_label(label).fill(text)
        if file:
            page.get_by_label("附件").set_input_files(file)
        page.get_by_role("button", name=verb, exact=True).click()
        expect(page.locator(".toast-note")).to_contain_text(f"已{verb}")
        self.see()
