"""Employers of a sheet into the table, set by set: COPY into a temporary table, then one INSERT."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date

from django.db import connection

from tongxin.ground.employers.reading import Entry

FIELDS = (
    "name",
    "short",
    "section",
    "staff",
    "address",
    "region_id",
    "org_id",
    "industry_org_id",
    "own_union_id",
)
INCOMING = """CREATE TEMP TABLE IF NOT EXISTS employers_incoming (
  row int, uscc text, name text, short text, section text, staff int, address text, region_id text,
  org_id bigint, industry_org_id bigint, own_union_id bigint, former text, words text) ON COMMIT DROP;
TRUNCATE employers_incoming"""
# What a row makes of a known employer; a blank leaves what is known.
FILLED = {
    "name": "i.name", "short": "coalesce(nullif(i.short, ''), e.short)",
    "section": "coalesce(nullif(i.section, ''), e.section)", "staff": "coalesce(i.staff, e.staff)",
    "address": "coalesce(nullif(i.address, ''), e.address)",
    "region_id": "coalesce(i.region_id, e.region_id)",
    "org_id": "CASE WHEN i.region_id IS NULL OR i.region_id = e.region_id THEN e.org_id ELSE i.org_id END",
    "industry_org_id": "coalesce(i.industry_org_id, e.industry_org_id)",
    "own_union_id": "coalesce(i.own_union_id, e.own_union_id)",
}  # fmt: skip
OLD = """SELECT split_part(line, E'\\t', 1) AS name, nullif(split_part(line, E'\\t', 2), '')::date AS until
FROM unnest(string_to_array(i.former, E'\\n')) AS line"""
NEWS = f"""i.former <> '' AND EXISTS (SELECT 1 FROM ({OLD}) old WHERE old.name NOT IN (i.name, e.name) AND NOT EXISTS (
SELECT 1 FROM employers_formername f WHERE f.employer_id = e.id AND f.name = old.name))"""  # noqa: S608
DIFFERS = " OR ".join(f"e.{name} IS DISTINCT FROM {value}" for name, value in FILLED.items()) + f" OR {NEWS}"
KNOWN = "FROM employers_incoming i JOIN employers_employer e ON e.uscc = i.uscc"
NAMED = (
    ", ".join(
        f"CASE WHEN e.{name} IS DISTINCT FROM {value} THEN '{name}' END" for name, value in FILLED.items()
    )
    + f", CASE WHEN {NEWS} THEN 'former_names' END"
)
CHANGES = f"SELECT e.id, i.row, array_remove(ARRAY[{NAMED}], NULL) {KNOWN} WHERE {DIFFERS} ORDER BY i.row"
BARRED = f"""SELECT i.row, kept.name, CASE WHEN kept.id IS NULL THEN o.name END {KNOWN}
JOIN orgs_org o ON o.id = e.org_id LEFT JOIN employers_employer kept ON kept.id = e.merged_into_id
WHERE kept.id IS NOT NULL OR NOT (%s OR e.org_id = ANY(%s::bigint[]))"""
FORMER = f"""INSERT INTO employers_formername (employer_id, name, until)
SELECT e.id, e.name, %s {KNOWN} WHERE e.name <> i.name
AND NOT EXISTS (SELECT 1 FROM employers_formername f WHERE f.employer_id = e.id AND f.name = e.name)"""  # noqa: S608
TOLD = f"""INSERT INTO employers_formername (employer_id, name, until)
SELECT e.id, old.name, old.until {KNOWN}, LATERAL ({OLD}) old WHERE i.former <> '' AND old.name NOT IN (i.name, e.name)
AND NOT EXISTS (SELECT 1 FROM employers_formername f WHERE f.employer_id = e.id AND f.name = old.name)"""  # noqa: S608
SET = ", ".join(f"{name} = {value}" for name, value in FILLED.items())
UPDATE = f"""UPDATE employers_employer AS e SET {SET}
FROM employers_incoming i WHERE e.uscc = i.uscc AND ({DIFFERS})"""  # noqa: S608
INSERT = f"""INSERT INTO employers_employer (uscc, {", ".join(FIELDS)}, risk_band, words)
SELECT uscc, {", ".join(FIELDS)}, '', array_to_tsvector(string_to_array(words, E'\\x1f'))
FROM employers_incoming ORDER BY row ON CONFLICT (uscc) DO NOTHING"""  # noqa: S608
LOCK = f"SELECT e.id {KNOWN} ORDER BY e.id FOR UPDATE OF e"


@dataclass(frozen=True)
class Changed:
    """A known employer a row differs from, and in which columns."""

    pk: int
    row: int
    columns: tuple[str, ...]


def copy_in(entries: Sequence[Entry]) -> None:
    """Put the rows beside the table; needs a transaction, at whose end they are gone."""
    with connection.cursor() as cursor:
        cursor.execute(INCOMING)
        with cursor.copy("COPY employers_incoming FROM STDIN") as copy:
            for e in entries:
                copy.write_row(astuple(e))
        cursor.execute("ANALYZE employers_incoming")


def barred(allowed: frozenset[int] | None) -> dict[int, str]:
    """Row → why it may not touch the employer its code belongs to; takes these rows out."""
    with connection.cursor() as cursor:
        cursor.execute(BARRED, [allowed is None, list(allowed or ())])
        found = {row: _why_barred(kept, org) for row, kept, org in cursor.fetchall()}
        cursor.execute("DELETE FROM employers_incoming WHERE row = ANY(%s)", [list(found)])
    return found


def _why_barred(kept: str | None, org: str | None) -> str:
    if kept:
        return f"该单位已并入“{kept}”，请改填并入后单位的代码"
    return f"该单位登记在{org}名下，不在您的管辖范围内，请联系市总平台管理人员"


def changes() -> list[Changed]:
    """The known employers that the rows would change."""
    return [Changed(pk, row, tuple(columns)) for pk, row, columns in _all(CHANGES)]


def known() -> int:
    """How many of the rows belong to employers already registered."""
    return _all(f"SELECT count(*) {KNOWN}")[0][0]


def lock() -> None:
    """Hold the known employers of these rows, so that what is counted is what is changed."""
    _all(LOCK)


def write(until: date) -> int:
    """Store the rows: former names, changes, new employers; how many were new."""
    with connection.cursor() as cursor:
        cursor.execute(FORMER, [until])
        cursor.execute(UPDATE)
        cursor.execute(INSERT)
        added = cursor.rowcount
        cursor.execute(TOLD)
        return added


def _all(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
