"""One hand-written message and what is true of it."""

import re
from dataclasses import dataclass

SLOTS = frozenset({"employer", "short", "street", "district", "site"})
CATEGORIES = ("wages", "injury", "insurance", "contract", "other")
SEASONS = ("spring", "summer", "graduates", "yearend")

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Text:
    """A message as one source would word it; the other fields are what a careful reader takes from it.

    Texts of one `story` tell of the same matter and must be bound to the same employer and place. They may
    contradict each other, as people do. `union`: a matter between a worker and an employer; `labour` False:
    no labour matter at all (a near miss). `collective`: ten or more share the claim. `trade` is a key of `names.TRADES`, empty where any employer fits.
    `persons`, `amount` (yuan) and `months` stand only where the body states them.
    """

    body: str
    category: str
    union: bool = True
    labour: bool = True
    trade: str = ""
    story: str = ""
    season: str = ""
    persons: int | None = None
    amount: float | None = None
    months: int | None = None
    collective: bool = False
    urgent: bool = False

    @property
    def slots(self) -> frozenset[str]:
        return frozenset(_SLOT.findall(self.body))

    def bind(self, **values: str) -> str:
        """The body with its slots filled; KeyError if a slot has no value."""
        return _SLOT.sub(lambda slot: values[slot[1]], self.body)
