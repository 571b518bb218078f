"""The city's own login server, in a real browser: the content policy must let the form lead there."""

import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tongxin.ground.people.tests.provider import running_provider
from tongxin.project.tests.browser.city import free_port
from tongxin.project.tests.browser.conftest import Visit
from tongxin.project.tests.installing import command, data_folder, environment, tongxin

FIRST = ["--name", "杭州市总工会", "--code", "HZ", "--region", "3301", "--login", "ding", "--person", "丁一"]


@pytest.fixture
def platform() -> Iterator[str]:
    """A platform fresh from `tongxin setup` that knows such a server; its address."""
    with running_provider(preferred_username="ding") as provider, data_folder(migrated=True) as folder:
        tongxin(folder, "setup", *FIRST)
        port = free_port()
        known = environment(folder, TONGXIN_OIDC_SERVER=provider.url, TONGXIN_OIDC_CLIENT="tongxin")
        process = subprocess.Popen(
            command("up", "--port", str(port)), env=known, stdout=subprocess.PIPE, text=True
        )
        try:
            next(line for line in process.stdout if "http" in line)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(60)


def test_ding_comes_in_by_the_city_s_server(visit: Visit, platform: str) -> None:
    page = visit(base_url=platform)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="用统一身份认证登录").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("丁一，您好")
    page.goto("/people/me/")
    expect(page.locator("main")).to_contain_text("统一身份认证：已绑定“ding”")
