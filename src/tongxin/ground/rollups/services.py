from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from tongxin.kit.jobs import wake
from tongxin.kit.statements import Statement, tell

DIMENSIONS = ("region", "category", "source", "level")
KEY = "measure, day, region, category, source, level"
# Plain SQL: every signal goes through here, and building rows of the model costs more than storing them.
INTO = f"INSERT INTO rollups_delta ({KEY}, n, amount) "
APPEND = INTO + "VALUES "
EACH = INTO + "SELECT %s, %s, %s, %s, %s, %s, %s, %s FROM "  # noqa: S608
ROW = "(%s, %s, %s, %s, %s, %s, %s, %s)"
APPENDED = 1000  # rows a statement


@dataclass(frozen=True)
class Change:
    """One fact counted (n = 1) or taken back (n = -1); `amount` in yuan."""

    measure: str
    day: date
    region: str = ""
    category: str = ""
    source: str = ""
    level: str = ""
    n: int = 1
    amount: Decimal = Decimal(0)

    def back(self) -> "Change":
        return replace(self, n=-self.n, amount=-self.amount)

    def _cell(self) -> tuple:
        return (self.measure, self.day, self.region, self.category, self.source, self.level)


def count(changes: Iterable[Change]) -> None:
    """Append deltas for these facts, summed per cell, in the caller's transaction."""
    sums: Counter[tuple] = Counter()
    amounts: dict[tuple, Decimal] = {}
    for change in changes:
        cell = change._cell()
        sums[cell] += change.n
        amounts[cell] = amounts.get(cell, Decimal(0)) + change.amount
    rows = [(*cell, n, amounts[cell]) for cell, n in sums.items() if n or amounts[cell]]
    for first in range(0, len(rows), APPENDED):
        part = rows[first : first + APPENDED]
        tell(APPEND + ", ".join([ROW] * len(part)), [value for row in part for value in row])
    wake("rollups-fold")


def counting(rows: str, change: Change) -> Statement:
    """`change` once for each of `rows`, as a part of the statement that makes them.

    Who sends it wakes `rollups-fold`.
    """
    return Statement(EACH + rows, [*change._cell(), change.n, change.amount])


@transaction.atomic
def fold(limit: int = 20_000) -> int:
    """Move up to `limit` deltas into the cells; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH taken AS (
                  DELETE FROM rollups_delta WHERE id IN (
                    SELECT id FROM rollups_delta ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
                  RETURNING {KEY}, n, amount),
                added AS (
                  INSERT INTO rollups_cell ({KEY}, n, amount)
                  SELECT {KEY}, sum(n), sum(amount) FROM taken GROUP BY {KEY} ORDER BY {KEY}
                  ON CONFLICT ({KEY}) DO UPDATE
                    SET n = rollups_cell.n + excluded.n, amount = rollups_cell.amount + excluded.amount)
                SELECT count(*) FROM taken""",  # noqa: S608
            [limit],
        )
        return cursor.fetchone()[0]
