"""可能相同: what the machine is not sure enough of, and what a person makes of it."""

from datetime import timedelta

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.rollups.queries import differences
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.jobs import link
from tongxin.watch.incidents.models import Apart, Change, Incident, Link, Suggestion
from tongxin.watch.incidents.queries import suggestions
from tongxin.watch.incidents.services import merge, split, undo
from tongxin.watch.incidents.suggesting import accept, decline
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.services import overrule
from tongxin.watch.triage.tests.makers import make_employer, make_signal

pytestmark = pytest.mark.urls("tongxin.faces.desk.tests.pages")
NAME = "杭州乌有岚笺服饰有限公司"
ONE = f"{NAME}拖欠30名工人工资共15万元，已经三个月，在西湖区灵隐街道"
AGAIN = f"我在{NAME}上班，工资两个月没发了"


@pytest.fixture
def doubtful(cast):
    """One employer's wages again after forty days: a person must say whether it is the same matter."""
    make_employer(cast.lingyin, NAME, region_id="330106012")
    make_signal(cast.xihu, ONE)
    later = make_signal(cast.xihu, AGAIN, at=FRIDAY + timedelta(days=40))
    run()
    return Suggestion.objects.get(signal=later)


def run():
    while triage(FRIDAY) or link(FRIDAY):
        pass


def standing() -> list[tuple]:
    facts = ("title", "signal_count", "first_at", "last_at", "persons", "amount", "org", "source")
    return sorted(Incident.objects.current().values_list("pk", *facts))


def test_it_offers_what_it_does_not_join(cast, doubtful):
    assert Incident.objects.current().count() == 2
    (offered,) = suggestions(doubtful.signal, cast.xi)
    assert offered.weight >= 0.25 and "同一用人单位 +" in offered.why and "相隔40天 -" in offered.why
    assert offered.incident == Incident.objects.earliest("pk")


def test_who_may_not_see_the_incident_is_not_offered_it(cast, doubtful):
    assert suggestions(doubtful.signal, cast.yu) == []


def test_it_is_put_there_and_taken_back_with_all_figures_as_before(cast, doubtful):
    before = standing()
    change = accept(doubtful, by=cast.xi, at=FRIDAY)
    assert [row[2] for row in standing()] == [2] and differences() == []
    assert suggestions(doubtful.signal, cast.xi) == []
    undo(change, by=cast.xi, at=FRIDAY)
    assert standing() == before and differences() == []
    assert set(Entry.objects.values_list("verb", flat=True)) >= {"place", "undo"}


def test_what_was_taken_back_is_not_joined_by_the_machine_again(cast, doubtful):
    undo(accept(doubtful, by=cast.xi, at=FRIDAY), by=cast.xi, at=FRIDAY)
    home = Link.objects.get(signal=doubtful.signal_id).incident
    overrule(doubtful.signal, category="injury", by=cast.chen, at=FRIDAY)
    run()
    overrule(doubtful.signal, category="wages", by=cast.chen, at=FRIDAY)
    run()
    assert Link.objects.get(signal=doubtful.signal_id).incident not in (home, doubtful.incident)
    assert not suggestions(Signal.objects.get(pk=doubtful.signal_id), cast.xi)
    assert differences() == []


def test_it_leaves_a_larger_incident_and_comes_back_to_it(cast, doubtful):
    make_signal(cast.xihu, AGAIN + "，请尽快", at=FRIDAY + timedelta(days=41))
    run()
    before = standing()
    change = accept(doubtful, by=cast.xi, at=FRIDAY)
    assert [row[2] for row in standing()] == [2, 1] and differences() == []
    undo(change, by=cast.xi, at=FRIDAY)
    assert standing() == before and differences() == []


def test_it_is_declined_once_for_all(cast, doubtful):
    decline(doubtful, by=cast.xi, at=FRIDAY)
    assert suggestions(doubtful.signal, cast.xi) == []
    assert Apart.objects.filter(signal=doubtful.signal, incident=doubtful.incident).exists()
    assert Entry.objects.get(verb="keep_apart").actor_id == cast.xi.pk
    for act in (accept, decline):
        with pytest.raises(Refused, match="已经处理过"):
            act(doubtful, by=cast.xi, at=FRIDAY)


def test_it_follows_an_incident_that_was_merged(cast, doubtful):
    make_signal(cast.xihu, "西湖区灵隐街道某工地木工二十万元工钱没给，工人多次讨要")
    run()
    kept = Incident.objects.latest("pk")
    merge(kept, doubtful.incident, by=cast.xi, at=FRIDAY)
    (offered,) = suggestions(doubtful.signal, cast.xi)
    assert offered.incident == kept
    accept(doubtful, by=cast.xi, at=FRIDAY)
    assert Link.objects.get(signal=doubtful.signal_id).incident == kept and differences() == []


def test_what_was_split_off_stays_away_after_a_new_reading(cast):
    make_employer(cast.lingyin, NAME, region_id="330106012")
    make_signal(cast.xihu, ONE)
    taken = make_signal(cast.xihu, AGAIN)
    run()
    whole = Incident.objects.get()
    split(whole, [taken], by=cast.xi, at=FRIDAY)
    for category in ("other", "wages"):
        overrule(taken, category=category, by=cast.chen, at=FRIDAY)
        run()
    assert Link.objects.get(signal=taken.pk).incident != whole
    assert differences() == []


def test_a_split_taken_back_lets_the_machine_join_again(cast):
    make_employer(cast.lingyin, NAME, region_id="330106012")
    make_signal(cast.xihu, ONE)
    taken = make_signal(cast.xihu, AGAIN)
    run()
    whole = Incident.objects.get()
    undo(split(whole, [taken], by=cast.xi, at=FRIDAY), by=cast.xi, at=FRIDAY)
    for category in ("other", "wages"):
        overrule(taken, category=category, by=cast.chen, at=FRIDAY)
        run()
    assert Link.objects.get(signal=taken.pk).incident == whole


def test_the_form_joins_and_comes_back_to_the_page_it_stood_on(client, cast, doubtful):
    client.force_login(cast.xi)
    answer = client.post(f"/incidents/suggestions/{doubtful.pk}/accept/", {"next": "/triage/"})
    assert (answer.status_code, answer.url) == (302, "/triage/")
    assert Change.objects.get().kind == "place"
    page = client.get(f"/incidents/{doubtful.incident_id}/").content.decode()
    assert "归入" in page and "撤销归入" in page


def test_the_form_declines_and_follows_no_foreign_address(client, cast, doubtful):
    client.force_login(cast.xi)
    answer = client.post(f"/incidents/suggestions/{doubtful.pk}/decline/", {"next": "https://example.com/"})
    assert answer.url == f"/incidents/{doubtful.incident_id}/"
    doubtful.refresh_from_db()
    assert (doubtful.decided, doubtful.by) == ("declined", cast.xi)


def test_a_colleague_elsewhere_finds_no_suggestion_and_a_mediator_may_not_join(client, cast, doubtful):
    for person, status in ((cast.yu, 404), (cast.wang, 403)):
        client.force_login(person)
        for verb in ("accept", "decline"):
            assert client.post(f"/incidents/suggestions/{doubtful.pk}/{verb}/").status_code == status
    assert not Change.objects.exists()
