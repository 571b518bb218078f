from playwright.sync_api import expect

from tongxin.project.tests.browser.conftest import Visit


def test_a_programmer_reads_the_interface_in_the_browser(visit: Visit) -> None:
    page = visit()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/v1/docs")
    expect(page.locator("#swagger-ui")).to_contain_text("报送线索")
    page.locator(".opblock-summary").first.click()
    expect(page.locator("#swagger-ui")).to_contain_text("Content-Digest")
    assert all(url.startswith((page.url.split("/api/")[0], "data:")) for url in asked)
