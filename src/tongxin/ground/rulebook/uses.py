"""Which function of the platform reads a rule. What is not listed is kept to be looked up, and the page says so."""

from typing import Any

HANDLER_CARDS = "handler-cards"
COLLECTIVE = "collective-ten"
ABSTENTION = "judging-confidence"
SCORING = "employer-scoring"
HOTSPOTS = "hotspot-control"
QUIET = "alert-quiet"
FIRST_RESPONSE = "first-response"

OF_KIND = {
    "alert_profile": "预警：新的事件按启用的方案定级。",
    "deadlines": "工单：交办、转派和调整等级时，按启用的时限计算签收和办理的期限。",
    "service_hours": "工单：期限的起止时刻和工作小时按启用的服务时间计算；没有启用的，按 09:00–12:00、13:30–17:30。",
    "citations": "研判、工单：按类别列出启用的法条，集体争议、紧急的另加各自的几条；没有启用的，不列法条。",
}
OF_KEY = {
    HANDLER_CARDS: "工单：黄牌、红牌在到期前后几个工作日亮，取自“黄牌”“红牌”两项的期限；未启用时都为 1 个工作日。"
    "其余各项只供查阅。",
    COLLECTIVE: "研判：达到这个人数的线索认作集体争议，取自“标准：人数”；未启用时为 10 人。",
    HOTSPOTS: "预警热点：每天列出的热点中容许的误报比例，取自“标准：容许误报比例”，未启用时为 0.1；"
    "同一处几周内不另列，取自“标准：周数”，未启用时为 4 周。",
    SCORING: "用人单位指数：各类依据的分值、半衰期、上限和各档的线；未启用时不计算指数。改版后全市重算。",
    ABSTENTION: "研判：把握低于这个数的，结论标为“待人工研判”，排在最前，取自“标准：把握”；未启用时为 60%。",
    QUIET: "预警：同一件事在这些天内不重复预警，取自“事件”“用人单位”“热点”三项的期限；未启用时没有静默期。",
    FIRST_RESPONSE: "预警：预警页的先期处置要点，按等级、类别和对象列出名称相同的各项；未启用时不列。",
}
UNUSED = "目前还没有功能读取这条规则，启用与否不改变平台的做法；录在这里供查阅，供以后的功能取用。"
REFERENCE = "外地标准的摘录，只供制定本市方案时参照，平台不按它办理。"


def use_of(key: str, kind: str, body: dict[str, Any]) -> str:
    """Where the rule is used, in words."""
    if "reference" in body:
        return REFERENCE
    return OF_KEY.get(key) or OF_KIND.get(kind) or UNUSED


def used(key: str, kind: str) -> bool:
    return key in OF_KEY or kind in OF_KIND
