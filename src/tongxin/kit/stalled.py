"""Jobs whose worker was killed, and the remains of ended ones. Jobs are idempotent: one may run again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django import app

SILENT = 30  # seconds without a heartbeat (a live worker beats every ten) after which a worker counts as dead
KEPT = timedelta(days=30)

STALLED = """
SELECT job.id FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE job.status = 'doing'
  AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s)) ORDER BY job.id"""
FORGET = """
DELETE FROM procrastinate_jobs job WHERE job.status IN ('succeeded', 'failed', 'cancelled', 'aborted')
  AND NOT EXISTS (SELECT 1 FROM procrastinate_events event WHERE event.job_id = job.id AND event.at >= %s)"""


@dataclass(frozen=True)
class Rescue:
    """`again`: jobs put back in the queue; `dropped`: those whose successor was waiting already."""

    again: list[int]
    dropped: list[int]

    @property
    def count(self) -> int:
        return len(self.again) + len(self.dropped)


def stalled() -> list[int]:
    """Jobs that are `doing` on a worker that is gone or silent."""
    with connection.cursor() as cursor:
        cursor.execute(STALLED, [SILENT])
        return [row[0] for row in cursor.fetchall()]


def rescue(at: datetime) -> Rescue:
    """Put every stalled job back in the queue."""
    found = Rescue([], [])
    for number in stalled():
        (found.again if run_again(number, at) else found.dropped).append(number)
    return found


def run_again(number: int, at: datetime) -> bool:
    """Put a stalled or failed job back in the queue; False: the same work waits, it is removed."""
    try:
        with transaction.atomic():
            app.job_manager.retry_job_by_id(number, retry_at=at)
    except Exception as error:
        if not _same_work_waits(error):
            raise
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE id = %s AND status IN ('doing', 'failed')", [number]
            )
        return False
    return True


def forget(at: datetime) -> int:
    """Delete what ended more than thirty days ago; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [at - KEPT])
        return cursor.rowcount


def _same_work_waits(error: BaseException | None) -> bool:
    """Whether the queueing lock refused it, below whatever procrastinate wrapped around."""
    while error is not None:
        if isinstance(error, IntegrityError) or getattr(error, "sqlstate", "") == "23505":
            return True
        error = error.__cause__ or error.__context__
    return False
