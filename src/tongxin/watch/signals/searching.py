"""Finding Chinese words in a million texts, whether three texts hold them or six hundred thousand."""

from typing import Any

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from tongxin.kit.text import query_terms

FEW = 2_000  # so many are named one by one; more are met soon enough by walking the list


def narrowed(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """`rows` holding every term of `words`; all of them if there is no term in it.

    The index tells first whether the words are rare. Rare: exactly those rows, whatever the order. Common: each
    row is asked as the list walks in its own order, so that the first page is full after a few hundred rows.
    """
    terms = query_terms(words)
    if not terms:
        return rows
    wanted = tsquery(terms)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT signal_id FROM signals_words WHERE words @@ %s::tsquery LIMIT %s", [wanted, FEW + 1]
        )
        found = [row[0] for row in cursor.fetchall()]
    if len(found) <= FEW:
        return rows.filter(pk__in=found)
    holds = RawSQL(  # noqa: S611  (no value is written into the text)
        "(SELECT w.words FROM signals_words w WHERE w.signal_id = signals_signal.id) @@ %s::tsquery",
        [wanted],
        output_field=BooleanField(),
    )
    return rows.filter(holds)


def tsquery(terms: list[str]) -> str:
    """All `terms` verbatim, joined by and."""
    return " & ".join("'" + term.replace("\\", "\\\\").replace("'", "''") + "'" for term in terms)
