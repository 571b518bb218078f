"""样本企业季度监测: 经营状况, 职工权益, 劳动关系运行 (domain A1.6). The questionnaire is not found: 示例."""

from collections.abc import Sequence

from tongxin.watch.signals.adapters import cells
from tongxin.watch.signals.adapters.layout import Field, Layout

STATES = ("平稳", "一般", "困难", "停产")


def _states() -> Sequence[str]:
    return STATES


LAYOUT = Layout(
    "样本企业季度监测（示例）",
    (
        Field("监测点编号", "key", cells.text, aliases=("编号",), width=14),
        Field("填报日期", "heard_at", cells.instant, required=True),
        Field("区县", "region", cells.region, choices=cells.districts),
        Field("企业名称", "employer_name", cells.text, required=True, aliases=("用人单位",), width=26),
        Field("经营状况", "say", cells.text, required=True, choices=_states),
        Field("在岗职工数", "say", cells.count),
        Field("拖欠工资人数", "persons", cells.count),
        Field("拖欠工资金额(元)", "amount", cells.amount, width=18),
        Field("社保缴纳情况", "say", cells.text, width=18),
        Field("劳动合同签订情况", "say", cells.text, width=18),
        Field("问题说明", "text", cells.text, aliases=("内容",), width=60),
    ),
    "填写说明：\n1. 每季一次，一家企业一行；填报日期、企业名称、经营状况必填。\n"
    "2. “监测点编号”要带季度，如 XH-001-2026Q4，各季不得重复。",
)
