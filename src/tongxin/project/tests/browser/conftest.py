import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tongxin.project.tests.browser.acts import sign_in
from tongxin.project.tests.browser.city import PASSWORD, City, running_city
from tongxin.project.tests.browser.watching import Watch

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 20_000  # ms until something must have happened
Visit = Callable[..., Page]

expect.set_options(timeout=PATIENCE)


# Fixtures of the package, not of the session: what playwright leaves running would forbid later tests the database.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        missing = "这台机器上没有 chromium（apt-get install chromium）"
        pytest.fail(missing) if os.environ.get("TONGXIN_BROWSER_REQUIRED") == "1" else pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def city(chromium: Browser) -> Iterator[City]:
    with running_city() as place:
        yield place


@pytest.fixture
def watch() -> Watch:
    """What went wrong on the pages of this test; a test may look into it and expects it empty at the end."""
    return Watch()


@pytest.fixture
def visit(request: pytest.FixtureRequest, chromium: Browser, city: City, watch: Watch) -> Iterator[Visit]:
    """visit(login=None, phone=False, **context) -> a page of that person, signed in."""
    contexts = []

    def open_page(login: str | None = None, *, phone: bool = False, **options: Any) -> Page:
        if login and login not in city.sessions:
            city.sessions[login] = _sign_in(chromium, city, login)
        look = {"viewport": PHONE, "is_mobile": True, "has_touch": True} if phone else {"viewport": DESKTOP}
        context = chromium.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            storage_state=city.sessions.get(login),
            **({"base_url": city.url} | look | options),
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return page

    yield open_page
    failed = request.node.stash.get(FAILED, False)
    for number, page in enumerate(page for context in contexts for page in context.pages):
        if failed and (folder := os.environ.get("TONGXIN_BROWSER_SHOTS")):
            page.screenshot(path=Path(folder) / f"{request.node.name}-{number}.png")
    for context in contexts:
        context.close()
    if not failed:
        assert watch.troubles == []


FAILED = pytest.StashKey[bool]()
HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One city for all of them, also where tests run in several processes."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


def _sign_in(chromium: Browser, city: City, login: str) -> Any:
    context = chromium.new_context(base_url=city.url)
    page = context.new_page()
    sign_in(page, login, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")
    state = context.storage_state()
    context.close()
    return state
