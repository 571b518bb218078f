from django.db.models import TextChoices

from tongxin.kit.flow import Flow


class State(TextChoices):
    PREVIEWED = "previewed", "待确认"
    WAITING = "waiting", "正在导入"
    DONE = "done", "已导入"
    CANCELLED = "cancelled", "已取消"
    FAILED = "failed", "未能导入"


flow = Flow(
    State,
    {
        "commit": ({State.PREVIEWED}, State.WAITING),
        "cancel": ({State.PREVIEWED}, State.CANCELLED),
        "import": ({State.WAITING}, State.DONE),
        "give_up": ({State.WAITING}, State.FAILED),
    },
    labels={"commit": "确认导入", "cancel": "放弃", "import": "完成导入", "give_up": "按读不出的表格作废"},
)
