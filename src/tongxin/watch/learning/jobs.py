import logging
from datetime import datetime

from django.db import transaction

from tongxin.kit.jobs import stage, sweep
from tongxin.watch.learning.agreement import measure
from tongxin.watch.learning.models import Training
from tongxin.watch.learning.services import fail, gather, train
from tongxin.watch.triage.models import Verdict

log = logging.getLogger(__name__)
BATCH = 500


@stage("learning-gather", waiting=lambda: Verdict.objects.awaiting_learning().exists(), every="*/10 * * * *")
def gather_examples(now: datetime) -> int:
    """Keep the officers' verdicts that wait as examples."""
    with transaction.atomic():
        rows = Verdict.objects.awaiting_learning().select_for_update(skip_locked=True, of=("self",))
        verdicts = list(rows.select_related("signal", "by").order_by("pk")[:BATCH])
        if verdicts:
            gather(verdicts, at=now)
    return len(verdicts)


@stage("learning-train", waiting=lambda: Training.objects.filter(state=Training.State.WAITING).exists())
def train_waiting(now: datetime) -> int:
    """Do the training that was asked for; one that breaks ends as failed and is logged."""
    with transaction.atomic():
        waiting = Training.objects.select_for_update(skip_locked=True).filter(state=Training.State.WAITING)
        training = waiting.order_by("pk").first()
        if training is None:
            return 0
        try:
            with transaction.atomic():
                train(training, at=now)
        except Exception as error:
            log.exception("training %s broke", training.pk)
            training.refresh_from_db()
            fail(training, reason=f"训练出错：{type(error).__name__}，详见日志。", at=now)
    return 1


@sweep("learning-agreement", every="10 4 * * 1")
def agreement(now: datetime) -> int:
    """Measure the week that is over, Mondays at 04:10."""
    return measure(at=now)
