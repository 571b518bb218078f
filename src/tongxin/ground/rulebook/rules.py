"""What a body may say, by kind. Every fault is named with its place; a body without faults can be used."""

import re
from collections.abc import Callable
from datetime import time
from typing import Any

from tongxin.ground.rulebook import scoring
from tongxin.ground.rulebook.words import LEVELS, NAMES, place
from tongxin.ground.worktime.terms import Unit

CATEGORIES = ("wages", "injury", "insurance", "contract", "other")
# What a profile may ask of an incident, an employer or a hot spot; alerts/rules.py says what each is.
OF_INCIDENT = {"persons", "amount", "months", "per_person_amount", "signals", "sources", "days"}
OF_EMPLOYER = {"index", "risk_band", "evidence_kinds", "reports_month"}
OF_HOTSPOT = {"ratio", "surplus", "scale"}
FLAGS = {"collective", "urgent", "verified", "construction"}
CHOICES: dict[str, tuple[str, ...]] = {
    "category": CATEGORIES,
    "risk_band": ("red", "orange", "yellow", "blue", "blank"),
    "scale": ("city", "district", "street", "industry"),
}
NUMBERS = (OF_INCIDENT | OF_EMPLOYER | OF_HOTSPOT) - set(CHOICES)
CITED_FOR = (*CATEGORIES, "collective", "urgent")  # for what an article is named
CITED = ("of", "statute", "article", "words")
ARTICLE = re.compile(r"第[一二三四五六七八九十百千零]+条(之[一二三四五六七八九十]+)?$")
FACTS = (*sorted(NUMBERS), *sorted(FLAGS), *sorted(CHOICES))
COMPARISONS = (">=", ">", "<=", "<", "==", "!=")
STAGES = ("accept", "verify", "handle", "report_up")  # of a case; accept and handle must be there
LONGEST = 999
Path = tuple[str | int, ...]
Faults = list[str]


def check(kind: str, body: Any) -> Faults:
    """Everything that is wrong with `body`, in words; nothing if it can be used."""
    if not isinstance(body, dict):
        return ["内容：应为一个对象（{…}）"]
    return CHECKS.get(kind, _other)(body)


def executable(kind: str, body: dict[str, Any]) -> bool:
    """Whether the platform can act on it; a table kept for reference only (`reference`) it cannot."""
    return kind not in ("alert_profile", "deadlines") or "reference" not in body


def _profile(body: dict[str, Any]) -> Faults:
    if "reference" in body:
        return _reference(body)
    faults = _keys(
        body,
        (),
        needed=("levels", "default"),
        known=("levels", "default", "single_unverified_cap", "note", "left_out"),
    )
    left_out = body.get("left_out", [])
    if not isinstance(left_out, list) or not all(_text(each) for each in left_out):
        faults.append(_at(("left_out",), "应为说明的列表"))
    levels = body.get("levels")
    if not isinstance(levels, dict):
        return [*faults, _at(("levels",), "应写明红、橙、黄、蓝四级")]
    faults += _keys(levels, ("levels",), needed=LEVELS, known=LEVELS)
    for level in LEVELS:
        if level in levels:
            faults += _level(levels[level], ("levels", level))
    for name in ("default", "single_unverified_cap"):
        if body.get(name) is not None and body[name] not in LEVELS:
            faults.append(_at((name,), "应为红、橙、黄、蓝之一（red、orange、yellow、blue）"))
    return faults


def _level(level: Any, at: Path) -> Faults:
    if not isinstance(level, dict) or not isinstance(level.get("any"), list):
        return [_at((*at, "any"), "应为情形的列表（可以为空）")]
    faults = _keys(level, at, needed=("any",), known=("any", "words"))
    for index, clause in enumerate(level["any"]):
        faults += _clause(clause, (*at, "any", index))
    return faults


def _clause(clause: Any, at: Path) -> Faults:
    if not isinstance(clause, dict):
        return [_at(at, "应写明条件（all）、说明（words）和依据（clause）")]
    faults = _keys(clause, at, needed=("all", "words", "clause"), known=("all", "words", "clause"))
    faults += [
        _at((*at, name), "不能为空")
        for name in ("words", "clause")
        if name in clause and not _text(clause[name])
    ]
    conditions = clause.get("all")
    if not isinstance(conditions, list) or not conditions:
        return [*faults, _at((*at, "all"), "至少要有一个条件")]
    for index, condition in enumerate(conditions):
        faults += _condition(condition, (*at, "all", index))
    return faults


def _condition(condition: Any, at: Path) -> Faults:
    if not isinstance(condition, list) or len(condition) != 3:
        return [_at(at, '应为 [事实, 比较, 值]，如 ["persons", ">=", 30]')]
    fact, comparison, value = condition
    if fact not in FACTS:
        return [_at(at, f"不认识的事实“{fact}”，可用：{'、'.join(FACTS)}")]
    if comparison not in COMPARISONS:
        return [_at(at, f"不认识的比较“{comparison}”，可用：{'、'.join(COMPARISONS)}")]
    if fact in NUMBERS and not _number(value):
        return [_at(at, "比较的值应为不小于 0 的数")]
    if fact in FLAGS and (not isinstance(value, bool) or comparison != "=="):
        return [_at(at, "只能写等于（==）true 或 false")]
    if fact in CHOICES and (value not in CHOICES[fact] or comparison not in ("==", "!=")):
        named = "一个类别" if fact == "category" else f"一个{NAMES[fact]}"
        return [_at(at, f"只能写等于或不等于（==、!=）{named}：{'、'.join(CHOICES[fact])}")]
    return []


def _deadlines(body: dict[str, Any]) -> Faults:
    if "reference" in body:
        return _reference(body)
    faults = _keys(body, (), needed=LEVELS, known=(*LEVELS, "note"))
    for level in LEVELS:
        stages = body.get(level)
        if level not in body:
            continue
        if not isinstance(stages, dict):
            faults.append(_at((level,), "应写明签收（accept）和处置（handle）的时限"))
            continue
        faults += _keys(stages, (level,), needed=("accept", "handle"), known=STAGES)
        for stage in STAGES:
            if stage in stages:
                faults += _term(stages[stage], (level, stage))
    return faults


def _term(term: Any, at: Path) -> Faults:
    if not isinstance(term, dict):
        return [_at(at, '应为 {"n": 数, "unit": 单位}')]
    faults = _keys(term, at, needed=("n", "unit"), known=("n", "unit"))
    n = term.get("n")
    if "n" in term and (not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= LONGEST):
        faults.append(_at((*at, "n"), f"应为 1 到 {LONGEST} 的整数"))
    if "unit" in term and term["unit"] not in list(Unit):
        units = "、".join(f"{unit.value}（{unit.label.lstrip('个')}）" for unit in Unit)
        faults.append(_at((*at, "unit"), f"应为 {units} 之一"))
    return faults


def _service_hours(body: dict[str, Any]) -> Faults:
    spans = body.get("spans")
    if not isinstance(spans, list) or not spans:
        return [_at(("spans",), '应为时段的列表，如 [["09:00", "12:00"], ["13:30", "17:30"]]')]
    faults = _keys(body, (), needed=("spans",), known=("spans", "note"))
    before = time.min
    for index, span in enumerate(spans):
        try:
            start, end = (time.fromisoformat(each) for each in span)
        except (TypeError, ValueError):
            faults.append(_at(("spans", index), '应为 [起, 止]，如 ["09:00", "12:00"]'))
            continue
        if not before <= start < end or (index == 0 and start == time.min):
            faults.append(_at(("spans", index), "起要早于止，各时段按先后排列，不相重叠，不从零点起"))
        before = end
    return faults


def _categories(body: dict[str, Any]) -> Faults:
    faults = _keys(body, (), needed=("classes", "map"), known=("classes", "map", "note"))
    classes, rows = body.get("classes"), body.get("map")
    if not isinstance(classes, dict) or not isinstance(rows, dict):
        return [*faults, "内容：classes 和 map 都应为对象"]
    faults += _keys(rows, ("map",), needed=CATEGORIES, known=CATEGORIES)
    for name, row in rows.items():
        listed = row.get("classes") if isinstance(row, dict) else None
        if not isinstance(listed, list) or not all(str(each) in classes for each in listed):
            faults.append(_at(("map", name, "classes"), f"应为 classes 中的编号：{'、'.join(classes)}"))
    return faults


def _citations(body: dict[str, Any]) -> Faults:
    """Each row names one article for one category, or for collective or urgent matters of any."""
    faults = _keys(body, (), needed=("citations",), known=("citations", "note"))
    rows = body.get("citations")
    if not isinstance(rows, list) or not rows:
        return [_at(("citations",), "至少要有一条")]
    seen = set()
    for index, row in enumerate(rows):
        at: Path = ("citations", index)
        if not isinstance(row, dict) or not all(_text(row.get(name)) for name in CITED):
            faults.append(_at(at, "应写明适用于（of）、法规（statute）、条号（article）和说明（words）"))
            continue
        if row["of"] not in CITED_FOR:
            faults.append(_at((*at, "of"), f"应为 {'、'.join(CITED_FOR)} 之一"))
        if not ARTICLE.match(row["article"]):
            faults.append(_at((*at, "article"), "应为条号，如 第三十条、第三十条之一"))
        if (key := (row["of"], row["statute"], row["article"])) in seen:
            faults.append(_at(at, "同一类别已经列过这一条"))
        seen.add(key)
    return faults


def _veto(body: dict[str, Any]) -> Faults:
    faults = _keys(body, (), needed=("of", "conditions"))
    conditions = body.get("conditions")
    if not isinstance(conditions, list) or not conditions:
        return [*faults, _at(("conditions",), "至少要有一种情形")]
    return faults + [
        _at(("conditions", index), "应写明键（key）和说明（words）")
        for index, each in enumerate(conditions)
        if not isinstance(each, dict) or not _text(each.get("key")) or not _text(each.get("words"))
    ]


def _reference(body: dict[str, Any]) -> Faults:
    rows = body.get("reference")
    if not isinstance(rows, list) or not rows:
        return [_at(("reference",), "应为原文各级的列表")]
    return [
        _at(("reference", index), "应写明名称（name）和原文说明（words，列表）")
        for index, row in enumerate(rows)
        if not isinstance(row, dict) or not _text(row.get("name")) or not isinstance(row.get("words"), list)
    ]


def _other(body: dict[str, Any]) -> Faults:
    if scoring.scoring(body):
        return scoring.faults(body)
    items = body.get("items")
    if not isinstance(items, list) or not items:
        return [_at(("items",), "至少要有一项")]
    faults = []
    for index, item in enumerate(items):
        if not isinstance(item, dict) or not _text(item.get("words")) or not _text(item.get("clause")):
            faults.append(_at(("items", index), "应写明内容（words）和依据条款（clause）"))
        elif "n" in item or "unit" in item:
            faults += _term({"n": item.get("n"), "unit": item.get("unit")}, ("items", index))
    return faults


CHECKS: dict[str, Callable[[dict[str, Any]], Faults]] = {
    "alert_profile": _profile,
    "deadlines": _deadlines,
    "service_hours": _service_hours,
    "categories": _categories,
    "citations": _citations,
    "veto": _veto,
}


def _keys(body: dict, at: Path, *, needed: tuple[str, ...], known: tuple[str, ...] = ()) -> Faults:
    faults = [_at((*at, name), "缺少") for name in needed if name not in body]
    return faults + [_at((*at, name), "不认识这一项") for name in body if known and name not in known]


def _at(path: Path, words: str) -> str:
    return f"{place(path)}：{words}"


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
