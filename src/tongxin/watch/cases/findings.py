from django.db.models import TextChoices


class Finding(TextChoices):
    """核实结论."""

    SUBSTANTIATED = "substantiated", "属实"
    PARTLY = "partly", "部分属实"
    UNFOUNDED = "unfounded", "不属实"
    DUPLICATE = "duplicate", "重复"
    NOT_OURS = "not_ours", "不属工会职责"
    UNREACHABLE = "unreachable", "无法联系"


class Result(TextChoices):
    """处理结果. The last three say nothing on the matter itself: its incident stays 未定."""

    SETTLED = "settled", "已化解"
    PARTLY = "partly", "部分化解"
    PROCEEDINGS = "proceedings", "转仲裁诉讼"
    UNFOUNDED = "unfounded", "不属实"
    MERGED = "merged", "并入其他工单"
    REFERRED = "referred", "移送有关部门"
    UNREACHABLE = "unreachable", "无法联系"


class Card(TextChoices):
    """Yellow one working day before the deadline, red on the first day overdue; on the handler."""

    NONE = "", "无"
    YELLOW = "yellow", "黄牌"
    RED = "red", "红牌"


# 满意度 as the caller-back asks it, the best first.
SATISFACTION = {5: "很满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "很不满意"}
SUCCESSFUL = (Finding.SUBSTANTIATED, Finding.PARTLY)
