import pytest
from django.utils.timezone import localtime

from tongxin.faces.reports import services
from tongxin.faces.reports.flow import State
from tongxin.faces.reports.jobs import make_next
from tongxin.faces.reports.models import LOST_AFTER, Report
from tongxin.ground.audit.models import Entry
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY


@pytest.fixture(autouse=True)
def folder(db, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("tongxin.faces.reports.views.localtime", lambda: localtime(FRIDAY))


def order(cast, org=None, by=None, period="2026Q3", **over):
    return services.order(org or cast.city, period, by=by or cast.chen, at=FRIDAY, **over)


def made(cast, **over):
    report = order(cast, **over)
    assert make_next(FRIDAY) == 1
    report.refresh_from_db()
    return report


def test_it_is_ordered_made_and_downloaded(client, cast):
    client.force_login(cast.chen)
    answer = client.post("/reports/new/", {"period": "2026Q3", "org": cast.city.pk})
    report = Report.objects.get()
    assert answer.status_code == 302 and report.state == State.WAITING
    assert "等待后台处理" in client.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    assert make_next(FRIDAY) == 1 and make_next(FRIDAY) == 0
    report.refresh_from_db()
    assert report.state == State.DRAFT and report.done == services.STEPS
    for file, head in ((report.docx, b"PK"), (report.pdf, b"%PDF-")):
        got = client.get(f"/files/{file.pk}/")
        assert got.status_code == 200 and b"".join(got.streaming_content).startswith(head)
        assert "2026年第三季度" in file.name
    assert client.get(answer.url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_the_page_shows_what_the_file_says(client, cast):
    report = made(cast)
    client.force_login(cast.chen)
    page = client.get(f"/reports/{report.pk}/").content.decode()
    assert report.title in page and "本季度杭州市未收到劳动关系线索" in page
    assert "统计口径" in page and 'data-chart="chart-' in page and "看数字" in page


def test_a_district_does_not_see_another(client, cast):
    report = made(cast, org=cast.yuhang)
    client.force_login(cast.xi)
    for path in (f"/reports/{report.pk}/", f"/files/{report.docx_id}/"):
        assert client.get(path).status_code == 404
    for verb in ("sign", "remake"):
        assert client.post(f"/reports/{report.pk}/{verb}/").status_code == 404
    assert "余杭" not in client.get("/reports/").content.decode()
    client.force_login(cast.chen)
    assert client.get(f"/reports/{report.pk}/").status_code == 200


def test_a_district_cannot_order_for_another(client, cast):
    client.force_login(cast.xi)
    assert client.post("/reports/new/", {"period": "2026Q3", "org": cast.yuhang.pk}).status_code == 422
    assert client.post("/reports/new/", {"period": "2026Q3", "org": cast.city.pk}).status_code == 422
    assert client.post("/reports/new/", {"period": "1066Q1", "org": cast.xihu.pk}).status_code == 422
    assert not Report.objects.exists()


def test_files_are_closed_to_those_without_the_right(client, cast):
    report = made(cast, org=cast.xihu)
    client.force_login(cast.wang)
    assert client.get(f"/reports/{report.pk}/").status_code == 403
    assert client.get(f"/files/{report.pdf_id}/").status_code == 404
    assert client.get("/reports/").status_code == client.get("/reports/new/").status_code == 403


def test_a_leader_signs_and_nobody_else(client, cast):
    report = made(cast)
    client.force_login(cast.chen)
    assert client.post(f"/reports/{report.pk}/sign/").status_code == 403
    client.force_login(cast.guan)
    assert "签发</button>" in client.get(f"/reports/{report.pk}/").content.decode()
    assert client.post(f"/reports/{report.pk}/sign/").status_code == 302
    report.refresh_from_db()
    assert (report.state, report.signed_by, report.signed_at) == (State.SIGNED, cast.guan, FRIDAY)
    entry = Entry.objects.get(kind="reports.report", verb="sign")
    assert entry.actor_id == cast.guan.pk and entry.facts["pdf"] == report.pdf.digest
    assert client.post(f"/reports/{report.pk}/sign/").status_code == 409


def test_a_signed_report_is_the_only_one_of_its_period(cast):
    first, second = made(cast), made(cast)
    services.sign(first, by=cast.guan, at=FRIDAY)
    with pytest.raises(Refused):
        services.sign(second, by=cast.guan, at=FRIDAY)
    with pytest.raises(Refused):
        order(cast)
    with pytest.raises(Refused):
        services.remake(first, by=cast.chen, at=FRIDAY)
    order(cast, org=cast.xihu)


def test_a_draft_is_made_anew(client, cast):
    report = made(cast)
    old = report.docx_id
    client.force_login(cast.chen)
    client.post(f"/reports/{report.pk}/remake/")
    assert make_next(FRIDAY) == 1
    report.refresh_from_db()
    assert report.state == State.DRAFT and report.docx_id != old


def test_one_that_fails_says_so_and_holds_up_nobody(cast, monkeypatch):
    broken = order(cast, org=cast.xihu)
    monkeypatch.setattr("tongxin.faces.reports.services.to_pdf", lambda printed: 1 / 0)
    make_next(FRIDAY)
    monkeypatch.undo()
    whole = order(cast)
    make_next(FRIDAY)
    broken.refresh_from_db()
    whole.refresh_from_db()
    assert (broken.state, whole.state) == (State.FAILED, State.DRAFT) and "系统管理员" in broken.failure


def test_a_report_whose_worker_died_is_taken_up_again(cast):
    report = services.begin(order(cast), at=FRIDAY - LOST_AFTER / 2)
    assert make_next(FRIDAY) == 0
    Report.objects.filter(pk=report.pk).update(started_at=FRIDAY - LOST_AFTER * 2)
    assert make_next(FRIDAY) == 1


def test_names_are_for_those_with_the_right_to_them(cast):
    assert made(cast, named=True).named
    with pytest.raises(Refused):
        order(cast, by=cast.ao, named=True)


def test_pages_cost_few_queries(client, cast, django_assert_max_num_queries):
    report = made(cast)
    for _ in range(3):
        order(cast, period="2025Q3")
    client.force_login(cast.chen)
    for path in ("/reports/", f"/reports/{report.pk}/", "/reports/new/"):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200


def test_reports_are_found_by_union_and_by_person(client, cast):
    order(cast)
    order(cast, org=cast.xihu)
    client.force_login(cast.chen)

    def listed(**query):
        return [row.cells[2].value for row in client.get("/reports/", query).context["table"].rows]

    assert listed(q="西湖") == [cast.xihu.name] and len(listed(q="陈城调", sort="state")) == 2
    assert listed(q="第三季度", sort="-made_at") and not listed(q="第一季度")


def test_a_boosted_link_gets_the_whole_page_and_no_reload(client, cast):
    """A reload asked for by a page that was just loaded is one too many."""
    report = made(cast)
    client.force_login(cast.chen)
    answer = client.get(f"/reports/{report.pk}/", headers={"HX-Request": "true", "HX-Boosted": "true"})
    assert "<html" in answer.content.decode() and "HX-Refresh" not in answer
