"""A passkey, made and used with the browser's own virtual authenticator."""

from playwright.sync_api import Page, expect

from tongxin.project.tests.browser.acts import sign_in
from tongxin.project.tests.browser.city import PASSWORD, City
from tongxin.project.tests.browser.conftest import Visit

KEY = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
       "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip


def give_authenticator(page: Page) -> None:
    """What a laptop with a fingerprint reader has."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def test_the_lawyer_makes_a_passkey_and_signs_in_with_it(visit: Visit, city: City) -> None:
    page = visit(base_url=city.url.replace("127.0.0.1", "localhost"))  # a passkey belongs to a name
    give_authenticator(page)
    sign_in(page, "lawyer", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="添加").click()
    page.locator("[name=password]").fill(PASSWORD)  # adding a way in asks again who it is
    page.get_by_role("button", name="确认").click()
    page.get_by_label("名称").fill("办公室的电脑")
    page.get_by_label("可代替密码登录").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("办公室的电脑")
    expect(page.locator("main")).to_contain_text("通行密钥（可代替密码）")
    page.goto("/people/me/")
    expect(page.locator("main")).to_contain_text("二次验证：通行密钥、恢复码")

    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="退出登录").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("您好")
