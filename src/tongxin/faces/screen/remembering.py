"""One count for all onlookers: while one thread counts anew, the others are shown the last count."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.core.cache import cache

FRESH = 5  # seconds a count is shown without another one being made
KEPT = (
    60  # seconds an older one may stand in while a new one is being made; the page says when it was counted
)

_counting = Lock()


def remembered(key: str, count: Callable[[], Any]) -> Any:
    """What `count` gave last under `key`, or gives now. A process makes one count at a time."""
    kept = cache.get(key)
    if kept and _fresh(kept):
        return kept[0]
    if not _counting.acquire(blocking=kept is None):
        return kept[0]
    try:
        kept = cache.get(key)
        if kept and _fresh(kept):
            return kept[0]
        counted = count()
        cache.set(key, (counted, time.monotonic()), KEPT)
        return counted
    finally:
        _counting.release()


def _fresh(kept: tuple[Any, float]) -> bool:
    return time.monotonic() - kept[1] < FRESH
