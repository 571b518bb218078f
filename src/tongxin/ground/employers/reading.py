"""From a row of a sheet to an employer, or to what is wrong with it. All faults of a row at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tongxin.ground.employers import layout, rules
from tongxin.ground.employers.names import terms
from tongxin.ground.places.register import HANGZHOU, is_within, register
from tongxin.ground.places.resolver import best
from tongxin.kit.sheets import Row
from tongxin.kit.text import clean

LONGEST = {layout.NAME: 120, layout.SHORT: 40, layout.ADDRESS: 200}
NAMELESS = re.compile(r"[\W\d_]*")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of a row."""

    field: str
    reason: str


@dataclass(frozen=True)
class Reject:
    """A row sent back; `row` is the number the spreadsheet program shows."""

    row: int
    faults: tuple[Fault, ...]

    @property
    def reason(self) -> str:
        return "；".join(f"{fault.field}：{fault.reason}" for fault in self.faults)


@dataclass(frozen=True)
class Entry:
    """A row that can be stored; None and '' leave what is known as it is. `words` are search terms."""

    row: int
    uscc: str
    name: str
    short: str
    section: str
    staff: int | None
    address: str
    region: str | None
    org: int
    industry_org: int | None
    own_union: int | None
    former: str  # a name a line, each with its last day after a tab
    words: str


@dataclass(frozen=True)
class Unions:
    """The unions a sheet may name. `by_region` region code → key; names and codes → key, None if several."""

    home: int
    by_region: Mapping[str, int]
    industry: Mapping[str, int | None]
    own: Mapping[str, int | None]
    allowed: frozenset[int] | None  # None: all

    def ground_of(self, region: str | None) -> int | None:
        """The union of the street, else of the district, else of the city; None outside."""
        if region is None:
            return self.home
        return next((self.by_region[region[:n]] for n in (9, 6, 4) if region[:n] in self.by_region), None)


@dataclass
class Reader:
    """Reads the rows of one sheet; remembers codes seen and places resolved."""

    unions: Unions
    titles: Mapping[str, str]
    seen: dict[str, int] = field(default_factory=dict)
    places: dict[str, str | None] = field(default_factory=dict)

    def read(self, rows: Iterable[Row]) -> Iterator[Entry | Reject]:
        for row in rows:
            if any(cell is not None for cell in row.cells.values()):
                yield self._one(row)

    def _one(self, row: Row) -> Entry | Reject:
        faults = [Fault(title, why) for title, why in row.flaws.items()]
        told = {column: _text(row.cells.get(self.titles.get(column, ""))) for column in layout.COLUMNS}
        flawed = set(row.flaws)

        def take(column: str, read: Callable[[str], Any]) -> Any:
            try:
                return read(told[column])
            except ValueError as error:
                if self.titles.get(column) not in flawed:
                    faults.append(Fault(column, str(error)))
                return None

        code = take(layout.CODE, lambda text: self._code(text, row.number))
        name = take(layout.NAME, _name)
        short, address = take(layout.SHORT, _fits(layout.SHORT)), take(layout.ADDRESS, _fits(layout.ADDRESS))
        former: tuple[rules.Former, ...] = take(layout.FORMER, rules.clean_former) or ()
        section = take(layout.SECTION, rules.clean_section)
        staff = take(layout.STAFF, rules.clean_staff)
        region = take(
            layout.DISTRICT, lambda text: self._region(text, told[layout.STREET], told[layout.ADDRESS])
        )
        org = take(layout.DISTRICT, lambda _: self._ground(region)) if not faults else None
        industry = take(layout.INDUSTRY_UNION, lambda text: _union(self.unions.industry, text, "产业工会"))
        own = take(layout.OWN_UNION, lambda text: _union(self.unions.own, text, "基层工会"))
        if faults or org is None:
            return Reject(row.number, tuple(faults))
        words = "\x1f".join(terms(name, short, *(each.name for each in former)))
        lines = "\n".join(f"{each.name}\t{each.until or ''}" for each in former)
        return Entry(
            row.number, code, name, short, section, staff, address, region, org, industry, own, lines, words
        )

    def _code(self, text: str, number: int) -> str:
        if not text:
            raise ValueError("必填，不能为空")
        code = rules.clean_code(text)
        if (first := self.seen.setdefault(code, number)) != number:
            raise ValueError(f"与第{first}行重复，同一单位在一份表里只能出现一次")
        return code

    def _region(self, district: str, street: str, address: str) -> str | None:
        for text in (district + street, address):
            if text:
                code = self._resolve(text)
                if code is None and text == district + street:
                    raise ValueError(f"认不出“{text}”是哪个区县或街道，请填写区划全称或代码")
                if code is not None:
                    return code
        return None

    def _resolve(self, text: str) -> str | None:
        if text not in self.places:
            known = next((code for code in (text[-9:], text) if code in register()), None)
            mention = None if known else best(text, context_code=HANGZHOU)
            self.places[text] = known or (mention.code if mention else None)
        return self.places[text]

    def _ground(self, region: str | None) -> int:
        if region is not None and not is_within(region, HANGZHOU):
            raise ValueError("不在杭州市范围内，不能确定主管工会")
        org = self.unions.ground_of(region)
        if org is None:
            raise ValueError("该区划还没有对应的工会，请先在“工会组织”中设立")
        if self.unions.allowed is not None and org not in self.unions.allowed:
            raise ValueError("该区划的主管工会不在您的管辖范围内")
        return org


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return clean(str(cell)).strip()


def _name(text: str) -> str:
    if not text:
        raise ValueError("必填，不能为空")
    if NAMELESS.fullmatch(text):
        raise ValueError("不是单位名称")
    return _fits(layout.NAME)(text)


def _fits(column: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if len(text) > LONGEST[column]:
            raise ValueError(f"超过{LONGEST[column]}字")
        return text

    return check


def _union(known: Mapping[str, int | None], text: str, kind: str) -> int | None:
    if not text:
        return None
    if text not in known:
        raise ValueError(f"找不到名为或编号为“{text}”的{kind}")
    if known[text] is None:
        raise ValueError(f"有多个{kind}叫“{text}”，请改填编号")
    return known[text]
