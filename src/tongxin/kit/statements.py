"""Statements asked a thousand times a minute: planned once a connection, several parts of one act in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper


@dataclass(frozen=True)
class Statement:
    """A statement of ours and its values, in the order of its `%s`."""

    sql: str
    params: Sequence[Any] = ()


def ask(sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a statement of ours. Its parameters travel apart from it, so that it is planned once.

    Django's own cursors write the parameters into the text, which the database then plans anew each time: three
    times the work for one signal. Only for statements whose plan does not depend on their values.
    """
    with _cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def tell(sql: str, params: Sequence[Any] = ()) -> None:
    """As `ask`, of a statement that returns no rows."""
    with _cursor() as cursor:
        cursor.execute(sql, params)


def together(last: str, **parts: Statement) -> Statement:
    """One statement of `parts`, in their order, that ends with `last`; a part may read what earlier ones return.

    Alone it is a transaction of its own, and the database is asked once instead of once a part.
    """
    named = ", ".join(f"{name} AS ({part.sql})" for name, part in parts.items())
    return Statement(f"WITH {named} {last}", [value for part in parts.values() for value in part.params])


def _cursor() -> CursorWrapper:
    connection.ensure_connection()
    return CursorWrapper(psycopg.Cursor(connection.connection), connection)
