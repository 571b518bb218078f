"""The list of batches: whose, narrowed, and the rejected rows from it."""

from datetime import timedelta

import pytest

from tongxin.kit.sheets import read_sheet
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals import imports
from tongxin.watch.signals.models import Batch, Signal
from tongxin.watch.signals.services import receive
from tongxin.watch.signals.tests.makers import make_heard, make_sheet, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def batches(cast):
    """Two sheets of Xihu, the first with a row sent back, the second not confirmed; one of Yuhang."""
    here = make_source(cast.xihu, "weekly", "weekly", name="西湖周报")
    there = make_source(cast.yuhang, "counter", "counter", name="余杭窗口")
    made = [
        imports.preview(
            here, make_sheet({}, {"内容": ""}), "一周.xlsx", org=cast.xihu, by=cast.xi, at=FRIDAY
        ),
        imports.preview(
            here,
            make_sheet({"内容": "甲"}),
            "二周.xlsx",
            org=cast.xihu,
            by=cast.xi,
            at=FRIDAY + timedelta(days=7),
        ),
        imports.preview(
            there, make_sheet({}, kind="counter"), "窗口.xlsx", org=cast.yuhang, by=cast.yu, at=FRIDAY
        ),
    ]
    imports.commit(made[0], by=cast.xi, at=FRIDAY)
    return made


def listed(client, user, **query) -> list[str]:
    client.force_login(user)
    return [row.cells[0].value for row in client.get("/signals/batches/", query).context["table"].rows]


def test_everybody_sees_those_of_his_own_ground(client, cast, batches):
    assert listed(client, cast.chen) == ["二周.xlsx", "窗口.xlsx", "一周.xlsx"]
    assert listed(client, cast.xi) == ["二周.xlsx", "一周.xlsx"]
    assert listed(client, cast.yu) == ["窗口.xlsx"]


@pytest.mark.parametrize(
    ("query", "found"),
    [({"state": "done"}, ["一周.xlsx"]), ({"kind": "counter"}, ["窗口.xlsx"]), ({"sent_back": "1"}, ["一周.xlsx"]),
     ({"at_from": "2026-11-27", "at_to": "2026-11-27"}, ["二周.xlsx"]), ({"q": "余杭窗口"}, ["窗口.xlsx"]),
     ({"q": "席西湖", "sort": "at"}, ["一周.xlsx", "二周.xlsx"]), ({"sort": "-rejected", "q": "周"}, ["一周.xlsx", "二周.xlsx"])],
)  # fmt: skip
def test_it_narrows_finds_and_sorts(client, cast, batches, query, found):
    assert listed(client, cast.chen, **query) == found


def test_it_narrows_to_a_source(client, cast, batches):
    assert listed(client, cast.chen, source=batches[2].source_id) == ["窗口.xlsx"]


def test_the_rows_sent_back_are_one_step_away(client, cast, batches):
    client.force_login(cast.xi)
    page = client.get("/signals/batches/").content.decode()
    link = f"/signals/batches/{batches[0].pk}/rejected/"
    assert f'href="{link}" download' in page
    assert [row.cells["退回原因"] for row in read_sheet(client.get(link).content, "x.xlsx").rows] == [
        "内容：必填"
    ]
    client.force_login(cast.guan)  # a leader reads, and imports nothing
    assert link not in client.get("/signals/batches/").content.decode()


def test_it_stays_light(client, cast, batches, django_assert_max_num_queries):
    Batch.objects.bulk_create(
        Batch(source=batches[0].source, org=cast.xihu, state="done", at=FRIDAY) for _ in range(60)
    )
    client.force_login(cast.chen)
    with django_assert_max_num_queries(12):
        client.get("/signals/batches/")


def test_an_empty_list_offers_the_next_step(client, cast):
    client.force_login(cast.xi)
    assert (
        'href="/signals/import/"'
        in client.get("/signals/batches/").content.decode().partition("还没有批次")[2]
    )
    client.force_login(cast.guan)
    assert "/signals/import/" not in client.get("/signals/batches/").content.decode()


def test_the_signals_of_one_batch_are_a_list_of_their_own(client, cast, batches):
    receive(batches[2].source, [make_heard("别处来的")], org=cast.yuhang, by=None, at=FRIDAY)
    client.force_login(cast.chen)
    shown = client.get("/signals/", {"batch": batches[0].pk})
    keys = {row.pk for row in Signal.objects.filter(batch=batches[0])}
    assert keys and len(shown.context["table"].rows) == len(keys) < Signal.objects.count()
    assert "导入批次：一周.xlsx" in shown.content.decode()
    client.force_login(cast.yu)  # of another district: not even its name
    assert "一周.xlsx" not in client.get("/signals/", {"batch": batches[0].pk}).content.decode()
