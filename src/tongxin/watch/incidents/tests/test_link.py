from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.ground.employers.merging import merge as merge_employers
from tongxin.ground.rollups.queries import differences
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.jobs import link
from tongxin.watch.incidents.models import Incident, Link
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.services import overrule
from tongxin.watch.triage.tests.makers import make_employer, make_signal

NAME = "杭州乌有云杉服饰有限公司"
ONE = f"{NAME}拖欠30名工人工资共15万元，已经三个月，在西湖区灵隐街道"
TWO = f"我在{NAME}上班，工资两个月没发了"


def run():
    triage(FRIDAY)
    return link(FRIDAY)


def test_it_joins_reports_on_one_employer_and_category(cast):
    make_employer(cast.lingyin, NAME, region_id="330106012")
    make_signal(cast.city, ONE)
    make_signal(cast.city, TWO, at=FRIDAY + timedelta(days=20))
    assert run() == 2
    incident = Incident.objects.get()
    assert incident.signal_count == 2
    assert (incident.persons, incident.amount, incident.collective) == (30, 150_000, True)
    assert incident.title == f"{NAME}劳动报酬争议（30人）"
    assert incident.org == cast.lingyin
    assert differences() == []


def test_it_opens_a_new_incident_after_thirty_days(cast):
    make_employer(cast.lingyin, NAME, region_id="330106012")
    make_signal(cast.city, ONE)
    make_signal(cast.city, TWO, at=FRIDAY + timedelta(days=31))
    run()
    assert Incident.objects.count() == 2


def test_it_joins_near_same_texts_without_an_employer(cast):
    text = "城西工地上三十几个木工半年没拿到工钱，老板说甲方没给钱，让我们再等等，家里等着用钱过年"
    make_signal(cast.city, text)
    make_signal(cast.city, "转：" + text + "！！", kind="media")
    run()
    assert Incident.objects.get().signal_count == 2
    assert "内容相近" in Link.objects.order_by("pk").last().why


def test_it_keeps_other_matters_of_one_employer_apart(cast):
    make_employer(cast.lingyin, NAME)
    make_signal(cast.city, ONE)
    make_signal(cast.city, f"{NAME}工人在车间受伤，公司不给认定工伤也不付医药费")
    run()
    assert Incident.objects.count() == 2


def test_it_leaves_out_what_is_no_union_matter(cast):
    make_signal(cast.city, "请问小区门口的公交站什么时候恢复，等了半年了")
    assert run() == 1
    assert not Incident.objects.exists()


def test_it_links_anew_after_an_overruling(cast):
    make_employer(cast.lingyin, NAME)
    signal = make_signal(cast.city, ONE)
    make_signal(cast.city, TWO)
    run()
    overrule(signal, category="other", by=cast.chen, at=FRIDAY)
    link(FRIDAY)
    assert sorted(Incident.objects.current().values_list("category", "signal_count")) == [
        ("other", 1),
        ("wages", 1),
    ]
    assert differences() == []


def test_it_joins_a_short_name_to_the_full_one_that_is_not_registered(cast):
    make_signal(cast.city, "杭州乌有岚笺物流有限公司拖欠12名司机工资，在西湖区灵隐街道")
    make_signal(cast.city, "来电人系岚笺物流司机，反映工资两个月没发", at=FRIDAY + timedelta(days=2))
    run()
    assert Incident.objects.get().signal_count == 2
    reasons = dict(Link.objects.latest("pk").reasons)
    assert reasons["单位名称互相包含"] > 0 and reasons["类别相同"] > 0


def test_it_keeps_neighbours_of_one_street_and_wording_apart(cast):
    told = "{}拖欠工资三个月了，一直没有说法，希望尽快核实处理，地点西湖区灵隐街道"
    make_signal(cast.city, told.format("杭州乌有岚笺服饰有限公司"))
    make_signal(cast.city, told.format("杭州乌有樨墨电子有限公司"))
    make_signal(cast.city, told.format("杭州乌有岚笺服装有限公司"))
    run()
    assert Incident.objects.count() == 3


def test_it_knows_an_employer_that_was_merged_into_another(cast):
    kept = make_employer(cast.lingyin, NAME)
    gone = make_employer(cast.lingyin, "杭州乌有霁舟机械有限公司")
    make_signal(cast.city, f"{gone.name}拖欠30名工人工资共15万元")
    run()
    merge_employers(kept, gone, by=cast.ao, at=FRIDAY)
    make_signal(cast.city, TWO, at=FRIDAY + timedelta(days=2))
    run()
    assert [link.reasons[0][0] for link in Link.objects.filter(why__startswith="与线索")] == ["同一用人单位"]


def test_a_batch_costs_as_many_statements_as_one_signal(cast):
    def asked(n):
        for number in range(n):
            make_signal(cast.city, f"我在杭州乌有{number}号服饰有限公司上班，工资{number + 2}个月没发了")
        triage(FRIDAY)
        with CaptureQueriesContext(connection) as queries:
            assert link(FRIDAY) == n
        return len(queries)

    few = asked(3)
    assert asked(60) <= few + 2 and few <= 30


def test_an_incident_of_many_nameless_reports_is_still_its_employers(cast):
    """The one report that names the employer is none of those looked at any more."""
    make_employer(cast.lingyin, NAME)
    other = make_employer(cast.lingyin, "杭州乌有樨墨电子有限公司")
    told = "西湖区灵隐街道这家厂又有六十几个工人三个月没有拿到工钱，老板躲着不见人，大家都在厂门口等着"
    make_signal(cast.xihu, f"{told}，就是{NAME}")
    for n in range(12):
        make_signal(cast.xihu, f"转：{told}", at=FRIDAY + timedelta(hours=n + 1))
    run()
    whole = Incident.objects.get()
    late = make_signal(cast.xihu, f"转：{told}，{other.name}", at=FRIDAY + timedelta(days=1))
    run()
    assert whole.employer.name == NAME and Link.objects.get(signal=late).incident != whole
