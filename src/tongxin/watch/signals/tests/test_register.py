"""Sources: register, give a secret, switch off, count."""

import pytest

from tongxin.ground.audit.models import Entry
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
