from datetime import timedelta

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
