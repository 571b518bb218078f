"""The queue and the reading page: scope, rights, masking, evidence, overruling by form."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.ground.audit.models import Entry
from tongxin.ground.rollups.queries import differences
from tongxin.kit.masking import mask_text
from tongxin.kit.sheets import read_sheet
from tongxin.project.testing import FRIDAY
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.marking import pieces
from tongxin.watch.triage.models import Verdict
from tongxin.watch.triage.tests.makers import make_employer, make_signal

pytestmark = pytest.mark.urls("tongxin.faces.desk.tests.pages")
NAME = "杭州乌有云杉服饰有限公司"
TEXT = f"{NAME}拖欠30名工人工资15万元，欠了三个月，在西湖区灵隐街道，电话13812345678"


@pytest.fixture
def signal(cast):
    make_employer(cast.lingyin, NAME, region_id="330106012")
    made = make_signal(cast.xihu, TEXT)
    triage(FRIDAY)
    return made


def listed(response) -> list[int]:
    return [row.pk for row in response.context["table"].rows]


def answers(verdict: Verdict, **over) -> dict:
    told = {
        "acts": str(verdict.acts),
        "category": verdict.category,
        "employer": verdict.employer_id or "",
        "region": "浙江省杭州市西湖区灵隐街道",
        "persons": verdict.persons or "",
        "amount": verdict.amount or "",
        "months": verdict.months or "",
        "note": "看过原件",
    }
    return told | {name: "on" for name in ("collective", "urgent") if getattr(verdict, name)} | over


def test_the_sheet_says_what_the_page_says(client, cast, signal):
    client.force_login(cast.xi)
    data = client.get("/triage/", {"export": "xlsx"}).content
    cells = next(iter(read_sheet(data, "x.xlsx", columns=["把握", "机器判为"]).rows)).cells
    assert cells["机器判为"] == "劳动报酬" and cells["把握"].endswith("%")


def test_what_a_person_must_judge_comes_first_the_least_sure_before_the_others(client, cast):
    texts = (TEXT, "请问公司这样做对吗，我想咨询一下，西湖区", "工伤不赔，在西湖区，医药费没人付")
    made = [make_signal(cast.xihu, text) for text in texts]
    told = make_signal(cast.xihu, "大家议论下个月怎么办", category_told="contract")
    triage(FRIDAY)
    for signal, sure in zip((*made, told), (0.9, 0.4, 0.3, 0.2), strict=True):
        Verdict.objects.filter(signal=signal).update(confidence=sure, unsure=sure in (0.3, 0.4))
    client.force_login(cast.xi)
    order = [Verdict.objects.get(pk=pk).signal for pk in listed(client.get("/triage/"))]
    assert order == [made[2], made[1], told, made[0]]
    assert client.get(f"/triage/{made[1].pk}/").context["before"] == made[2].pk
    assert client.get(f"/triage/{made[1].pk}/").context["after"] == told.pk


@pytest.mark.parametrize("query", [{"category": "wages"}, {"source": "app"}, {"district": "330106"}, {"acts": "True"},
                                   {"heard_from": "2026-11-20", "heard_to": "2026-11-20"}])  # fmt: skip
def test_it_narrows_the_queue(client, cast, signal, query):
    make_signal(
        cast.city, "请问小区门口的公交站什么时候恢复，等了半年了", kind="hotline", at=FRIDAY.replace(day=1)
    )
    triage(FRIDAY)
    client.force_login(cast.chen)
    assert listed(client.get("/triage/", query)) == [Verdict.objects.get(signal=signal).pk]


def test_it_marks_the_evidence_in_the_text(client, cast, signal):
    client.force_login(cast.xi)
    page = client.get(f"/triage/{signal.pk}/").content.decode()
    why = "用人单位：用人单位名称"
    assert (
        f'<mark data-kind="employer" data-why="{why}" title="{why}" tabindex="0">{NAME[:10]}</mark>' in page
    )
    assert '<mark data-kind="category"' in page


def test_it_masks_numbers_without_shifting_a_mark(client, cast, signal):
    client.force_login(cast.xi)
    page = client.get(f"/triage/{signal.pk}/").content.decode()
    assert "13812345678" not in page and "138****5678" in page
    spans = Verdict.objects.get(signal=signal).spans
    plain, masked = list(pieces(TEXT, spans)), list(pieces(mask_text(TEXT), spans))
    assert [(len(p[0]), p[1:]) for p in plain] == [(len(p[0]), p[1:]) for p in masked]


def test_the_queue_never_shows_a_number(client, cast):
    make_signal(cast.xihu, "老板13812345678拖欠工资三个月，西湖区")
    triage(FRIDAY)
    client.force_login(cast.xi)
    assert "13812345678" not in client.get("/triage/").content.decode()


def test_it_prints_hostile_texts_as_they_are(client, cast):
    made = make_signal(cast.xihu, "<script>alert(1)</script>拖欠工资三个月&lt;西湖区\"'><img src=x>")
    triage(FRIDAY)
    client.force_login(cast.xi)
    for url in ("/triage/", f"/triage/{made.pk}/"):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page


def test_who_has_no_such_duty_may_not_judge(client, cast, signal):
    client.force_login(cast.wang)
    assert client.get("/triage/").status_code == 403
    assert client.get(f"/triage/{signal.pk}/").status_code == 403
    assert client.post(f"/triage/{signal.pk}/overrule/", {}).status_code == 403
    client.force_login(cast.yu)
    assert client.get(f"/triage/{signal.pk}/").status_code == 404
    assert client.post(f"/triage/{signal.pk}/confirm/").status_code == 404


def test_it_overrules_by_form_and_goes_on_to_the_next(client, cast, signal):
    other = make_signal(cast.xihu, "工伤不赔，在西湖区，医药费没人付")
    triage(FRIDAY)
    first, second = Verdict.objects.filter(current=True).order_by("turn", "pk")
    client.force_login(cast.xi)
    client.get("/triage/")
    picked = make_employer(cast.xihu, "杭州子虚青禾餐饮有限公司")
    answer = client.post(
        f"/triage/{first.signal_id}/overrule/",
        answers(first, category="contract", employer=picked.pk, region="西湖区", persons="7"),
    )
    assert answer.url == f"/triage/{second.signal_id}/"
    new = Verdict.objects.get(signal=first.signal_id, current=True)
    assert (new.category, new.employer, new.persons, new.region_id, new.by) == (
        "contract",
        picked,
        7,
        "330106",
        cast.xi,
    )
    assert new.note == "看过原件"
    assert listed(client.get("/triage/")) == [second.pk]
    assert Entry.objects.filter(verb="overrule").exists() and differences() == []
    assert {signal.pk, other.pk} == {first.signal_id, second.signal_id}


def test_a_verdict_sent_back_unchanged_is_refused(client, cast, signal):
    client.force_login(cast.xi)
    verdict = Verdict.objects.get(signal=signal)
    answer = client.post(f"/triage/{signal.pk}/overrule/", answers(verdict))
    assert answer.status_code == 409 and "没有改动" in answer.content.decode()


def test_it_says_which_field_is_wrong(client, cast, signal):
    client.force_login(cast.xi)
    verdict = Verdict.objects.get(signal=signal)
    page = client.post(
        f"/triage/{signal.pk}/overrule/",
        answers(verdict, category="love", region="火星", persons="-3", employer="999999"),
    )
    assert page.status_code == 422
    assert "认不出" in page.content.decode() and "只能选您管辖范围内" in page.content.decode()
    assert Verdict.objects.count() == 1


def test_an_officer_agrees_and_the_signal_leaves_the_queue(client, cast, signal):
    client.force_login(cast.xi)
    assert client.post(f"/triage/{signal.pk}/confirm/").url == "/triage/"
    new = Verdict.objects.get(signal=signal, current=True)
    assert new.by == cast.xi and Verdict.objects.filter(signal=signal).count() == 2
    assert listed(client.get("/triage/")) == []
    again = client.post(f"/triage/{signal.pk}/confirm/")
    assert again.status_code == 409 and "已由人工研判" in again.content.decode()
    assert differences() == []
    assert "已人工研判" in client.get(f"/triage/{signal.pk}/").content.decode()


def test_next_and_previous_keep_to_the_filters_of_the_desk(client, cast, signal):
    make_signal(cast.xihu, "请问小区门口的公交站什么时候恢复，西湖区等了半年了")
    triage(FRIDAY)
    client.force_login(cast.xi)
    client.get("/triage/", {"category": "wages", "acts": "True"})
    page = client.get(f"/triage/{signal.pk}/")
    assert (page.context["before"], page.context["after"]) == (None, None)
    client.get("/triage/")
    page = client.get(f"/triage/{signal.pk}/")
    assert {page.context["before"], page.context["after"]} != {None}


def test_it_asks_at_most_twelve_queries(client, cast, signal):
    for n in range(15):
        make_signal(cast.xihu, f"{TEXT}第{n}次反映")
    triage(FRIDAY)
    client.force_login(cast.xi)
    client.get("/triage/")
    for url in ("/triage/", f"/triage/{signal.pk}/", f"/triage/{signal.pk}/related/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= 12, url + "\n" + "\n".join(q["sql"][:200] for q in queries)


def test_a_refused_form_keeps_the_employer_that_was_chosen(client, cast, signal):
    other = make_employer(cast.lingyin, "杭州乌有青禾食品有限公司", region_id="330106012")
    client.force_login(cast.xi)
    told = answers(Verdict.objects.get(current=True), employer=other.pk, region="火星")
    page = client.post(f"/triage/{signal.pk}/overrule/", told)
    assert page.status_code == 422
    assert f'value="{other.pk}" checked' in page.content.decode()
