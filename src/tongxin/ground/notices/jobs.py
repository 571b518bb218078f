import logging
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from tongxin.ground.notices.delivery import deliver
from tongxin.ground.notices.models import Sending
from tongxin.ground.notices.network import Undelivered
from tongxin.ground.notices.queries import waiting
from tongxin.ground.notices.rules import LEASE, due, next_try
from tongxin.kit.jobs import stage

log = logging.getLogger(__name__)

AT_ONCE = 20


@stage("notices-send", waiting=lambda: waiting(localtime()).exists())
def send_due(now: datetime) -> int:
    """Send what is due: claim, send outside any transaction, note how it went."""
    sendings = _claim(now)
    for sending in sendings:
        _send(sending, now)
    return len(sendings)


@transaction.atomic
def _claim(now: datetime) -> list[Sending]:
    """Take the oldest and lease them, so that a worker that dies leaves them to the next.

    What a late retry or a stopped worker carried into the quiet hours is put off to the morning.
    """
    found = list(
        waiting(now)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("notice", "channel")[:AT_ONCE]
    )
    taken = []
    for sending in found:
        allowed = due(now, urgent=sending.notice.urgent)
        sending.due_at = allowed if allowed > now else now + LEASE
        if allowed <= now:
            sending.tries += 1
            taken.append(sending)
    Sending.objects.bulk_update(found, ["due_at", "tries"])
    return taken


def _send(sending: Sending, now: datetime) -> None:
    try:
        deliver(sending.channel, sending.notice)
    except Undelivered as failure:
        _put_off(sending, now, str(failure))
    except Exception:  # an adapter of somebody else's: one bad message must not hold up the others
        log.exception("sending %s", sending.pk)
        _put_off(sending, now, "发送程序出错，详见日志")
    else:
        sending.state, sending.sent_at, sending.error = Sending.State.SENT, now, ""
    # by its row, not by save(): the channel may have been removed meanwhile, and its messages with it
    Sending.objects.filter(pk=sending.pk).update(
        state=sending.state, due_at=sending.due_at, error=sending.error, sent_at=sending.sent_at
    )


def _put_off(sending: Sending, now: datetime, error: str) -> None:
    again = next_try(now, sending.tries, urgent=sending.notice.urgent)
    sending.state = Sending.State.WAITING if again else Sending.State.FAILED
    sending.due_at, sending.error = again or now, error[:300]
