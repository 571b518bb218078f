# ruff: noqa: E501  (a table of Chinese words, which count double)
"""Published tables as profiles that can be tried on one's own history. None is active by itself.

Only what the platform's facts can answer is in a profile; the rest is named in `left_out`. Which of our colours
a foreign level is put to is said in its note. Tables that cannot be computed are in NOT_RUNNABLE, with the reason.
"""

from datetime import date
from typing import Any

from tongxin.ground.rulebook.presets.plans import PRESETS as PLANS
from tongxin.ground.rulebook.presets.preset import Preset

BAOAN, BAOYING = "深圳宝安四级分类（2004）", "江苏宝应三色预警（2019）"
ANQING, EVENTS = "安庆建设领域欠薪预警（2008）", "旧市级群体性事件四级预案"
CRIME = "法释〔2013〕3号第三条第一款"
WAGES = ["category", "==", "wages"]
TRIED = "供试算对照，不会自行启用。"

# Of the tables in plans.py those that no profile is made of, and why.
NOT_RUNNABLE: dict[str, str] = {
    "plan-p3": "各指标及其权重原文未载。本平台的用人单位指数与它的得分不是同一刻度，不能套用 10 分、20 分两条线。",
    "plan-p5": "各级分数线和各项分值原文未载，数据（实名制、考勤、保证金）平台也没有。",
    "plan-p6": "各级触发条件原文未载，只载明十人以上为群体性。",
    "plan-p7": "只有风险高、较大、一般之分，数量标准原文未载。",
    "plan-p9": "只载明适用范围（十人以上），分级标准原文未载。",
    "plan-p10": "各级的数量标准原文未载。",
    "mass-layoff": "裁减人数和职工总数进入用人单位指数（规模裁员），事件的分级事实里没有这两项，二十人和百分之十两条线不能按事件计算。",
}


def _when(words: str, clause: str, *conditions: list) -> dict[str, Any]:
    return {"all": list(conditions), "words": words, "clause": clause}


def _profile(key: str, name: str, since: date, citation: str, source: str, by: str, note: str,
             levels: dict[str, list[dict]], left_out: tuple[str, ...] = ()) -> Preset:  # fmt: skip
    body: dict[str, Any] = {
        "levels": {level: {"any": levels.get(level, [])} for level in ("red", "orange", "yellow", "blue")},
        "default": "blue",
        "single_unverified_cap": None,
    }
    if left_out:
        body["left_out"] = list(left_out)
    return Preset(key, "alert_profile", f"试算：{name}", since, citation, source, body, by, TRIED + note)


def _of_plan(
    number: int, name: str, note: str, levels: dict[str, list[dict]], left_out: tuple[str, ...] = ()
) -> Preset:
    plan = next(each for each in PLANS if each.key == f"plan-p{number}")
    return _profile(
        f"profile-p{number}",
        name,
        plan.since,
        plan.citation,
        plan.source,
        plan.enacted_by,
        note,
        levels,
        left_out,
    )


PRESETS = (
    _of_plan(
        1, BAOAN, "示例映射：原文四级为红、黄、蓝、绿，没有橙；绿（劳动关系和谐）没有事件，此处其余情形都记为蓝。",
        {
            "red": [_when("拖欠工资超过两个月", BAOAN, WAGES, ["months", ">", 2]),
                    _when("一个月内投诉举报三起以上", BAOAN, ["reports_month", ">=", 3])],
            "yellow": [_when("拖欠工资超过一个月", BAOAN, WAGES, ["months", ">", 1])],
        },
        ("违法加班每日超过三小时（线索中不读出加班时数）", "工资低于最低工资标准（线索中不读出工资数额）",
         "“有效”投诉举报：此处按属工会事项的线索计，未逐件核实是否有效"),
    ),
    _of_plan(
        2, BAOYING, "示例映射：原文只有红、橙、黄三色；没有欠薪或月数不详的，此处记为蓝。",
        {
            "red": [_when("拖欠工资超过两个月", BAOYING, WAGES, ["months", ">", 2])],
            "orange": [_when("拖欠工资一至两个月", BAOYING, WAGES, ["months", ">", 1])],
            "yellow": [_when("拖欠工资一个月以内", BAOYING, WAGES, ["months", "<=", 1])],
        },
    ),
    _of_plan(
        4, ANQING, "示例映射：只对建设领域单位试算；原文只有红、黄，其余记为蓝。未改正按首次反映后超过五天仍有反映计。",
        {"yellow": [_when("建设领域拖欠十人以上工资，五日后仍有反映", ANQING, ["construction", "==", True], WAGES,
                          ["persons", ">=", 10], ["days", ">", 5])]},
        ("红：第二次黄色预警，或拒不执行整改指令（平台不记录整改指令）",),
    ),
    _of_plan(
        8, EVENTS, "示例映射：Ⅰ级记为红，Ⅱ级记为橙，其余记为蓝。原文说的是聚集的人数，此处按事件涉及的人数，偏宽。",
        {"red": [_when("三千人以上", EVENTS, ["persons", ">=", 3000])],
         "orange": [_when("一千人以上", EVENTS, ["persons", ">=", 1000])]},
        ("敏感场所人数", "伤亡人数", "跨地区串联", "Ⅲ级、Ⅳ级标准（网页截断）"),
    ),
    _profile(
        "profile-wage-crime", "拒不支付劳动报酬罪数额幅度", date(2013, 1, 23),
        "《最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释》（法释〔2013〕3号）第三条", "法释〔2013〕3号", "最高人民法院",
        "示例映射：数额达到幅度上限的（各省标准都已达到）记为红，达到下限的（视本省标准）记为橙，其余记为蓝；法律没有规定预警等级。"
        "“一名劳动者”按人均金额试算。是否构成犯罪由司法机关认定。",
        {
            "red": [_when("十人以上累计十万元以上", f"{CRIME}第二项", WAGES, ["persons", ">=", 10], ["amount", ">=", 100000]),
                    _when("三个月以上且人均二万元以上", f"{CRIME}第一项", WAGES, ["months", ">=", 3], ["per_person_amount", ">=", 20000])],
            "orange": [_when("十人以上累计三万元以上", f"{CRIME}第二项", WAGES, ["persons", ">=", 10], ["amount", ">=", 30000]),
                       _when("三个月以上且人均五千元以上", f"{CRIME}第一项", WAGES, ["months", ">=", 3], ["per_person_amount", ">=", 5000])],
        },
        ("转移财产、逃匿等情节，以及经政府有关部门责令支付仍不支付",),
    ),
    _profile(
        "profile-collective-ten", "集体争议十人标准", date(2016, 1, 1),
        "《浙江省劳动人事争议调解仲裁条例》第四十条；《劳动争议调解仲裁法》第七条", "浙江省劳动人事争议调解仲裁条例（2020年修正）",
        "浙江省人民代表大会常务委员会", "示例映射：集体争议记为橙，其余记为蓝；法律只规定十人这条线，没有规定预警等级。",
        {"orange": [_when("十人以上有共同请求的集体争议", "《浙江省劳动人事争议调解仲裁条例》第四十条第一款", ["collective", "==", True])]},
    ),
)  # fmt: skip
