"""No signal is lost to an incident that was merged away, whatever is done in whichever order, and rights hold on both sides."""

from datetime import timedelta

import pytest

from tongxin.ground.rollups.queries import differences
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents import services
from tongxin.watch.incidents.jobs import link
from tongxin.watch.incidents.models import Apart, Incident, Link, Suggestion
from tongxin.watch.incidents.queries import suggestions
from tongxin.watch.incidents.services import merge, split, undo
from tongxin.watch.incidents.suggesting import accept
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.models import Verdict
from tongxin.watch.triage.tests.makers import make_employer, make_signal

pytestmark = pytest.mark.urls("tongxin.faces.desk.tests.pages")
TEXTS = (
    "西湖区某工地拖欠木工班组工资二十万元，三个月未付，工人多次讨要无果",
    "饭店老板不给结工钱，我和另外两个服务员都没拿到上个月工资，西湖区",
    "车间冲床压伤了手指，厂里不给报工伤，医药费自己垫的",
)


@pytest.fixture
def three(cast):
    for text in TEXTS:
        make_signal(cast.xihu, text)
    run()
    found = list(Incident.objects.order_by("pk"))
    assert len(found) == 3
    return found


def run():
    while triage(FRIDAY) or link(FRIDAY):
        pass


def lost() -> list[int]:
    return list(Link.objects.exclude(incident__merged_into=None).values_list("signal", flat=True))


def offered(signal, incident) -> Suggestion:
    return Suggestion.objects.create(signal=signal, incident=incident, weight=0.5, reasons=[], at=FRIDAY)


def test_a_split_is_not_undone_into_an_incident_merged_since(cast, three):
    one, two, three_ = three
    merge(one, two, by=cast.xi, at=FRIDAY)
    change = split(one, [one.links.last().signal], by=cast.xi, at=FRIDAY)
    merge(three_, one, by=cast.xi, at=FRIDAY)
    with pytest.raises(Refused, match="后来又被合并"):
        undo(change, by=cast.xi, at=FRIDAY)
    assert lost() == [] and differences() == []


def test_a_split_is_not_undone_when_what_it_opened_was_merged_since(cast, three):
    one, two, three_ = three
    merge(one, two, by=cast.xi, at=FRIDAY)
    change = split(one, [one.links.last().signal], by=cast.xi, at=FRIDAY)
    later = merge(three_, change.other, by=cast.xi, at=FRIDAY)
    with pytest.raises(Refused, match="后来又被合并"):
        undo(change, by=cast.xi, at=FRIDAY)
    undo(later, by=cast.xi, at=FRIDAY)
    assert lost() == [] and differences() == []


def test_a_joining_is_not_undone_into_a_home_that_went_elsewhere(cast, three):
    home, first, second = three
    merge(home, first, by=cast.xi, at=FRIDAY)
    mine, other = (each.signal for each in home.links.order_by("pk"))
    make_signal(cast.xihu, "快递站不签合同，押了一个月工资，余杭的同事也一样")
    run()
    third = Incident.objects.latest("pk")
    change = accept(offered(mine, second), by=cast.xi, at=FRIDAY)
    accept(offered(other, third), by=cast.xi, at=FRIDAY)
    with pytest.raises(Refused, match="后来又被合并"):
        undo(change, by=cast.xi, at=FRIDAY)
    assert lost() == [] and differences() == []


def test_a_signal_joins_what_its_incident_was_merged_into_while_the_worker_was_reading(cast, monkeypatch):
    make_employer(cast.lingyin, "杭州乌有岚笺服饰有限公司", region_id="330106012")
    text = "杭州乌有岚笺服饰有限公司拖欠30名工人工资共15万元，已经三个月，在西湖区灵隐街道"
    make_signal(cast.xihu, text)
    make_signal(cast.xihu, TEXTS[2])
    run()
    near, kept = Incident.objects.order_by("pk")
    again = make_signal(cast.xihu, text + "，请尽快")
    triage(FRIDAY)
    looked = services._standing

    def merged_meanwhile(keys, held):
        merge(kept, near, by=cast.xi, at=FRIDAY)
        return looked(keys, held)

    monkeypatch.setattr(services, "_standing", merged_meanwhile)
    link(FRIDAY)
    assert Link.objects.get(signal=again).incident == kept
    assert lost() == [] and differences() == []


def test_employer_and_place_go_with_the_signal_that_told_them(cast):
    make_employer(cast.lingyin, "杭州乌有岚笺服饰有限公司", region_id="330106012")
    make_signal(cast.xihu, TEXTS[2])
    make_signal(cast.xihu, "杭州乌有岚笺服饰有限公司拖欠30名工人工资共15万元，在西湖区灵隐街道")
    run()
    kept, other = Incident.objects.order_by("pk")
    before = (kept.title, kept.employer_id, kept.region_id, kept.org_id)
    change = merge(kept, other, by=cast.xi, at=FRIDAY)
    kept.refresh_from_db()
    assert kept.employer_id and kept.region_id == "330106012"
    undo(change, by=cast.xi, at=FRIDAY)
    kept.refresh_from_db()
    assert (kept.title, kept.employer_id, kept.region_id, kept.org_id) == before


def test_kept_apart_holds_for_what_the_incident_was_merged_into(cast, three):
    one, two, three_ = three
    merge(one, two, by=cast.xi, at=FRIDAY)
    taken = one.links.order_by("pk").last().signal
    split(one, [taken], by=cast.xi, at=FRIDAY)
    merge(three_, one, by=cast.xi, at=FRIDAY)
    assert Apart.objects.filter(signal=taken, incident=three_).exists()


def test_nobody_joins_into_an_incident_they_may_not_see(client, cast, three):
    signal = three[0].links.get().signal
    make_signal(
        cast.yuhang,
        "余杭区仓库夜班分拣员反映加班费一直没有算，组长说没有这回事",
        at=FRIDAY - timedelta(hours=1),
    )
    run()
    far = Incident.objects.latest("pk")
    assert far.org == cast.yuhang
    suggestion = offered(signal, three[1])
    merge(far, three[1], by=cast.chen, at=FRIDAY)
    assert suggestions(signal, cast.xi) == []
    client.force_login(cast.xi)
    assert client.post(f"/incidents/suggestions/{suggestion.pk}/accept/").status_code == 404
    assert Link.objects.get(signal=signal).incident == three[0]


def test_a_district_does_not_undo_what_the_city_did_across_districts(client, cast, three):
    make_signal(cast.yuhang, "余杭区仓库夜班分拣员反映加班费一直没有算，组长说没有这回事")
    run()
    change = merge(three[0], Incident.objects.latest("pk"), by=cast.chen, at=FRIDAY)
    client.force_login(cast.xi)
    assert client.post(f"/incidents/{three[0].pk}/changes/{change.pk}/undo/").status_code == 403
    client.force_login(cast.chen)
    assert client.post(f"/incidents/{three[0].pk}/changes/{change.pk}/undo/").status_code == 302


def test_an_odd_way_back_leads_to_the_incident(client, cast, three):
    suggestion = offered(three[0].links.get().signal, three[1])
    client.force_login(cast.xi)
    answer = client.post(f"/incidents/suggestions/{suggestion.pk}/accept/", {"next": "foo"})
    assert answer.status_code == 302 and answer["Location"] == f"/incidents/{three[1].pk}/"


def test_a_signal_read_anew_says_that_it_was_taken_back(cast, three):
    change = merge(three[0], three[1], by=cast.xi, at=FRIDAY)
    undo(change, by=cast.xi, at=FRIDAY)
    back = Link.objects.get(incident=three[1])
    assert (back.why, back.by, back.reasons) == ("撤销后归回", cast.xi, [])
    assert Verdict.objects.filter(current=True).count() == 3
