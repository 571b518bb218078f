from datetime import timedelta

import pytest
from croniter import croniter
from django.db import connection

from tongxin.kit import stalled
from tongxin.project.testing import FRIDAY

pytestmark = pytest.mark.django_db


def make_worker(silent: float) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [silent],
        )
        return cursor.fetchone()[0]


def make_job(status: str, worker: int | None = None, lock: str | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, queueing_lock, worker_id)
               VALUES ('stages', 'triage', 0, '{}', %s, %s, %s) RETURNING id""",
            [status, lock, worker],
        )
        return cursor.fetchone()[0]


def status(number: int) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [number])
        row = cursor.fetchone()
    return row[0] if row else None


def test_the_jobs_of_dead_workers_run_again():
    silent = make_job("doing", make_worker(60))
    gone = make_job("doing")
    alive = make_job("doing", make_worker(5))
    waiting = make_job("todo")
    found = stalled.rescue(FRIDAY)
    assert found.again == [silent, gone] and found.dropped == []
    assert [status(n) for n in (silent, gone, alive, waiting)] == ["todo", "todo", "doing", "todo"]


def test_a_job_whose_successor_waits_already_is_dropped():
    dead = make_job("doing", lock="triage")
    successor = make_job("todo", lock="triage")
    found = stalled.rescue(FRIDAY)
    assert found.dropped == [dead]
    assert (status(dead), status(successor)) == (None, "todo")


def test_two_stalled_jobs_of_one_stage_leave_one():
    one, other = make_job("doing", lock="triage"), make_job("doing", lock="triage")
    found = stalled.rescue(FRIDAY)
    assert (found.again, found.dropped) == ([one], [other])


def test_old_ended_jobs_go():
    numbers = {name: make_job(name) for name in ("failed", "todo", "doing", "cancelled")}
    recent = make_job("failed")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = %s", [FRIDAY - timedelta(days=31)])
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'failed', %s)",
            [recent, FRIDAY - timedelta(days=2)],
        )
    assert stalled.forget(FRIDAY) == 2
    assert [status(n) for n in numbers.values()] == [None, "todo", "doing", None]
    assert status(recent) == "failed"


def test_the_sweep_of_every_twenty_seconds_is_a_cron_line_that_can_be_read():
    moments = croniter("* * * * * */20", FRIDAY)
    first, second = moments.get_next(float), moments.get_next(float)
    assert second - first == 20
