"""What people write into a cell, as a value. Each reader raises `Wrong` with the reason in Chinese."""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from tongxin.ground.places.register import HANGZHOU, register
from tongxin.kit.text import clean
from tongxin.watch.signals.adapters.heard import CATEGORIES

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:\s*T?\s*(\d{1,2})\s*[:：时点]\s*(\d{1,2})?\s*(?:[:：分]\s*\d{0,2}\s*秒?)?)?\s*"
)
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
FIGURE = re.compile(
    r"(?:约|共|人民币|￥|¥)?\s*(-?\d[\d,，]*(?:\.\d+)?)\s*(亿|万|千)?\s*(?:余)?\s*(元|人|名|位|块)?"
)
SCALES = {"": 1, "千": 1_000, "万": 10_000, "亿": 100_000_000}
MOST = Decimal(10) ** 15
YES = {"是", "有", "y", "yes", "1", "true", "√", "✓", "要", "需要"}
NO = {"否", "无", "n", "no", "0", "false", "", "×", "不", "不要", "不需要"}
CATEGORY_WORDS = {label: key for key, label in CATEGORIES.items()} | {key: key for key in CATEGORIES} | {
    "欠薪": "wages", "工资": "wages", "工伤": "injury", "社保": "insurance",
    "合同": "contract", "劳动合同": "contract",
}  # fmt: skip


class Wrong(ValueError):
    """A cell that cannot be read; its text is the reason."""


def text(cell: Any) -> str:
    """Any cell as text, without what no database can hold."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    written = str(cell)
    if written.isprintable() and "_x" not in written:  # nothing to clean in almost every cell
        return written.strip()
    return clean(written).strip()


def instant(cell: Any) -> datetime:
    """A day or a time of Shanghai; a day alone is its midnight."""
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=SHANGHAI)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), SHANGHAI)
    written = text(cell)
    match = DAY.fullmatch(written) or COMPACT.fullmatch(written)
    if not match:
        raise Wrong(f"“{written[:30]}”不是日期，请写成 2026-11-20")
    try:
        year, month, day, hour, minute = (*(int(part or 0) for part in match.groups()), 0, 0)[:5]
        return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)
    except ValueError:
        raise Wrong(f"“{written[:30]}”这一天不存在") from None


def count(cell: Any) -> int | None:
    """A whole number of people."""
    figure = _figure(cell)
    if figure is None:
        return None
    if figure != figure.to_integral_value() or figure < 0:
        raise Wrong(f"“{text(cell)[:30]}”不是整数")
    return int(figure)


def amount(cell: Any) -> Decimal | None:
    """Yuan; 万 and 亿 are understood."""
    figure = _figure(cell)
    if figure is not None and figure < 0:
        raise Wrong("金额不能为负")
    return None if figure is None else round(figure, 2)


def yes(cell: Any) -> bool:
    word = text(cell).lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Wrong(f"“{word[:20]}”请填“是”或“否”")


def category(cell: Any) -> str:
    word = text(cell)
    if not word:
        return ""
    if word not in CATEGORY_WORDS:
        raise Wrong(f"“{word[:20]}”不在类别之内，请从下拉列表选择：{'、'.join(CATEGORIES.values())}")
    return CATEGORY_WORDS[word]


def region(cell: Any) -> str | None:
    """西湖区, 西湖区灵隐街道, 灵隐街道 or a code, as a code of Hangzhou; None if the cell is empty."""
    word = re.sub(r"[\s·/、-]+", "", text(cell)).removeprefix("浙江省").removeprefix("杭州市")
    if not word:
        return None
    found = _names().get(word)
    if found is None:
        raise Wrong(f"“{word[:20]}”不是杭州市的区县或街道，请从下拉列表选择")
    if len(found) > 1:
        raise Wrong(f"有{len(found)}处叫“{word[:20]}”，请在前面写上区县")
    return next(iter(found))


def districts() -> list[str]:
    """The names of the districts of Hangzhou, by code."""
    return [p.name for p in register().values() if p.level == "district" and p.code.startswith(HANGZHOU)]


def streets() -> list[str]:
    """西湖区灵隐街道 for every street of Hangzhou, by code."""
    places = register()
    return [
        places[p.parent].name + p.name
        for p in places.values()
        if p.level == "street" and p.code.startswith(HANGZHOU)
    ]


@cache
def _names() -> dict[str, set[str]]:
    places = register()
    names: dict[str, set[str]] = {}
    for place in places.values():
        if not place.code.startswith(HANGZHOU) or place.level not in ("district", "street"):
            continue
        spoken = {place.code, place.name, place.short}
        if place.level == "street":
            above = places[place.parent]
            spoken |= {a + b for a in (above.name, above.short) for b in (place.name, place.short)}
        for name in spoken:
            names.setdefault(name, set()).add(place.code)
    for name, codes in names.items():  # 余杭 is the district, though a street has the name too
        if len(codes) > 1 and (upper := {code for code in codes if len(code) == 6}):
            names[name] = upper
    return names


def _figure(cell: Any) -> Decimal | None:
    if cell is None or text(cell) in ("", "-", "—", "无", "不详"):
        return None
    if isinstance(cell, bool | date | time):
        raise Wrong(f"“{text(cell)[:30]}”不是数字")
    if isinstance(cell, int | float):
        return _bounded(Decimal(str(cell)))
    match = FIGURE.fullmatch(text(cell))
    if not match:
        raise Wrong(f"“{text(cell)[:30]}”不是数字")
    try:
        return _bounded(Decimal(match[1].replace(",", "").replace("，", "")) * SCALES[match[2] or ""])
    except InvalidOperation:
        raise Wrong(f"“{text(cell)[:30]}”不是数字") from None


def _bounded(figure: Decimal) -> Decimal:
    if not figure.is_finite() or abs(figure) > MOST:
        raise Wrong("数字超出合理范围")
    return figure
