import re

from playwright.sync_api import expect

from tongxin.project.tests.browser.conftest import Visit


def test_the_administrator_writes_a_version_and_compares_it(visit: Visit) -> None:
    page = visit("admin")
    page.goto("/rulebook/")
    page.get_by_role("link", name=re.compile("示例四级预警方案")).first.click()
    expect(page.get_by_role("heading", name="版本", exact=True)).to_be_visible()
    expect(page.locator("main")).to_contain_text("三十人以上的集体争议")
    page.get_by_role("link", name="录入新版本").click()
    page.get_by_label("依据", exact=True).last.fill("示例：本市会议纪要")
    page.get_by_label("生效日期").fill("2027-01-01")
    page.get_by_role("button", name="看对去年预警的影响").click()
    page.get_by_role("button", name="保存为新版本").click()
    page.get_by_role("link", name="比较版本").click()
    expect(page.get_by_role("heading", name=re.compile("第1版改为第2版"))).to_be_visible()


def test_the_administrator_looks_at_the_working_days_of_the_year(visit: Visit) -> None:
    page = visit("admin")
    page.goto("/worktime/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("年工作日历")
    expect(page.locator("main table")).to_have_count(12)


def test_the_administrator_finds_who_did_what(visit: Visit) -> None:
    page = visit("admin")
    page.goto("/audit/")
    page.get_by_role("combobox", name="动作").select_option(label="交办")
    expect(page.locator(".chip", has_text="交办")).to_be_visible()
    verbs = set(page.locator("td[data-label=动作]").all_inner_texts())
    assert verbs == {"交办"}
    page.locator(".rows .row-link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_administrator_sees_the_queue_and_its_worker(visit: Visit) -> None:
    page = visit("admin")
    page.goto("/queue/")
    expect(page.get_by_role("heading", level=1)).to_have_text("任务队列")
    expect(page.get_by_text("最近心跳")).to_be_visible()


def test_zhou_opens_the_tree_of_unions_branch_by_branch(visit: Visit) -> None:
    page = visit("desk")
    page.goto("/orgs/tree/")
    for union in ("杭州市总工会", "杭州市西湖区总工会"):
        page.locator("summary", has_text=re.compile(f"，{union}$")).click()
    expect(page.get_by_role("link", name="灵隐街道总工会", exact=True)).to_be_visible()
