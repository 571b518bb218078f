# ruff: noqa: E501  (a table of Chinese words, which count double)
"""How the trail is read out: verbs, kinds of rows and facts in Chinese. What is not listed is shown as written."""

from functools import lru_cache
from typing import Any

from django.apps import apps

VERBS = {
    "accept": "签收", "activate": "启用", "approve": "审核通过", "assign_post": "任岗", "assist": "协办",
    "call_back": "回访", "change": "修改", "close": "办结", "conclude": "记录结果", "confirm": "确认", "correct": "更正",
    "create": "新建", "deactivate": "停用", "dismiss": "解除", "dispatch": "交办", "download": "下载", "end_post": "离岗",
    "export": "导出", "extend": "延期", "grade": "定级", "handle": "维权处置", "hear": "接收", "import": "导入",
    "lock": "锁定", "login": "登录", "login_failed": "登录失败", "logout": "退出", "merge": "合并", "move": "移动",
    "open": "立案", "overrule": "改判", "propose": "提出", "receive": "接收", "red_card": "红牌", "register": "登记",
    "regrade": "调整等级", "remove": "删除", "report": "报送", "report_up": "上报", "retry": "重试",
    "return": "退回", "review": "审核", "send_back": "退回补办", "split": "拆分", "store": "存入", "suspend": "中止",
    "supersede": "替代", "supervise": "督办", "transfer": "转派", "undo": "撤销", "undo_merge": "撤销合并",
    "unlock": "解锁", "unmask": "查看隐私", "verify": "调查核实", "write": "录入版本", "yellow_card": "黄牌",
}  # fmt: skip
FACTS = {
    "amount": "金额", "at": "时间", "before": "原值", "after": "新值", "change": "变更编号", "changed": "改动",
    "citation": "依据", "count": "数量", "digest": "摘要", "due": "期限", "field": "字段", "fields": "字段", "file": "文件",
    "finding": "核实结论", "from": "由", "gone": "被并入", "helped": "帮助人数", "kind": "种类", "level": "等级",
    "name": "名称", "names": "名称", "note": "说明", "number": "版本", "org": "工会", "other": "另一条", "owner": "所属",
    "reason": "原因", "recovered": "挽回金额", "result": "结果", "role": "职责", "rule": "规则", "signals": "线索",
    "since": "生效", "size": "大小", "source": "来源", "state": "状态", "status": "状态", "task": "任务", "to": "承办工会",
    "until": "失效", "uscc": "统一社会信用代码", "year": "年份",
}  # fmt: skip


def verb(name: str) -> str:
    return VERBS.get(name, name)


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Every kind of row of the platform with its name, by label such as `cases.case`."""
    ours = (m for m in apps.get_models() if m.__module__.startswith("tongxin."))
    return {model._meta.label_lower: str(model._meta.verbose_name) for model in ours}


def kind(label: str) -> str:
    return kinds().get(label, label)


def facts(values: dict[str, Any]) -> list[tuple[str, str]]:
    return [(FACTS.get(name, name), _text(value)) for name, value in values.items()]


def _text(value: Any) -> str:
    if value is None:
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_text(each) for each in value) or "（空）"
    if isinstance(value, dict):
        return (
            "；".join(f"{FACTS.get(name, name)}：{_text(each)}" for name, each in value.items()) or "（空）"
        )
    return str(value)
