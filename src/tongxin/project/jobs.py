"""Keeping the queue itself in order: jobs of dead workers run again, old ones go, failures are noted."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.db import DatabaseError, close_old_connections
from django.utils.timezone import localtime

from tongxin.ground.audit.operations import note_failure
from tongxin.kit import stalled
from tongxin.kit.jobs import sweep

log = logging.getLogger(__name__)


@sweep("jobs-stalled", every="* * * * * */20")
def rescue(now: datetime) -> int:
    """Every twenty seconds."""
    found = stalled.rescue(now)
    if found.count:
        log.warning("stalled jobs: %d run again, %d dropped", len(found.again), len(found.dropped))
    return 0


@sweep("jobs-forget", every="40 3 * * *")
def forget(now: datetime) -> int:
    stalled.forget(now)
    return 0


class FailureNotes(logging.Handler):
    """Notes every job that the worker reports as failed; in a thread, for the worker's loop must not wait."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.pool = ThreadPoolExecutor(1, thread_name_prefix="failures")

    def emit(self, record: logging.LogRecord) -> None:
        job = getattr(record, "job", None)
        error = record.exc_info[1] if record.exc_info else None
        if getattr(record, "action", "") == "job_error" and job and error:
            self.pool.submit(_note, job["id"], job["task_name"], error)


def _note(job_id: int, task: str, error: BaseException) -> None:
    close_old_connections()
    try:
        note_failure(job_id, task, error, at=localtime())
    except DatabaseError:
        log.warning("the failure of job %s could not be noted", job_id)
    finally:
        close_old_connections()


logging.getLogger("procrastinate.worker").addHandler(FailureNotes())
