"""The statements of scoring: evidence summed where it lies, scores written many at a time."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongxin.kit.statements import ask, tell
from tongxin.watch.scores.rules import DAY, HALF, Heap, Table

TRACE = 1  # point; what weighs less by now neither is a second source nor verifies the rest
# As `rules.weigh`, over any number of employers: within a group the least decayed first, up to the cap.
HEAPS = f"""
WITH kinds AS (SELECT * FROM unnest(%s::text[], %s::float8[], %s::float8[]) AS k (kind, points, half_life)),
caps AS (SELECT * FROM unnest(%s::text[], %s::float8[]) AS c (name, cap)),
heard AS (
  SELECT e.id, e.key, e.employer_id, e.kind, e.at, e.verified, e.sources, k.half_life, k.points, c.cap,
    sum(k.points) OVER (PARTITION BY e.employer_id, e."group"
      ORDER BY extract(epoch FROM %s - e.at)::float8 / {DAY} / k.half_life,
        k.points DESC, k.kind, e.at DESC, e.key ROWS UNBOUNDED PRECEDING) - k.points AS taken
  FROM scores_evidence e JOIN kinds k ON k.kind = e.kind
  LEFT JOIN caps c ON c.name = split_part(e."group", ':', 1)
  WHERE e.employer_id = ANY(%s) AND e.at <= %s AND (e.dropped_at IS NULL OR e.dropped_at > %s)
    AND (e.unfounded_at IS NULL OR e.unfounded_at > %s) AND (e.upheld_at IS NULL OR e.upheld_at > %s)),
weighed AS (
  SELECT *, CASE WHEN cap IS NULL THEN points ELSE greatest(0, least(points, cap - taken)) END
    * exp(-{HALF} * extract(epoch FROM %s - at)::float8 / {DAY} / half_life) AS x FROM heard)
SELECT employer_id, kind, sum(x), count(*), (max(at) AT TIME ZONE 'Asia/Shanghai')::date,
  (array_agg(id ORDER BY x DESC, key))[1],
  bool_or(verified AND x >= {TRACE}), string_agg(array_to_string(sources, ','), ',') FILTER (WHERE x >= {TRACE})
FROM weighed GROUP BY employer_id, kind ORDER BY employer_id, kind"""  # noqa: S608  (constants)
STANDING = """
SELECT e.id, e.staff, e.section, e.region_id, s.band, s.down_at, s.pointed, s.changed_at, s.graded_at
FROM employers_employer e LEFT JOIN scores_score s ON s.employer_id = e.id WHERE e.id = ANY(%s) ORDER BY e.id"""
LOCK = "SELECT 1 FROM scores_score WHERE employer_id = ANY(%s) ORDER BY employer_id FOR UPDATE"
COLUMNS = {
    "employer_id": "bigint", "value": "float8", "probability": "float8", "band": "text",
    "held": "bool", "down_at": "timestamptz", "changed_at": "timestamptz", "graded_at": "timestamptz",
    "pointed": "float8", "version_id": "bigint", "at": "timestamptz",
}  # fmt: skip
WRITE = f"""
INSERT INTO scores_score ({", ".join(COLUMNS)}, reasons)
SELECT {", ".join(COLUMNS)}, reasons FROM unnest({", ".join(f"%s::{kind}[]" for kind in COLUMNS.values())})
  WITH ORDINALITY AS told ({", ".join(COLUMNS)}, n)
JOIN jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS words (reasons, n) USING (n)
ON CONFLICT (employer_id) DO UPDATE SET
  {", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name != "employer_id")},
  reasons = excluded.reasons"""  # noqa: S608  (constants)
BANDS = """
UPDATE employers_employer e SET risk_band = told.band FROM unnest(%s::bigint[], %s::text[]) AS told (id, band)
WHERE e.id = told.id AND e.risk_band <> told.band"""
POINTS = """
INSERT INTO scores_scorepoint (employer_id, day, value, band)
SELECT * FROM unnest(%s::bigint[], %s::date[], %s::float8[], %s::text[])
ON CONFLICT (employer_id, day) DO UPDATE SET value = excluded.value, band = excluded.band"""
SCORED = """
SELECT employer_id FROM scores_evidence UNION SELECT employer_id FROM scores_score ORDER BY 1"""
# Signals a year per member of staff, of each section and ('') of all.
RATES = """
WITH heard AS (
  SELECT e.section, sum(i.signal_count) AS n FROM incidents_incident i JOIN employers_employer e ON e.id = i.employer_id
  WHERE i.last_at > %s - interval '365 days' AND i.last_at <= %s GROUP BY e.section),
people AS (SELECT section, sum(staff) AS n FROM employers_employer WHERE merged_into_id IS NULL GROUP BY section)
SELECT coalesce(section, ''), sum(heard.n)::float8 / nullif(sum(people.n), 0)::float8
FROM people LEFT JOIN heard USING (section) WHERE people.n > 0 GROUP BY GROUPING SETS ((section), ())
ORDER BY section NULLS LAST"""


@dataclass(frozen=True)
class Known:
    """An employer's evidence summed, what it is, and its score as it stands (`band` None: none yet)."""

    employer: int
    staff: int | None
    section: str
    region: str | None
    band: str | None
    down_at: datetime | None
    pointed: float | None
    changed_at: datetime | None
    graded_at: datetime | None
    heaps: list[Heap]
    sources: frozenset[str]
    verified: bool

    @property
    def alone(self) -> bool:
        """One source at most of what still weighs a point, and nobody has checked any of it."""
        return len(self.sources) < 2 and not self.verified


def heaps(employers: Sequence[int], table: Table, at: datetime) -> list[tuple[Any, ...]]:
    """(employer, kind, points, n, last, weightiest, verified, sources) at `at`; one statement."""
    kinds = list(table.kinds.values())
    told = [[k.key for k in kinds], [k.points for k in kinds], [k.half_life for k in kinds]]
    caps = [list(table.caps), [float(cap) for cap in table.caps.values()]]
    return ask(HEAPS, [*told, *caps, at, list(employers), at, at, at, at, at])


def known(employers: Sequence[int], table: Table, at: datetime) -> list[Known]:
    """Everything the score of these employers is made from, their scores locked; three statements."""
    keys = list(employers)
    ask(LOCK, [keys])
    summed: dict[int, list[tuple[Any, ...]]] = {}
    for row in heaps(keys, table, at):
        summed.setdefault(row[0], []).append(row)
    found = []
    for row in standing(keys):
        rows = summed.get(row[0], [])
        made = [Heap(*each[1:6]) for each in rows]
        sources = frozenset(each for told in rows for each in (told[7] or "").split(",") if each)
        found.append(Known(*(*row, made, sources, any(told[6] for told in rows))))
    return found


def standing(employers: Sequence[int]) -> list[tuple[Any, ...]]:
    """(employer, staff, section, region, band, down_at, pointed, changed_at, graded_at), None without a score."""
    return ask(STANDING, [list(employers)])


def scored() -> list[int]:
    """Every employer there is or was anything on."""
    return [pk for (pk,) in ask(SCORED)]


def rates(at: datetime) -> dict[str, float]:
    """Section → signals a year per member of staff; '' is the whole city's. Sections without staff are left out."""
    rows = ask(RATES, [at, at])
    return {section: rate for section, rate in rows if rate}


def write(rows: Iterable[dict[str, Any]]) -> None:
    """Store scores: one value for each of `COLUMNS`, and `reasons`. These travel as one document: quoted in an
    array, they took a third of the time.
    """
    lines = list(rows)
    if not lines:
        return
    columns = [[line[name] for line in lines] for name in COLUMNS]
    tell(WRITE, [*columns, json.dumps([line["reasons"] for line in lines], ensure_ascii=False)])
    keys = [line["employer_id"] for line in lines]
    tell(BANDS, [keys, ["" if line["band"] == "blank" else line["band"] for line in lines]])


def point(rows: Sequence[tuple[int, Any, float, str]]) -> None:
    """Keep (employer, day, value, band) for the charts."""
    if rows:
        tell(POINTS, [list(column) for column in zip(*rows, strict=True)])
