"""Signals linked before there were keys: the migration leaves them to a stage, which gives them theirs."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime

from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.jobs import link, note_keys
from tongxin.watch.incidents.models import Key, Keyless, Link
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.tests.makers import make_employer, make_signal

NAME = "杭州乌有云杉服饰有限公司"
ONE = f"{NAME}拖欠30名工人工资共15万元，已经三个月，在西湖区灵隐街道"
TWO = f"我在{NAME}上班，工资两个月没发了"
BEFORE = [("incidents", "0004_band")]


def run():
    while triage(FRIDAY) or link(FRIDAY):
        pass


def migrate(to=None) -> None:
    """To a state; to that of today without one."""
    with connection.cursor() as cursor:  # tables with rows written in this transaction are altered in it
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connection)
    executor.migrate(to or executor.loader.graph.leaf_nodes())


def keys() -> list[tuple]:
    return sorted(Key.objects.values_list("key", "at", "signal_id"))


@pytest.fixture
def linked(cast):
    """A signal of today and one of three months ago, both with the keys they were linked with."""
    make_employer(cast.lingyin, NAME, region_id="330106012")
    now = localtime()
    old = make_signal(cast.xihu, TWO, at=now - timedelta(days=90))
    new = make_signal(cast.xihu, ONE, at=now)
    run()
    return old, new


def test_it_migrates_back_and_forth_and_what_was_linked_of_late_gets_its_keys(cast, linked):
    _, new = linked
    before = [row for row in keys() if row[2] == new.pk]
    migrate(BEFORE)
    assert "incidents_key" not in connection.introspection.table_names()
    assert Link.objects.values("signal").count() == 2
    migrate()
    assert keys() == [] and list(Keyless.objects.values_list("signal_id", flat=True)) == [new.pk]
    assert note_keys(FRIDAY) == 1 and note_keys(FRIDAY) == 0
    assert keys() == before and len(before) > 20
    again = make_signal(cast.xihu, TWO, at=localtime())
    run()
    assert Link.objects.get(signal=again).incident == Link.objects.get(signal=new).incident


def test_migrations_of_incidents_use_no_code_that_may_change():
    found = []
    for number in ("0006_note_keys", "0010_keyless"):
        module = import_module(f"tongxin.watch.incidents.migrations.{number}")
        found += [
            name
            for name, each in vars(module).items()
            if "tongxin" in getattr(each, "__module__", "") and name != "Migration"
        ]
    assert found == []


def test_it_costs_the_same_statements_for_two_and_for_forty(cast, linked):
    def asked(n: int) -> int:
        for _ in range(n):
            make_signal(cast.xihu, TWO)
        run()
        Keyless.objects.bulk_create(
            Keyless(signal_id=pk) for pk in Link.objects.values_list("signal", flat=True)
        )
        before = keys()
        with CaptureQueriesContext(connection) as statements:
            note_keys(FRIDAY)
        assert keys() == before and not Keyless.objects.exists()
        return len(statements)

    assert asked(2) == asked(40) <= 8
