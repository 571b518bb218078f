"""Which rows of a sheet of contracts can be taken, and why the others cannot. Pure."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial
from typing import Any

from tongxin.kit.sheets import Cell, Row, as_day, as_text
from tongxin.relations.bargaining import layout
from tongxin.relations.bargaining.known import Known, Unit
from tongxin.relations.bargaining.models import NUMBER_LENGTH, Kind, Reach
from tongxin.relations.bargaining.rules import Terms, flaws

MOST_WORKERS = 10_000_000  # under one contract: more is a slip of the pen
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
FURTHER = (layout.KIND, layout.SIGNED, layout.STARTS, layout.ENDS)  # blank in a further row of a contract


@dataclass(frozen=True)
class Line:
    """A row that can be taken: a contract's terms and an employer it binds.

    `by_default`: the row did not say which union signed.
    """

    row: int
    terms: Terms
    employer: int
    by_default: bool


@dataclass(frozen=True)
class Reject:
    """A row that cannot be taken, with all reasons."""

    row: int
    reasons: tuple[str, ...]


@dataclass
class Reader:
    """Reads the rows of one sheet. `firsts`: the first row of each contract whose terms are sound, by union and number.

    `latest`: that of the contract last told under a number, for rows that say no more than it.
    """

    known: Known
    titles: Mapping[str, str]
    today: date
    firsts: dict[tuple[int, str], tuple[int, Terms]] = field(default_factory=dict)
    latest: dict[str, Terms] = field(default_factory=dict)

    def read(self, rows: Iterable[Row]) -> Iterator[Line | Reject]:
        for row in rows:
            yield self._one(row)

    def _one(self, row: Row) -> Line | Reject:
        told = {column: row.cells.get(self.titles.get(column, "")) for column in layout.COLUMNS}
        used = set(self.titles.values())
        reasons = [f"{title}：{why}" for title, why in row.flaws.items() if title in used]
        unit = self._unit(told, reasons)
        terms = self._terms(told, unit, reasons)
        if terms is not None and (why := self._flaws(row.number, terms)):
            reasons += why
        elif terms is not None:
            self.firsts.setdefault((terms.org, terms.number), (row.number, terms))
            self.latest[terms.number] = terms
        if reasons or terms is None or unit is None:
            return Reject(row.number, tuple(reasons))
        return Line(row.number, terms, unit.pk, by_default=not as_text(told[layout.UNION]))

    def _flaws(self, row: int, terms: Terms) -> list[str]:
        first = self.firsts.get((terms.org, terms.number))
        if first is None:
            return [f"{layout.FIELDS[name]}：{why}" for name, why in flaws(terms, self.today)]
        if terms != first[1]:
            titles = "、".join(differing(terms, first[1]))
            return [f"{layout.NUMBER}：与第 {first[0]} 行编号相同，但{titles}不同"]
        return []

    def _unit(self, told: Mapping[str, Cell], reasons: list[str]) -> Unit | None:
        code, name = as_text(told[layout.CODE]).upper(), as_text(told[layout.NAME])
        if not code and not name:
            reasons.append(f"{layout.CODE}：与{layout.NAME}至少填一项")
            return None
        return self._take(
            layout.CODE if code else layout.NAME, lambda: self.known.unit(code or name), reasons
        )

    def _terms(self, told: Mapping[str, Cell], unit: Unit | None, reasons: list[str]) -> Terms | None:
        """What the row says; a further row says no more than the contract last told under its number."""
        before = len(reasons)
        number = self._take(layout.NUMBER, lambda: _number(as_text(told[layout.NUMBER])), reasons)
        latest = self.latest.get(number or "")
        if latest and not any(as_text(told[title]) for title in FURTHER):
            given = {name: title for name, title in layout.FIELDS.items() if as_text(told[title])}
            read = {name: self._take(title, partial(self._value, name, told[title]), reasons)
                    for name, title in given.items()}  # fmt: skip
            return replace(latest, **read) if len(reasons) == before else None
        values = {name: self._take(title, partial(self._value, name, told[title]), reasons)
                  for name, title in layout.FIELDS.items() if name != "number"}  # fmt: skip
        if len(reasons) > before or number is None:
            return None
        if values["org"] is None:
            values["org"] = self._default(values["reach"], unit, latest, reasons)
        if values["org"] is None:
            return None
        return self._filled(Terms(number=number, **values))

    def _default(self, reach: str, unit: Unit | None, latest: Terms | None, reasons: list[str]) -> int | None:
        """The union that signed where the row does not say it."""
        if reach != Reach.UNIT:
            return latest.org if latest else self.known.home
        if unit is None:
            return None  # the row goes back for that
        if unit.org not in self.known.keepers:
            reasons.append(f"{layout.UNION}：您不能为该单位的工会登记，请写明签订工会")
            return None
        return unit.org

    def _filled(self, terms: Terms) -> Terms:
        """What further rows of a contract leave open is as its first row has it."""
        first = self.firsts.get((terms.org, terms.number))
        if first is None or terms.reach == Reach.UNIT:
            return terms
        return replace(
            terms,
            filed_on=terms.filed_on or first[1].filed_on,
            workers=terms.workers or first[1].workers,
        )

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
    plain = text.replace(",", "").replace("，", "").removesuffix("人").removesuffix(".0")
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 8 and 0 < int(plain) <= MOST_WORKERS):
        raise ValueError(f"“{text}”应为 1 到 {MOST_WORKERS:,} 的整数")
    return int(plain)


def _number(text: str) -> str:
    if not text:
        raise ValueError("必填，不能为空")
    if len(text) > NUMBER_LENGTH:
        raise ValueError(f"超过 {NUMBER_LENGTH} 字")
    return text


def _one_of(words: Mapping[str, str], text: str, labels: Iterable[str]) -> str:
    plain = unicodedata.normalize("NFKC", text)
    if plain not in words:
        raise ValueError(f"“{text}”应为{'、'.join(labels)}之一")
    return words[plain]


def _day(cell: Cell, *, required: bool) -> date | None:
    if not as_text(cell):
        if required:
            raise ValueError("必填，不能为空")
        return None
    if (day := as_day(cell)) is None:
        raise ValueError(f"“{as_text(cell)}”应写成 2026-03-15 的样子")
    return day
