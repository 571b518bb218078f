"""监察仲裁月度交换: 立案受理与处置 records (domain A1.5). Columns not found: 示例."""

from tongxin.watch.signals.adapters import cells
from tongxin.watch.signals.adapters.heard import CATEGORIES
from tongxin.watch.signals.adapters.layout import Field, Layout

LAYOUT = Layout(
    "劳动监察仲裁月度交换（示例）",
    (
        Field("案号", "key", cells.text, required=True, aliases=("立案号", "编号"), width=22),
        Field("立案日期", "heard_at", cells.instant, required=True, aliases=("受理日期",)),
        Field("受理机构", "say", cells.text, aliases=("办案机构",), width=24),
        Field("区县", "region", cells.region, choices=cells.districts),
        Field("被申请人", "employer_name", cells.text, aliases=("用人单位", "被投诉单位"), width=26),
        Field("案由", "say", cells.text, width=20),
        Field("类别", "category_told", cells.category, choices=lambda: [*CATEGORIES.values()]),
        Field("案情摘要", "text", cells.text, required=True, aliases=("内容", "请求事项"), width=60),
        Field("涉及人数", "persons", cells.count, aliases=("人数",), width=10),
        Field("涉及金额(元)", "amount", cells.amount, aliases=("标的额", "涉及金额"), width=14),
        Field("处置情况", "say", cells.text, aliases=("处理结果",), width=24),
    ),
    "填写说明：\n1. 案号、立案日期、案情摘要必填；案号在全市唯一。\n"
    "2. 不要填写身份证号；当事人姓名以某代替。",
)
