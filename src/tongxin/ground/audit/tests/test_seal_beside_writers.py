"""Sealing while other sessions write, in a schema of its own that is committed and dropped again."""

import psycopg
import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tongxin.ground.audit.models import Sealed
from tongxin.ground.audit.services import seal
from tongxin.ground.audit.tests.makers import AT
from tongxin.ground.audit.verify import verify

SCHEMA = "beside_writers"
INSERT = """INSERT INTO audit_entry (at, actor, kind, key, verb, facts)
            VALUES (now(), '平台', 'cases.case', %s, 'dispatch', '{}') RETURNING id"""


@pytest.fixture
def elsewhere(django_db_setup, django_db_blocker):
    """A function that opens further sessions in a fresh schema; requested before `db`, so it ends after it."""
    settings = connection.settings_dict
    sessions: list[psycopg.Connection] = []

    def connect() -> psycopg.Connection:
        session = psycopg.connect(
            dbname=settings["NAME"],
            host=settings["HOST"],
            user=settings["USER"],
            port=settings["PORT"] or None,
        )
        session.execute(f"SET search_path = {SCHEMA}")
        session.commit()
        sessions.append(session)
        return session

    with django_db_blocker.unblock():
        _build()
    yield connect
    for session in sessions:
        session.close()
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
        cursor.execute("SET search_path = public")


def _build() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        cursor.execute(f"SET search_path = {SCHEMA}")
    loader, state = MigrationLoader(None), ProjectState()
    for key in loader.graph.forwards_plan(max(key for key in loader.graph.nodes if key[0] == "audit")):
        with connection.schema_editor() as editor:
            state = loader.graph.nodes[key].apply(state, editor)


def test_an_open_transaction_neither_waits_nor_is_lost(elsewhere, db):
    slow, quick = elsewhere(), elsewhere()
    late = slow.execute(INSERT, ["late"]).fetchone()[0]
    early = quick.execute(INSERT, ["early"]).fetchone()[0]
    quick.commit()
    assert late < early

    first = seal(AT)
    assert list(Sealed.objects.values_list("entry_id", flat=True)) == [early]
    assert first.floor < late

    slow.commit()  # did not wait for the sealing, and is sealed in the next batch
    second = seal(AT)
    assert list(Sealed.objects.filter(seal=second).values_list("entry_id", flat=True)) == [late]
    report = verify()
    assert report.ok, report.words
    assert (report.seals, report.entries, report.unsealed) == (2, 2, 0)


def test_writers_go_on_while_a_batch_is_being_sealed(elsewhere, db):
    writer = elsewhere()
    writer.execute("SET lock_timeout = '2s'")
    writer.execute(INSERT, ["before"])
    writer.commit()
    assert seal(AT).count == 1  # this transaction holds the sealing lock until the test ends
    writer.execute(INSERT, ["during"])
    writer.commit()
    assert verify().unsealed == 1


def test_the_floor_waits_for_a_session_that_may_still_commit(elsewhere, db):
    slow, quick = elsewhere(), elsewhere()
    slow.execute(INSERT, ["slow"])
    floors = []
    for n in range(3):
        quick.execute(INSERT, [str(n)])
        quick.commit()
        floors.append(seal(AT).floor)
    assert floors == [0, 0, 0]
    slow.commit()
    assert seal(AT).count == 1
    quick.execute(INSERT, ["more"])
    quick.commit()
    assert seal(AT).floor > 0
    assert verify().ok


def test_a_reader_does_not_hold_the_floor_back(elsewhere, db):
    reader, writer = elsewhere(), elsewhere()
    reader.execute("SELECT count(*) FROM audit_entry")  # idle in a transaction that has written nothing
    for n in range(2):
        writer.execute(INSERT, [str(n)])
        writer.commit()
        last = seal(AT)
    assert last.floor > 0
