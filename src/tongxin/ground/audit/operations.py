"""What administrators do to the machine itself, each act recorded, and what they need to know for it."""

import traceback
from datetime import datetime
from pathlib import Path

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tongxin.ground.audit.models import Failure
from tongxin.ground.audit.services import record
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused
from tongxin.kit.stalled import run_again


@transaction.atomic
def retry_job(job: ProcrastinateJob, *, by: Actor, at: datetime) -> bool:
    """Put a failed job back in the queue; False if the same work waits there already."""
    if job.status != "failed":
        raise Refused("只有失败的任务可以重试。")
    again = run_again(job.pk, at)
    record(job, "retry", by=by, at=at, task=job.task_name, count=job.attempts)
    return again


def note_failure(job_id: int, task: str, error: BaseException, *, at: datetime) -> Failure:
    """Keep the kind of the error and where in our code it arose, never its message."""
    cause = error.__cause__ if type(error).__name__ == "JobError" and error.__cause__ else error
    frames = traceback.extract_tb(cause.__traceback__)
    ours = [frame for frame in frames if "tongxin" in Path(frame.filename).parts] or frames
    place = (
        f"{'/'.join(Path(ours[-1].filename).parts[-3:])}:{ours[-1].lineno} {ours[-1].name}" if ours else ""
    )
    return Failure.objects.create(
        job_id=job_id, task=task, error=type(cause).__name__[:120], place=place[:200], at=at
    )
