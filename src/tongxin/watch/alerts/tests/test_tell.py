from datetime import timedelta

import pytest

from tongxin.ground.notices.models import Channel, Notice, Sending
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.jobs import grade as stage
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.tests.makers import PROFILE, enact, make_alert, make_incident

pytestmark = pytest.mark.django_db
RED = {"persons": 40, "collective": True}
MIDNIGHT = FRIDAY.replace(hour=23)


@pytest.fixture(autouse=True)
def in_force(cast):
    enact("alert_profile", PROFILE)


def told():
    return sorted(Notice.objects.values_list("account__username", "title", "urgent"))


def test_the_desk_of_the_ground_is_told_and_may_open_it(client, cast):
    alert = make_alert(cast.xihu)
    assert told() == [("xi", f"黄色预警待确认：{alert.incident.title}", False)]
    client.force_login(cast.xi)
    assert client.get(Notice.objects.get().url).context["alert"] == alert


def test_where_the_ground_has_no_desk_the_next_above_is_told(cast):
    alert = make_alert(cast.lingyin, region="330106012")
    assert alert.org == cast.lingyin
    assert [name for name, *_ in told()] == ["xi"]


def test_a_red_one_goes_to_every_desk_above_at_once_in_the_night(cast):
    for person in (cast.xi, cast.chen):
        Channel.objects.create(account=person, kind="webhook", address="https://example.com/hook")
    make_alert(cast.xihu, at=MIDNIGHT, **RED)
    assert [(name, urgent) for name, _, urgent in told()] == [("chen", True), ("xi", True)]
    assert {sending.due_at for sending in Sending.objects.all()} == {MIDNIGHT}
    make_alert(cast.yuhang, region="330110", at=MIDNIGHT)
    assert Notice.objects.filter(account=cast.yu, urgent=False).count() == 1


def test_many_at_once_are_one_notice_for_the_list_of_them(client, cast):
    for i in range(3):
        make_incident(cast.xihu, employer_text=f"示例云杉第{i}用工单位")
        make_incident(cast.xihu, employer_text=f"示例红松第{i}用工单位", **RED)
    assert stage(FRIDAY) == 6
    mine = Notice.objects.filter(account=cast.xi).order_by("urgent")
    assert [notice.title for notice in mine] == ["有 3 件新预警待确认", "有 3 件红色预警待确认"]
    client.force_login(cast.xi)
    assert [len(client.get(notice.url).context["table"].rows) for notice in mine] == [6, 3]


def test_nobody_is_told_twice_of_the_same_alert(cast):
    make_alert(cast.xihu)
    assert stage(FRIDAY + timedelta(hours=1)) == 0
    assert Alert.objects.count() == Notice.objects.count() == 1
