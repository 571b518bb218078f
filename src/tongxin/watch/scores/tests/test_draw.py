"""Which evidence an incident and a line of the quarterly survey are."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tongxin.kit.statements import ask
from tongxin.project.testing import FRIDAY
from tongxin.watch.scores.drawing import Told, draw, fine
from tongxin.watch.scores.jobs import score, survey
from tongxin.watch.scores.models import Evidence, Score
from tongxin.watch.scores.patterns import SURVEY, WORDS
from tongxin.watch.scores.tests.makers import enact, make_employer, tell_of
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.models import Verdict
from tongxin.watch.triage.tests.makers import make_signal


def kinds(**facts):
    told = {"category": "wages", "first_at": FRIDAY, "last_at": FRIDAY}
    return {drawn.kind for drawn in draw(Told(**told | facts))}


def test_the_size_is_by_workers_or_by_money():
    assert kinds() == {"matter_small"}
    assert kinds(persons=5) == {"matter_middle"}
    assert kinds(amount=Decimal(20_000)) == {"matter_middle"}
    assert kinds(amount=Decimal(50_000)) == {"matter_large"}


def test_arrears_count_by_months_and_only_of_wages():
    assert "arrears_one" in kinds(months=1)
    assert "arrears_two" in kinds(months=2) and "arrears_one" not in kinds(months=2)
    assert kinds(months=3, category="contract") == {"matter_small"}


def test_ten_workers_are_collective():
    assert "collective" in kinds(persons=10)
    assert "collective" not in kinds(persons=9)


@pytest.mark.parametrize(
    ("persons", "amount", "months", "criminal"),
    [
        (1, 5_000, 3, True),
        (None, 5_000, 3, True),
        (1, 5_000, 2, False),
        (1, 4_999, 3, False),
        (5, 50_000, 4, False),
        (10, 30_000, None, True),
        (10, 29_999, 5, False),
    ],
)
def test_the_criminal_line_is_that_of_the_interpretation(persons, amount, months, criminal):
    assert ("crime_line" in kinds(persons=persons, amount=Decimal(amount), months=months)) is criminal


def test_a_group_of_unknown_size_is_not_one_worker():
    told = {"amount": Decimal(6_000), "months": 3, "collective": True}
    assert "crime_line" not in kinds(**told)
    assert "crime_line" not in kinds(**told, persons=1)
    assert "crime_line" in kinds(**told | {"amount": Decimal(30_000)}, persons=10)


def test_a_layoff_needs_twenty_or_a_tenth_of_the_staff():
    said = (("layoff", FRIDAY, 7),)
    assert "layoff" in kinds(category="contract", persons=20, said=said)
    assert "layoff" in kinds(category="contract", persons=5, staff=50, said=said)
    assert "layoff" not in kinds(category="contract", persons=4, staff=50, said=said)
    assert "layoff" not in kinds(category="contract", persons=40)


def test_a_partly_lost_arbitration_is_not_lost_as_well():
    said = (("arbitration_lost", FRIDAY, 1), ("arbitration_partly", FRIDAY, 2))
    assert {"arbitration_partly"} == kinds(said=said) - {"matter_small"}


def test_a_fine_is_classed_by_its_own_sum():
    assert fine("拖欠金额九万元，处以罚款3万元") == "fined_middle"
    assert fine("依法罚款六万元") == "fined_large"
    assert fine("已罚款") == "fined_small"


def says(pattern, text):
    """Whether the database finds a pattern in a text."""
    return ask("SELECT %s::text ~ %s::text", [text, pattern])[0][0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("仲裁裁决：支持申请人请求", True),
        ("裁决对未签合同的请求予以支持", True),
        ("裁决支付一次性就业补助金", True),
        ("裁决被申请人向申请人支付工资三万元", True),
        ("判决单位支付劳动者经济补偿", True),
        ("裁决后单位拒不支付", True),
        ("裁决支持加班费请求驳回其他请求", True),
        ("被申请人败诉", True),
        ("仲裁结果：单位败诉", True),
        ("仲裁裁决：对其请求不予支持", False),
        ("裁决结果：不支持申请人请求", False),
        ("裁决结果：申请人的请求均不予以支持", False),
        ("判决其主张不能得到支持", False),
        ("判决支持用人单位主张", False),
        ("裁决申请人支付单位违约金", False),
        ("裁决结果：由劳动者向单位支付违约金", False),
        ("裁决驳回申请人要求支付工资的请求", False),
        ("判决单位无需支付经济补偿", False),
        ("判决单位不予支付双倍工资", False),
        ("申请人请求裁决单位支付工资", False),
        ("裁决结果：驳回;单位支付部分为自愿", False),
    ],
)
def test_an_award_is_lost_only_where_the_worker_won(text, lost):
    assert says(WORDS["arbitration_lost"][1], text) is lost


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "fined"),
    [
        ("处以罚款3万元", True),
        ("责令改正，并处2万元罚款", True),
        ("处人民币20,000元的罚款", True),
        ("对拖欠劳动者工资的行为处以罚款", True),
        ("依法罚款六万元", True),
        ("决定对该单位罚款五千元", True),
        ("决定给予罚款", True),
        ("行政处罚：罚款2万元", True),
        ("作出罚款一万元的行政处罚", True),
        ("以规章制度对劳动者罚款", False),
        ("单位到处罚款", False),
        ("公司决定罚款二百元", False),
        ("依法不得对劳动者罚款", False),
        ("单位决定对员工罚款", False),
        ("对迟到职工处以罚款一百元", False),
        ("反映未依法发工资还罚款", False),
        ("决定不予罚款", False),
        ("逾期不改将处以罚款", False),
        ("拟责令改正，拟并处罚款", False),
        ("责令退还处罚款项", False),
    ],
)
def test_a_fine_is_one_laid_on_the_employer(text, fined):
    assert says(WORDS["fined"][1], text) is fined


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "owing"),
    [
        ("欠缴两个月", True),
        ("资金紧张，停缴", True),
        ("无力负担欠缴一个月", True),
        ("未缴、欠缴人数较多", True),
        ("养老正常，医保少缴", True),
        ("无欠缴", False),
        ("正常，无欠缴", False),
        ("没有欠缴", False),
        ("未欠缴", False),
        ("无欠缴、少缴、停缴", False),
        ("未发生欠缴或少缴", False),
        ("不存在任何欠缴", False),
        ("欠缴情况：无", False),
        ("正常；备注：曾欠缴", False),
    ],
)
def test_a_form_that_denies_arrears_of_insurance_has_none(text, owing):
    assert says(SURVEY["insurance_arrears"], f"订单平稳；社保缴纳情况：{text}；经营状况：平稳") is owing


@pytest.mark.django_db
def test_the_exchange_tells_of_orders_and_awards(cast):
    enact()
    employer = make_employer(cast.lingyin)
    incident = tell_of(employer, org=cast.xihu)
    signal = make_signal(
        cast.xihu, "拖欠工资；受理机构：示例仲裁委；处置情况：裁决支持申请人，责令改正", kind="exchange"
    )
    heard = incident.links.get()
    heard.pk, heard.signal = None, signal
    heard.save()
    score(FRIDAY)
    found = set(Evidence.objects.values_list("kind", flat=True))
    assert {"ordered", "arbitration_lost"} <= found
    assert Evidence.objects.get(kind="ordered").signal == signal


def form(cast, employer, text, **over):
    signal = make_signal(cast.xihu, text, kind="survey", **over)
    told = {"labour": 0.2, "union": 0.1, "acts": False, "category": "other", "confidence": 0.9, "at": FRIDAY}
    Verdict.objects.create(signal=signal, employer=employer, model="测试", **told)
    return signal


@pytest.mark.django_db
def test_the_quarterly_survey_counts_without_being_a_matter(cast):
    enact()
    employer = make_employer(cast.lingyin)
    form(cast, employer, "订单不足；经营状况：困难；社保缴纳情况：欠缴两个月", persons=6)
    form(cast, employer, "一切正常；经营状况：平稳")
    assert survey(FRIDAY) == 1
    rows = {row.kind: row for row in Evidence.objects.all()}
    assert set(rows) == {"survey_hard", "survey_arrears", "insurance_arrears"}
    assert {row.group for row in rows.values()} == {"survey:2026Q4"}
    assert Score.objects.get(employer=employer).value > 20
    assert survey(FRIDAY) == 0


@pytest.mark.django_db
def test_a_corrected_form_is_taken_back(cast):
    enact()
    employer = make_employer(cast.lingyin)
    signal = form(cast, employer, "经营状况：停产")
    survey(FRIDAY)
    Signal.objects.filter(pk=signal.pk).update(corrected_at=FRIDAY)
    survey(FRIDAY + timedelta(hours=1))
    assert not Evidence.objects.counting().exists()
    assert Score.objects.get(employer=employer).reasons == []
