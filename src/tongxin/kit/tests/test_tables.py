"""Keyset pages: every row once, whatever is empty, in both directions, and no forged cursor believed."""

from datetime import timedelta

import pytest
from django.core import signing

from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.paging import SALT, Order, page
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals.models import Batch
from tongxin.watch.signals.tests.makers import make_source

pytestmark = pytest.mark.django_db
COUNTS = [5, 3, 3, 3, 8, 0, 3, 1]


@pytest.fixture
def batches(cast):
    """Eight rows with equal `accepted` among them; every third was made by nobody."""
    source = make_source(cast.city)
    for i, accepted in enumerate(COUNTS):
        Batch.objects.create(
            source=source, org=cast.city, state=Batch.State.DONE, at=FRIDAY + timedelta(days=i // 2),
            accepted=accepted, by=None if i % 3 == 0 else [cast.chen, cast.xi][i % 2],
        )  # fmt: skip
    return Batch.objects.all()


def walk(rows, order, size):
    """Forwards to the end and back again: the pages both ways, each a list of keys."""
    there, cursor = [], ""
    while True:
        found = page(rows, order, cursor, size)
        there.append([row.pk for row in found.rows])
        if not found.next:
            break
        cursor = found.next
    back = [there[-1]]
    while found.previous:
        found = page(rows, order, found.previous, size)
        back.append([row.pk for row in found.rows])
    return there, back[::-1]


ORDERS = [
    Order("id", False), Order("id", True), Order("accepted", False), Order("accepted", True),
    Order("at", False), Order("at", True), Order("by_id", False, True), Order("by_id", True, True),
]  # fmt: skip


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("size", [1, 2, 3, 8])
def test_it_walks_every_row_once_and_back_the_same_way(batches, order, size):
    there, back = walk(batches, order, size)
    assert [pk for each in there for pk in each] == [row.pk for row in order.apply(batches)]
    assert back == there


@pytest.mark.parametrize("descending", [False, True])
def test_what_is_empty_comes_last_either_way(batches, descending):
    order = Order("by_id", descending, nullable=True)
    made_by = [row.by_id for row in page(batches, order, "", 8).rows]
    assert made_by[-3:] == [None] * 3 and None not in made_by[:-3]


def test_the_first_page_has_none_before_it_and_the_last_none_after(batches):
    first = page(batches, Order("id", False), "", 5)
    last = page(batches, Order("id", False), first.next, 5)
    assert not first.previous and not last.next and last.previous
    assert not page(batches, Order("id", False), last.previous, 5).previous


def test_a_row_that_came_meanwhile_moves_no_other(batches, cast):
    order = Order("id", True)
    first = page(batches, order, "", 3)
    Batch.objects.create(source=Batch.objects.first().source, org=cast.city, state="done", at=FRIDAY)
    second = page(batches, order, first.next, 3)
    assert [row.pk for row in second.rows] == sorted((row.pk for row in batches), reverse=True)[4:7]


def test_a_forged_cursor_starts_from_the_beginning(batches):
    order = Order("accepted", False)
    first = [row.pk for row in page(batches, order, "", 3).rows]
    good = page(batches, order, "", 3).next
    other_list = signing.dumps(["n", "", 3, 3], salt=f"{SALT}:signals.Source:accepted")
    other_order = page(batches, Order("at", False), "", 3).next
    for cursor in ("x", good[:-2], good.replace(":", ";"), "n" * 5000, other_list, other_order):
        assert [row.pk for row in page(batches, order, cursor, 3).rows] == first


@pytest.mark.parametrize("told", [["n"], {"a": 1}, ["n", "t", "no day", 3], ["n", "n", "no number", 3], 7])
def test_a_cursor_of_an_older_form_starts_from_the_beginning(batches, told):
    cursor = signing.dumps(told, salt=f"{SALT}:signals.Batch:accepted")
    assert len(page(batches, Order("accepted", False), cursor, 3).rows) == 3


@pytest.mark.parametrize(
    ("kind", "value", "plain"),
    [("category", "wages", "劳动报酬"), ("category", "", ""), ("percent", 0.875, "87.5%"), ("percent", None, None),
     ("level", "red", "红"), ("flag", True, "是"), ("number", 3, 3), ("clock", {"label": "今天到期"}, "今天到期")],
)  # fmt: skip
def test_a_sheet_says_the_words_of_the_page_and_keeps_numbers(kind, value, plain):
    assert Column("x", "X", lambda row: row, kind=kind).plain(value) == plain
