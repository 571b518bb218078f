"""Seals committed entries in batches. Writers take no lock here and never wait.

Numbers are handed out before the commit, so a lower number may appear after a higher one. A batch
therefore takes every unsealed entry above the last `floor`, a number below which nothing can appear
any more: what is not visible yet is written by a session that is at work now, so its number was drawn
after that session began, and is above all that an earlier batch had read by then.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from tongxin.ground.audit.models import Seal
from tongxin.ground.audit.rules import GENESIS, Link, chain, chain_key, leaf, merkle_root

BATCH = 10_000
LOCK = 0x5EA1
EPOCH = "extract(epoch from {0})::text"
ENTRY_COLUMNS = ", ".join(
    [
        "e.id",
        EPOCH.format("e.at"),
        EPOCH.format("e.recorded_at"),
        "e.actor_id",
        "e.actor",
        "e.kind",
        "e.key",
        "e.verb",
        "e.facts::text",
    ]
)
UNSEALED = "NOT EXISTS (SELECT 1 FROM audit_sealed s WHERE s.entry_id = e.id)"

# The begin of the oldest session that may have drawn a number and not committed it yet.
OLDEST_WRITER = """
SELECT least(clock_timestamp(), min(CASE WHEN backend_xid IS NULL THEN query_start ELSE xact_start END))
FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
  AND (backend_xid IS NOT NULL OR state = 'active')"""
READ = f"SELECT {ENTRY_COLUMNS} FROM audit_entry e WHERE e.id > %s AND {UNSEALED} ORDER BY e.id LIMIT %s"  # noqa: S608
KEEP = """
INSERT INTO audit_sealed (entry_id, seal_id, leaf)
SELECT entry_id, %s, leaf FROM unnest(%s::bigint[], %s::bytea[]) AS sealed (entry_id, leaf)"""


@dataclass(frozen=True)
class Batch:
    """What was read for one seal: numbers in order with their digests."""

    numbers: list[int]
    leaves: list[bytes]
    horizon: datetime
    read_at: datetime

    @property
    def full(self) -> bool:
        return len(self.numbers) == BATCH


def waiting() -> bool:
    """Whether a committed entry is not sealed yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS (SELECT 1 FROM audit_entry e WHERE e.id > %s AND {UNSEALED})",  # noqa: S608
            [_floor(last_seal())],
        )
        return bool(cursor.fetchone()[0])


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-pk").first()


def one_at_a_time() -> None:
    """Hold every other sealing back until this transaction ends; nobody else asks for this lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def read_batch(last: Seal | None) -> Batch:
    """What waits after `last`, at most one batch."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # or a long transaction would see old sessions
        cursor.execute(OLDEST_WRITER)
        horizon = cursor.fetchone()[0]
        cursor.execute(READ, [_floor(last), BATCH])
        rows = cursor.fetchall()
        cursor.execute("SELECT clock_timestamp()")
        return Batch([row[0] for row in rows], [leaf(row) for row in rows], horizon, cursor.fetchone()[0])


def sealed(batch: Batch, last: Seal | None, at: datetime) -> Seal:
    """The seal of `batch`; a full one may leave entries behind, which are above and older than its last."""
    floor = _raised(batch.horizon, last)
    made = Seal(
        sealed_at=at,
        count=len(batch.numbers),
        last_entry=batch.numbers[-1],
        root=merkle_root(batch.leaves).hex(),
        floor=min(floor, batch.numbers[-1]) if batch.full else floor,
        horizon=(last.horizon if last else None) if batch.full else batch.horizon,
        read_at=batch.read_at,
        key_id=settings.TONGXIN_KEY_ID,
    )
    key = chain_key(settings.TONGXIN_KEYS[made.key_id])
    made.chain = chain(key, last.chain if last else GENESIS, link_of(made))
    return made


def keep(made: Seal, batch: Batch) -> None:
    """Write a seal and which entries it holds."""
    made.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [made.pk, batch.numbers, batch.leaves])


def link_of(made: Seal) -> Link:
    return Link(
        root=made.root,
        count=made.count,
        last_entry=made.last_entry,
        sealed_at=epoch(made.sealed_at) or "",
        floor=made.floor,
        horizon=epoch(made.horizon),
        read_at=epoch(made.read_at),
        key_id=made.key_id,
    )


def epoch(at: datetime | None) -> str | None:
    """As `extract(epoch from at)::text` prints it."""
    if at is None:
        return None
    micros = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


def _floor(last: Seal | None) -> int:
    return last.floor if last else 0


def _raised(horizon: datetime, last: Seal | None) -> int:
    """The highest number read by a batch that was complete before every session now at work began."""
    complete = Seal.objects.filter(read_at__lte=horizon).order_by("-pk").first()
    return max(_floor(last), complete.last_entry if complete else 0)
