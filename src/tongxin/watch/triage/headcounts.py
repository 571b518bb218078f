"""How many workers are affected: 三十余人, 20多名工友, 我们11人, 1-200人."""

import re
from dataclasses import dataclass

from tongxin.watch.triage.numbers import NUMERAL, value

_WORKERS = (
    "农民工|民工|农名工|工人|职工|员工|工友|兄弟|教师|老师|同事|护士|医生|司机|保安|保洁员|环卫工|临时工|人员|劳动者|同志|退休|下岗|骑手|工匠|务工|建筑工|"
    "女工|矿工|技工|学徒|打工|外来|在册|在岗|合同工|聘用|村医|队员|防损员|电工|木工|泥工|抄表员"
)
_COUNT = re.compile(
    rf"(?P<lead>(?:上|近|约|共|等|达)?)(?:(?P<low>\d{{1,5}})\s?[-—~至到])?(?P<number>{NUMERAL})\s?(?:多|余|来|几)?"
    rf"(?:(?P<measure>[名位]|号(?![线楼院地厂店门井车])|个(?!月|小时))(?:多|余)?的?(?P<people>人(?![力民才社])|{_WORKERS}|(?!购房)[^,，。\d]{{0,4}}(?:{_WORKERS}))|(?P<group>(?:农民工|民工|工人|职工|员工|工友|农名工))|(?P<bare>人(?!民|事|社|力|口|次|均|才|份|家|生|身|类|大|代会)|口人))"
)
_OURS = re.compile(
    r"(?:我们|咱们|我等|我部|工地|班组|拖欠|涉及|影响|侵犯|损害|包括|前后|连同|帮助|带[着领]?|欠)[^,，。;!?]{0,8}$|(?:我们|我等|共|等|拖欠|辞退|开除|清退|裁[员减]|欠|停[交缴])[^,，。]{0,3}$"
)
_AFTER = re.compile(
    r"^[^,，。;!?]{0,6}(?:工资|被[辞开约裁拖欠]|社保|讨薪|血汗|没有拿|未拿|合同|维权|养老|的社|的养|的工|退休,?都?领|安置|的?(?:合法)?[权利]益)"
)
_NOT = re.compile(
    r"(?:代表|领导|考生|公务员|一家|全家|家里|总人口|乡镇|其中|招[聘收录]|派了?|录用|名额|至少|左右|第[一二三]?|打死|死亡|受伤|编制|只有|学生)[^,，。]{0,4}$"
)


@dataclass(frozen=True, slots=True)
class Count:
    start: int
    end: int
    persons: int
    score: float


def counts(text: str) -> list[Count]:
    """Every head-count of two or more in folded text; 数十人 states no number and is left out."""
    return [count for match in _COUNT.finditer(text) if (count := _read(text, match)) is not None]


def _read(text: str, match: re.Match[str]) -> Count | None:
    if text[max(0, match.start() - 1) : match.start()] in set("数好第几无") or text[
        match.start("number") - 1 : match.start("number")
    ] in set("数几第"):
        return None
    persons = value(match["number"])
    if match["low"]:
        persons = at_least(float(match["low"]), persons)
    if persons is None or persons != int(persons) or not 2 <= persons <= 1_000_000:
        return None
    before, after = (
        text[max(0, match.start() - 14) : match.start("number")],
        text[match.end() : match.end() + 14],
    )
    score = 0.0
    if _OURS.search(before):
        score += 1.5
    if match["group"] or (match["people"] and match["people"] != "人"):
        score += 1.0
    if _AFTER.match(after) or match["lead"] in ("共", "等"):
        score += 0.7
    if _NOT.search(before):
        score -= 1.5
    if match["measure"] == "个" and persons < 3:
        score -= 0.5
    return Count(match.start("number"), match.end(), int(persons), score)


def at_least(low: float, high: float | None) -> float:
    """1-200人 means one to two hundred; 150-200人 is as written. The lower bound, as with 余."""
    if high is not None and low < 10 <= high and high % 10 == 0:
        low *= 10 ** (len(str(int(high))) - 1)
    return low


def affected(text: str) -> Count | None:
    """The head-count most surely of the workers concerned; the earlier on a tie."""
    candidates = [count for count in counts(text) if count.score >= 1.5]
    return max(candidates, key=lambda c: (c.score, -c.start), default=None)
