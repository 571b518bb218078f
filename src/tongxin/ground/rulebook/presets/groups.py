# ruff: noqa: E501  (a table of Chinese words, which count double)
"""Thresholds with a legal source, and the cards on the handler."""

from datetime import date

from tongxin.ground.rulebook.presets.preset import Preset, item

CRIME = "法释〔2013〕3号第三条"

PRESETS = (
    Preset(
        "wage-crime", "other", "拒不支付劳动报酬罪数额标准", date(2013, 1, 23),
        "《最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释》（法释〔2013〕3号）第三条",
        "法释〔2013〕3号",
        {
            "items": [
                item("一人", "拒不支付一名劳动者三个月以上的劳动报酬且数额在五千元至二万元以上", f"{CRIME}第一款第一项"),
                item("十人以上", "拒不支付十名以上劳动者的劳动报酬且数额累计在三万元至十万元以上", f"{CRIME}第一款第二项"),
                item("地方标准", "各省高级人民法院在上述幅度内确定本地区执行的具体数额", f"{CRIME}第二款"),
            ],
            "band": {"one": {"persons": 1, "months": 3, "amount": [5000, 20000]},
                     "many": {"persons": 10, "amount": [30000, 100000]}},
            "facts": ["湖南 6,000 元 / 40,000 元（http://nlaw.org/a/fazhidongtai/yejiedongtai/2014/0103/60688.html）",
                      "辽宁 10,000 元 / 50,000 元（https://scxsls.com/knowledge/detail?id=145656）"],
            "missing": ["浙江省执行的具体数额"],
        },
        "最高人民法院", "浙江的具体数额未查到；确认前请向本省高级人民法院查明。",
    ),
    Preset(
        "mass-layoff", "other", "裁员提前说明与报告", date(2008, 1, 1), "《劳动合同法》第四十一条", "劳动合同法（2012年修正）",
        {
            "items": [
                item("触发", "裁减人员二十人以上，或者不足二十人但占企业职工总数百分之十以上", "《劳动合同法》第四十一条第一款"),
                item("提前说明", "提前三十日向工会或者全体职工说明情况，听取意见后向劳动行政部门报告", "《劳动合同法》第四十一条第一款",
                     30, "calendar_day"),
            ],
            "threshold": {"persons": 20, "share": 0.1},
        },
        "全国人民代表大会常务委员会",
    ),
    Preset(
        "collective-ten", "other", "集体争议人数标准", date(2016, 1, 1),
        "《浙江省劳动人事争议调解仲裁条例》第四十条；《劳动争议调解仲裁法》第七条", "浙江省劳动人事争议调解仲裁条例（2020年修正）",
        {
            "items": [
                item("集体争议", "劳动者一方在十人以上并有共同请求", "《浙江省劳动人事争议调解仲裁条例》第四十条第一款"),
                item("代表", "可以推举三至五名代表人参加仲裁活动", "《浙江省劳动人事争议调解仲裁条例》第四十条第二款"),
            ],
            "threshold": {"persons": 10},
        },
        "浙江省人民代表大会常务委员会",
    ),
    Preset(
        "handler-cards", "other", "承办黄牌、红牌（山东12345）", date(2020, 1, 1),
        "山东12345政务服务热线办理规则（公开网页）", "https://m.shzx.org/a/36-386-0.html",
        {
            "items": [
                item("办理期限", "一般事项十五个工作日", "同上网页", 15, "working_day"),
                item("延期", "可延长七个工作日，复杂事项可再延长", "同上网页", 7, "working_day"),
                item("黄牌", "剩余一个工作日时自动亮黄牌", "同上网页", 1, "working_day"),
                item("红牌", "逾期第一个工作日自动亮红牌，随后发督办单", "同上网页", 1, "working_day"),
            ],
            "missing": ["复杂事项再延长的天数", "生效日期"],
        },
        "", "外地热线规则，供本市参照；生效日未载，按示例方案的日期记。",
    ),
)  # fmt: skip
