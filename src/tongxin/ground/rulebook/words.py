# ruff: noqa: E501  (a table of Chinese words, which count double)
"""The words of bodies: where a value stands, and what a condition or a term says, in Chinese."""

from typing import Any

from tongxin.ground.worktime.terms import LABELS as UNITS

LEVELS = ("red", "orange", "yellow", "blue")
NAMES: dict[str, str] = {
    "red": "红色", "orange": "橙色", "yellow": "黄色", "blue": "蓝色", "levels": "等级", "any": "情形", "all": "条件",
    "words": "说明", "clause": "依据", "default": "其余情形的等级", "single_unverified_cap": "单条未核实线索最高等级",
    "accept": "签收", "verify": "核实", "handle": "处置", "report_up": "上报", "n": "数量", "unit": "单位", "note": "备注",
    "spans": "服务时段", "classes": "法定类别", "map": "对照", "conditions": "情形", "of": "适用于", "key": "键", "threshold": "标准", "confidence": "把握（0–1）", "false_share": "容许误报比例（0–1）", "weeks": "周数", "share": "占职工比例", "ban_years": "不得参评年数", "band": "数额幅度",

    "reference": "原文分级", "items": "项目", "name": "名称", "limit": "时限", "missing": "原文未载", "label": "名称",
    "persons": "人数", "amount": "金额（元）", "months": "拖欠月数", "signals": "线索数", "sources": "来源数", "collective": "集体争议",
    "urgent": "紧急", "citations": "法条", "statute": "法规", "article": "条号", "category": "类别", "wages": "劳动报酬", "injury": "工伤待遇", "insurance": "社会保险",
    "contract": "合同纠纷", "other": "其他", "facts": "事实", "honours": "评先评优", "points": "分值", "half_life": "半衰期（天）", "often": "按次", "lines": "各档的线", "caps": "上限", "offset": "起点", "per_point": "每分", "hot": "热点分值",
    "incident": "同一事件", "survey": "同一季报",
    "per_person_amount": "人均金额（元）", "days": "反映持续天数", "verified": "已经人工核对", "construction": "建设领域单位", "index": "用人单位指数",
    "risk_band": "指数档次", "evidence_kinds": "证据种类数", "reports_month": "一个月内反映数", "ratio": "实际与预期之比", "surplus": "超出预期的件数", "scale": "热点范围",
    "left_out": "未计入", "blank": "无档", "city": "全市", "district": "区县", "street": "乡镇街道", "industry": "产业",
}  # fmt: skip
COMPARED = {">=": "不少于", ">": "超过", "<=": "不超过", "<": "少于", "==": "为", "!=": "不为"}
UNITED = {
    "persons": "人", "amount": "元", "months": "个月", "signals": "条", "sources": "个", "per_person_amount": "元", "days": "天", "evidence_kinds": "种",
    "reports_month": "条", "ratio": "倍", "surplus": "件",
}  # fmt: skip


def place(path: tuple[str | int, ...]) -> str:
    """等级 › 红色 › 情形 1 › 条件 2; the way to a value inside a body."""
    parts: list[str] = []
    for before, step in zip(("", *path), path, strict=False):
        if isinstance(step, int):
            if parts:
                parts.pop()
            parts.append(f"{NAMES.get(str(before), str(before))} {step + 1}")
        else:
            parts.append(NAMES.get(step, step))
    return " › ".join(parts) or "内容"


def condition(fact: str, comparison: str, value: Any) -> str:
    """人数不少于30人; 集体争议; 类别为劳动报酬."""
    name = NAMES.get(fact, fact).removesuffix("（元）")
    if isinstance(value, bool):
        return name if value else f"不是{name}"
    if isinstance(value, int | float):
        return f"{name}{COMPARED[comparison]}{value:,}{UNITED.get(fact, '')}"
    return f"{name}{COMPARED[comparison]}{NAMES.get(str(value), value)}"


def term(value: dict[str, Any]) -> str:
    """3个工作日."""
    return f"{value['n']}{UNITS.get(value['unit'], value['unit'])}"


def plain(value: Any) -> str:
    """A value of a body as one line of text, for comparisons."""
    if value is None:
        return "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict) and set(value) == {"n", "unit"}:
        return term(value)
    if isinstance(value, list) and len(value) == 3 and value[1] in COMPARED:
        return condition(*value)
    if isinstance(value, list):
        return "；".join(plain(each) for each in value) or "（空）"
    if isinstance(value, dict):
        return (
            "，".join(f"{NAMES.get(name, name)}：{plain(each)}" for name, each in value.items()) or "（空）"
        )
    return NAMES.get(value, value) if isinstance(value, str) else str(value)
