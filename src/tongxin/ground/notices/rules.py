"""When a message may leave, and when it is tried again."""

from datetime import datetime, time, timedelta

from django.utils.timezone import localtime

# Officers are not roused at night for what can wait until they rise; urgent matters go at once.
QUIET_FROM, QUIET_UNTIL = time(22), time(7)
TRIES = 8
FIRST_WAIT = timedelta(minutes=1)
LEASE = timedelta(minutes=5)  # a worker that dies while sending is followed by another after this


def due(at: datetime, *, urgent: bool) -> datetime:
    """The earliest instant from `at` on at which a message may leave."""
    local = localtime(at)
    if urgent or QUIET_UNTIL <= local.time() < QUIET_FROM:
        return at
    morning = local.replace(hour=QUIET_UNTIL.hour, minute=0, second=0, microsecond=0)
    return morning if local.time() < QUIET_UNTIL else morning + timedelta(days=1)


def next_try(at: datetime, tries: int, *, urgent: bool) -> datetime | None:
    """When to try again after `tries` failures: 1, 2, 4 … minutes; None after the last."""
    if tries >= TRIES:
        return None
    return due(at + FIRST_WAIT * 2 ** (tries - 1), urgent=urgent)
