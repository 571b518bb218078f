from datetime import date, timedelta

import pytest

from tongxin.ground.people.models import Account, Post
from tongxin.project.testing import FRIDAY
from tongxin.watch.cases import services, todo
from tongxin.watch.cases.acts import open_acts
from tongxin.watch.cases.tests.makers import make_case, rules_in_force
from tongxin.watch.triage.tests.makers import make_employer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_force(cast):
    rules_in_force()


def verbs(client, user, case):
    client.force_login(user)
    return [act.verb for act in client.get(f"/cases/{case.pk}/").context["acts"]]


def test_the_likely_verb_comes_first(client, cast):
    case = make_case(cast, state="dispatched")
    assert verbs(client, cast.xi, case) == ["accept", "return", "transfer"]
    assert verbs(client, cast.wang, case) == ["accept", "return"]
    assert verbs(client, cast.chen, case)[-2:] == ["extend", "supervise"]
    assert verbs(client, cast.guan, case) == ["supervise"]


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
    with django_assert_max_num_queries(12):
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


def test_it_prints(client, cast):
    case = make_case(cast, state="closed")
    client.force_login(cast.xi)
    answer = client.get(f"/cases/{case.pk}/print/")
    assert answer.content.startswith(b"%PDF")


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
