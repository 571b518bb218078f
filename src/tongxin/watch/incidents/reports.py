"""What linking looks at in one signal, and the keys under which others find it. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from hashlib import blake2b

from tongxin.ground.employers.names import core
from tongxin.watch.incidents.nearness import bands, shingles

NAME_KEYS = 6  # runs of three characters of a name; longer names are found by their first ones
DISTRICT, STREET = 6, 9
LEAD = re.compile(r"^.*杭州(?!湾)市?(?=.{2})")


@dataclass(frozen=True)
class Report:
    """One signal as its current verdict reads it.

    `employer`: the registered one's key, `family` with those that are one with it today, `named` the one of them that
    the verdict gives; `name`: the told name without town and legal form, '' if none; `region`: the
    code as far as it is known; `amount` in yuan, `persons` known only from two on.
    """

    signal: int
    at: datetime
    text: str
    category: str
    employer: int | None = None
    name: str = ""
    region: str = ""
    amount: float | None = None
    persons: int | None = None
    months: int | None = None
    named: int | None = None
    family: tuple[int, ...] = ()

    @cached_property
    def pieces(self) -> frozenset[str]:
        return shingles(self.text)

    @property
    def district(self) -> str:
        return self.region[:DISTRICT] if len(self.region) >= DISTRICT else ""

    @property
    def street(self) -> str:
        return self.region if len(self.region) >= STREET else ""

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """Signed 64-bit keys, each once, under which it is stored; it is compared with those that ask for one."""
        own = [self.named or self.employer] if self.employer is not None else []
        words = [*self._employers(own), *self._words()]
        return tuple(dict.fromkeys([*map(_number, words), *bands(self.pieces)]))

    @cached_property
    def asked(self) -> tuple[int, ...]:
        """The keys it asks for: with those of the whole family, so that merged employers are found by each other.

        Nothing is stored anew when employers are merged or parted.
        """
        return tuple(dict.fromkeys([*self.keys, *map(_number, self._employers(self.family))]))

    def _employers(self, employers: Iterable[int | None]) -> Iterator[str]:
        for employer in employers:
            yield f"employer {employer}"
            yield f"employer {employer} {self.category}"

    def _words(self) -> Iterator[str]:
        if self.name:
            yield f"brand {self.name[:2]}"
            for i in range(min(NAME_KEYS, len(self.name) - 2)):
                yield f"name {self.name[i : i + 3]}"
        yield from self._places()

    def _places(self) -> Iterator[str]:
        """Places bring too many together: only with the category, and closer with a number or no employer."""
        for place in filter(None, (self.district, self.street)):
            yield f"place {place} {self.category}"
            if self.persons:
                yield f"persons {place} {self.persons}"
            if self.amount:
                yield f"amount {place} {self.amount:.0f}"
            if not self.name and self.employer is None:
                yield f"nobody {place} {self.category}"


def report(
    signal: int, at: datetime, text: str, category: str, employer: int | None, employer_text: str,
    region: str | None, amount: Decimal | float | None, persons: int | None,
    months: int | None, *, family: Sequence[int] = (),
) -> Report:  # fmt: skip
    """A report from the columns of a signal and its verdict; `family` as `families_of` gives it."""
    return Report(
        signal, at, text, category, family[0] if family else employer,
        bare(employer_text) if employer_text else "", region or "",
        float(amount) if amount else None, persons if persons and persons > 1 else None,
        months or None, employer, tuple(family),
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def bare(name: str) -> str:
    """Without town and legal form, and without words that a reader took for the beginning: 走访杭州… ."""
    return core(LEAD.sub("", name) or name)


@lru_cache(maxsize=20_000)
def _number(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)
