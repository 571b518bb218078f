"""Joining, merging and a person's yes at one moment, each in a session of its own, on a copy of the database.

A third session holds an incident until the acts stand in line for it, so that they meet in the order of the test.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.db.models import Model

from tongxin.ground.rollups.queries import differences
from tongxin.kit.refused import Refused
from tongxin.project.testing import FRIDAY
from tongxin.watch.incidents.jobs import link
from tongxin.watch.incidents.models import Incident, Link, Suggestion
from tongxin.watch.incidents.services import merge
from tongxin.watch.incidents.suggesting import accept
from tongxin.watch.triage.jobs import triage
from tongxin.watch.triage.services import overrule
from tongxin.watch.triage.tests.makers import make_employer, make_signal

NAMES = ("杭州乌有岚笺服饰有限公司", "杭州乌有樨墨电子有限公司")
PATIENCE = 4  # seconds


@pytest.fixture
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A copy of the test database in which what is written is committed; in place of the `db` of other tests."""
    with django_db_blocker.unblock():
        settings, shipped = connection.settings_dict, connection.settings_dict["NAME"]
        copy = f"{shipped}_locks"
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{copy}"')
            cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{shipped}"')
        settings["NAME"] = copy
        yield
        connection.close()
        settings["NAME"] = shipped
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


@pytest.fixture
def sessions() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(3) as pool:
        yield pool


def begin(sessions: ThreadPoolExecutor, act: Callable[..., Any], *args: Any, **named: Any) -> Future:
    """The act in a session of its own, which waits no longer than PATIENCE; back once it waits for a lock."""

    def run() -> Any:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET statement_timeout = '{PATIENCE}s'")
            return act(*args, **named)
        finally:
            connections.close_all()

    before = waiting()
    begun = sessions.submit(run)
    until = time.monotonic() + PATIENCE
    while not begun.done() and waiting() <= before and time.monotonic() < until:
        time.sleep(0.01)
    return begun


def waiting() -> int:
    """How many sessions wait for a lock another one holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


def holding(row: Model, strength: str = "UPDATE") -> psycopg.Connection:
    """A session that holds the row until it is closed."""
    told = connection.settings_dict
    session = psycopg.connect(
        dbname=told["NAME"], host=told["HOST"], user=told["USER"], port=told["PORT"] or None
    )
    session.execute(f"SELECT 1 FROM {row._meta.db_table} WHERE id = %s FOR {strength}", [row.pk])
    return session


@pytest.fixture
def three(cast):
    """Wages at one employer, the same again after forty days (可能相同), and an injury at another."""
    make_employer(cast.lingyin, NAMES[0], region_id="330106012")
    other = make_employer(cast.lingyin, NAMES[1], region_id="330106012")
    make_signal(cast.xihu, f"{NAMES[0]}拖欠30名工人工资共15万元，已经三个月，在西湖区灵隐街道")
    run()
    again = make_signal(cast.xihu, f"我在{NAMES[0]}上班，工资两个月没发了", at=FRIDAY + timedelta(days=40))
    run()
    make_signal(cast.xihu, f"{NAMES[1]}工人在车间受伤，公司不给认定工伤也不付医药费")
    run()
    first, second, third = Incident.objects.order_by("pk")
    assert (second.links.get().signal_id, third.employer) == (again.pk, other)
    return first, second, third


def run() -> None:
    while triage(FRIDAY) or link(FRIDAY):
        pass


def sound() -> bool:
    """No signal is in an incident merged away, every incident says how many it has, and counts are those of the facts."""
    counted = {i.pk: i.links.count() for i in Incident.objects.filter(merged_into=None)}
    said = dict(Incident.objects.filter(merged_into=None).values_list("pk", "signal_count"))
    return (
        not Link.objects.exclude(incident__merged_into=None).exists()
        and counted == said
        and not differences()
    )


def test_a_yes_and_a_new_reading_of_the_same_signal_do_not_stop_each_other(cast, three, sessions):
    """The stage takes the signal out of its incident and its offers away, while a person says yes to one."""
    home, offered = three[1], Suggestion.objects.get(signal=three[1].links.get().signal)
    overrule(offered.signal, category="injury", by=cast.xi, at=FRIDAY)
    with holding(home):
        read = begin(sessions, link, FRIDAY)
        said = begin(sessions, accept, offered, by=cast.xi, at=FRIDAY)
    assert read.result(PATIENCE) == 1
    with pytest.raises(Refused, match="已不在"):
        said.result(PATIENCE)
    assert sound()


def test_a_merge_and_a_signal_that_moves_between_the_two_do_not_stop_each_other(cast, three, sessions):
    """The stage holds the newer incident and finds that the signal goes into the older, which the merge holds."""
    kept, _, newer = three
    moving = newer.links.get().signal
    overrule(moving, category="wages", employer=kept.employer, by=cast.xi, at=FRIDAY)
    with holding(newer):
        read = begin(sessions, link, FRIDAY)
        merged = begin(sessions, merge, kept, newer, by=cast.xi, at=FRIDAY)
    merged.result(PATIENCE)
    assert read.result(PATIENCE) == 1
    assert Link.objects.get(signal=moving).incident == kept and sound()


def test_a_signal_joins_while_a_person_merges_what_it_joins(cast, three, sessions):
    """The stage holds the older incident only; the other one of the merge is the newer."""
    kept, _, newer = three
    fresh = make_signal(cast.xihu, f"{NAMES[0]}的工资还是没有发，三个月了", at=FRIDAY + timedelta(days=1))
    triage(FRIDAY)
    with holding(kept):
        merged = begin(sessions, merge, newer, kept, by=cast.xi, at=FRIDAY)
        read = begin(sessions, link, FRIDAY)
    merged.result(PATIENCE)
    assert read.result(PATIENCE) == 1
    assert Link.objects.get(signal=fresh).incident == newer and sound()


def test_two_people_say_yes_to_one_offer(cast, three, sessions):
    offered = Suggestion.objects.get(signal=three[1].links.get().signal)
    with holding(three[0]):
        one = begin(sessions, accept, offered, by=cast.xi, at=FRIDAY)
        other = begin(sessions, accept, offered, by=cast.chen, at=FRIDAY)
    one.result(PATIENCE)
    with pytest.raises(Refused):
        other.result(PATIENCE)
    assert sound()
