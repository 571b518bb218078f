from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import QuerySet

from tongxin.ground.employers.names import ALIKE, core, likeness
from tongxin.kit.text import query_terms

CANDIDATES = 20

# Who bears or bore the name, and up every chain of merges to the one at its end.
EXACT = """
WITH RECURSIVE bearer(name, id, up) AS (
  SELECT asked.name, e.id, e.merged_into_id FROM unnest(%s::text[]) AS asked(name)
  JOIN employers_employer e ON e.name = asked.name
  UNION SELECT asked.name, e.id, e.merged_into_id FROM unnest(%s::text[]) AS asked(name)
  JOIN employers_formername f ON f.name = asked.name JOIN employers_employer e ON e.id = f.employer_id
), head(name, id, up) AS (
  SELECT * FROM bearer
  UNION SELECT head.name, e.id, e.merged_into_id FROM head JOIN employers_employer e ON e.id = head.up)
SELECT DISTINCT name, id FROM head WHERE up IS NULL
"""
HEAD = """
WITH RECURSIVE head(id, up) AS (
  SELECT id, merged_into_id FROM employers_employer WHERE id = %s
  UNION SELECT e.id, e.merged_into_id FROM head JOIN employers_employer e ON e.id = head.up)
SELECT id FROM head WHERE up IS NULL
"""
HEADS = """
WITH RECURSIVE head(asked, id, up) AS (
  SELECT id, id, merged_into_id FROM employers_employer WHERE id = ANY(%s)
  UNION SELECT head.asked, e.id, e.merged_into_id FROM head JOIN employers_employer e ON e.id = head.up)
SELECT asked, id FROM head WHERE up IS NULL
"""
FAMILY = """
WITH RECURSIVE family(head, id) AS (
  SELECT k, k FROM unnest(%s::bigint[]) AS k
  UNION SELECT family.head, e.id FROM family JOIN employers_employer e ON e.merged_into_id = family.id)
"""
FAMILIES = """
WITH RECURSIVE up(asked, id, above) AS (
  SELECT id, id, merged_into_id FROM employers_employer WHERE id = ANY(%s)
  UNION SELECT up.asked, e.id, e.merged_into_id FROM up JOIN employers_employer e ON e.id = up.above
), family(asked, id, depth) AS (
  SELECT asked, id, 0 FROM up WHERE above IS NULL
  UNION SELECT family.asked, e.id, depth + 1 FROM family JOIN employers_employer e ON e.merged_into_id = family.id)
SELECT asked, array_agg(id ORDER BY depth, id) FROM family GROUP BY asked
"""
NEAR = """
SELECT asked.name, near.id, near.name, near.short, near.district
FROM unnest(%s::text[], %s::text[]) AS asked(name, terms)
JOIN LATERAL (
  SELECT e.id, e.name, e.short, left(e.region_id, 6) AS district FROM employers_employer e
  WHERE e.words @@ asked.terms::tsquery AND e.merged_into_id IS NULL LIMIT %s) AS near ON true
"""

NAMES = f"""{FAMILY}
SELECT family.head, e.name FROM family JOIN employers_employer e ON e.id = family.id
UNION SELECT family.head, e.short FROM family JOIN employers_employer e ON e.id = family.id WHERE e.short <> ''
UNION SELECT family.head, f.name FROM family JOIN employers_formername f ON f.employer_id = family.id
ORDER BY 1, 2
"""  # noqa: S608


@dataclass(frozen=True)
class Told:
    """A name as somebody told it, and the district code it was told in, '' if unknown."""

    name: str
    district: str = ""


def head_of(pk: int) -> int:
    """The employer at the end of the chain of merges of this one: itself if it is merged into none."""
    with connection.cursor() as cursor:
        cursor.execute(HEAD, [pk])
        return cursor.fetchone()[0]


def heads_of(keys: Sequence[int]) -> dict[int, int]:
    """`head_of` of many; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(HEADS, [list(keys)])
        return dict(cursor.fetchall())


def families_of(keys: Sequence[int]) -> dict[int, list[int]]:
    """Employer → all that are one with it today, whoever stands at the end of the chain first; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(FAMILIES, [list(keys)])
        return dict(cursor.fetchall())


def family(pk: int) -> list[int]:
    """This employer and all that are merged into it, over however many steps."""
    with connection.cursor() as cursor:
        cursor.execute(FAMILY + "SELECT id FROM family ORDER BY id", [[pk]])  # noqa: S608  (constants)
        return [row[0] for row in cursor.fetchall()]


def names_of(keys: Sequence[int]) -> list[tuple[int, str]]:
    """(employer, name) for every name, short and former name of each and of those merged into it."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES, [list(keys)])
        return cursor.fetchall()


def match(told: Iterable[Told]) -> dict[Told, int]:
    """The registered employer of each told name, where exactly one fits; two statements in all.

    Several equally near names are told apart by district; what stays ambiguous is left out.
    """
    asked = {each for each in told if each.name}
    if not asked:
        return {}
    exact = _exact(sorted({each.name for each in asked}))
    found = {each: exact[each.name] for each in asked if each.name in exact}
    rest = sorted({each.name for each in asked - found.keys()})
    near = _near(rest)
    for each in asked - found.keys():
        if (best := _best(each, near.get(each.name, []))) is not None:
            found[each] = best
    return found


def _exact(names: list[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(EXACT, [names, names])
        rows = cursor.fetchall()
    seen: dict[str, set[int]] = {}
    for name, pk in rows:
        seen.setdefault(name, set()).add(pk)
    return {name: keys.pop() for name, keys in seen.items() if len(keys) == 1}


def _near(names: list[str]) -> dict[str, list[tuple]]:
    asked = [(name, _tsquery(core(name))) for name in names]
    asked = [(name, query) for name, query in asked if query]
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEAR, [[n for n, _ in asked], [q for _, q in asked], CANDIDATES])
        rows = cursor.fetchall()
    near: dict[str, list[tuple]] = {}
    for name, *candidate in rows:
        near.setdefault(name, []).append(tuple(candidate))
    return near


def _best(told: Told, candidates: list[tuple]) -> int | None:
    scored = [
        (likeness(told.name, name, short), district == told.district != "", pk)
        for pk, name, short, district in candidates
    ]
    good = sorted((s for s in scored if s[0] >= ALIKE), reverse=True)
    if not good:
        return None
    tied = [s for s in good if s[:2] == good[0][:2]]
    return good[0][2] if len(tied) == 1 else None


def _tsquery(words: str) -> str:
    terms = [t for t in query_terms(words) if len(t) > 1]
    return " & ".join("'" + t.replace("\\", "").replace("'", "") + "'" for t in terms)


def search(rows: QuerySet, words: str) -> QuerySet:
    """Employers whose names hold all the words, or whose credit code begins with them.

    Where nothing holds them all, those that hold them but for one wrong, missing or surplus character.
    """
    plain = words.strip().upper()
    if plain.isascii() and len(plain) >= 6 and plain.isalnum():
        return rows.filter(uscc__startswith=plain)
    query = _tsquery(words)
    if not query:
        return rows.filter(name__contains=words.strip())
    found = rows.filter(words=SearchQuery(query, search_type="raw", config="simple"))
    loose = _loose(words)
    if not loose or found.exists():
        return found
    return rows.filter(words=SearchQuery(loose, search_type="raw", config="simple"))


def _loose(words: str) -> str:
    """The query with each two neighbouring terms left out in turn: one character spoils no more."""
    parts = _tsquery(core(words)).split(" & ")
    if len(parts) < 4:
        return ""
    ways = (" & ".join(parts[:i] + parts[i + 2 :]) for i in range(len(parts) - 1))
    return " | ".join(f"({way})" for way in ways)
