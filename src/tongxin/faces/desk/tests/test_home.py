"""The home page: one to-do, figures that count exactly what their lists show, few statements for anybody."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import localtime

from tongxin.ground.people.models import Account, Post
from tongxin.ground.people.roles import Role
from tongxin.project.testing import FRIDAY, SHANGHAI
from tongxin.watch.alerts.tests.makers import make_alert, reread
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.tests.makers import make_case, rules_in_force
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.services import judge, overrule
from tongxin.watch.triage.tests.makers import make_signal

pytestmark = pytest.mark.django_db
NOT_LISTED = {"失败或中断的任务", "等待的任务", "后台进程"}
CLOCKS = ("faces.desk.views", "watch.cases.views", "watch.alerts.views")
REPORT = {"key": "7d9b3f0e-1111-4222-8333-944455566677", "text": "工地脚手架没有防护，工人不敢上去", "heard_at": "2026-11-20T09:00",
          "district": "330110", "place": "余杭塘路"}  # fmt: skip


@pytest.fixture
def at(monkeypatch):
    def turn(now):
        for module in CLOCKS:
            monkeypatch.setattr(f"tongxin.{module}.localtime", lambda: localtime(now))

    turn(FRIDAY)
    return turn


@pytest.fixture
def city(cast, at):
    """Cases in every state and at several unions, alerts of two districts, a verdict the machine doubts."""
    rules_in_force()
    states = ("open", "dispatched", "accepted", "verified", "handled", "reported", "approved", "closed")
    for n, state in enumerate(states):
        make_case(cast, state=state, employer_text=f"示例云杉第{n}单位")
        make_case(
            cast, state=state, to=cast.yuhang, employer_text=f"示例红松第{n}单位", persons=40, collective=True
        )
    make_case(cast, state="accepted", to=cast.city, employer_text="示例银杏单位")
    make_alert(cast.xihu, category="injury")
    make_alert(cast.yuhang, region="330110", category="injury", persons=40, collective=True)
    sent = [make_signal(cast.lingyin, f"第{n}条", by=cast.li) for n in range(3)]
    judge(sent[:2], at=FRIDAY)
    overrule(sent[1], acts=not sent[1].verdicts.get(current=True).acts, by=cast.chen, at=FRIDAY)
    reread(Signal.objects.filter(pk=make_alert(cast.xihu, category="other").evidence[0]), confidence=0.2)
    return cast


def post(cast, *duties):
    person = Account.objects.create_user("somebody", name="某人")
    for org, role in duties:
        Post.objects.create(account=person, org=org, role=role, since=date(2020, 1, 1))
    return person


def home(client, person):
    client.force_login(person)
    return client.get("/").context


def tiles(client, person):
    return {tile.label: tile.n for tile in home(client, person)["tiles"]}


def disagreeing(client, person):
    """Tiles whose list shows another number of rows."""
    found = {}
    for tile in home(client, person)["tiles"]:
        if tile.label not in NOT_LISTED:
            shown = len(client.get(tile.url).context["table"].narrowed)
            if shown != tile.n:
                found[tile.label] = (tile.n, shown)
    return found


@pytest.mark.parametrize("later", [0, 3, 12])
def test_every_figure_counts_what_its_list_shows(client, city, at, later):
    at(FRIDAY + timedelta(days=later))
    for person in (city.wang, city.xi, city.chen, city.guan, city.yu, city.bu, city.ao, city.li):
        assert disagreeing(client, person) == {}, person


def test_the_list_below_is_the_same_as_behind_the_tile(client, city):
    shown = {task.case.pk for task in home(client, city.wang)["tasks"]}
    assert shown == {row.pk for row in client.get("/cases/?mine=1").context["table"].rows} != set()


def test_somebody_with_two_posts_is_told_of_each_and_of_nothing_between(client, city):
    both = post(city, (city.yuhang, "mediator"), (city.city, "leader"))
    assert disagreeing(client, both) == {}
    orgs = {(t.case.state, t.case.org) for t in home(client, both)["tasks"]}
    running = {state for state, org in orgs if org == city.city}
    assert running == set(), "the mediator of Yuhang does not handle what the city holds"


def test_what_is_due_today_late_or_not_yet_accepted_stands_apart(client, city, at):
    at(FRIDAY + timedelta(minutes=1))
    assert tiles(client, city.yu)["今天到期"] == 1, "four service hours to accept a red case"
    at(datetime(2026, 11, 20, 18, tzinfo=SHANGHAI))
    told = tiles(client, city.yu)
    assert (told["今天到期"], told["逾期未签收"], told["已超期"]) == (0, 1, 0)
    at(datetime(2026, 11, 23, 9, tzinfo=SHANGHAI))
    assert tiles(client, city.yu)["今天到期"] == 4, "one working day to handle a red case"
    at(datetime(2026, 11, 24, 9, tzinfo=SHANGHAI))
    assert tiles(client, city.yu)["已超期"] == 4


def test_a_leader_reviews_and_a_counter_calls_back(client, city):
    told = tiles(client, city.guan)
    assert (told["待审核"], told["待我办理"]) == (2, 4)
    assert told["辖区在办"] == Case.objects.running().count() == 9
    counter = post(city, (city.city, "counter"))
    words = [task.words for task in home(client, counter)["tasks"]]
    assert words.count("待回访") == 2
    assert "待回访" in client.get("/").content.decode()


def test_the_time_to_accept_is_shown_until_it_is_accepted(client, city):
    client.force_login(city.wang)
    page = client.get("/").content.decode()
    assert page.count('<span class="quiet small">签收</span>') == 1


@pytest.fixture
def few(cast, at):
    rules_in_force()
    make_case(cast, state="accepted")
    make_alert(cast.xihu, category="injury")
    return cast


@pytest.mark.parametrize("role", Role.values)
def test_the_home_of_every_duty_takes_twelve_statements(client, few, role, django_assert_max_num_queries):
    client.force_login(post(few, (few.city, role)))
    client.get("/")
    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "roles", [Role.values, ["leader", "informant", "administrator"], ["leader", "counter", "lawyer"]]
)
def test_several_posts_take_no_more(client, few, roles, django_assert_max_num_queries):
    client.force_login(post(few, *((org, role) for role in roles for org in (few.xihu, few.yuhang))))
    client.get("/")
    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


def test_an_inspector_reads_what_he_reported_and_finds_his_way_back(client, cast, at):
    """He may report and not look around: his own report he may open, also on ground that is not his."""
    inspector = post(cast, (cast.xihu, "safety_inspector"))
    client.force_login(inspector)
    answer = client.post("/signals/report/", REPORT, follow=True)
    signal = Signal.objects.get()
    assert answer.status_code == 200 and answer.context["signal"] == signal
    triage(FRIDAY)
    signal.refresh_from_db()
    assert signal.org == cast.yuhang
    page = client.get("/").content.decode()
    assert f"/signals/{signal.pk}/" in page and 'href="/signals/"' not in page and "/signals/?" not in page
    page = client.get(f"/signals/{signal.pk}/").content.decode()
    assert "脚手架" in page and 'href="/signals/"' not in page
    other = make_signal(cast.xihu, "别人报的")
    assert client.get(f"/signals/{other.pk}/").status_code == 403
    assert client.get(f"/signals/{make_signal(cast.yuhang, '别区的').pk}/").status_code == 404
    inspector.posts.all().delete()
    assert client.get(f"/signals/{signal.pk}/").status_code == 404, "who reports no more reads no more"
