"""Every list and detail page, from the same table as the drill on access."""

from collections.abc import Iterable

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from tongxin.ground.orgs.models import TreeSheet
from tongxin.ground.orgs.services import plant
from tongxin.ground.people.models import Account, Post
from tongxin.ground.people.roles import Role
from tongxin.project.drills.doors import LIBRARY, TABLE
from tongxin.project.drills.r5 import path_of
from tongxin.project.drills.routes import Route, routes
from tongxin.project.drills.rows import Planted, plant_rows
from tongxin.project.testing import FRIDAY, PASSWORD
from tongxin.watch.cases.acts import ACTS
from tongxin.watch.cases.flow import State, flow
from tongxin.watch.cases.models import Case

MOST = 13  # the page of an employer, with its index, contracts, incidents and cases
FEW, MANY = 3, 30
NO_PAGE = {  # what answers a GET with something else than a page, with the reason
    "employer-import-template": "下载的表格",
    "employer-import-rejected": "下载的表格",
    "org-export": "下载的表格",
    "org-import-template": "下载的表格",
    "org-import-rejects": "下载的表格",
    "signal-template": "下载的表格",
    "contract-import-template": "下载的表格",
    "contract-import-rejected": "下载的表格",
    "ledger-template": "下载的表格",
    "ledger-rejected": "下载的表格",
    "batch-rejected": "下载的表格",
    "file-download": "下载的文件",
    "case-print": "下载的 PDF",
    "screen-figures": "大屏的数据，查询次数另由大屏的测试守住",
    "notice-open": "转到通知所说的页面",
    "usersessions_list": "转到我的账号",
    "account_login": "已登录，转到首页",
    "account_signup": "不开放注册，转到登录页",
    "account_set_password": "已有密码，转到修改密码",
    "account_confirm_login_code": "未启用",
    "mfa_authenticate": "登录的第二步，已登录",
    "mfa_login_webauthn": "登录用，已登录",
    "mfa_reauthenticate": "刚验证过，转走",
    "mfa_reauthenticate_webauthn": "没有通行密钥，转走",
    "mfa_deactivate_totp": "没有启用动态口令时没有这一页",
    "mfa_view_recovery_codes": "没有恢复码时没有这一页",
    "mfa_download_recovery_codes": "没有恢复码时没有这一页",
    "socialaccount_signup": "单点登录不开户",
    "socialaccount_login_error": "单点登录失败时才有",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of_all(tmp_path):
    """Somebody with every duty at the city and at a district."""
    city = plant("QC", "计数市总工会", level="city", region="3301")
    district = plant("QC-W", "计数区总工会", level="district", parent=city, region="330106")
    person = Account.objects.create(username="counter", name="计数")
    posts = [
        Post(account=person, org=org, role=role, since=FRIDAY.date())
        for org in (city, district)
        for role in Role
    ]
    Post.objects.bulk_create(posts)
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    with override_settings(MEDIA_ROOT=tmp_path):
        yield client, district


def queries(client: Client, path: str) -> int | str:
    """How many statements a page takes the second time; what was answered instead where that is no page."""
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path)
    kind = answer.get("Content-Type", "").partition(";")[0]
    if answer.status_code != 200 or answer.streaming or kind != "text/html":
        return f"{answer.status_code} {kind} {answer.get('Location', '')}"
    return sum(1 for query in seen.captured_queries if "SAVEPOINT" not in query["sql"])


def counted(
    client: Client, rows: Planted, known: Iterable[Route], other: Planted | None = None
) -> dict[str, int]:
    """The count of every page; each other address must say in NO_PAGE why it is none."""
    found: dict[str, int | str] = {}
    for route in known:
        _let_case_take(route.name, rows)
        found[route.name] = queries(client, path_of(route, rows) + _with(route.name, other or rows))
    told = {name: n for name, n in found.items() if isinstance(n, str) and not n.startswith("405")}
    assert {name: why for name, why in told.items() if name not in NO_PAGE} == {}
    assert {name for name in NO_PAGE if name in found} == set(told), "NO_PAGE names what is a page"
    return {name: n for name, n in found.items() if isinstance(n, int)}


def _let_case_take(name: str, rows: Planted) -> None:
    """Bring the case to a state in which the form of this verb opens."""
    verb = next((verb for verb, act in ACTS.items() if act.url_name == name), None)
    if verb:
        state = next(state for state in State.values if verb in flow.verbs(state))
        ended = {"reported_at": FRIDAY, "in_time": True, "closed_at": FRIDAY, "finding": "substantiated"}
        Case.objects.filter(pk=rows.pks["case"]).update(state=state, **ended)


def _with(name: str, other: Planted) -> str:
    """A merge is shown with the row to be merged in."""
    asked = {
        "incident-merge": f"?other={other.pks['incident']}",
        "employer-merge": f"?gone={other.pks['employer']}",
    }
    return asked.get(name, "")


def hold(few: dict[str, int], many: dict[str, int]) -> None:
    growing = {name: f"{few[name]} → {n}" for name, n in many.items() if n > few[name]}
    heavy = {name: n for name, n in many.items() if n > MOST}
    assert many.keys() == few.keys()
    assert not growing and not heavy, f"growing: {growing}; over {MOST}: {heavy}"


def of_rows(route: Route) -> bool:
    return bool(TABLE[route.name].row)


def ours() -> list[Route]:
    return [route for route in routes() if route.name in TABLE]


def test_no_list_asks_more_for_thirty_rows_than_for_three(client_of_all):
    client, org = client_of_all
    pages = [route for route in ours() if not of_rows(route)]
    made = [plant_rows(org, at=FRIDAY) for _ in range(FEW)]
    few = counted(client, made[0], pages)
    made += [plant_rows(org, at=FRIDAY) for _ in range(MANY - FEW)]
    hold(few, counted(client, made[0], pages))


def test_no_detail_page_asks_more_for_thirty_parts_than_for_three(client_of_all):
    client, org = client_of_all
    pages = [route for route in ours() if of_rows(route)]
    few, many = (plant_rows(org, at=FRIDAY, children=n) for n in (FEW, MANY))
    TreeSheet.objects.update(by=Account.objects.get(username="counter"))  # only who uploaded one sees it
    hold(counted(client, few, pages, many), counted(client, many, pages, few))


def test_no_page_of_ones_own_account_is_heavy(client_of_all):
    client, org = client_of_all
    pages = [r for r in routes() if r.name.startswith(LIBRARY) and r.name != "account_logout"]
    person = Account.objects.get(username="counter")
    person.set_password(PASSWORD)
    person.save()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    rows = plant_rows(org, at=FRIDAY)
    found = counted(client, rows, pages)
    assert {name: n for name, n in found.items() if n > MOST} == {}
    assert len(found) > 5


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("level", ["city", "district"])
def test_the_home_of_every_duty_is_no_heavier(client_of_all, role, level):
    client, org = client_of_all
    for _ in range(FEW):
        plant_rows(org, at=FRIDAY)
    person = Account.objects.create(username="one", name="一岗")
    at = org if level == "district" else org.parent
    Post.objects.create(account=person, org=at, role=role, since=FRIDAY.date())
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert queries(client, "/") <= MOST
