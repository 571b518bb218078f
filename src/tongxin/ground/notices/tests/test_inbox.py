from datetime import timedelta

import pytest

from tongxin.ground.notices import queries, services
from tongxin.ground.notices.models import Channel, Notice, Sending
from tongxin.project.testing import FRIDAY


@pytest.fixture
def inbox(client, cast):
    for n in range(3):
        services.notify([cast.xi], f"第{n}条", url=f"/orgs/{cast.xihu.pk}/", at=FRIDAY + timedelta(minutes=n))
    services.notify([cast.wang], "别人的", at=FRIDAY)
    client.force_login(cast.xi)
    return list(Notice.objects.filter(account=cast.xi).order_by("pk"))


def titles(client) -> list[str]:
    return [row.cells[0].value for row in client.get("/notices/").context["table"].rows]


def test_it_shows_the_unread_first_and_nobody_elses(client, inbox):
    services.read(inbox[2], at=FRIDAY)
    assert titles(client) == ["第1条", "第0条", "第2条"]


def test_opening_reads_it_and_goes_where_it_points(client, cast, inbox):
    answer = client.get(f"/notices/{inbox[0].pk}/")
    assert answer["Location"] == f"/orgs/{cast.xihu.pk}/"
    assert queries.unread(cast.xi) == 2


@pytest.mark.parametrize(
    "url", ["", "//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_it_never_leads_out_of_the_platform(client, cast, inbox, url):
    Notice.objects.filter(pk=inbox[0].pk).update(url=url)
    assert client.get(f"/notices/{inbox[0].pk}/").status_code == 200


def test_it_marks_the_chosen_and_then_all(client, cast, inbox):
    theirs = Notice.objects.get(account=cast.wang)
    client.post("/notices/read/", {"pk": [inbox[0].pk, theirs.pk, "x", "9" * 30]})
    assert (queries.unread(cast.xi), queries.unread(cast.wang)) == (2, 1)
    client.post("/notices/read-all/")
    assert (queries.unread(cast.xi), queries.unread(cast.wang)) == (0, 1)


def test_a_foreign_notice_or_channel_is_not_there(client, cast, inbox):
    theirs = Channel.objects.create(account=cast.wang, kind="sms", address="13800000000")
    assert client.get(f"/notices/{Notice.objects.get(account=cast.wang).pk}/").status_code == 404
    for verb in ("test", "remove"):
        assert client.post(f"/notices/channels/{theirs.pk}/{verb}/").status_code == 404


def test_it_adds_tests_and_removes_a_channel(client, cast):
    client.force_login(cast.xi)
    assert client.post("/notices/channels/", {"kind": "sms", "address": "12"}).status_code == 409
    assert client.post("/notices/channels/", {"kind": "pigeon", "address": "12"}).status_code == 422
    assert client.post("/notices/channels/", {"kind": "sms", "address": "13800000000"}).status_code == 302
    channel = Channel.objects.get()
    assert "13800000000" not in client.get("/notices/channels/").content.decode()
    client.post(f"/notices/channels/{channel.pk}/test/")
    assert Sending.objects.get().channel == channel
    assert "待发" in client.get("/notices/channels/").content.decode()
    client.post(f"/notices/channels/{channel.pk}/remove/")
    assert not Channel.objects.exists()


def test_a_stranger_is_sent_to_the_login(client, db):
    for url in ("/notices/", "/notices/channels/"):
        assert client.get(url).status_code == 302


def test_the_pages_take_at_most_12_queries(client, cast, django_assert_max_num_queries):
    for n in range(80):
        services.notify([cast.xi], f"第{n}条", at=FRIDAY)
    client.force_login(cast.xi)
    for url in ("/notices/", "/notices/?state=new&urgent=1&q=x", "/notices/channels/"):
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200
