import pytest

from tongxin.ground.audit.models import Entry
from tongxin.watch.signals.tests.makers import make_signal, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def signal(cast):
    return make_signal(make_source(cast.xihu), reporter="张三丰", phone="13812341234")


def read(client, user, signal):
    client.force_login(user)
    return client.get(f"/signals/{signal.pk}/")


def unmask(client, user, signal, why="回访"):
    client.force_login(user)
    return client.post(f"/signals/{signal.pk}/unmask/", {"why": why})


def test_it_shows_the_signal_in_at_most_twelve_queries(client, cast, signal, django_assert_max_num_queries):
    client.force_login(cast.xi)
    with django_assert_max_num_queries(12):
        page = client.get(f"/signals/{signal.pk}/").content.decode()
    assert "拖欠三十多名工人" in page and "138****1234" in page


def test_it_hides_name_and_phone(client, cast, signal):
    page = read(client, cast.xi, signal).content.decode()
    assert "13812341234" not in page and "张三丰" not in page and "张**" in page


def test_another_district_finds_nothing(client, cast, signal):
    assert read(client, cast.yu, signal).status_code == 404
    assert unmask(client, cast.yu, signal).status_code == 404


def test_it_is_forbidden_without_the_right(client, cast, signal):
    assert read(client, cast.ao, signal).status_code == 403
    assert read(client, cast.nobody, signal).status_code == 404


def test_reading_the_name_is_in_the_audit_trail(client, cast, signal):
    answer = unmask(client, cast.wang, signal)
    assert "张三丰" in answer.content.decode() and answer["Cache-Control"] == "no-store"
    entry = Entry.objects.get(verb="unmask")
    assert (entry.key, entry.actor, entry.facts["why"]) == (str(signal.pk), "王调解", "回访")
    assert "张三丰" not in str(entry.facts)


def test_a_reason_must_be_given(client, cast, signal):
    assert unmask(client, cast.wang, signal, why="").status_code == 422
    assert not Entry.objects.filter(verb="unmask").exists()


def test_a_leader_may_not_read_the_name(client, cast, signal):
    assert unmask(client, cast.guan, signal).status_code == 403


def test_of_those_who_asked_for_secrecy_only_the_handling_union_reads_the_name(client, cast):
    kept = make_signal(make_source(cast.xihu), reporter="张三丰", anonymous=True)
    assert unmask(client, cast.chen, kept).status_code == 403
    assert unmask(client, cast.wang, kept).status_code == 200
