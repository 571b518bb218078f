"""How far two reports agree, field by field, and what that weighs (Fellegi and Sunter 1969). Pure.

A level's weight is log2(m/u): how much more often it is seen between reports of one matter (m) than between
reports of two that share a key (u). Weights add up; with the prior they give a probability. What is unknown weighs
nothing. Fields are not independent of the employer: where it agrees, the others have weights of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import log2

from rapidfuzz import fuzz

from tongxin.watch.incidents.nearness import likeness
from tongxin.watch.incidents.reports import Report
from tongxin.watch.incidents.weights import AT_ONE_EMPLOYER, ELSEWHERE, EMPLOYER, NAMELESS

FARTHEST = timedelta(days=60)  # reports farther apart are not compared
GAPS = (1, 3, 7, 14, 30, 60)  # days
TEXTS = (0.8, 0.5, 0.3, 0.15, 0.05)  # Jaccard
OTHERS = ("alike", "differs")  # both name an employer, and not the same
BRAND = 3  # characters; a shorter name may be that of several firms
AGREES = ("same", "name", "part", "brand", "told")
ALIKE_NAMES = 70  # rapidfuzz ratio of two bare names
AS_ONE = 0.5  # Jaccard from which two texts are taken for one, told again
CLOSE = 0.1  # of the larger of two figures
SURE = 0.999  # no machine is surer

WORDS = {
    ("employer", "same"): "同一用人单位", ("employer", "name"): "单位名称相同",
    ("employer", "part"): "单位名称互相包含",
    ("employer", "brand"): "字号相同", ("employer", "told"): "文中提到该单位", ("employer", "unknown"): "用人单位不明",
    ("employer", "alike"): "单位名称相近", ("employer", "differs"): "单位名称不同",
    ("employer", "other"): "用人单位不同",
    ("place", "street"): "同一街道", ("place", "district"): "同一区县",
    ("place", "other_street"): "街道不同", ("place", "other"): "区县不同",
    ("category", "same"): "类别相同", ("category", "other"): "类别不同",
    ("amount", "equal"): "金额相同", ("amount", "close"): "金额相近", ("amount", "other"): "金额不同",
    ("months", "equal"): "月数相同", ("months", "close"): "月数相近", ("months", "other"): "月数不同",
    ("persons", "equal"): "人数相同", ("persons", "close"): "人数相近", ("persons", "other"): "人数不同",
}  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """One field in words and its weight in bits."""

    words: str
    weight: float

    def __str__(self) -> str:
        return f"{self.words} {self.weight:+.1f}"


@dataclass(frozen=True)
class Pair:
    """Two reports compared. `weight` is without the prior; `never`: their registered employers differ."""

    weight: float
    never: bool
    levels: dict[str, str]
    apart: timedelta
    text: float

    @property
    def reasons(self) -> list[Reason]:
        """The fields that speak for or against, the heaviest first."""
        told = [Reason(self._words(f, level), each) for (f, level), each in weighed(self.levels)]
        known = [each for each in told if each.words and each.weight]
        return sorted(known, key=lambda each: -abs(each.weight))

    def _words(self, name: str, level: str) -> str:
        if name == "gap":
            return f"相隔{self.apart.days}天" if self.apart.days else "相隔不到一天"
        if name == "text":
            return "" if level == "short" else f"内容相近程度{self.text:.0%}"
        return WORDS.get((name, level), "")


def compare(one: Report, other: Report) -> Pair:
    """The levels of two reports and their weight. Which comes first changes nothing."""
    near = likeness(one.pieces, other.pieces)
    apart = abs(one.at - other.at)
    levels = {"employer": _employer(one, other, near)}
    levels |= {name: level(one, other) for name, level in FIELDS.items()}
    levels["gap"] = _gap(apart)
    levels["text"] = _text(near, levels["employer"]) if one.pieces and other.pieces else "short"
    weight = sum(each for _, each in weighed(levels))
    return Pair(round(weight, 1), levels["employer"] == "other", levels, apart, near)


def weighed(levels: dict[str, str]) -> list[tuple[tuple[str, str], float]]:
    """Each (field, level) with its weight in bits."""
    bits = BITS[agreeing(levels)]
    return [(each, bits.get(each, 0.0)) for each in levels.items()]


def agreeing(levels: dict[str, str]) -> bool:
    """Whether the two reports name one employer."""
    return levels["employer"] in AGREES


def _employer(one: Report, other: Report, near: float) -> str:
    if one.employer is not None and other.employer is not None:
        return "same" if one.employer == other.employer else "other"
    if one.name and one.name == other.name:
        return "name"
    short, long = sorted((one.name, other.name), key=len)
    if short and short in long:
        return "part" if len(short) > BRAND else "brand"
    told = any(len(a.name) >= BRAND and a.name in b.text for a, b in ((one, other), (other, one)))
    if short and fuzz.ratio(short, long) < ALIKE_NAMES:
        return "told" if told and near >= AS_ONE else "differs"
    return "told" if told else "alike" if short else "unknown"


def _place(one: Report, other: Report) -> str:
    if not one.district or not other.district:
        return "unknown"
    if one.district != other.district:
        return "other"
    if one.street and other.street:
        return "street" if one.street == other.street else "other_street"
    return "district"


def _category(one: Report, other: Report) -> str:
    return "same" if one.category == other.category else "other"


def _figure(one: float | None, other: float | None) -> str:
    if one is None or other is None:
        return "unknown"
    if one == other:
        return "equal"
    return "close" if abs(one - other) <= CLOSE * max(one, other) else "other"


def _months(one: Report, other: Report) -> str:
    if one.months is None or other.months is None:
        return "unknown"
    apart = abs(one.months - other.months)
    return ("equal", "close")[apart] if apart < 2 else "other"


def _gap(apart: timedelta) -> str:
    return next((f"{days}" for days in GAPS if apart <= timedelta(days=days)), "far")


def _text(near: float, employer: str) -> str:
    """Two letters that differ in the employer they name are one form, filled in twice: that says nothing."""
    if employer in OTHERS and near >= AS_ONE:
        return "form"
    return next((f"{least:g}" for least in TEXTS if near >= least), "0")


FIELDS: dict[str, Callable[[Report, Report], str]] = {
    "place": _place,
    "category": _category,
    "amount": lambda one, other: _figure(one.amount, other.amount),
    "persons": lambda one, other: _figure(one.persons, other.persons),
    "months": _months,
}


def _bits(*tables: dict[str, dict[str, tuple[float, float]]]) -> dict[tuple[str, str], float]:
    rows = [
        (name, level, m, u)
        for table in tables
        for name, each in table.items()
        for level, (m, u) in each.items()
    ]
    return {(name, level): round(log2(m / u), 1) for name, level, m, u in rows}


BITS = {
    True: _bits(EMPLOYER, AT_ONE_EMPLOYER),
    False: _bits(EMPLOYER, ELSEWHERE) | {("employer", "unknown"): NAMELESS},
}
