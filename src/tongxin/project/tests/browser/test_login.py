from playwright.sync_api import expect

from tongxin.project.tests.browser.acts import sign_in
from tongxin.project.tests.browser.city import PASSWORD
from tongxin.project.tests.browser.conftest import Visit


def test_xu_is_told_in_chinese_that_the_password_is_wrong(visit: Visit) -> None:
    page = visit()
    sign_in(page, "counter", "not-the-password")
    expect(page.get_by_role("alert")).to_contain_text("不正确")
    expect(page.locator("[name=login]")).to_have_value("counter")
    sign_in(page, "counter", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("许窗口，您好")


def test_the_mediator_of_tonglu_is_locked_out_after_five_wrong_passwords(visit: Visit) -> None:
    page = visit()
    for _ in range(5):
        sign_in(page, "mediator_330127", "not-the-password")
    expect(page.get_by_role("heading", level=1)).to_have_text("账号暂时锁定")
    sign_in(page, "mediator_330127", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("账号暂时锁定")


def test_qian_gets_a_first_password_and_must_choose_his_own(visit: Visit) -> None:
    admin = visit("admin")
    admin.goto("/people/new/")
    admin.get_by_label("登录名").fill("qian.xin")
    admin.get_by_label("姓名").fill("钱新来")
    admin.get_by_label("工会", exact=True).fill("杭州市西湖区总工会")
    admin.get_by_label("职责").select_option("mediator")
    admin.get_by_role("button", name="新建并生成初始密码").click()
    issued = admin.locator("main code").inner_text()
    admin.get_by_role("link", name="完成").click()
    expect(admin.get_by_role("heading", level=1)).to_have_text("钱新来")
    assert issued not in admin.content()

    page = visit()
    sign_in(page, "qian.xin", issued)
    page.goto("/cases/")
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")
    page.locator("[name=oldpassword]").fill(issued)
    for name in ("password1", "password2"):
        page.locator(f"[name={name}]").fill("Spruce-lantern-58")
    page.get_by_role("button", name="改为新密码").click()
    page.wait_for_load_state()
    page.goto("/cases/")
    expect(page.get_by_role("heading", level=1)).to_have_text("工单")
