"""Pages of what a reader may see name no incident the reader may not: not by title, not by link."""

from datetime import timedelta

import pytest

from tongxin.faces.tests.makers import make_alert, make_case, make_incident, make_signal
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases.models import Case
from tongxin.watch.incidents.models import Incident, Link, Suggestion
from tongxin.watch.incidents.services import merge, split, undo
from tongxin.watch.incidents.suggesting import accept

OURS, FARAWAY = "西湖的欠薪争议", "余杭的欠薪争议"
OUTSIDE = "（本级范围外的事件）"


@pytest.fixture
def sides(cast):
    """One incident of each district; titles are told anew only when signals move, so they are put back."""
    return make_incident(cast.xihu), make_incident(cast.yuhang, at=FRIDAY - timedelta(hours=1))


def titled(*incidents: Incident) -> None:
    for incident, title in zip(incidents, (OURS, FARAWAY), strict=True):
        Incident.objects.filter(pk=incident.pk).update(title=title)


def placed(incident: Incident, org) -> None:
    Incident.objects.filter(pk=incident.pk).update(org=org)


def read(client, person, url: str) -> str:
    client.force_login(person)
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def hides(page: str, incident: Incident) -> bool:
    return FARAWAY not in page and f"/incidents/{incident.pk}/" not in page


def test_what_an_incident_was_merged_into_is_not_named(client, cast, sides):
    ours, far = sides
    merge(far, ours, by=cast.chen, at=FRIDAY)
    titled(ours, far)
    placed(far, cast.yuhang)
    page = read(client, cast.xi, f"/incidents/{ours.pk}/")
    assert (
        hides(page, far)
        and f"已并入</span> {OUTSIDE}" in page
        and f'把<a href="/incidents/{ours.pk}/">' in page
    )
    page = read(client, cast.chen, f"/incidents/{ours.pk}/")
    assert FARAWAY in page and f"/incidents/{far.pk}/" in page and OUTSIDE not in page


def test_what_was_merged_into_an_incident_is_not_named_nor_its_undoing_offered(client, cast, sides):
    ours, far = sides
    merge(ours, far, by=cast.chen, at=FRIDAY)
    titled(ours, far)
    placed(ours, cast.xihu)
    page = read(client, cast.xi, f"/incidents/{ours.pk}/")
    assert hides(page, far) and f"把{OUTSIDE}并入" in page and "撤销合并" not in page
    assert "撤销合并" in read(client, cast.chen, f"/incidents/{ours.pk}/")


def test_what_was_split_off_and_what_a_signal_was_taken_from_is_not_named(client, cast, sides):
    ours, far = sides
    more = make_incident(cast.xihu).links.get().signal
    Incident.objects.filter(pk=more.link.incident_id).update(title=OURS)
    suggested = Suggestion.objects.create(
        signal=far.links.get().signal, incident=ours, weight=0.5, reasons=[], at=FRIDAY
    )
    accept(suggested, by=cast.chen, at=FRIDAY)
    change = split(ours, [ours.links.order_by("pk").first().signal], by=cast.chen, at=FRIDAY)
    for incident in (far, change.other):
        titled(ours, incident)
        placed(incident, cast.yuhang)
    placed(ours, cast.xihu)
    page = read(client, cast.xi, f"/incidents/{ours.pk}/")
    assert hides(page, far) and hides(page, change.other)
    assert f"从{OUTSIDE}归入" in page and f"拆出{OUTSIDE}" in page
    undo(change, by=cast.chen, at=FRIDAY)
    placed(ours, cast.xihu)
    assert hides(read(client, cast.xi, f"/incidents/{ours.pk}/"), change.other)


def test_the_page_of_a_signal_does_not_name_an_incident_that_lies_elsewhere(client, cast, sides):
    ours, far = sides
    signal = ours.links.get().signal
    merge(far, ours, by=cast.chen, at=FRIDAY)
    titled(ours, far)
    placed(far, cast.yuhang)
    page = read(client, cast.xi, f"/signals/{signal.pk}/")
    assert hides(page, far) and OUTSIDE in page
    assert FARAWAY in read(client, cast.chen, f"/signals/{signal.pk}/")
    told = make_signal(cast.lingyin, by=cast.li)
    Link.objects.create(signal=told, incident=far, why="首报线索", at=FRIDAY)
    page = read(client, cast.li, f"/signals/{told.pk}/")  # no right to incidents, no word of them
    assert hides(page, far) and OUTSIDE not in page


def test_the_triage_desk_offers_and_names_only_what_the_officer_may_see(client, cast, sides):
    ours, far = sides
    signal = ours.links.get().signal
    Suggestion.objects.create(
        signal=signal, incident=far, weight=0.5, reasons=[["同一用人单位", 3.0]], at=FRIDAY
    )
    titled(ours, far)
    page = read(client, cast.xi, f"/triage/{signal.pk}/related/")
    assert hides(page, far) and OURS in page
    merge(far, ours, by=cast.chen, at=FRIDAY)
    titled(ours, far)
    placed(far, cast.yuhang)
    assert hides(read(client, cast.xi, f"/triage/{signal.pk}/related/"), far)


def test_a_case_handed_to_another_union_tells_its_facts_and_does_not_name_the_incident(client, cast):
    case = make_case(cast.xihu)
    Case.objects.filter(pk=case.pk).update(org=cast.builders, title="交办的工单")
    Alert.objects.update(reasons=[])
    Incident.objects.filter(pk=case.incident_id).update(title=FARAWAY, persons=37)
    page = read(client, cast.bu, f"/cases/{case.pk}/")
    assert hides(page, case.incident) and OUTSIDE in page and "37人" in page


def test_an_old_alert_on_an_incident_that_moved_away_is_not_found(client, cast):
    alert = make_alert(cast.xihu, state="dismissed")
    live = make_alert(cast.xihu)
    Alert.objects.update(reasons=[])
    Incident.objects.filter(pk=alert.incident_id).update(title=FARAWAY)
    assert FARAWAY in read(client, cast.xi, f"/alerts/{alert.pk}/")
    placed(alert.incident, cast.yuhang)
    for url in ("/", "/alerts/", "/alerts/?state=dismissed", f"/alerts/{live.pk}/"):
        assert hides(read(client, cast.xi, url), alert.incident)
    client.force_login(cast.xi)
    assert client.get(f"/alerts/{alert.pk}/").status_code == 404
    assert FARAWAY in read(client, cast.chen, f"/alerts/{alert.pk}/")


def test_a_search_and_the_page_of_the_employer_find_only_what_the_reader_may_see(client, cast, sides):
    titled(*sides)
    page = read(client, cast.xi, "/search/?q=欠薪争议")
    assert OURS in page and hides(page, sides[1])
