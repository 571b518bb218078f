"""Locks on incidents, taken in one order by whoever takes them, so that nobody waits in a circle.

Incidents by number, then offers, then links. The lock is one that rows pointing to an incident do not wait for:
nobody deletes an incident or gives it another number.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

from tongxin.watch.incidents.models import Incident

T = TypeVar("T")


class OutOfOrder(Exception):
    """An incident is needed that comes before one that is held; `incidents`: all that are known to be needed."""

    def __init__(self, incidents: Iterable[int]) -> None:
        self.incidents = frozenset(incidents)
        super().__init__(sorted(self.incidents))


@dataclass(frozen=True)
class Held:
    """The incidents an act holds until its transaction ends, as they were when it got them."""

    rows: dict[int, Incident]

    def take(self, keys: Iterable[int]) -> None:
        """Hold these too. Raises `OutOfOrder` before it waits for one out of order."""
        more = set(keys) - self.rows.keys()
        if more and self.rows and min(more) < max(self.rows):
            raise OutOfOrder(more | self.rows.keys())
        if more:
            self.rows.update(lock(more))


def in_order(act: Callable[[Held], T]) -> T:
    """The act, which finds out as it goes which incidents it needs; begun anew with all of them where it must."""
    wanted: frozenset[int] = frozenset()
    while True:
        try:
            with transaction.atomic():  # taken back, it lets go of what it held
                return act(Held(lock(wanted) if wanted else {}))
        except OutOfOrder as told:
            wanted |= told.incidents


def lock(keys: Iterable[int]) -> dict[int, Incident]:
    """Incidents with their unions, locked until the end of the transaction, always in one order."""
    rows = Incident.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("org").order_by("pk").in_bulk(sorted(keys))
