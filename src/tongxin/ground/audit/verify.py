"""Recomputes every seal from the entries and says what does not fit.

What the database alone cannot show, a cut tail or a chain rewritten with the key, is shown by a head
that was exported before: the text `seal:chain:entries` of `head()`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import connection, transaction

from tongxin.ground.audit.models import Seal
from tongxin.ground.audit.rules import GENESIS, chain, chain_key, leaf, merkle_root
from tongxin.ground.audit.sealing import ENTRY_COLUMNS, UNSEALED, epoch, link_of

CHUNK = 20_000  # entries held at once, about
KEPT = 50  # findings reported one by one
SKEW = timedelta(minutes=5)  # how far the clocks of database hosts may differ after a change-over

ROWS = f"""
SELECT s.seal_id, s.entry_id, s.leaf, {ENTRY_COLUMNS}
FROM audit_sealed s LEFT JOIN audit_entry e ON e.id = s.entry_id
WHERE s.seal_id BETWEEN %s AND %s ORDER BY s.seal_id, s.entry_id"""  # noqa: S608
STRAYS = f"SELECT e.id FROM audit_entry e WHERE e.id <= %s AND {UNSEALED} ORDER BY e.id LIMIT %s"  # noqa: S608
YOUNG = f"SELECT count(*) FROM audit_entry e WHERE e.id > %s AND {UNSEALED}"  # noqa: S608
COUNT = "SELECT coalesce(sum(count), 0) FROM audit_seal WHERE id <= %s"
ORPHANS = """
SELECT s.entry_id, s.seal_id FROM audit_sealed s
WHERE NOT EXISTS (SELECT 1 FROM audit_seal b WHERE b.id = s.seal_id) ORDER BY s.entry_id LIMIT %s"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit. `entry` is None where a whole seal is meant."""

    seal: int | None
    entry: int | None
    words: str

    def __str__(self) -> str:
        where = (
            f"记录 {self.entry}" if self.entry is not None else f"封存 {self.seal}" if self.seal else "整条链"
        )
        return f"{where}：{self.words}"


@dataclass
class Report:
    """`unsealed` entries are young: not wrong, only not yet in a seal."""

    entries: int = 0
    seals: int = 0
    unsealed: int = 0
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    @property
    def ok(self) -> bool:
        return not self.findings

    @property
    def first_broken(self) -> Finding | None:
        return self.findings[0] if self.findings else None

    @property
    def words(self) -> str:
        counted = f"核验 {self.seals:,} 次封存、{self.entries:,} 条记录，另有 {self.unsealed:,} 条待封存"
        if self.ok:
            return f"{counted}：全部完好。"
        return f"{counted}：发现 {len(self.findings) + self.more} 处不符，最先一处是{self.first_broken}。"

    def add(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            if len(self.findings) < KEPT:
                self.findings.append(finding)
            else:
                self.more += 1


@dataclass
class Walk:
    """Where the walk along the chain stands: what the seals before have proved."""

    before: str = GENESIS
    floor: int = 0
    horizon: datetime | None = None
    entries: int = 0


def verify(head: str | None = None, *, progress: Callable[[int], None] | None = None) -> Report:
    """Recompute the whole chain, in one snapshot and with little memory; `progress` takes entries done.

    `head` is what was exported: any number of lines, each ending in `seal:chain:entries`.
    """
    report, walk = Report(), Walk()
    heads = read_heads(head or "")
    with transaction.atomic():
        if len(connection.savepoint_ids) == 0:
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for seals in _chunks():
            rows = _rows(seals[0].pk, seals[-1].pk)
            for seal in seals:
                report.add(_judge(seal, rows.get(seal.pk, []), walk))
                report.add(head_faults(heads.pop(seal.pk, []), seal, walk))
                report.seals += 1
            report.entries = walk.entries
            if progress:
                progress(walk.entries)
        report.add(cut_tail(heads))
        report.add(strays(walk.floor))
        report.add(orphans())
        report.unsealed = _one(YOUNG, walk.floor)
    return report


def head() -> str:
    """The end of the chain as text: number of the last seal, its chain value, entries sealed in all."""
    last = Seal.objects.order_by("-pk").first()
    if last is None:
        return f"0:{GENESIS}:0"
    return f"{last.pk}:{last.chain}:{_one(COUNT, last.pk)}"


def read_heads(text: str) -> dict[int, list[tuple[str, int]]]:
    """The heads in `text` by seal; ValueError names a line that is none."""
    heads: dict[int, list[tuple[str, int]]] = {}
    for line in text.split("\n"):
        if not line.strip():
            continue
        try:
            number, value, entries = line.split()[-1].split(":")
            heads.setdefault(int(number), []).append((value, int(entries)))
        except ValueError:
            raise ValueError(f"不是链头：{line.strip()[:80]}") from None
    heads.pop(0, None)  # exported before the first seal: says nothing
    return heads


def _judge(seal: Seal, rows: list[tuple], walk: Walk) -> list[Finding]:
    """What is wrong with one seal and its entries; moves the walk behind it."""
    findings = [fault for row in rows if (fault := entry_fault(seal, row, walk))]
    findings += root_fault(seal, rows) + chain_fault(seal, walk)
    walk.before, walk.floor, walk.horizon = seal.chain, max(walk.floor, seal.floor), seal.horizon
    walk.entries += len(rows)
    return findings


def entry_fault(seal: Seal, row: tuple, walk: Walk) -> Finding | None:
    """Deleted, altered, or put in behind what an earlier seal had closed."""
    number, kept, fields = row[1], bytes(row[2]), row[3:]
    if fields[0] is None:
        return Finding(seal.pk, number, "已被删除")
    if altered(fields, kept):
        return Finding(seal.pk, number, "内容与封存时不一致，已被改动")
    if number <= walk.floor or backdated(fields[2], walk.horizon):
        return Finding(seal.pk, number, "入库时间早于前一次封存，是事后插入的")
    return None


def altered(fields: Sequence, kept: bytes) -> bool:
    return leaf(fields) != kept


def backdated(recorded_at: str, horizon: datetime | None) -> bool:
    earliest = epoch(horizon - SKEW) if horizon else None
    return earliest is not None and Decimal(recorded_at) < Decimal(earliest)


def root_fault(seal: Seal, rows: list[tuple]) -> list[Finding]:
    """The stored digests must give the root: none taken out, put in, moved or altered."""
    if len(rows) != seal.count:
        return [Finding(seal.pk, None, f"应有 {seal.count} 条记录，实有 {len(rows)} 条")]
    if rows and merkle_root([bytes(row[2]) for row in rows]).hex() != seal.root:
        return [Finding(seal.pk, None, "默克尔根不符，条目被改动、调换或替换")]
    return []


def chain_fault(seal: Seal, walk: Walk) -> list[Finding]:
    master = settings.TONGXIN_KEYS.get(seal.key_id)
    if master is None:
        return [Finding(seal.pk, None, f"密钥 {seal.key_id} 不在密钥文件中，无法核验")]
    if chain(chain_key(master), walk.before, link_of(seal)) != seal.chain:
        return [Finding(seal.pk, None, "链值不符，此前的封存被改动、删除或调换")]
    return []


def head_faults(heads: list[tuple[str, int]], seal: Seal, walk: Walk) -> list[Finding]:
    """An exported head against the seal of its number, when the walk has just passed it."""
    if any(value != seal.chain for value, _ in heads):
        return [Finding(seal.pk, None, "与导出的链头不符，整条链被重写过")]
    if any(entries != walk.entries for _, entries in heads):
        return [Finding(seal.pk, None, "记录总数与导出的链头不符")]
    return []


def cut_tail(heads: dict[int, list[tuple[str, int]]]) -> list[Finding]:
    """Heads whose seal is not there any more."""
    return [
        Finding(number, None, "导出的链头指向此次封存，但它已不存在：链尾被截断") for number in sorted(heads)
    ]


def strays(floor: int) -> list[Finding]:
    """Entries below the floor of the last seal that no seal holds."""
    with connection.cursor() as cursor:
        cursor.execute(STRAYS, [floor, KEPT])
        return [
            Finding(None, row[0], "编号在已封存的范围内却没有封存，是事后插入的") for row in cursor.fetchall()
        ]


def orphans() -> list[Finding]:
    """Entries said to be in a seal that does not exist."""
    with connection.cursor() as cursor:
        cursor.execute(ORPHANS, [KEPT])
        return [Finding(seal, entry, f"所属的封存 {seal} 不存在") for entry, seal in cursor.fetchall()]


def _chunks() -> Iterator[list[Seal]]:
    """The seals in order, cut so that a chunk has about `CHUNK` entries."""
    chunk: list[Seal] = []
    held = 0
    for seal in Seal.objects.order_by("pk").iterator(chunk_size=2000):
        chunk.append(seal)
        held += seal.count
        if held >= CHUNK:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


def _rows(first: int, last: int) -> dict[int, list[tuple]]:
    rows: dict[int, list[tuple]] = {}
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [first, last])
        for row in cursor.fetchall():
            rows.setdefault(row[0], []).append(row)
    return rows


def _one(sql: str, *values: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
