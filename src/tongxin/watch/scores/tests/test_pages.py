"""What people see of the index, and who may say something against it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.project.testing import FRIDAY
from tongxin.watch.scores.contests import annotate, contest, reject, uphold
from tongxin.watch.scores.jobs import score
from tongxin.watch.scores.models import Contest, Score
from tongxin.watch.scores.services import rescore
from tongxin.watch.scores.tests.makers import enact, make_employer, make_evidence, tell_of

DAY = timedelta(days=1)


@pytest.fixture
def found(cast):
    enact()
    employer = make_employer(cast.lingyin, region_id="330106012")
    tell_of(employer, org=cast.xihu, persons=12, months=2)
    score(FRIDAY)
    return Score.objects.get(employer=employer)


def page(client, user, address):
    client.force_login(user)
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_the_list_has_the_highest_first_and_only_ones_own(client, cast, found):
    make_evidence(make_employer(cast.yuhang, "余杭某厂"), "survey_hard")
    rescore([e.employer_id for e in found.employer.evidence.model.objects.all()], at=FRIDAY)
    status, text = page(client, cast.chen, "/scores/")
    assert status == 200
    assert text.index(found.employer.name) < text.index("余杭某厂")
    assert "余杭某厂" not in page(client, cast.xi, "/scores/")[1]
    assert page(client, cast.yu, f"/scores/{found.pk}/")[0] == 404


def test_the_list_asks_no_more_for_thirty_employers_than_for_three(client, cast, found):
    def asked():
        client.get("/scores/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/scores/")
        return len(seen.captured_queries)

    def add(n):
        rows = [make_evidence(make_employer(cast.lingyin, f"甲{n}厂{i}")) for i in range(n)]
        rescore([row.employer_id for row in rows], at=FRIDAY)

    client.force_login(cast.chen)
    add(3)
    few = asked()
    add(27)
    assert asked() == few


def test_the_employers_page_has_index_band_reasons_and_says_it_is_no_probability(client, cast, found):
    status, text = page(client, cast.xi, f"/employers/{found.employer_id}/")
    assert status == 200
    assert f"{found.value:.0f}</strong>" in text
    assert "未经校准，不是概率" in text
    reason = found.reasons[0]
    assert reason["words"] in text
    assert f"/scores/{found.pk}/#evidence-{reason['evidence']}" in text
    rescore([found.employer_id], at=FRIDAY + 60 * DAY)
    assert "指数变化" in page(client, cast.xi, f"/employers/{found.employer_id}/")[1]


def test_whoever_may_not_see_the_index_sees_the_employer_without(client, cast, found):
    status, text = page(client, cast.li, f"/employers/{found.employer_id}/")
    assert status == 200
    assert "不是概率" not in text


def test_each_piece_of_evidence_leads_to_its_incident(client, cast, found):
    text = page(client, cast.xi, f"/scores/{found.pk}/")[1]
    incident = found.employer.evidence.first().incident_id
    assert f'href="/incidents/{incident}/"' in text
    assert "欠薪满两个月" in text


def test_an_incident_of_another_union_is_not_linked(client, cast, found):
    tell_of(found.employer, org=cast.yuhang, region="330110", persons=3, at=FRIDAY - 100 * DAY)
    score(FRIDAY)
    assert "其他工会的事件" in page(client, cast.xi, f"/scores/{found.pk}/")[1]


def test_xi_contests_and_chen_upholds_and_it_is_struck_through(client, cast, found):
    row = found.employer.evidence.get(kind="arrears_two")
    client.force_login(cast.xi)
    assert client.post(f"/scores/evidence/{row.pk}/contest/", {"reason": "已补发"}).status_code == 302
    made = Contest.objects.get()
    client.force_login(cast.chen)
    assert client.get(f"/scores/contests/{made.pk}/uphold/").status_code == 200
    answer = client.post(f"/scores/contests/{made.pk}/uphold/", {"decision": "属实"})
    assert answer.status_code == 302
    text = page(client, cast.xi, f"/scores/{found.pk}/")[1]
    assert "<s>欠薪满两个月</s>" in text and "已补发" in text and "属实" in text
    assert client.post(f"/scores/contests/{made.pk}/uphold/", {"decision": "再次"}).status_code == 409


def test_xi_is_offered_to_withdraw_and_guan_to_decide(client, cast, found):
    row = found.employer.evidence.get(kind="arrears_two")
    made = contest(row, reason="已补发", by=cast.xi, at=FRIDAY)
    offered = {
        cast.xi: {"withdraw"}, cast.chen: {"uphold", "reject"}, cast.guan: {"uphold", "reject"}, cast.wang: set(),
    }  # fmt: skip
    for user, verbs in offered.items():
        text = page(client, user, f"/scores/{found.pk}/")[1]
        shown = {v for v in ("uphold", "reject", "withdraw") if f"/scores/contests/{made.pk}/{v}/" in text}
        assert shown == verbs, user
    client.force_login(cast.xi)
    answer = client.post(f"/scores/contests/{made.pk}/uphold/", {"decision": "属实"})
    assert answer.status_code == 409 and "不能自己处理" in answer.content.decode()


def test_wang_may_look_but_not_contest_and_yu_finds_nothing(client, cast, found):
    row = found.employer.evidence.first()
    address = f"/scores/evidence/{row.pk}/contest/"
    for user, status in ((cast.wang, 403), (cast.yu, 404)):
        client.force_login(user)
        assert client.post(address, {"reason": "不对"}).status_code == status
    assert page(client, cast.wang, f"/scores/{found.pk}/")[0] == 200
    assert not Contest.objects.exists()


def test_an_empty_objection_is_asked_for_again(client, cast, found):
    row = found.employer.evidence.first()
    client.force_login(cast.xi)
    assert client.post(f"/scores/evidence/{row.pk}/contest/", {"reason": ""}).status_code == 422


def test_a_note_stands_beside_its_evidence(client, cast, found):
    row = found.employer.evidence.first()
    client.force_login(cast.xi)
    client.post(f"/scores/evidence/{row.pk}/annotate/", {"note": "已上门核实"})
    assert "批注：已上门核实" in page(client, cast.xi, f"/scores/{found.pk}/")[1]


def test_the_model_page_says_what_is_in_force(client, cast, found):
    status, text = page(client, cast.xi, "/scores/model/")
    assert status == 200
    assert "未校准" in text and "还没有校准" in text


def test_without_a_rule_the_list_says_so(client, cast):
    assert "没有启用" in page(client, cast.chen, "/scores/")[1]


def test_upheld_evidence_is_shown_as_not_counting(client, cast, found):
    row = found.employer.evidence.get(kind="collective")
    uphold(contest(row, reason="只有九人", by=cast.xi, at=FRIDAY), decision="是", by=cast.chen, at=FRIDAY)
    assert "不计" in page(client, cast.xi, f"/scores/{found.pk}/")[1]


@pytest.mark.parametrize("points", [6, 0])
def test_the_rule_is_written_row_by_row(client, cast, found, points):
    """The editor gives back the body it was filled with, also where a kind counts nothing."""
    rule = found.version.rule
    client.force_login(cast.ao)
    items = [dict(each) for each in found.version.body["items"]]
    items[0]["points"] = points
    wanted = found.version.body | {"items": items}
    for posted in ({"row-0-points": str(points)}, {}):
        answer = client.post(f"/rulebook/{rule.pk}/write/", filled(client, rule) | posted)
        assert answer.status_code == 302
        assert rule.versions.order_by("-number").first().body == wanted


def filled(client, rule):
    """The fields of the editor as it shows them."""
    form = client.get(f"/rulebook/{rule.pk}/write/").context["form"]
    shown = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in shown.items() if value is not False and value not in (None, "")}
    return sent | {"since": "2026-12-01"}


def test_no_phone_is_readable_in_what_was_said_of_evidence(client, cast, found):
    row = found.employer.evidence.get(kind="collective")
    made = contest(row, reason="问过工友13812345678", by=cast.xi, at=FRIDAY)
    annotate(row, note="经办13912345678", by=cast.xi, at=FRIDAY)
    assert "13812345678" not in page(client, cast.chen, f"/scores/contests/{made.pk}/uphold/")[1]
    reject(made, decision="已回电13712345678", by=cast.chen, at=FRIDAY)
    text = page(client, cast.xi, f"/scores/{found.pk}/")[1]
    assert "问过工友" in text and "经办" in text and "已回电" in text
    assert not any(phone in text for phone in ("13812345678", "13912345678", "13712345678"))
