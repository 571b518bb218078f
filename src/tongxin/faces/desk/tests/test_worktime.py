import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.ground.worktime import queries
from tongxin.ground.worktime.models import Notice
from tongxin.ground.worktime.tests.makers import SAMPLE_2027

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    queries.forget_calendar()
    yield
    queries.forget_calendar()


def test_everybody_sees_the_year(client, cast):
    client.force_login(cast.li)
    page = client.get("/worktime/2026/").content.decode()
    assert "2026年工作日历" in page and "官方" in page and "国庆节" in page and "调休上班" in page
    assert "导入放假通知" not in page


def test_a_year_without_a_notice_says_so(client, cast):
    client.force_login(cast.chen)
    page = client.get("/worktime/2027/").content.decode()
    assert "预估" in page and "没有调休" in page


def test_an_unknown_year_is_not_found(client, cast):
    client.force_login(cast.chen)
    assert client.get("/worktime/1990/").status_code == 404


def test_the_administrator_previews_and_imports_a_notice(client, cast):
    client.force_login(cast.ao)
    assert client.get("/worktime/2026/").context["form"].initial["year"] == 2027
    page = client.post("/worktime/import/", {"year": 2027, "text": SAMPLE_2027})
    assert (
        "预览（尚未导入）" in page.content.decode()
        and "02月09日 工作日 → 节假日 春节" in page.content.decode()
    )
    assert not Notice.objects.exists()
    answer = client.post("/worktime/import/", {"year": 2027, "text": SAMPLE_2027, "commit": "1"})
    assert answer.status_code == 302 and answer.url == "/worktime/2027/"
    notice = Notice.objects.get()
    assert (notice.year, notice.imported_by) == (2027, "敖管理")


def test_a_notice_that_cannot_be_read_is_answered_with_reasons(client, cast):
    client.force_login(cast.ao)
    page = client.post("/worktime/import/", {"year": 2027, "text": "明年都上班"}).content.decode()
    assert "不能导入" in page
    assert (
        client.post("/worktime/import/", {"year": 2027, "text": "明年都上班", "commit": "1"}).status_code
        == 409
    )


def test_one_of_text_and_sheet_is_needed(client, cast):
    client.force_login(cast.ao)
    assert client.post("/worktime/import/", {"year": 2027}).status_code == 422


def test_a_broken_sheet_is_answered_with_a_reason(client, cast):
    client.force_login(cast.ao)
    file = SimpleUploadedFile("2027.xlsx", b"\x00\x01nonsense")
    answer = client.post("/worktime/import/", {"year": 2027, "file": file})
    assert answer.status_code in (200, 409) and not Notice.objects.exists()


@pytest.mark.parametrize("who", ["chen", "guan", "xi", "li", "nobody"])
def test_others_do_not_import(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.post("/worktime/import/", {"year": 2027, "text": SAMPLE_2027}).status_code == 403


def test_the_page_costs_few_queries(client, cast):
    client.force_login(cast.ao)
    with CaptureQueriesContext(connection) as asked:
        client.get("/worktime/2026/")
    assert len(asked) <= 12
