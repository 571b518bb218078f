"""信息员周报与窗口周报 (domain A1.4). The documents name the sheet but not its columns: this one is 示例."""

from tongxin.watch.signals.adapters import cells
from tongxin.watch.signals.adapters.heard import CATEGORIES
from tongxin.watch.signals.adapters.layout import Field, Layout

YES_NO = ("是", "否")

LAYOUT = Layout(
    "劳动关系信息周报（示例）",
    (
        Field("编号", "key", cells.text, aliases=("外部编号", "登记编号"), width=12),
        Field("发生日期", "heard_at", cells.instant, required=True, aliases=("日期", "发生时间", "登记日期")),
        Field("区县", "region", cells.region, aliases=("区县(市)", "所属区县"), choices=cells.districts),
        Field(
            "街道",
            "region",
            cells.region,
            aliases=("街道(乡镇)", "乡镇街道"),
            choices=cells.streets,
            width=22,
        ),
        Field("地点", "place", cells.text, aliases=("详细地点", "地址"), width=22),
        Field("用人单位", "employer_name", cells.text, aliases=("单位名称", "企业名称"), width=26),
        Field(
            "类别",
            "category_told",
            cells.category,
            aliases=("信息类别",),
            choices=lambda: [*CATEGORIES.values()],
        ),
        Field(
            "内容", "text", cells.text, required=True, aliases=("信息内容", "情况描述", "反映内容"), width=60
        ),
        Field("涉及人数", "persons", cells.count, aliases=("人数",), width=10),
        Field("涉及金额(元)", "amount", cells.amount, aliases=("涉及金额", "金额", "金额(元)"), width=14),
        Field("反映人", "reporter", cells.text, aliases=("联系人", "姓名")),
        Field("联系电话", "phone", cells.text, aliases=("电话", "手机")),
        Field("要求保密", "anonymous", cells.yes, aliases=("是否保密",), choices=lambda: YES_NO, width=10),
    ),
    "填写说明：\n"
    "1. “发生日期”和“内容”必填，一行一条；日期写成 2026-11-20。\n"
    "2. “编号”是本单位自己的编号，各周不得重复使用；没有编号请留空，平台按内容识别重复。\n"
    "3. 区县、街道、类别、要求保密请从下拉列表选择；金额以元为单位。\n"
    "4. 联系电话请设为文本；要求保密的，姓名电话只有办理单位可见。",
)
