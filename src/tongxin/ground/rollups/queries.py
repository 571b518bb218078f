from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

ALLOWED = ("day", "week", "month", "region", "district", "category", "source", "level", "measure")
GROUPINGS = {
    "week": "date_trunc('week', day)::date",
    "month": "date_trunc('month', day)::date",
    "district": "left(region, 6)",
}


@dataclass(frozen=True)
class Sum:
    """One group: `key` holds the values of the grouping columns, in their order."""

    key: tuple
    n: int
    amount: Decimal


def sums(
    measure: str | Sequence[str],
    start: date,
    end: date,
    *,
    by: Sequence[str] = (),
    regions: Sequence[str] = (),
    levels: Sequence[str] = (),
) -> list[Sum]:
    """Sum a measure over days `start` … `end` (both counted), grouped by `by`.

    `regions` are code prefixes (district 6 digits, street 9); none means everywhere. `levels`: only these. Unfolded
    deltas are added, so the answer is exact at any moment.
    """
    if unknown := set(by) - set(ALLOWED):
        raise ValueError(f"unknown grouping {sorted(unknown)}")
    measures = [measure] if isinstance(measure, str) else list(measure)
    columns = [GROUPINGS.get(name, name) for name in by]
    where = "measure = ANY(%s) AND day BETWEEN %s AND %s"
    values: list[Any] = [measures, start, end]
    if regions:
        where += " AND region LIKE ANY(%s)"
        values.append([f"{code}%" for code in regions])
    if levels:
        where += " AND level = ANY(%s)"
        values.append(list(levels))
    group = f"GROUP BY {', '.join(str(i + 1) for i in range(len(columns)))}" if columns else ""
    wanted = ", ".join([*(f"{c} AS {name}" for c, name in zip(columns, by, strict=True)), "n", "amount"])
    listed = ", ".join([*by, "sum(n)", "sum(amount)"])
    sql = f"""SELECT {listed} FROM (
                SELECT {wanted} FROM rollups_cell WHERE {where}
                UNION ALL SELECT {wanted} FROM rollups_delta WHERE {where}) AS counted
              {group} HAVING sum(n) <> 0 OR sum(amount) <> 0 ORDER BY {", ".join(str(i + 1) for i in range(len(columns) + 1))}"""  # noqa: S608, E501
    with connection.cursor() as cursor:
        cursor.execute(sql, values + values)
        return [Sum(tuple(row[:-2]), int(row[-2]), row[-1]) for row in cursor.fetchall()]


def total(measure: str, start: date, end: date, *, regions: Sequence[str] = ()) -> Sum:
    """One measure over a period, zero if nothing was counted."""
    found = sums(measure, start, end, regions=regions)
    return found[0] if found else Sum((), 0, Decimal(0))


def first_day(measure: str, *, regions: Sequence[str] = ()) -> date | None:
    """The first day on which anything of the measure was counted there; None if never."""
    where, values = "measure = %s AND n <> 0", [measure]
    if regions:
        where += " AND region LIKE ANY(%s)"
        values.append([f"{code}%" for code in regions])  # type: ignore[arg-type]
    sql = f"""SELECT least((SELECT min(day) FROM rollups_cell WHERE {where}),
                           (SELECT min(day) FROM rollups_delta WHERE {where}))"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, values + values)
        return cursor.fetchone()[0]


RECOUNTS: dict[str, str] = {}


def recount(measure: str, sql: str) -> None:
    """Declare how `measure` is counted from the facts: SQL giving the six key columns, n, amount."""
    RECOUNTS[measure] = sql


def differences() -> list[tuple]:
    """Cells that differ from a recount of the facts: (key columns…, kept n, true n, kept amount, true amount)."""
    found: list[tuple] = []
    with connection.cursor() as cursor:
        for measure, sql in sorted(RECOUNTS.items()):
            cursor.execute(_compare(sql), {"measure": measure})
            found += cursor.fetchall()
    return found


def _compare(sql: str) -> str:
    key = "measure, day, region, category, source, level"
    return f"""WITH kept AS (
        SELECT {key}, sum(n) n, sum(amount) amount FROM (
          SELECT {key}, n, amount FROM rollups_cell WHERE measure = %(measure)s
          UNION ALL SELECT {key}, n, amount FROM rollups_delta WHERE measure = %(measure)s) x GROUP BY {key}),
      truth AS (SELECT {key}, sum(n) n, sum(amount) amount FROM ({sql}) y GROUP BY {key})
      SELECT {key}, coalesce(kept.n, 0), coalesce(truth.n, 0), coalesce(kept.amount, 0), coalesce(truth.amount, 0)
      FROM kept FULL JOIN truth USING ({key})
      WHERE coalesce(kept.n, 0) <> coalesce(truth.n, 0)
         OR coalesce(kept.amount, 0) <> coalesce(truth.amount, 0)
      ORDER BY {key}"""  # noqa: S608
