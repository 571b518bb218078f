from datetime import date

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.people.models import Post
from tongxin.ground.rollups.queries import differences, total
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.flow import flow
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.tests.makers import PROFILE, enact, make_alert

pytestmark = pytest.mark.django_db
DAY = FRIDAY.date()


@pytest.fixture(autouse=True)
def in_force(cast):
    enact("alert_profile", PROFILE)


def post(client, user, alert, verb, **data):
    client.force_login(user)
    return client.post(f"/alerts/{alert.pk}/{verb}/", data)


def test_the_desk_confirms(client, cast):
    alert = make_alert(cast.xihu)
    assert post(client, cast.xi, alert, "confirm").status_code == 302
    alert.refresh_from_db()
    assert (alert.state, alert.by) == ("confirmed", cast.xi)
    assert Entry.objects.filter(kind="alerts.alert", key=str(alert.pk), verb="confirm").exists()


def test_it_refuses_a_second_confirmation(client, cast):
    alert = make_alert(cast.xihu)
    post(client, cast.chen, alert, "confirm")
    answer = post(client, cast.chen, alert, "confirm")
    assert answer.status_code == 409
    assert "不能确认预警" in answer.content.decode()


def test_another_district_finds_nothing(client, cast):
    alert = make_alert(cast.xihu)
    assert post(client, cast.yu, alert, "confirm").status_code == 404
    assert client.get(f"/alerts/{alert.pk}/").status_code == 404


def test_a_leader_may_look_but_not_confirm(client, cast):
    alert = make_alert(cast.xihu)
    assert post(client, cast.guan, alert, "confirm").status_code == 403
    assert client.get(f"/alerts/{alert.pk}/").status_code == 200


def test_regrading_wants_a_reason_and_moves_the_count(client, cast):
    alert = make_alert(cast.xihu)
    assert post(client, cast.chen, alert, "regrade", level="red").status_code == 422
    assert post(client, cast.chen, alert, "regrade", level="red", reason="涉及群体讨薪").status_code == 302
    alert.refresh_from_db()
    assert (alert.level, alert.graded, alert.note) == ("red", "yellow", "涉及群体讨薪")
    assert differences() == []


def test_regrading_to_the_same_level_is_refused(client, cast):
    assert (
        post(client, cast.chen, make_alert(cast.xihu), "regrade", level="yellow", reason="x").status_code
        == 409
    )


def test_a_dismissed_alert_is_not_counted(client, cast):
    alert = make_alert(cast.xihu)
    assert total("alerts", DAY, DAY).n == 1
    post(client, cast.chen, alert, "dismiss", reason="重复报送")
    assert total("alerts", DAY, DAY).n == 0
    assert differences() == []


def test_many_are_confirmed_at_once(client, cast):
    alerts = [make_alert(cast.xihu, employer_text=f"示例云杉第{i}用工单位") for i in range(3)]
    post(client, cast.chen, alerts[0], "confirm")
    answer = client.post("/alerts/confirm/", {"pk": [a.pk for a in alerts]}, follow=True)
    assert "已确认 2 条预警" in answer.content.decode()
    assert Alert.objects.awaiting_case().count() == 3
    assert client.post("/alerts/confirm/", {"pk": [a.pk for a in alerts]}).status_code == 409


def test_foreign_rows_in_a_selection_are_left_out(client, cast):
    alert = make_alert(cast.xihu)
    client.force_login(cast.yu)
    assert client.post("/alerts/confirm/", {"pk": [alert.pk, "x"]}).status_code == 409
    alert.refresh_from_db()
    assert alert.state == "proposed"


def test_the_pages_show_the_reasons_in_few_queries(client, cast, django_assert_max_num_queries):
    alert = make_alert(cast.xihu, persons=12)
    make_alert(cast.yuhang, region="330110", category="contract")
    client.force_login(cast.xi)
    with django_assert_max_num_queries(12):
        listed = client.get("/alerts/").context["table"]
    assert [row.pk for row in listed.rows] == [alert.pk]
    with django_assert_max_num_queries(12):
        page = client.get(f"/alerts/{alert.pk}/").content.decode()
    for words in (
        "达到集体争议人数",
        "人数 12（≥10）",
        "依据：示例第二条",
        "拖欠工资",
        "测试规则 第1版",
        "确认预警",
    ):
        assert words in page


def test_numbers_in_texts_are_masked_for_everybody(client, cast):
    alert = make_alert(cast.xihu, title="拖欠工资，电话13812345678，身份证330106199001011234")
    for person in (cast.xi, cast.wang, cast.chen, cast.guan):
        client.force_login(person)
        page = client.get(f"/alerts/{alert.pk}/").content.decode()
        assert "13812345678" not in page and "199001011234" not in page and "138****5678" in page


@pytest.mark.parametrize(("query", "n"), [({"level": "orange"}, 1), ({"category": "contract"}, 1), ({"district": "330110"}, 1),
                                          ({"state": "confirmed"}, 0), ({"q": "云杉"}, 2), ({"regraded": 1}, 0)])  # fmt: skip
def test_the_list_filters(client, cast, query, n):
    make_alert(cast.xihu, persons=12)
    make_alert(cast.yuhang, region="330110", category="contract")
    client.force_login(cast.chen)
    assert len(client.get("/alerts/", query).context["table"].rows) == n


def test_what_waits_for_whom_is_asked_where_the_right_is_held(client, cast):
    """Desk of Xihu and leader of the city: he sees Yuhang's alert, and it does not wait for him."""
    Post.objects.create(account=cast.xi, org=cast.city, role="leader", since=date(2020, 1, 1))
    mine = make_alert(cast.xihu)
    make_alert(cast.yuhang, region="330110", category="contract")
    client.force_login(cast.xi)
    assert len(client.get("/alerts/", {"state": "proposed"}).context["table"].rows) == 2
    assert [row.pk for row in client.get("/alerts/", {"mine": 1}).context["table"].rows] == [mine.pk]
    client.force_login(cast.wang)
    assert client.get("/alerts/", {"mine": 1}).context["table"].rows == []


def test_the_table_of_verbs():
    assert flow.verbs("proposed") == ["confirm", "regrade", "dismiss", "supersede"]
    assert flow.verbs("dismissed") == []
