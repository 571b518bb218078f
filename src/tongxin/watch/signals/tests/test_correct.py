import pytest

from tongxin.ground.audit.models import Entry
from tongxin.ground.rollups.queries import sums
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals.models import Signal
from tongxin.watch.signals.services import correct
from tongxin.watch.signals.tests.makers import make_heard, make_signal, make_source
from tongxin.watch.triage.jobs import triage

pytestmark = pytest.mark.django_db


@pytest.fixture
def signal(cast):
    return make_signal(make_source(cast.xihu), reporter="张三丰", phone="13812341234")


def put_right(signal, by, **over):
    return correct(signal, heard=make_heard(**over), by=by, at=FRIDAY, reason="写错了")


def cells():
    return sorted(
        (*s.key, s.n)
        for s in sums("signals", FRIDAY.date().replace(day=1), FRIDAY.date(), by=("region", "category"))
    )


def test_it_makes_a_new_version_and_leaves_the_old_one_as_it_was(cast, signal):
    new = put_right(signal, cast.xi, text="更正后的内容", region="330110")
    signal.refresh_from_db()
    assert (new.version, new.corrects, new.external_key, new.triaged_at) == (2, signal, "K1", None)
    assert signal.corrected_at == FRIDAY and signal.text != new.text
    assert list(Signal.objects.current()) == [new]
    entry = Entry.objects.get(verb="correct")
    assert (entry.key, entry.facts["reason"]) == (str(new.pk), "写错了") and "text" in entry.facts["changed"]


def test_it_moves_the_counts(cast, signal):
    assert cells() == [("330106", "", 1)]
    put_right(signal, cast.xi, region="330110")
    assert cells() == [("330110", "", 1)]


def test_it_moves_the_counts_of_a_judged_signal(cast, signal):
    triage(FRIDAY)
    put_right(signal, cast.xi, region="330110")
    assert cells() == [("330110", "", 1)]
    triage(FRIDAY)
    assert [(region, n) for region, _, n in cells()] == [("330110", 1)]


def test_an_old_version_cannot_be_corrected_again(cast, signal):
    newer = put_right(signal, cast.xi)
    with pytest.raises(Refused):
        put_right(signal, cast.xi)
    assert put_right(newer, cast.xi).version == 3


def test_it_refuses_what_cannot_be_stored(cast, signal):
    with pytest.raises(Refused):
        put_right(signal, cast.xi, text="")
    signal.refresh_from_db()
    assert signal.corrected_at is None


def post(client, user, signal, **over):
    client.force_login(user)
    values = {
        "text": "页面更正",
        "heard_at": "2026-11-18T09:00",
        "district": "330110",
        "reason": "区县写错",
    } | over
    return client.post(f"/signals/{signal.pk}/correct/", values)


def test_the_page_corrects_and_keeps_name_and_phone(client, cast, signal):
    assert post(client, cast.xi, signal).status_code == 302
    new = Signal.objects.current().get()
    assert (new.text, new.region_id, new.reporter, new.phone) == (
        "页面更正",
        "330110",
        "张三丰",
        "13812341234",
    )


def test_the_page_asks_for_a_reason(client, cast, signal):
    assert post(client, cast.xi, signal, reason="").status_code == 422


def test_the_page_is_open_only_with_the_right(client, cast, signal):
    assert post(client, cast.wang, signal).status_code == 403
    assert post(client, cast.yu, signal).status_code == 404
    client.force_login(cast.xi)
    assert "三十多名" in client.get(f"/signals/{signal.pk}/correct/").content.decode()
    assert Entry.objects.filter(verb="unmask", key=str(signal.pk)).exists()


def test_the_old_version_points_to_the_new_one(client, cast, signal):
    new = put_right(signal, cast.xi)
    client.force_login(cast.xi)
    assert f"/signals/{new.pk}/" in client.get(f"/signals/{signal.pk}/").content.decode()
