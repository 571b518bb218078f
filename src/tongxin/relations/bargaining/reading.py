"""Which rows of a sheet of contracts can be taken, and why the others cannot. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import partial
from typing import Any

from tongxin.kit.sheets import Cell, Row, as_day, as_text
from tongxin.relations.bargaining import layout
from tongxin.relations.bargaining.known import Known, Unit
from tongxin.relations.bargaining.models import Kind, Reach
from tongxin.relations.bargaining.rules import Terms, flaws

MOST = 10_000_000  # workers under one contract: more is a slip of the pen
KINDS = {word: value for value, label in Kind.choices for word in (value, label)}
KINDS |= {"集体合同": Kind.GENERAL, "综合集体合同": Kind.GENERAL, "工资专项": Kind.WAGES, "工资协议": Kind.WAGES,
          "工资专项集体合同(工资协议)": Kind.WAGES, "女职工专项": Kind.WOMEN,
          "女职工专项集体合同": Kind.WOMEN, "安全卫生专项": Kind.SAFETY}  # fmt: skip
REACHES = {word: value for value, label in Reach.choices for word in (value, label)}
REACHES |= {
    "": Reach.UNIT,
    "企业": Reach.UNIT,
    "单位": Reach.UNIT,
    "区域": Reach.REGION,
    "行业": Reach.INDUSTRY,
}
LONGEST = 60  # characters of a number, as the column holds them


@dataclass(frozen=True)
class Line:
    """A row that can be taken: a contract's terms and an employer it binds."""

    row: int
    terms: Terms
    employer: int


@dataclass(frozen=True)
class Reject:
    """A row that cannot be taken, with all reasons."""

    row: int
    reasons: tuple[str, ...]


@dataclass
class Reader:
    """Reads the rows of one sheet; remembers the first row of each number."""

    known: Known
    titles: Mapping[str, str]
    today: date
    firsts: dict[str, Line] = field(default_factory=dict)

    def read(self, rows: Iterable[Row]) -> Iterator[Line | Reject]:
        for row in rows:
            yield self._one(row)

    def _one(self, row: Row) -> Line | Reject:
        told = {column: row.cells.get(self.titles.get(column, "")) for column in layout.COLUMNS}
        reasons = [f"{title}：{why}" for title, why in row.flaws.items()]
        unit = self._unit(told, reasons)
        number = as_text(told[layout.NUMBER])
        first = self.firsts.get(number)
        terms = self._terms(told, unit, first.terms if first else None, reasons)
        if terms is not None:
            reasons += self._flaws(terms, first)
        if reasons or terms is None or unit is None:
            return Reject(row.number, tuple(reasons))
        line = Line(row.number, terms, unit.pk)
        self.firsts.setdefault(number, line)
        return line

    def _flaws(self, terms: Terms, first: Line | None) -> list[str]:
        if first is None:
            return [f"{layout.FIELDS[name]}：{why}" for name, why in flaws(terms, self.today)]
        if terms != first.terms:
            titles = "、".join(differing(terms, first.terms))
            return [f"{layout.NUMBER}：与第 {first.row} 行编号相同，但{titles}不同"]
        return []

    def _unit(self, told: Mapping[str, Cell], reasons: list[str]) -> Unit | None:
        code, name = as_text(told[layout.CODE]).upper(), as_text(told[layout.NAME])
        if not code and not name:
            reasons.append(f"{layout.CODE}：与{layout.NAME}至少填一项")
            return None
        return self._take(
            layout.CODE if code else layout.NAME, lambda: self.known.unit(code or name), reasons
        )

    def _terms(
        self, told: Mapping[str, Cell], unit: Unit | None, first: Terms | None, reasons: list[str]
    ) -> Terms | None:
        """The terms of this row; what it leaves blank is that of the first row of its number."""
        before = len(reasons)
        values = {}
        for name, title in layout.FIELDS.items():
            if first is not None and not as_text(told[title]):
                values[name] = getattr(first, name)
            else:
                values[name] = self._take(title, partial(self._value, name, told[title]), reasons)
        if len(reasons) > before:
            return None
        if values["org"] is None:
            alone = values["reach"] == Reach.UNIT
            values["org"] = unit.org if alone and unit else self.known.home
        return Terms(**values)

    def _value(self, name: str, cell: Cell) -> object:
        """One value of the terms; ValueError says what is wrong with it."""
        text = as_text(cell)
        if name == "number":
            return _number(text)
        if name == "kind":
            return _one_of(KINDS, text, Kind.labels)
        if name == "reach":
            return _one_of(REACHES, text, Reach.labels)
        if name == "org":
            return self.known.union(text) if text else None
        if name == "workers":
            return workers(text)
        return _day(cell, required=name != "filed_on")

    def _take(self, title: str, read: Callable[[], Any], reasons: list[str]) -> Any:
        try:
            return read()
        except ValueError as error:
            reasons.append(f"{title}：{error}")
            return None


def differing(one: Terms, other: Terms) -> list[str]:
    """The titles of the columns in which two terms differ."""
    return [
        layout.FIELDS[each.name] for each in fields(Terms)
        if getattr(one, each.name) != getattr(other, each.name)
    ]  # fmt: skip


def workers(text: str) -> int | None:
    """A head-count; None where nothing is said. ValueError for anything else."""
    if not text:
        return None
    plain = text.replace(",", "").replace("，", "").removesuffix("人")
    if not (plain.isascii() and plain.isdigit()) or not 0 < int(plain[:9]) <= MOST or len(plain) > 8:
        raise ValueError(f"“{text}”应为 1 到 {MOST:,} 的整数")
    return int(plain)


def _number(text: str) -> str:
    if not text:
        raise ValueError("必填，不能为空")
    if len(text) > LONGEST:
        raise ValueError(f"超过 {LONGEST} 字")
    return text


def _one_of(words: Mapping[str, str], text: str, labels: Iterable[str]) -> str:
    if text not in words:
        raise ValueError(f"“{text}”应为{'、'.join(labels)}之一")
    return words[text]


def _day(cell: Cell, *, required: bool) -> date | None:
    if not as_text(cell):
        if required:
            raise ValueError("必填，不能为空")
        return None
    if (day := as_day(cell)) is None:
        raise ValueError(f"“{as_text(cell)}”应写成 2026-03-15 的样子")
    return day
