"""How much a source may send a minute, the same limit for all processes and hosts.

A process takes a share of the minute from the database and spends it from memory: most calls ask nothing.
"""

from datetime import datetime
from threading import Lock

from django.db import connection

from tongxin.watch.signals.models import Source

SHARES = 20  # a process takes at least this part of a minute's limit at once
TAKE = """
INSERT INTO signals_quota AS q (source_id, minute, used) VALUES (%(source)s, %(minute)s, %(n)s)
ON CONFLICT (source_id) DO UPDATE SET minute = excluded.minute,
  used = CASE WHEN q.minute = excluded.minute THEN q.used ELSE 0 END + %(n)s
WHERE CASE WHEN q.minute = excluded.minute THEN q.used ELSE 0 END + %(n)s <= %(limit)s
RETURNING used"""

_lock = Lock()
_shares: dict[int, tuple[datetime, int]] = {}


def take(source: Source, n: int, at: datetime) -> int:
    """Take `n` signals of this minute; 0 if granted, else the seconds until the next minute."""
    minute = at.replace(second=0, microsecond=0)
    with _lock:
        since, left = _shares.get(source.pk, (minute, 0))
        left = left if since == minute else 0
        if left < n:
            left += _ask(source, minute, n - left)
        if left < n:
            _shares[source.pk] = (minute, left)
            return 60 - at.second
        _shares[source.pk] = (minute, left - n)
        return 0


def _ask(source: Source, minute: datetime, need: int) -> int:
    """What the database grants: a share, else exactly what is needed, else nothing."""
    for wanted in sorted({max(need, source.per_minute // SHARES), need}, reverse=True):
        if wanted > source.per_minute:
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                TAKE, {"source": source.pk, "minute": minute, "n": wanted, "limit": source.per_minute}
            )
            if cursor.fetchone():
                return wanted
    return 0
