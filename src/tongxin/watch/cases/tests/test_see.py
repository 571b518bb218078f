from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tongxin.ground.people.models import Account, Post
from tongxin.kit.documents import Facts, TableBlock
from tongxin.project.testing import FRIDAY, SHANGHAI
from tongxin.watch.cases import cards, services, todo
from tongxin.watch.cases.acts import open_acts
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.printing import document
from tongxin.watch.cases.tests.makers import make_case, rules_in_force
from tongxin.watch.triage.tests.makers import make_employer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_force(cast, time_machine):
    time_machine.move_to(FRIDAY)  # deadlines of cases opened then must not pass with the calendar on the wall
    rules_in_force()


def verbs(client, user, case):
    client.force_login(user)
    return [act.verb for act in client.get(f"/cases/{case.pk}/").context["acts"]]


def test_the_likely_verb_comes_first(client, cast):
    case = make_case(cast, state="dispatched")
    assert verbs(client, cast.xi, case) == ["accept", "return", "transfer"]
    assert verbs(client, cast.wang, case) == ["accept", "return"]
    assert verbs(client, cast.chen, case)[-3:] == ["extend", "supervise", "regrade"]
    assert verbs(client, cast.guan, case) == ["supervise", "regrade"]


def test_another_district_finds_nothing(client, cast):
    case = make_case(cast, state="dispatched")
    client.force_login(cast.yu)
    for url in (f"/cases/{case.pk}/", f"/cases/{case.pk}/print/", f"/cases/{case.pk}/accept/"):
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("who", ["li", "ao", "nobody"])
def test_the_list_is_closed_to_other_duties(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get("/cases/").status_code == 403


def test_the_detail_tells_everything_in_few_queries(client, cast, django_assert_max_num_queries):
    employer = make_employer(cast.xihu, "杭州乌有云杉服饰有限公司")
    make_case(cast, state="closed", employer=employer.pk, category="injury")
    case = make_case(cast, state="handled", employer=employer.pk)
    client.force_login(cast.xi)
    with patch("tongxin.watch.cases.views.localtime", return_value=FRIDAY), django_assert_max_num_queries(12):
        page = client.get(f"/cases/{case.pk}/").content.decode()
    for words in (
        case.number,
        "待上报",
        "还剩",
        "拖欠工资",
        "涉及劳动报酬",
        employer.name,
        "维权处置",
        "约谈",
        "其他工单（1）",
    ):
        assert words in page


def test_the_list_filters_in_few_queries(client, cast, django_assert_max_num_queries):
    make_case(cast, state="accepted")
    make_case(cast, state="open", category="contract")
    client.force_login(cast.chen)
    with django_assert_max_num_queries(12):
        page = client.get("/cases/")
    assert len(page.context["table"].rows) == 2
    for query, n in ({"state": "accepted"}, 1), ({"level": "blue"}, 1), ({"holder": cast.xihu.pk}, 1), \
            ({"mine": 1}, 1), ({"overdue": 1}, 0), ({"district": "330106"}, 2), ({"q": "合同"}, 1), ({"card": "red"}, 0):  # fmt: skip
        assert len(client.get("/cases/", query).context["table"].rows) == n, query
    assert client.get("/cases/", {"export": "xlsx"})["Content-Type"].endswith("sheet")


NUMBERS = "拖欠工资，电话13812345678，身份证330106199001011234"


def printed(case, at=FRIDAY):
    """Facts by their labels, and everything else that stands on the sheet."""
    blocks = document(case, at).blocks
    tables = [
        cell for block in blocks if isinstance(block, TableBlock) for row in block.cells() for cell in row
    ]
    return dict(next(b.rows for b in blocks if isinstance(b, Facts))), "\n".join(tables)


def test_numbers_in_texts_are_masked_for_everybody(client, cast):
    case = make_case(cast, state="accepted", title=NUMBERS)
    services.verify(case, finding="partly", note="已电话13987654321核实", by=cast.wang, at=FRIDAY)
    for person in (cast.xi, cast.wang, cast.lu, cast.chen, cast.guan):
        client.force_login(person)
        page = client.get(f"/cases/{case.pk}/").content.decode()
        for number in ("13812345678", "199001011234", "13987654321"):
            assert number not in page, person
        assert "138****5678" in page and "139****4321" in page
    _, told = printed(case)
    assert "138****5678" in told and "139****4321" in told and "199001011234" not in told


def test_the_sheet_says_what_became_of_the_case(client, cast):
    later = FRIDAY + timedelta(hours=2)
    case = make_case(cast, state="accepted")
    services.extend(case, days=3, reason="等待鉴定", by=cast.chen, at=later)
    services.supervise(case, note="请抓紧", by=cast.guan, at=later)
    services.attach(case, upload=SimpleUploadedFile("工资表.csv", b"a,b\n1,2"), by=cast.wang, at=later)
    cards.deal(datetime(2026, 12, 1, 9, 30, tzinfo=SHANGHAI))
    facts, _ = printed(case.__class__.objects.get(pk=case.pk))
    assert facts["签收时限"] == "2026年11月23日 17:30" and facts["签收时间"] == "2026年11月20日 10:00"
    assert facts["办理时限"] == "2026年12月2日 17:30" and facts["延期"] == "累计3个工作日"
    assert facts["亮牌"] == "黄牌（2026年12月1日 09:30）" and facts["督办"] == "2026年11月20日 12:00"
    assert (facts["是否按时"], facts["满意度"]) == ("未到期，尚未上报", "尚未回访")
    services.verify(case, finding="substantiated", note="属实", by=cast.wang, at=later)
    services.handle(case, actions="约谈", recovered=500, helped=2, by=cast.wang, at=later)
    services.report_up(case, by=cast.wang, at=datetime(2026, 12, 3, 9, tzinfo=SHANGHAI))
    services.approve(case, by=cast.chen, at=later)
    services.close(case, result="settled", by=cast.chen, at=later)
    case = services.call_back(case, satisfaction=4, by=cast.chen, at=later)
    facts, told = printed(case)
    assert (facts["是否按时"], facts["满意度"]) == ("超期上报", "满意（4分，满分5分）")
    assert (facts["挽回金额"], facts["帮助人数"], facts["处理结果"]) == ("500元", "2人", "已化解")
    for words in ("工资表.csv", "添加材料", "王调解", "延长3个工作日", "等待鉴定", "约谈", "黄牌"):
        assert words in told
    client.force_login(cast.xi)
    assert client.get(f"/cases/{case.pk}/print/").content.startswith(b"%PDF")


def test_the_sheet_says_that_a_case_is_late_and_has_no_materials(cast):
    case = make_case(cast, state="accepted")
    facts, _ = printed(case, FRIDAY + timedelta(days=20))
    assert (facts["是否按时"], facts["亮牌"], facts["延期"]) == ("已超期，尚未上报", "无", "无")
    assert any(getattr(block, "text", "") == "没有材料。" for block in document(case, FRIDAY).blocks)


@pytest.mark.parametrize(
    ("state", "who"),
    [("open", {"chen"}), ("dispatched", {"xi", "wang", "lu"}), ("handled", {"xi", "wang", "lu"}),
     ("reported", {"chen", "guan"}), ("approved", {"chen", "guan"}), ("closed", {"chen"}),
     ("called_back", set())],
)  # fmt: skip
def test_what_waits_for_whom(cast, state, who):
    make_case(cast, state=state)
    everybody = ("chen", "guan", "xi", "wang", "yu", "li", "ao", "lu", "bu", "nobody")
    assert {name for name in everybody if todo.rows(getattr(cast, name))} == who


def test_a_right_at_one_union_is_not_crossed_with_a_post_at_another(cast):
    """Mediator of Yuhang and leader of the city: cases that Yuhang holds to handle, the city's to review."""
    both = Account.objects.create_user("both", name="双岗")
    for org, role in (cast.yuhang, "mediator"), (cast.city, "leader"):
        Post.objects.create(account=both, org=org, role=role, since=date(2020, 1, 1))
    held = make_case(cast, state="dispatched", to=cast.yuhang)
    make_case(cast, state="dispatched", to=cast.city, category="contract")  # for the handlers of the city
    make_case(cast, state="open", category="injury")  # for its desk
    review = make_case(cast, state="reported", category="other")
    assert set(todo.rows(both)) == {held, review}


def in_order(user, at=FRIDAY):
    return todo.tasks(todo.pressing(todo.rows(user), at), at)


def test_the_to_do_is_sorted_by_what_is_due(cast):
    make_case(cast, state="accepted", category="contract")
    make_case(cast, state="accepted", persons=12, employer_text="示例云杉另一单位")
    assert [(each.case.level, each.words) for each in in_order(cast.wang)] == [
        ("orange", "核实中"),
        ("blue", "核实中"),
    ]


def test_what_waits_for_dispatch_is_sorted_by_level_behind_what_is_late(cast):
    for n, facts in enumerate(
        ({"category": "contract"}, {"persons": 40, "collective": True}, {"persons": 12})
    ):
        make_case(cast, employer_text=f"示例云杉第{n}单位", **facts)
    late = make_case(cast, state="dispatched", to=cast.city, employer_text="示例红松某单位")
    reported = make_case(cast, state="reported", employer_text="示例银杏某单位")
    closed = make_case(cast, state="closed", employer_text="示例水杉某单位")
    found = in_order(cast.chen, FRIDAY + timedelta(days=20))
    assert found[0].case == late and found[0].days_left < 0
    assert [each.case.level for each in found[1:4]] == ["red", "orange", "blue"]
    assert [(each.case, each.words) for each in found[4:]] == [(reported, "待审核"), (closed, "待回访")]


def test_what_waits_to_be_accepted_shows_the_time_to_accept(cast):
    case = make_case(cast, state="dispatched")
    (task,) = in_order(cast.wang)
    assert task.accepting and task.due_at == case.accept_due_at < case.due_at
    services.accept(case, by=cast.wang, at=FRIDAY)
    (task,) = in_order(cast.wang)
    assert not task.accepting and task.due_at == case.due_at


def test_what_is_overdue_is_not_offered_an_extension(cast):
    case = make_case(cast, state="accepted")
    offered = [
        [act.verb for act in open_acts(case, cast.chen, at)] for at in (FRIDAY, FRIDAY + timedelta(days=20))
    ]
    assert ["extend" in verbs for verbs in offered] == [True, False]


def test_levels_states_and_cards_sort_by_what_they_mean(client, cast):
    for level, state in (("yellow", "open"), ("red", "closed"), ("orange", "dispatched")):
        Case.objects.filter(pk=make_case(cast, state=state, employer_text=f"示例{level}厂").pk).update(
            level=level
        )
    client.force_login(cast.chen)

    def column(key, at):
        return [row.cells[at].value for row in client.get("/cases/", {"sort": key}).context["table"].rows]

    assert [each["level"] for each in column("-level", 2)] == ["red", "orange", "yellow"]
    assert [each["level"] for each in column("level", 2)] == ["yellow", "orange", "red"]
    assert [each["label"] for each in column("state", 3)] == ["待交办", "待签收", "已办结"]
    assert client.get("/cases/", {"sort": "-level", "export": "xlsx"}).status_code == 200
