import pytest
from django.db import DatabaseError, connection, transaction

from tongxin.ground.audit import jobs, sealing
from tongxin.ground.audit.models import Entry, Seal, Sealed
from tongxin.ground.audit.services import seal
from tongxin.ground.audit.tests.makers import AT, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_waits():
    while seal(AT):
        pass


def test_it_seals_what_is_committed():
    numbers = write(7)
    made = seal(AT)
    assert (made.count, made.last_entry, made.sealed_at) == (7, numbers[-1], AT)
    assert list(Sealed.objects.filter(seal=made).values_list("entry_id", flat=True).order_by("pk")) == numbers


def test_it_makes_no_empty_seal():
    assert seal(AT) is None
    assert not sealing.waiting()


def test_it_never_seals_an_entry_twice():
    write(3)
    seal(AT)
    write(2)
    assert seal(AT).count == 2


def test_it_cuts_into_batches(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 4)
    numbers = write(10)
    made = [seal(AT) for _ in range(3)]
    assert [each.count for each in made] == [4, 4, 2]
    assert [each.last_entry for each in made] == [numbers[3], numbers[7], numbers[9]]
    assert seal(AT) is None


def test_the_floor_follows_the_seals():
    write(3)
    first = seal(AT)
    write(3)
    second = seal(AT)
    assert second.floor == first.last_entry


def test_the_stage_seals_until_nothing_waits(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 4)
    write(9)
    assert jobs.seal_committed(AT) == 4
    while jobs.seal_committed(AT):
        pass
    assert not sealing.waiting()


@pytest.mark.parametrize("model", [Entry, Seal, Sealed])
@pytest.mark.parametrize("act", ["update", "delete", "truncate"])
def test_the_database_itself_refuses_every_change(model, act):
    write(1)
    seal(AT)
    table = model._meta.db_table
    column = model._meta.pk.column
    sql = {
        "update": f"UPDATE {table} SET {column} = {column}",
        "delete": f"DELETE FROM {table}",
        "truncate": f"TRUNCATE {table} CASCADE",
    }[act]
    before = model.objects.count()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
        connection.cursor().execute(sql)
    assert model.objects.count() == before
