"""Keyset paging: a page costs the same at the first and at the ten-thousandth row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core import signing
from django.db.models import F, Q, QuerySet

SALT = "tongxin.kit.tables"


@dataclass(frozen=True)
class Order:
    """Sort by one field, then by key in the same direction."""

    field: str
    descending: bool
    nullable: bool = False

    def reversed(self) -> "Order":
        return Order(self.field, not self.descending, self.nullable)

    def apply(self, rows: QuerySet, *, backwards: bool = False) -> QuerySet:
        down = self.descending != backwards
        sign = "-" if down else ""
        if self.field in ("id", "pk"):
            return rows.order_by(f"{sign}pk")
        if not self.nullable:
            return rows.order_by(f"{sign}{self.field}", f"{sign}pk")
        place = {"nulls_first": True} if backwards else {"nulls_last": True}
        by = F(self.field).desc(**place) if down else F(self.field).asc(**place)
        return rows.order_by(by, f"{sign}pk")

    def beyond(self, value: Any, pk: Any, *, backwards: bool) -> Q:
        """Rows after (or, backwards, before) the row with this value and key."""
        less = self.descending != backwards
        word = "lt" if less else "gt"
        by_key = Q(**{f"pk__{word}": pk})
        if self.field in ("id", "pk"):
            return by_key
        empty = Q(**{f"{self.field}__isnull": True})
        if value is None:
            return (empty & by_key) if not backwards else (~empty | by_key)
        strictly = Q(**{f"{self.field}__{word}": value})
        here = Q(**{f"{self.field}__{word}e": value}) & (strictly | by_key)
        return (here | empty) if self.nullable and not backwards else here


@dataclass(frozen=True)
class Page:
    """One page of rows with the cursors of its neighbours, '' where there is none."""

    rows: list
    next: str
    previous: str


def page(rows: QuerySet, order: Order, cursor: str, size: int) -> Page:
    """The page at `cursor` ('' is the first). A forged or stale cursor starts from the first page."""
    salt = f"{SALT}:{rows.model._meta.label}:{order.field}"  # good for this list in this order only
    direction, value, pk = _read(cursor, salt)
    backwards = direction == "p"
    ordered = order.apply(rows, backwards=backwards)
    if direction:
        ordered = ordered.filter(order.beyond(value, pk, backwards=backwards))
    found = list(ordered[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page([], "", "")
    after = _write("n", order, found[-1], salt) if more or backwards else ""
    before = (
        _write("p", order, found[0], salt) if (direction and not backwards) or (backwards and more) else ""
    )
    return Page(found, after, before)


def _write(direction: str, order: Order, row: Any, salt: str) -> str:
    value: Any = row
    for part in order.field.split("__"):
        value = getattr(value, part, None)
    kind = "t" if isinstance(value, datetime) else "d" if isinstance(value, date) else ""
    if kind:
        value = value.isoformat()
    elif isinstance(value, Decimal):
        value, kind = str(value), "n"
    return signing.dumps([direction, kind, value, row.pk], salt=salt)


def _read(cursor: str, salt: str) -> tuple[str, Any, Any]:
    readers: dict[str, Callable[[str], Any]] = {
        "t": datetime.fromisoformat,
        "d": date.fromisoformat,
        "n": Decimal,
    }
    try:
        direction, kind, value, pk = signing.loads(cursor, salt=salt)
        convert = readers.get(kind)
        return direction, convert(value) if convert and value is not None else value, pk
    except (signing.BadSignature, ValueError, TypeError, InvalidOperation):
        return "", None, None
