from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from tongxin.project.testing import FRIDAY
from tongxin.watch.signals import searching
from tongxin.watch.signals.jobs import index_words
from tongxin.watch.signals.models import Signal, Wordless
from tongxin.watch.signals.services import receive
from tongxin.watch.signals.tables import _on_ground
from tongxin.watch.signals.tests.makers import make_heard, make_signal, make_source

pytestmark = pytest.mark.django_db
QUERIES = 12
LATER = localtime() + timedelta(days=1)  # rows carry the real clock: triage is not waited for any more


@pytest.fixture
def many(cast):
    source = make_source(cast.xihu)
    heard = [
        make_heard(
            f"K{i}",
            heard_at=FRIDAY - timedelta(hours=i),
            text=f"第{i}件：拖欠工资",
            employer_name=f"示例{i}厂",
        )
        for i in range(120)
    ]
    receive(source, heard, org=cast.xihu, by=None, at=FRIDAY)
    index_words(LATER)


def get(client, user, **query):
    client.force_login(user)
    return client.get("/signals/", query)


def test_it_lists_in_at_most_twelve_queries(client, cast, many, django_assert_max_num_queries):
    client.force_login(cast.xi)
    with django_assert_max_num_queries(QUERIES):
        page = client.get("/signals/")
    assert page.status_code == 200 and "第0件" in page.content.decode()
    with django_assert_max_num_queries(QUERIES + 1):  # the search asks the index first
        assert "第7件" in client.get("/signals/", {"q": "第7件"}).content.decode()


def test_it_hides_the_signals_of_another_district(client, cast, many):
    assert "第0件" not in get(client, cast.yu).content.decode()
    assert "第0件" in get(client, cast.chen).content.decode()


def test_it_is_closed_to_strangers_and_to_those_without_the_right(client, cast):
    assert client.get("/signals/").status_code == 302
    assert get(client, cast.ao).status_code == 403
    assert get(client, cast.nobody).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"dimension": "union"}, True), ({"dimension": "public"}, False), ({"kind": "kiosk"}, True), ({"kind": "app"}, False),
        ({"state": "waiting"}, True), ({"state": "judged"}, False), ({"category": "wages"}, False),
        ({"heard_from": "2026-11-20", "heard_to": "2026-11-20"}, True), ({"heard_from": "2026-11-21"}, False),
        ({"q": "工资"}, True), ({"q": "拖欠工资"}, True), ({"q": "社保"}, False), ({"q": "示例0厂"}, True), ({"q": "'\\&|"}, True),
    ],
)  # fmt: skip
def test_it_narrows_the_list(client, cast, many, query, found):
    assert ("第0件" in get(client, cast.chen, **query).content.decode()) is found


def test_a_common_word_finds_the_same_as_a_rare_one(cast, many, monkeypatch):
    rows = Signal.objects.visible_to(cast.chen)
    named = set(rows.search("工资").values_list("pk", flat=True))
    monkeypatch.setattr(searching, "FEW", 3)
    assert set(rows.search("工资").values_list("pk", flat=True)) == named and len(named) == 120


def test_a_very_common_word_is_not_counted_anew(client, cast, many, monkeypatch):
    monkeypatch.setattr(searching, "FEW", 3)
    assert "共 120 条" in get(client, cast.chen, q="工资").content.decode()
    monkeypatch.setattr(searching, "MANY", 100)
    assert "1,000 条以上" in get(client, cast.chen, q="工资").content.decode()
    assert "1,000 条以上" in get(client, cast.xi, q="工资").content.decode()
    assert "共 120 条" in get(client, cast.chen, q="工资", kind="kiosk").content.decode()


def test_the_district_filter_follows_the_ground(client, cast, many):
    page = get(client, cast.chen, district=cast.yuhang.pk).content.decode()
    assert "第0件" not in page
    assert "第0件" in get(client, cast.chen, district=cast.xihu.pk).content.decode()


def test_the_district_filter_asks_no_second_time_for_ones_own_district(client, cast, many):
    rows = Signal.objects.visible_to(cast.xi)
    assert str(_on_ground(rows, str(cast.xihu.pk)).query) == str(rows.query)
    assert not _on_ground(rows, str(cast.yuhang.pk)).exists()
    assert _on_ground(Signal.objects.visible_to(cast.chen), str(cast.xihu.pk)).count() == 120


def test_it_masks_phones_in_the_excerpt_and_in_the_export(client, cast):
    make_signal(make_source(cast.xihu), text="电话13812341234")
    assert "13812341234" not in get(client, cast.chen).content.decode()
    assert get(client, cast.chen, export="xlsx").status_code == 200


@pytest.mark.parametrize(
    "query",
    [{"at": "x"}, {"sort": "x"}, {"cols": "x"}, {"heard_from": "x"}, {"q": "工" * 5000}, {"kind": "x"}],
)
def test_it_bears_any_query(client, cast, many, query):
    assert get(client, cast.chen, **query).status_code == 200


def test_the_index_is_filled_once(cast, many):
    assert not Wordless.objects.exists() and index_words(LATER) == 0


def test_the_index_takes_any_text(cast):
    source = make_source(cast.xihu)
    make_signal(source, "A", text="'单引号' \\反斜杠 🙂 " + "长" * 9_000 + "x" * 500)
    make_signal(source, "B", text="。！？")
    assert index_words(LATER) == 2
    assert Signal.objects.search("反斜杠").count() == 1


def test_an_empty_list_says_what_to_do(client, cast):
    assert "还没有线索" in get(client, cast.chen).content.decode()


def test_a_signal_put_on_other_ground_is_found_there(cast):
    signal = make_signal(make_source(cast.city), text="拖欠工资")
    index_words(LATER)
    assert not Signal.objects.visible_to(cast.xi).search("工资").exists()
    Signal.objects.update(org=cast.xihu)
    index_words(LATER)
    assert Signal.objects.visible_to(cast.xi).search("工资").get() == signal
    assert Signal.objects.visible_to(cast.chen).search("工资").get() == signal


def test_what_triage_has_not_placed_waits_a_moment_for_the_index(cast):
    make_signal(make_source(cast.city))
    assert index_words(localtime()) == 0 and index_words(LATER) == 1
