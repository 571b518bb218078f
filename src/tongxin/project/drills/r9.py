"""R9: whatever is done to the audit trail, by anybody who holds the database, is found.

Every attack runs against a trail of its own in a scratch schema inside one transaction that is rolled
back, so the real trail is never touched. The attacker is the owner of the tables and switches the
triggers off. The last attack also holds the key; only a head exported before shows it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from unittest.mock import patch

from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils.timezone import localtime

from tongxin.ground.audit.models import Entry, Seal
from tongxin.ground.audit.services import seal
from tongxin.ground.audit.verify import head, verify
from tongxin.project.drills import Outcome

SCHEMA = "tongxin_drill_r9"
TABLES = ("audit_entry", "audit_seal", "audit_sealed")
BATCHES, EACH = 5, 40
PLANTED = "tongxin.ground.audit.verify.altered"  # the check that the planted verifier lacks


@dataclass(frozen=True)
class Trail:
    """The numbers of the entries, batch by batch, and the head exported before the attack."""

    batches: list[list[int]]
    head: str


def edit(trail: Trail) -> None:
    _sql('UPDATE audit_entry SET facts = \'{"level": "blue"}\' WHERE id = %s', trail.batches[1][7])


def edit_quietly(trail: Trail) -> None:
    """One microsecond of one time."""
    _sql("UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE id = %s", trail.batches[3][0])


def delete(trail: Trail) -> None:
    _sql("DELETE FROM audit_entry WHERE id = %s", trail.batches[2][11])


def delete_without_trace(trail: Trail) -> None:
    _sql("DELETE FROM audit_entry WHERE id = %s", trail.batches[2][11])
    _sql("DELETE FROM audit_sealed WHERE entry_id = %s", trail.batches[2][11])


def delete_batch(trail: Trail) -> None:
    _drop(Seal.objects.order_by("pk")[2])


def insert(trail: Trail) -> None:
    """An act in the past, with a number from below the sealed range."""
    _sql("""INSERT INTO audit_entry (id, at, recorded_at, actor, kind, key, verb, facts)
            SELECT -id, at, recorded_at, '平台', kind, key, 'close', '{}' FROM audit_entry WHERE id = %s""",
         trail.batches[1][3])  # fmt: skip


def insert_backdated(trail: Trail) -> None:
    """An act in the past, put in at the end and sealed with the next batch."""
    _sql("""INSERT INTO audit_entry (at, recorded_at, actor, kind, key, verb, facts)
            SELECT at - interval '30 days', recorded_at - interval '30 days', '平台', kind, key, 'close', '{}'
            FROM audit_entry WHERE id = %s""", trail.batches[1][3])  # fmt: skip
    seal(localtime())


def reorder(trail: Trail) -> None:
    one, other = trail.batches[1][2], trail.batches[1][9]
    _sql("UPDATE audit_entry SET id = 0 WHERE id = %s", one)
    _sql("UPDATE audit_entry SET id = %s WHERE id = %s", one, other)
    _sql("UPDATE audit_entry SET id = %s WHERE id = 0", other)


def cut_tail(trail: Trail) -> None:
    for last in Seal.objects.order_by("-pk")[:2]:
        _drop(last)


def rewrite(trail: Trail) -> None:
    """The last batch is altered and sealed again under its old number, with the right key."""
    for last in Seal.objects.order_by("-pk")[:1]:
        _sql("DELETE FROM audit_sealed WHERE seal_id = %s", last.pk)
        _sql("DELETE FROM audit_seal WHERE id = %s", last.pk)
    _sql("UPDATE audit_entry SET actor = '别人' WHERE id = %s", trail.batches[-1][0])
    _sql("SELECT setval(pg_get_serial_sequence('audit_seal', 'id'), %s)", last.pk - 1)
    while seal(localtime()):
        pass


ATTACKS: dict[str, Callable[[Trail], None]] = {
    "改动": edit,
    "改动一微秒": edit_quietly,
    "删除": delete,
    "删除并抹去封存": delete_without_trace,
    "删除整批": delete_batch,
    "插入": insert,
    "倒签插入": insert_backdated,
    "调换次序": reorder,
}
BY_HEAD: dict[str, Callable[[Trail], None]] = {
    "截断链尾": cut_tail,
    "持密钥重写": rewrite,
}  # the database alone cannot show


def run(*, planted: bool = False) -> Outcome:
    """Every attack against a fresh trail; `planted` verifies without comparing entries with their digests."""
    missed = []
    with patch(PLANTED, lambda fields, kept: False) if planted else nullcontext(), _scratch():
        trail = _trail()
        if not verify(trail.head).ok:
            return Outcome("R9", False, "R9 未受改动的审计链被误报为损坏")
        open_doors = _unrefused()
        for name, attack in (ATTACKS | BY_HEAD).items():
            with _undone():
                _triggers("DISABLE")
                attack(trail)
                _triggers("ENABLE")
                if verify(trail.head if name in BY_HEAD else None).ok:
                    missed.append(name)
    tried = len(ATTACKS | BY_HEAD)
    counted = f"{tried} 种篡改查出 {tried - len(missed)} 种"
    faults = [f"未查出：{'、'.join(missed)}"] if missed else []
    faults += [f"数据库未拒绝：{'、'.join(open_doors)}"] if open_doors else []
    if faults:
        return Outcome("R9", False, f"R9 {counted}，{'；'.join(faults)}")
    return Outcome("R9", True, f"R9 {counted}，数据库拒绝全部 {3 * len(TABLES)} 种直接改动")


def _trail() -> Trail:
    batches = []
    for _ in range(BATCHES):
        made = [
            Entry(
                at=localtime(), actor="平台", kind="cases.case", key=str(n), verb="dispatch", facts={"to": n}
            )
            for n in range(EACH)
        ]
        batches.append([entry.pk for entry in Entry.objects.bulk_create(made)])
        seal(localtime())
    return Trail(batches, head())


def _unrefused() -> list[str]:
    """Plain changes that the triggers let through."""
    found = []
    for table in TABLES:
        column = "entry_id" if table == "audit_sealed" else "id"
        changes = (
            f"UPDATE {table} SET {column} = {column}",
            f"DELETE FROM {table}",
            f"TRUNCATE {table} CASCADE",
        )
        for sql in changes:
            try:
                with transaction.atomic():
                    _sql(sql)
                    found.append(sql.split(" SET ")[0])
            except DatabaseError:
                continue
    return found


def _drop(last: Seal) -> None:
    """A seal with its entries, leaving no loose end."""
    _sql(
        """WITH gone AS (DELETE FROM audit_sealed WHERE seal_id = %s RETURNING entry_id)
            DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM gone)""",
        last.pk,
    )
    _sql("DELETE FROM audit_seal WHERE id = %s", last.pk)


def _triggers(word: str) -> None:
    _sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table in TABLES:
        _sql(f"ALTER TABLE {table} {word} TRIGGER USER")


def _sql(sql: str, *values: int | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _scratch() -> Iterator[None]:
    """An empty audit trail in a schema of its own, gone at the end."""
    with _undone():
        _sql(f"CREATE SCHEMA {SCHEMA}")
        _sql(f"SET LOCAL search_path = {SCHEMA}")
        loader, state = MigrationLoader(None), ProjectState()
        last = max(key for key in loader.graph.nodes if key[0] == "audit")
        for key in loader.graph.forwards_plan(last):
            with connection.schema_editor(atomic=False) as editor:
                state = loader.graph.nodes[key].apply(state, editor)
        _sql("SET CONSTRAINTS ALL IMMEDIATE")
        yield
