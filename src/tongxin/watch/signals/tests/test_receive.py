from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from tongxin.ground.audit.models import Entry
from tongxin.ground.rollups.queries import differences, sums, total
from tongxin.kit.fields import blind
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals.models import Batch, Signal, Wordless
from tongxin.watch.signals.services import receive
from tongxin.watch.signals.tests.makers import make_heard, make_signal, make_source

pytestmark = pytest.mark.django_db


def take_in(source, *heard, **over):
    return receive(source, heard, **{"org": source.org, "by": None, "at": FRIDAY} | over)


def test_it_stores_every_field(cast):
    source = make_source(cast.xihu)
    told = make_heard(
        employer_name="示例云杉厂", place="灵隐路1号", region="330106012", category_told="wages", persons=30,
        amount=Decimal("450000.50"), reporter="张三", phone="13812341234", anonymous=True,
    )  # fmt: skip
    take_in(source, told, by=cast.li)
    signal = Signal.objects.get()
    assert (signal.external_key, signal.version, signal.kind, signal.by) == ("K1", 1, "kiosk", cast.li)
    assert (signal.region_id, signal.persons, signal.amount) == ("330106012", 30, Decimal("450000.50"))
    assert (signal.reporter, signal.phone, signal.anonymous) == ("张三", "13812341234", True)
    assert Signal.objects.filter(blind(Signal, phone="138 1234 1234")).exists()


def test_it_keeps_names_and_phones_encrypted(cast):
    make_signal(make_source(cast.xihu), reporter="张三丰", phone="13812341234", text="无电话")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(s)::text FROM signals_signal s")
        row = cursor.fetchone()[0]
    assert "张三丰" not in row and "13812341234" not in row


def test_it_takes_the_same_key_once(cast):
    source = make_source(cast.xihu)
    first = take_in(source, make_heard("A"), make_heard("B"))
    second = take_in(source, make_heard("B"), make_heard("C"), make_heard("C"))
    assert [k.key for k in first.accepted] == ["A", "B"]
    assert [k.key for k in second.accepted] == ["C"]
    assert [(k.row, k.key) for k in second.repeated] == [(1, "B"), (3, "C")]
    assert Signal.objects.count() == 3


def test_it_keeps_the_keys_of_two_sources_apart(cast):
    make_signal(make_source(cast.xihu))
    make_signal(make_source(cast.yuhang, key="kiosk-2"))
    assert Signal.objects.count() == 2


def test_it_counts_each_signal_once_by_its_day_of_shanghai(cast):
    source = make_source(cast.xihu)
    midnight = FRIDAY.replace(hour=0)
    for _ in range(2):
        take_in(
            source,
            make_heard("A", heard_at=midnight),
            make_heard("B", heard_at=midnight - timedelta(seconds=1)),
        )
    days = sums("signals", FRIDAY.date() - timedelta(days=9), FRIDAY.date(), by=("day", "region", "source"))
    assert [(s.key[0].day, s.key[1], s.n) for s in days] == [(19, "330106", 1), (20, "330106", 1)]
    assert not differences()


def test_it_sends_back_what_cannot_be_stored_and_keeps_the_rest(cast):
    heard = [
        make_heard("A"),
        make_heard("B", text="  "),
        make_heard("C", text="x\x00y"),
        make_heard("D", text="\ud800"),
        make_heard("E" * 81),
        make_heard("F", region="999999"),
        make_heard("G", heard_at=FRIDAY + timedelta(days=3)),
        make_heard("H", amount=Decimal("1e13")),
        make_heard("I", text="长" * 10_001),
        make_heard("\ud800"),
        make_heard("J", employer_name="名\x00"),
    ]
    received = take_in(make_source(cast.xihu), *heard)
    assert [k.key for k in received.accepted] == ["A"]
    assert [r.row for r in received.rejected] == list(range(2, 12))
    assert [r.field for r in received.rejected][:4] == ["text", "text", "text", "external_key"]
    batch = Batch.objects.get()
    assert (batch.accepted, batch.rejected, len(batch.rejects)) == (1, 10, 10)


def test_it_keeps_texts_exactly(cast):
    text = "“‘引号’\t制表\n\\反斜杠 $1 %s {} 𠮷野家 🙂 \u200b零宽 e\u0301"
    assert make_signal(make_source(cast.xihu), text=text).text == text


def test_it_writes_one_audit_entry_a_delivery(cast):
    source = make_source(cast.xihu)
    take_in(source, make_heard("A"))
    take_in(source, *[make_heard(f"B{i}") for i in range(50)])
    assert list(Entry.objects.order_by("id").values_list("kind", "verb")) == [
        ("signals.signal", "receive"), ("signals.batch", "receive"),
    ]  # fmt: skip


def test_it_needs_few_statements(cast, django_assert_max_num_queries):
    source = make_source(cast.xihu)
    with django_assert_max_num_queries(5):  # two of them are the savepoint of this test
        take_in(source, make_heard("A"))
    with django_assert_max_num_queries(8):
        take_in(source, *[make_heard(f"B{i}") for i in range(500)])


def test_it_queues_new_signals_for_the_index_and_for_triage(cast):
    signal = make_signal(make_source(cast.xihu))
    assert Wordless.objects.get().signal_id == signal.pk
    assert Signal.objects.awaiting_triage().get() == signal


def test_the_database_refuses_change_and_removal(cast):
    signal = make_signal(make_source(cast.xihu))
    for act in (lambda: Signal.objects.update(text="别的"), signal.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert total("signals", FRIDAY.date() - timedelta(days=9), FRIDAY.date()).n == 1
