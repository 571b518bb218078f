"""Stages that pull their work, on procrastinate in the same PostgreSQL.

A stage takes the oldest rows that wait for it until none is left. It is roused by name after a
commit (`wake`) and by a periodic sweep, so a lost wake costs at most one period. One worker at a
time drains a stage; an advisory lock dies with its connection, so a killed worker blocks nobody.
"""

import logging
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from django.db import close_old_connections, connection, transaction
from django.utils.timezone import localtime
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

log = logging.getLogger(__name__)

WAKE_EVERY = 0.25  # seconds: a process rouses the same stage at most this often
LINGER = 0.4  # seconds a drained stage keeps looking, longer than WAKE_EVERY

Work = Callable[[datetime], int]
Waiting = Callable[[], bool]

_woken: dict[str, float] = {}
_waiting: dict[str, Waiting] = {}


def stage(name: str, *, waiting: Waiting, every: str = "* * * * *") -> Callable[[Work], Work]:
    """Register `work(now) -> rows done` as the stage `name`, swept by the cron line `every`."""

    def register(work: Work) -> Work:
        def run(timestamp: int | None = None) -> None:
            close_old_connections()
            try:
                drain(name, work, waiting)
            finally:
                close_old_connections()

        _waiting[name] = waiting
        task = app.task(name=name, queueing_lock=name, queue="stages")(run)
        app.periodic(cron=every)(task)
        return work

    return register


def sweep(name: str, *, every: str) -> Callable[[Work], Work]:
    """Register `work(now)` as a periodic sweep that has no queue of its own."""
    return stage(name, waiting=lambda: False, every=every)


def drain(name: str, work: Work, waiting: Waiting) -> int:
    """Run `work` until nothing waits; leave at once if another worker drains this stage."""
    done = 0
    while _lock(name):
        try:
            done += _until_idle(work)
        finally:
            _unlock(name)
        if not waiting():
            break
    return done


def wake(name: str) -> None:
    """Rouse the worker for stage `name` once this transaction has committed."""
    transaction.on_commit(lambda: _rouse(name), robust=True)


def wake_waiting() -> None:
    """Rouse every stage with work: what a killed worker left need not wait for the next sweep."""
    for name, waiting in _waiting.items():
        if waiting():
            _rouse(name)


def _rouse(name: str) -> None:
    now = time.monotonic()
    if now - _woken.get(name, -WAKE_EVERY) < WAKE_EVERY:
        return
    _woken[name] = now
    with suppress(AlreadyEnqueued):
        app.configure_task(name, queueing_lock=name, queue="stages").defer()


def _until_idle(work: Work) -> int:
    done, idle_since = 0, None
    while True:
        count = work(localtime())
        done += count
        if count:
            idle_since = None
            continue
        if connection.in_atomic_block:  # a test or a command drains in its own transaction
            return done
        idle_since = idle_since or time.monotonic()
        if time.monotonic() - idle_since > LINGER:
            return done
        time.sleep(0.05)


def _key(name: str) -> int:
    return zlib.crc32(name.encode())


def _lock(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_key(name)])
        return bool(cursor.fetchone()[0])


def _unlock(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_key(name)])
