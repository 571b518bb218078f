# ruff: noqa: E501  (a table of Chinese words, which count double)
"""How the trail is read out: verbs, kinds of rows and facts in Chinese. What is not listed is shown as written."""

import re
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.timezone import localtime

OWNER = re.compile(r"([a-z]+\.[a-z]+):(\S+)$")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*[+-]\d\d:\d\d$")

VERBS = {
    "accept": "签收", "accept_late": "逾期签收", "activate": "启用", "add": "添加", "answer": "核查反馈", "annotate": "批注", "calibrate": "校准", "check_late": "核查逾期", "contest": "提出异议", "approve": "审核通过", "ask": "提出训练", "assign_post": "任岗",
    "assist": "协办", "attach": "添加材料", "call_back": "回访", "cancel": "放弃", "change": "修改", "change_password": "修改密码",
    "close": "办结", "commit": "确认导入", "conclude": "记录结果", "connect": "绑定单点登录", "confirm": "确认", "confirm-verdict": "确认研判", "correct": "更正", "cover": "增加覆盖单位", "create": "新建",
    "deactivate": "停用", "disconnect": "解绑单点登录", "dismiss": "解除", "dispatch": "交办", "download": "下载", "end_post": "离岗", "end_session": "退出设备",
    "export": "导出", "end": "结束", "extend": "延期", "fail": "出错", "find": "发现", "finish": "完成", "follow": "随工会合并", "give_up": "放弃", "grade": "定级", "handle": "维权处置",
    "hear": "接收", "hold": "静默期内未重复", "import": "导入", "keep_apart": "认定不是同一件", "lock": "锁定", "login": "登录", "login_failed": "登录失败", "logout": "退出", "merge": "合并",
    "move": "移动", "open": "立案", "order": "生成报告", "overrule": "改判", "place": "归入", "preview": "预览导入", "propose": "提出", "raise": "升级",
    "recompute": "重算期限", "receive": "接收", "red_card": "红牌", "register": "登记", "reinstate": "撤销解除", "restore": "恢复登记", "regrade": "调整等级", "remake": "重新生成",
    "reject": "不成立", "remove": "删除", "reopen": "撤销处理", "report": "报送", "report_up": "上报", "reset_factors": "清除二次验证", "reset_password": "重置密码",
    "resume": "恢复办理", "retry": "重试", "reverify": "重新核实", "return": "退回", "review": "审核", "roll-back": "退回版本", "rotate_secret": "换发密钥", "send_back": "退回补办",
    "sign": "签发", "split": "拆分", "store": "存入", "supersede": "替代", "supervise": "督办", "suspend": "中止",
    "switch_off": "停用", "switch_on": "启用", "test": "试发", "train": "训练", "transfer": "转派", "undo": "撤销", "undo_merge": "撤销合并",
    "uncover": "去掉覆盖单位", "unlock": "解锁", "uphold": "异议成立", "unmask": "查看隐私", "verify": "调查核实", "withdraw": "撤回", "write": "录入版本", "yellow_card": "黄牌",
}  # fmt: skip
FACTS = {
    "accept_before": "原签收时限", "added": "增加的单位", "dropped": "去掉的单位", "accept_due": "签收时限", "accepted": "接收", "account": "账号", "acts": "属工会事项", "after": "新值", "alert": "预警编号", "amount": "金额",
    "as_proposed": "按建议承办", "at": "时间", "before": "原值", "by_org": "退回工会编号", "by_org_name": "退回工会",
    "category": "类别", "columns": "导出的列", "change": "变更编号", "changed": "改动", "citation": "依据", "code": "编号", "corrects": "更正的线索",
    "contracts": "合同", "count": "数量", "covers": "覆盖单位", "day": "发生日期", "days": "工作日", "digest": "摘要", "docx": "文档", "due": "期限", "examples": "样本数", "expected": "预期", "field": "字段", "fields": "字段",
    "file": "文件", "files": "附件", "filters": "筛选条件", "finding": "核实结论", "from": "由", "gone": "被并入", "helped": "帮助人数",
    "incident": "事件编号", "in_time": "按时", "key": "键", "kind": "种类", "late": "逾期", "level": "等级", "list": "列表", "model": "模型",
    "moved": "移动", "name": "名称", "named": "列出单位名称", "names": "名称", "note": "说明", "number": "版本", "org": "工会",
    "observed": "实际", "other": "另一条", "owner": "所属", "parent": "上级工会编号", "pdf": "版式文件", "period": "期间", "proposed": "建议承办工会编号", "reason": "原因",
    "recovered": "挽回金额", "rejected": "退回", "repeated": "重复", "replaced": "被替代的规则", "result": "结果", "role": "职责",
    "rows": "行数", "rule": "规则", "satisfaction": "满意度", "searched": "另有搜索词", "signal": "线索编号", "signals": "线索", "since": "生效",
    "size": "大小", "source": "来源", "state": "状态", "status": "状态", "step": "办理记录编号", "taken": "补入的项目", "task": "任务",
    "to": "承办工会编号", "to_name": "承办工会", "until": "失效", "urgent_only": "只发紧急", "uscc": "统一社会信用代码", "version": "版本名",
    "way": "方式", "what": "下载的内容", "why": "原因", "year": "年份",
}  # fmt: skip
OF_KIND = {
    ("bargaining.contract", "end"): "记录解除", ("bargaining.contract", "withdraw"): "撤回登记",
    ("employers.employer", "grade"): "指数换档",
    ("incidents.incident", "open"): "形成事件", ("alerts.alert", "propose"): "自动分级", ("alerts.alert", "confirm"): "确认预警",
    ("alerts.alert", "dismiss"): "解除预警", ("incidents.incident", "conclude"): "事件了结",
}  # fmt: skip
KINDS = {
    "cases.document": "工单材料", "cases.passage": "工单办理阶段", "employers.formername": "曾用名", "employers.merge": "单位合并",
    "files.file": "文件", "incidents.change": "事件合并与拆分", "incidents.link": "线索归入", "incidents.suggestion": "归并建议", "notices.channel": "通知方式",
    "notices.notice": "通知", "places.region": "区划", "signals.batch": "线索批次", "signals.source": "来源单位",
}  # fmt: skip
LEVELS = {"red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝"}


def verb(name: str, kind: str = "") -> str:
    return OF_KIND.get((kind, name)) or VERBS.get(name, name)


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Every kind of row that acts are recorded of, with its name, by label such as `cases.case`."""
    ours = (m._meta for m in apps.get_models() if m.__module__.startswith("tongxin."))
    named = {meta.label_lower: KINDS.get(meta.label_lower, str(meta.verbose_name)) for meta in ours}
    return {label: name for label, name in named.items() if not name.isascii()}


@lru_cache(maxsize=1)
def _codes() -> dict[str, dict[str, str]]:
    """Words of every code that a column of the platform may hold, by the column's name."""
    found: dict[str, dict[str, str]] = {"before": dict(LEVELS), "after": dict(LEVELS)}
    for model in apps.get_models():
        for field in model._meta.get_fields() if model.__module__.startswith("tongxin.") else ():
            for value, label in getattr(field, "choices", None) or ():
                found.setdefault(field.name, {}).setdefault(str(value), str(label))
    found["source"] = found.get("kind", {}) | found.get("source", {})
    return found


def kind(label: str) -> str:
    return kinds().get(label, label)


def facts(values: dict[str, Any], kind: str = "") -> list[tuple[str, str]]:
    """(name, value) in words. `kind`: the row they tell of, whose own codes are tried first."""
    return [(FACTS.get(name, name), _text(value, name, kind)) for name, value in values.items()]


def _text(value: Any, name: str = "", kind: str = "") -> str:
    if value is None:
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_text(each, name, kind) for each in value) or "（空）"
    if isinstance(value, dict):
        return "；".join(f"{FACTS.get(n, n)}：{_text(v, n, kind)}" for n, v in value.items()) or "（空）"
    text = str(value)
    if INSTANT.match(text):
        return f"{localtime(datetime.fromisoformat(text)):%Y-%m-%d %H:%M}"
    if owner := OWNER.match(text):
        return f"{kinds().get(owner[1], owner[1])} {owner[2]}"
    return _own_codes(kind, name).get(text) or _codes().get(name, {}).get(text, text)


@lru_cache(maxsize=512)
def _own_codes(kind: str, name: str) -> dict[str, str]:
    try:
        choices = getattr(apps.get_model(kind)._meta.get_field(name), "choices", None) if kind else None
    except (LookupError, ValueError, FieldDoesNotExist):
        return {}
    return {str(value): str(label) for value, label in choices or ()}
