"""Stages: one worker drains, and no row is left lying between its last look and its going."""

import time

import psycopg
import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tongxin.ground.audit.services import record
from tongxin.kit import jobs
from tongxin.project.testing import FRIDAY

pytestmark = pytest.mark.django_db
STAGE = "audit-seal"  # any registered stage


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    monkeypatch.setattr(jobs, "_woken", {})
    forget()


def forget() -> None:
    """As if the worker had taken and finished every job."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def queued() -> int:
    return ProcrastinateJob.objects.filter(task_name=STAGE, status="todo").count()


def from_a_list(heap):
    return lambda now: 1 if heap and heap.pop() else 0


def test_it_works_until_nothing_waits():
    heap = [1, 2, 3]
    assert jobs.drain("test-stage", from_a_list(heap), lambda: bool(heap)) == 3


def test_a_row_that_came_between_the_last_look_and_the_going_is_done_too():
    """Its own wake was swallowed: the job that wakes finds the stage locked, and leaves."""
    heap, late = [1], [2]

    def waiting() -> bool:
        if late:
            heap.append(late.pop())
        return bool(heap)

    assert jobs.drain("test-stage", from_a_list(heap), waiting) == 2


def test_a_second_worker_leaves_at_once_while_one_drains():
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [jobs._key("test-stage")])
        assert jobs.drain("test-stage", from_a_list([1]), lambda: True) == 0
    until = time.monotonic() + 5
    while not jobs.drain("test-stage", from_a_list([1]), lambda: False):  # the lock dies with its connection
        assert time.monotonic() < until


def test_a_stage_that_breaks_lets_go():
    def broken(now):
        raise ValueError

    with pytest.raises(ValueError):
        jobs.drain("test-stage", broken, lambda: False)
    with psycopg.connect(**connection.get_connection_params()) as other:
        assert other.execute("SELECT pg_try_advisory_lock(%s)", [jobs._key("test-stage")]).fetchone()[0]


def test_it_wakes_after_the_commit_and_not_before(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        jobs.wake(STAGE)
        assert not queued()
    assert queued() == 1


def test_what_is_rolled_back_wakes_nobody(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ValueError), transaction.atomic():
            jobs.wake(STAGE)
            raise ValueError
    assert not queued()


def test_a_wake_that_is_held_back_meets_a_stage_that_still_looks(django_capture_on_commit_callbacks):
    """Within a quarter of a second a stage is roused once: it keeps looking for longer than that."""
    with django_capture_on_commit_callbacks(execute=True):
        jobs.wake(STAGE)
    forget()
    with django_capture_on_commit_callbacks(execute=True):
        jobs.wake(STAGE)
    assert not queued() and jobs.WAKE_EVERY < jobs.LINGER
    time.sleep(jobs.WAKE_EVERY)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.wake(STAGE)
    assert queued() == 1


def test_a_worker_that_starts_looks_at_what_an_earlier_one_left(cast):
    jobs.wake_waiting()
    assert not queued()
    record(cast.city, "note", by=None, at=FRIDAY)  # the wake of this was lost
    jobs.wake_waiting()
    assert queued() == 1
