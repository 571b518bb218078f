"""A sheet layout as a table: which column becomes which field, and what the template says about it."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongxin.kit.sheets import Row
from tongxin.kit.text import normalise
from tongxin.watch.signals.adapters.cells import Wrong
from tongxin.watch.signals.adapters.heard import Heard, Problem, Reject, flaws

REASON = "退回原因"


@dataclass(frozen=True)
class Field:
    """One column. `into` is a field of `Heard`, or "say" for words added to the text under the title."""

    title: str
    into: str
    read: Callable[[Any], Any]
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: Callable[[], Sequence[str]] | None = None
    width: float = 14


@dataclass(frozen=True)
class Layout:
    """One kind of sheet. `notes` is the instruction above the header of the template."""

    name: str
    fields: tuple[Field, ...]
    notes: str

    @property
    def titles(self) -> list[str]:
        return [each.title for each in self.fields]

    @property
    def known(self) -> list[str]:
        """Every title under which a column may come."""
        return [name for each in self.fields for name in (each.title, *each.aliases)]

    def missing(self, header: Iterable[str]) -> list[str]:
        """Required columns that the sheet lacks."""
        there = set(header)
        return [f.title for f in self.fields if f.required and not there & {f.title, *f.aliases}]

    def read(self, rows: Iterable[Row], *, org: str, at: datetime) -> Iterator[tuple[int, Heard | Reject]]:
        """(row number, what was heard or why not). `org` is the code of the union that reports."""
        titles = {f.into: f.title for f in self.fields} | {"external_key": "编号", "category": "类别"}
        columns: list[tuple[Field, str]] = []
        header: Iterable[str] = ()
        for row in rows:
            if row.cells.keys() != header:
                header, columns = row.cells.keys(), self._columns(row.cells.keys())
            heard = self._read(row, columns, org)
            if isinstance(heard, Heard) and (found := flaws(heard, at)):
                heard = Reject(
                    row.number, tuple(Problem(titles.get(p.field, p.field), p.reason) for p in found)
                )
            yield row.number, heard

    def _columns(self, header: Collection[str]) -> list[tuple[Field, str]]:
        """Each field with the title under which it came; its own where it did not come."""
        return [
            (f, next((name for name in (f.title, *f.aliases) if name in header), f.title))
            for f in self.fields
        ]

    def _read(self, row: Row, columns: list[tuple[Field, str]], org: str) -> Heard | Reject:
        values: dict[str, Any] = {}
        said: list[str] = []
        problems = []
        for each, title in columns:
            cell = row.cells.get(title)
            if row.flaws and title in row.flaws:
                problems.append(Problem(each.title, row.flaws[title]))
                continue
            try:
                value = each.read(cell) if cell is not None or not each.required else None
            except Wrong as wrong:
                problems.append(Problem(each.title, str(wrong)))
                continue
            if each.required and value in (None, ""):
                problems.append(Problem(each.title, "必填"))
            elif each.into == "say":
                said += [f"{each.title}：{value}"] if value not in (None, "") else []
            elif value not in (None, "") or each.into not in values:
                values[each.into] = value
        if problems:
            return Reject(row.number, tuple(problems))
        if said:
            values["text"] = "；".join(filter(None, [values.get("text", ""), *said]))
        return _heard(values, org)


def _heard(values: dict[str, Any], org: str) -> Heard:
    number = values.pop("key", "")
    blank = {"text": "", "employer_name": "", "place": "", "category_told": "", "reporter": "", "phone": ""}
    filled = blank | {name: value for name, value in values.items() if value is not None}
    filled["key"] = f"{org}:{number}" if number else content_key(org, filled)
    return Heard(**filled)


def content_key(org: str, values: dict[str, Any]) -> str:
    """The key of a row without a number: the same content from the same union is the same row."""
    content = "\n".join(f"{name}={values[name]}" for name in sorted(values) if values[name] not in (None, ""))
    return "h:" + hashlib.sha256(f"{org}\n{normalise(content)}".encode()).hexdigest()[:40]
