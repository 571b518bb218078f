# ruff: noqa: E501  (a table of Chinese words, which count double)
"""What the demonstration runs on. No source gives a union's four levels or hours: these are examples."""

from datetime import date

from tongxin.ground.rulebook.presets.preset import Preset, item

OWN = "示例，无出处：未查到任何工会公开的四级预警标准，须由本市确认后才能使用"
GROUP = "《劳动争议调解仲裁法》第七条、《浙江省劳动人事争议调解仲裁条例》第四十条：十人以上并有共同请求为集体争议；列入此级为示例"
CRIME = "法释〔2013〕3号第三条，取幅度下限；浙江省执行的具体数额未查到，列入此级为示例"
SINCE = date(2020, 1, 1)
NOTE = (
    "示例方案，只在示范城市启用。生产环境须由本市写成自己的版本并确认。红橙黄蓝借用《突发事件应对法》（2024）第六十三条，"
    "该条只规定可以预警的自然灾害、事故灾难和公共卫生事件，不含社会安全事件，用于劳动关系属于类比。"
)


def _when(words: str, clause: str, *conditions: list) -> dict:
    return {"all": list(conditions), "words": words, "clause": clause}


LEVELS = {
    "red": {
        "any": [
            _when("三十人以上的集体争议", OWN, ["persons", ">=", 30], ["collective", "==", True]),
            _when("十人以上欠薪且累计三万元以上，达到拒不支付劳动报酬罪数额幅度下限", CRIME,
                  ["category", "==", "wages"], ["persons", ">=", 10], ["amount", ">=", 30000]),
            _when("一人欠薪三个月以上且五千元以上，达到拒不支付劳动报酬罪数额幅度下限", CRIME,
                  ["category", "==", "wages"], ["persons", "==", 1], ["months", ">=", 3], ["amount", ">=", 5000]),
            _when("情况紧急的集体争议", OWN, ["urgent", "==", True], ["collective", "==", True]),
        ]
    },
    "orange": {
        "any": [
            _when("十人以上有共同请求的集体争议", GROUP, ["collective", "==", True]),
            _when("涉及十人以上", GROUP, ["persons", ">=", 10]),
            _when("拖欠超过两个月", OWN, ["category", "==", "wages"], ["months", ">", 2]),
            _when("情况紧急", OWN, ["urgent", "==", True]),
            _when("用人单位指数在红档", OWN, ["risk_band", "==", "red"], ["evidence_kinds", ">=", 2]),
            _when("街道以上范围的热点，实际为预期三倍以上", OWN, ["ratio", ">=", 3], ["surplus", ">=", 5], ["scale", "!=", "street"]),
        ]
    },
    "yellow": {
        "any": [
            _when("同一事件有三条以上线索", OWN, ["signals", ">=", 3]),
            _when("涉及三人以上", OWN, ["persons", ">=", 3]),
            _when("拖欠超过一个月", OWN, ["category", "==", "wages"], ["months", ">", 1]),
            _when("涉及金额三万元以上", OWN, ["amount", ">=", 30000]),
            _when("用人单位指数在红档，证据只有一种", OWN, ["risk_band", "==", "red"]),
            _when("用人单位指数在橙档", OWN, ["risk_band", "==", "orange"]),
            _when("热点：反映明显多于往年此时", OWN, ["surplus", ">=", 3]),
        ]
    },
    "blue": {"any": [_when("热点：反映多于往年此时", OWN, ["surplus", ">", 0])]},
}  # fmt: skip


FIRST = (
    ("红色", "立即电话联系属地工会负责人，核实是否有人聚集、停工，了解人员安全"),
    ("红色", "当日向本级工会负责人报告，商请人力资源社会保障等部门一同到场"),
    ("橙色", "当日联系用人单位和职工代表，约定见面的时间地点"),
    ("黄色", "先与反映人通话，问清人数、金额、时间和诉求"),
    ("蓝色", "先答复所问，说明可以走的途径，留下联系方式"),
    ("劳动报酬", "请反映人备好劳动合同、工资单、考勤和转账记录；问清拖欠自何时起、各欠多少"),
    ("工伤待遇", "先问伤者是否已经就医；提醒申请认定有时限，保留病历和现场材料"),
    ("社会保险", "请反映人先查参保缴费记录，问清欠缴的起止和险种"),
    ("合同纠纷", "问清是否书面解除、何时送达；留存通知书和送达凭证"),
    ("集体争议", "请职工推举代表，只与代表约谈；不在现场就金额作承诺"),
    ("紧急", "有人身危险的先报警、送医，再谈诉求"),
    ("用人单位", "先看指数的前五条理由是否属实，再向单位了解工资发放和参保情况；不要先认定其违法"),
    ("热点", "看实际多出来的是哪些单位、哪些来源，区分同一件事反复反映和多家单位同时出现"),
)


def _days(n: int) -> dict:
    return {"accept": {"n": 4, "unit": "service_hour"}, "handle": {"n": n, "unit": "working_day"}}


PRESETS = (
    Preset("example-levels", "alert_profile", "示例四级预警方案", SINCE, OWN, "平台示例",
           {"levels": LEVELS, "default": "blue", "single_unverified_cap": "orange"}, "平台示例", NOTE),
    Preset("example-deadlines", "deadlines", "示例处置时限", SINCE,
           "示例，无出处：未查到任何工会公开的分级处置时限，须由本市确认后才能使用", "平台示例",
           {"red": _days(1), "orange": _days(3), "yellow": _days(5), "blue": _days(10)}, "平台示例",
           "示例时限，只在示范城市启用：红色 1、橙色 3、黄色 5、蓝色 10 个工作日。"),
    Preset("alert-quiet", "other", "示例预警静默期", SINCE, "示例，无出处：须由本市确认后才能使用", "平台示例",
           {"items": [item("事件", "同一用人单位同一类别已有预警在办，另有事件等级不更高的，不重复预警", "平台示例", 14, "calendar_day"),
                      item("用人单位", "同一用人单位已预警，等级不更高的，不重复预警", "平台示例", 14, "calendar_day"),
                      item("热点", "同一热点或其上级热点已预警，等级不更高的，不重复预警", "平台示例", 28, "calendar_day")]},
           "平台示例", "静默期内等级升高的照常预警；期满仍在的重新预警。期内不重复的仍列在预警中，可以人工提出。"),
    Preset("first-response", "other", "示例先期处置要点", SINCE, "示例，无出处：工作提示，不是法律规定，须由本市确认后才能使用", "平台示例",
           {"items": [item(name, words, "平台示例") for name, words in FIRST]},
           "平台示例", "按预警的等级、类别和对象列出名称相同的各项；依法应当做的以所附法条为准。"),
    Preset("example-hours", "service_hours", "示例服务时间", SINCE, "示例，无出处：按通常办公时间", "平台示例",
           {"spans": [["09:00", "12:00"], ["13:30", "17:30"]]}, "平台示例", "工作小时按此计算，须由本市确认。"),
    Preset("judging-confidence", "other", "示例研判把握", SINCE, "示例，无出处：按平台在留出数据上量得的把握与准确率", "平台示例",
           {"items": [item("待人工研判", "机器的把握低于百分之六十的，由人工研判", "平台示例，见模型页的把握与准确率")],
            "threshold": {"confidence": 0.6}}, "平台示例", "低于此值的研判排在队列最前，须由本市确认。"),
    Preset("hotspot-control", "other", "示例热点判定", SINCE, "示例，无出处：按平台在模拟数据上量得的误报比例", "平台示例",
           {"items": [item("误报比例", "同一天列出的热点中，预计误报的不超过一成", "平台示例"),
                      item("不重复", "同一地方同一类别四周内再次超出的，是同一个热点", "平台示例")],
            "threshold": {"false_share": 0.1, "weeks": 4}}, "平台示例", "比例越小，热点越少而越可靠，须由本市确认。"),
)  # fmt: skip
