"""What a read sheet consists of, the limits it must keep, and the refusal when it does not."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import IO, Any

from tongxin.kit.refused import Refused

LISTS = "选项"  # the hidden sheet in which write_sheet keeps long drop-downs
Cell = str | int | float | bool | date | datetime | time | None


class Unreadable(Refused):
    """The file cannot be read exactly; the message says why and what to do."""


@dataclass(frozen=True)
class Limits:
    """Bytes, counts and seconds. The defaults hold a sheet of 77,596 employers and stay below 300 MB."""

    file_bytes: int = 30 << 20
    inflated_bytes: int = 200 << 20
    rows: int = 200_000
    columns: int = 256
    cells: int = 2_000_000
    memory: int = 300 << 20
    seconds: int = 30


@dataclass(frozen=True)
class Row:
    """One row under the header. `number` is what the spreadsheet program shows, from 1; blank cells are None.

    `flaws` names columns whose value was damaged before it came here, with the reason.
    """

    number: int
    cells: dict[str, Cell]
    flaws: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read whole. `rows` can be gone through repeatedly; `notes` tell of oddities."""

    name: str
    header: tuple[str, ...]
    notes: tuple[str, ...]
    _spool: IO[bytes]
    _start: int

    @property
    def rows(self) -> Iterator[Row]:
        place = self._start
        while True:
            self._spool.seek(place)
            line = self._spool.readline()
            place = self._spool.tell()
            if not line:
                return
            for number, cells, flaws in json.loads(line):
                values = dict(zip(self.header, map(thawed, cells), strict=True))
                yield Row(number, values, {self.header[int(i)]: why for i, why in flaws.items()})


KINDS: dict[str, Callable[[str], Cell]] = {
    "d": date.fromisoformat,
    "s": datetime.fromisoformat,
    "t": time.fromisoformat,
}


def frozen(cell: Cell) -> Any:
    """`cell` as JSON can carry it."""
    if isinstance(cell, datetime):
        return {"s": cell.isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, time):
        return {"t": cell.isoformat()}
    return cell


def thawed(cell: Any) -> Cell:
    """The inverse of `frozen`."""
    if isinstance(cell, dict):
        ((kind, text),) = cell.items()
        return KINDS[kind](text)
    return cell
