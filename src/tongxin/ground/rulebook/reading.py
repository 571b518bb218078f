"""A body as a person reads it: grids with a head, and lists beside them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tongxin.ground.rulebook import scoring, words
from tongxin.ground.rulebook.words import LEVELS, NAMES

ABSENT = "原文未载"


@dataclass(frozen=True)
class Line:
    """One row; `level` puts the chip of that level in front."""

    cells: list[str]
    level: str = ""


@dataclass(frozen=True)
class Grid:
    heads: list[str]
    lines: list[Line]

    @property
    def labelled(self) -> list[tuple[Line, list[tuple[str, str]]]]:
        """Each line with its cells named, for narrow screens."""
        return [
            (line, list(zip(self.heads[-len(line.cells) :], line.cells, strict=True))) for line in self.lines
        ]


@dataclass
class Reading:
    """`grid` is the rule, `notes` are titled lists: facts of the source, what it does not say."""

    grid: Grid | None = None
    notes: list[tuple[str, list[str]]] = field(default_factory=list)


def read(kind: str, body: dict[str, Any]) -> Reading:
    """How the body of a rule of `kind` is shown."""
    reader = _reference if "reference" in body else READERS.get(kind, _items)
    reading = reader(body)
    if facts := body.get("facts"):
        reading.notes.append(("原文其他事实", list(facts)))
    if missing := body.get("missing"):
        reading.notes.append((ABSENT, list(missing)))
    return reading


def _profile(body: dict[str, Any]) -> Reading:
    lines = []
    for level in LEVELS:
        clauses = body["levels"][level]["any"]
        for clause in clauses:
            needed = "，且".join(words.condition(*condition) for condition in clause["all"])
            lines.append(Line([clause["words"], needed, clause["clause"]], level))
        if body["default"] == level:
            lines.append(Line(["其余情形", "不符合以上任何一项", "默认等级"], level))
        elif not clauses:
            lines.append(Line(["没有情形", "", ""], level))
    reading = Reading(Grid(["等级", "情形", "条件", "依据"], lines))
    if cap := body.get("single_unverified_cap"):
        reading.notes.append(("限制", [f"只有一个来源且未经人工核对的，最高定为{NAMES[cap]}"]))
    if left_out := body.get("left_out"):
        reading.notes.append(("原文有、平台不能计算而未计入", list(left_out)))
    return reading


def _deadlines(body: dict[str, Any]) -> Reading:
    stages = [
        s for s in ("accept", "verify", "handle", "report_up") if any(s in body[level] for level in LEVELS)
    ]
    lines = [
        Line([words.term(body[lv][s]) if s in body[lv] else "未设" for s in stages], lv) for lv in LEVELS
    ]
    return Reading(Grid(["等级", *(f"{NAMES[stage]}时限" for stage in stages)], lines))


def _reference(body: dict[str, Any]) -> Reading:
    lines = [
        Line([row["name"], "；".join(row["words"]), row.get("limit", ABSENT)]) for row in body["reference"]
    ]
    return Reading(Grid(["原文等级", "标准", "时限"], lines))


def _categories(body: dict[str, Any]) -> Reading:
    lines = []
    for name, row in body["map"].items():
        classes = [f"（{each}）{body['classes'][str(each)]}" for each in row["classes"]]
        lines.append(Line([NAMES.get(name, name), "；".join(classes), row.get("words", "")]))
    return Reading(Grid(["类别", "法定争议类别", "说明"], lines))


def _veto(body: dict[str, Any]) -> Reading:
    reading = Reading(Grid(["否决情形"], [Line([each["words"]]) for each in body["conditions"]]))
    if years := body.get("ban_years"):
        reading.notes.append(("期限", [f"{years} 年内不得参评"]))
    return reading


def _citations(body: dict[str, Any]) -> Reading:
    lines = [
        Line([NAMES.get(row["of"], row["of"]), f"《{row['statute']}》{row['article']}", row["words"]])
        for row in body["citations"]
    ]
    return Reading(Grid(["适用于", "法条", "说明"], lines))


def _service_hours(body: dict[str, Any]) -> Reading:
    return Reading(Grid(["起", "止"], [Line([start, end]) for start, end in body["spans"]]))


def _items(body: dict[str, Any]) -> Reading:
    if scoring.scoring(body):
        heads, rows, notes = scoring.grid(body)
        return Reading(Grid(heads, [Line(row) for row in rows]), notes)
    reading = Reading()
    if figures := body.get("threshold"):
        told = [f"{NAMES.get(name, name)}：{words.plain(value)}" for name, value in figures.items()]
        reading.notes.append(("标准", told))
    lines = [
        Line([each.get("name", ""), each["words"], words.term(each) if "n" in each else "—", each["clause"]])
        for each in body["items"]
    ]
    reading.grid = Grid(["事项", "规定", "期限", "依据"], lines)
    return reading


READERS: dict[str, Callable[[dict[str, Any]], Reading]] = {
    "alert_profile": _profile,
    "deadlines": _deadlines,
    "categories": _categories,
    "citations": _citations,
    "veto": _veto,
    "service_hours": _service_hours,
}
