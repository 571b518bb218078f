from pathlib import Path

from playwright.sync_api import Page, expect

from tongxin.project.tests.browser.conftest import Visit


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return Path(download.value.path()).read_bytes()


def test_gu_orders_a_quarterly_report_and_downloads_it(visit: Visit) -> None:
    page = visit("leader")
    page.goto("/reports/new/")
    page.get_by_label("期间").select_option(index=0)
    expect(page.get_by_label("期间").locator("option:checked")).to_contain_text("季度")
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.get_by_role("link", name="下载 Word 文件")).to_be_visible(timeout=60_000)
    expect(page.locator("article.report h2").first).to_contain_text("季报")
    assert downloaded(page, "下载 Word 文件").startswith(b"PK\x03\x04")
    assert downloaded(page, "下载 PDF 文件").startswith(b"%PDF-")
