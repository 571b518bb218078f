import pytest

from tongxin.ground.rollups.queries import differences
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.models import Alert
from tongxin.watch.alerts.services import confirm, grade, mark_cased
from tongxin.watch.alerts.tests.makers import make_alert, make_incident, reread
from tongxin.watch.cases import rules, services
from tongxin.watch.cases.jobs import open_cases
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.tests.makers import make_case, rules_in_force
from tongxin.watch.incidents.services import merge, refresh
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.tests.makers import make_employer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_force(cast):
    rules_in_force()


def test_the_industry_union_goes_before_the_district():
    told = rules.propose(industry="建设", district="西湖", desk="市总", employer="示例建筑公司")
    assert (told.org, told.why) == ("建设", "示例建筑公司归口产业工会")


def test_the_district_is_that_of_the_event():
    told = rules.propose(industry=None, district="西湖", desk="市总", place="西湖区")
    assert (told.org, told.why) == ("西湖", "发生地在西湖区，按属地转派")


def test_without_a_place_it_stays_at_the_desk():
    assert rules.propose(industry=None, district=None, desk="市总").org == "市总"


def test_it_proposes_the_district_of_the_event_not_of_the_employer(cast):
    employer = make_employer(cast.yuhang, "杭州乌有云杉服饰有限公司", region_id="330110")
    case = make_case(cast, employer=employer.pk, region="330106")
    assert (case.proposed, case.org, case.desk) == (cast.xihu, cast.city, cast.city)
    assert case.region_id == "330106"


def test_it_proposes_the_industry_union_of_the_employer(cast):
    employer = make_employer(cast.yuhang, "杭州乌有营造有限公司", industry_org=cast.builders)
    case = make_case(cast, employer=employer.pk)
    assert case.proposed == cast.builders
    assert "归口产业工会" in case.proposed_why


def test_a_street_belongs_to_its_district(cast):
    assert make_case(cast, region="330106012").proposed == cast.xihu


def test_the_stage_opens_a_case_for_every_confirmed_alert(cast):
    make_alert(cast.xihu, by=cast.chen)
    make_alert(cast.yuhang, by=cast.chen, region="330110", category="contract")
    make_alert(cast.yuhang, region="330110", category="injury")
    assert open_cases(FRIDAY) == 2
    assert open_cases(FRIDAY) == 0
    numbers = list(Case.objects.order_by("pk").values_list("number", flat=True))
    assert all(number.startswith("2026-") and len(number) == 11 for number in numbers)
    assert len(set(numbers)) == 2
    assert differences() == []


def test_a_higher_alert_raises_the_running_case_instead_of_opening_another(cast):
    case = make_case(cast, state="accepted")
    reread(Signal.objects.filter(link__incident=case.incident), persons=40, collective=True)
    refresh([case.incident_id])
    again = confirm(grade(case.incident, at=FRIDAY), by=cast.chen, at=FRIDAY)
    raised = services.open_for(again, at=FRIDAY)
    assert (raised.pk, raised.level, raised.alert_id) == (case.pk, "red", again.pk)
    assert raised.due_at < case.due_at
    assert Alert.objects.get(pk=again.pk).cased_at
    assert differences() == []


def test_what_is_heard_after_the_close_is_another_matter(cast):
    case = make_case(cast, state="closed")
    assert make_incident(cast.xihu).pk != case.incident_id


def test_something_new_merged_into_a_closed_matter_is_a_new_case(cast):
    case = make_case(cast, state="closed")
    merge(case.incident, make_incident(cast.xihu), by=cast.chen, at=FRIDAY)
    again = grade(case.incident, at=FRIDAY)
    assert (again.state, again.pk == case.alert_id) == ("proposed", False)
    fresh = services.open_for(confirm(again, by=cast.chen, at=FRIDAY), at=FRIDAY)
    assert fresh.pk != case.pk
    assert differences() == []


def test_an_alert_with_a_case_can_no_longer_be_regraded(client, cast):
    alert = make_alert(cast.xihu, by=cast.chen)
    mark_cased([alert], at=FRIDAY)
    client.force_login(cast.chen)
    assert client.post(f"/alerts/{alert.pk}/dismiss/", {"reason": "x"}).status_code == 409


def test_it_refuses_a_result_that_does_not_fit(cast):
    assert rules.fault("unfounded", "settled") == "核实结论为“不属实”，不能以“已化解”办结；可选：不属实。"
    assert rules.fault("substantiated", "settled") == ""
    with pytest.raises(Refused):
        services.close(make_case(cast, state="approved"), result="unfounded", by=cast.chen, at=FRIDAY)
