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
        ]
    },
    "yellow": {
        "any": [
            _when("同一事件有三条以上线索", OWN, ["signals", ">=", 3]),
            _when("涉及三人以上", OWN, ["persons", ">=", 3]),
            _when("拖欠超过一个月", OWN, ["category", "==", "wages"], ["months", ">", 1]),
            _when("涉及金额三万元以上", OWN, ["amount", ">=", 30000]),
        ]
    },
    "blue": {"any": []},
}  # fmt: skip


def _days(n: int) -> dict:
    return {"accept": {"n": 4, "unit": "service_hour"}, "handle": {"n": n, "unit": "working_day"}}


PRESETS = (
    Preset("example-levels", "alert_profile", "示例四级预警方案", SINCE, OWN, "平台示例",
           {"levels": LEVELS, "default": "blue", "single_unverified_cap": "orange"}, "平台示例", NOTE),
    Preset("example-deadlines", "deadlines", "示例处置时限", SINCE,
           "示例，无出处：未查到任何工会公开的分级处置时限，须由本市确认后才能使用", "平台示例",
           {"red": _days(1), "orange": _days(3), "yellow": _days(5), "blue": _days(10)}, "平台示例",
           "示例时限，只在示范城市启用：红色 1、橙色 3、黄色 5、蓝色 10 个工作日。"),
    Preset("example-hours", "service_hours", "示例服务时间", SINCE, "示例，无出处：按通常办公时间", "平台示例",
           {"spans": [["09:00", "12:00"], ["13:30", "17:30"]]}, "平台示例", "工作小时按此计算，须由本市确认。"),
    Preset("judging-confidence", "other", "示例研判把握", SINCE, "示例，无出处：按平台在留出数据上量得的把握与准确率", "平台示例",
           {"items": [item("待人工研判", "机器的把握低于百分之六十的，由人工研判", "平台示例，见模型页的把握与准确率")],
            "threshold": {"confidence": 0.6}}, "平台示例", "低于此值的研判排在队列最前，须由本市确认。"),
)  # fmt: skip
