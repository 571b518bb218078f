"""Finding Chinese words in a million texts, whether three texts hold them or six hundred thousand."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from tongxin.kit.text import query_terms

FEW = 10_000  # so many are named one by one; more are met soon enough by walking the list
MANY = 11_000  # so many are many, also without the corrected versions among them
AMONG = """EXISTS (SELECT 1 FROM signals_words w
                   WHERE w.signal_id = signals_signal.id AND w.words @@ %s::tsquery)"""
UNIONS = 300  # a scope of more unions than this is not asked of the index


def narrowed(rows: QuerySet[Any], words: str, unions: Sequence[int] | None = None) -> QuerySet[Any]:
    """`rows` holding every term of `words`; all of them if there is no term in it.

    The index tells first whether the words are rare within `unions`. Rare: exactly those
    rows, whatever the order. Common: each row is asked as the list walks in its own order, so that a page is
    full after some hundred rows; it is marked as `many`, so that nobody need count it.
    """
    terms = query_terms(words)
    if not terms:
        return rows
    wanted = tsquery(terms, unions)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT signal_id FROM signals_words WHERE words @@ %s::tsquery LIMIT %s", [wanted, MANY + 1]
        )
        found = [row[0] for row in cursor.fetchall()]
    if len(found) <= FEW:
        return rows.filter(_holds("signals_signal.id = ANY(%s)", found))
    common = rows.filter(_holds(AMONG, wanted))
    scoped = unions is None or 0 < len(unions) <= UNIONS
    common.many = scoped and len(found) > MANY  # type: ignore[attr-defined]
    return common


def _holds(condition: str, value: Any) -> RawSQL:
    return RawSQL(condition, [value], output_field=BooleanField())  # noqa: S611  (the value is a parameter)


def union_term(org_id: int) -> str:
    """The term of the union on whose ground a signal lies; no text has it, for @ is no word character."""
    return f"@{org_id}"


def tsquery(terms: list[str], unions: Sequence[int] | None = None) -> str:
    """All `terms` verbatim, joined by and; within one of `unions` if they are few enough."""
    found = " & ".join(map(_quoted, terms))
    if unions is None or not 0 < len(unions) <= UNIONS:
        return found
    return f"({' | '.join(_quoted(union_term(each)) for each in unions)}) & {found}"


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
