"""Sources: register, give a secret, switch off, count."""

from datetime import timedelta

import pytest

from tongxin.ground.audit.models import Entry
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals.models import Source
from tongxin.watch.signals.tests.makers import make_signal, make_source

pytestmark = pytest.mark.django_db
NEW = {"key": "kiosk-9", "name": "九号机", "kind": "kiosk", "per_minute": 600}


def test_an_administrator_registers_a_source_and_sees_its_secret_once(client, cast):
    client.force_login(cast.ao)
    assert client.post("/signals/sources/register/", NEW).status_code == 302
    source = Source.objects.get()
    answer = client.post(f"/signals/sources/{source.pk}/rotate/")
    source.refresh_from_db()
    assert source.secret in answer.content.decode() and answer["Cache-Control"] == "no-store"
    assert source.secret not in client.get("/signals/sources/").content.decode()
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == ["register", "rotate_secret"]
    assert source.secret not in str(list(Entry.objects.values()))


def test_a_key_is_given_once(client, cast):
    client.force_login(cast.ao)
    client.post("/signals/sources/register/", NEW)
    assert client.post("/signals/sources/register/", NEW).status_code == 409


def test_it_can_be_switched_off_and_on(client, cast):
    source = make_source(cast.xihu)
    client.force_login(cast.ao)
    for active in ("0", "1"):
        client.post(f"/signals/sources/{source.pk}/switch/", {"active": active})
        source.refresh_from_db()
        assert source.active is (active == "1")


def test_only_an_administrator_may(client, cast):
    source = make_source(cast.xihu)
    client.force_login(cast.chen)
    assert client.post("/signals/sources/register/", NEW).status_code == 403
    assert client.post(f"/signals/sources/{source.pk}/rotate/").status_code == 403


def test_the_page_counts_what_each_kind_brought(client, cast, django_assert_max_num_queries):
    source = make_source(cast.xihu)
    for key in "ABC":
        make_signal(source, key)
    client.force_login(cast.chen)
    with django_assert_max_num_queries(12):
        page = client.get("/signals/sources/").content.decode()
    assert "法律服务一体机" in page and "一号机" in page and "每季" in page


def counted(client, user) -> tuple[int, int, int]:
    client.force_login(user)
    kiosk = client.get("/signals/sources/").context["deliveries"][0]
    return kiosk.week, kiosk.month, kiosk.year


def test_everybody_sees_the_counts_of_his_own_ground(client, cast, monkeypatch):
    monkeypatch.setattr("tongxin.watch.signals.views.sources.localtime", lambda: FRIDAY)
    here, there = make_source(cast.xihu), make_source(cast.yuhang, "kiosk-2")
    for days, source in ((1, here), (15, here), (200, here), (1, there)):
        make_signal(source, f"K{days}", heard_at=FRIDAY - timedelta(days=days))
    make_signal(make_source(cast.builders, "kiosk-3"), "B", heard_at=FRIDAY - timedelta(days=1))
    assert counted(client, cast.xi) == (1, 2, 3)
    assert counted(client, cast.yu) == (1, 1, 1)
    assert counted(client, cast.bu) == (1, 1, 1)  # an industry has no place of its own
    assert counted(client, cast.chen) == (3, 4, 5)


def listed(client, user, **query) -> list[str]:
    client.force_login(user)
    return [row.cells[0].value for row in client.get("/signals/sources/", query).context["table"].rows]


def test_sources_are_filtered_found_and_exported(client, cast):
    make_source(cast.xihu)
    make_source(cast.yuhang, "court-1", "court", name="余杭法院")
    assert listed(client, cast.chen) == ["一号机", "余杭法院"]
    assert listed(client, cast.chen, dimension="government") == ["余杭法院"]
    assert listed(client, cast.chen, q="kiosk-1") == listed(client, cast.xi) == ["一号机"]
    assert client.get("/signals/sources/", {"export": "xlsx"}).status_code == 200
    assert Entry.objects.filter(verb="export", kind="signals.source").exists()


def test_the_page_of_a_source_offers_its_verbs_to_an_administrator_alone(client, cast):
    source = make_source(cast.xihu)
    for user, offered in ((cast.ao, True), (cast.xi, False)):
        client.force_login(user)
        page = client.get(f"/signals/sources/{source.pk}/").content.decode()
        assert "一号机" in page and ("换发密钥" in page) is offered
        assert (
            f"/signals/?source={source.pk}" in page
        ) is not offered  # he who reads no signals gets no link
    client.force_login(cast.yu)
    assert client.get(f"/signals/sources/{source.pk}/").status_code == 404
