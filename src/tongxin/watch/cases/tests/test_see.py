from datetime import timedelta

import pytest

from tongxin.project.testing import FRIDAY
from tongxin.watch.cases import queries
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
     ("reported", {"chen", "guan"}), ("closed", {"chen"}), ("called_back", set())],
)  # fmt: skip
def test_what_waits_for_whom(cast, state, who):
    make_case(cast, state=state)
    everybody = ("chen", "guan", "xi", "wang", "yu", "li", "ao", "lu", "bu", "nobody")
    assert {name for name in everybody if queries.todo(getattr(cast, name), FRIDAY)} == who


def test_the_to_do_is_sorted_by_what_is_due(cast):
    make_case(cast, state="accepted", category="contract")
    make_case(cast, state="accepted", persons=12, employer_text="示例云杉另一单位")
    found = queries.todo(cast.wang, FRIDAY)
    assert [(each.case.level, each.verb) for each in found] == [("orange", "verify"), ("blue", "verify")]
    told = queries.counts(cast.wang, FRIDAY)
    assert (told.todo, told.running, told.overdue, told.by_verb) == (2, 2, 0, {"verify": 2})


def test_what_is_overdue_is_not_offered_an_extension(cast):
    case = make_case(cast, state="accepted")
    offered = [
        [act.verb for act in open_acts(case, cast.chen, at)] for at in (FRIDAY, FRIDAY + timedelta(days=20))
    ]
    assert ["extend" in verbs for verbs in offered] == [True, False]
