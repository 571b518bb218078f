from django.db.models import TextChoices

from tongxin.kit.flow import Flow


class State(TextChoices):
    OPEN = "open", "待处理"
    UPHELD = "upheld", "异议成立"
    REJECTED = "rejected", "异议不成立"
    WITHDRAWN = "withdrawn", "已撤回"


flow = Flow(
    State,
    {
        "uphold": ({State.OPEN}, State.UPHELD),
        "reject": ({State.OPEN}, State.REJECTED),
        "withdraw": ({State.OPEN}, State.WITHDRAWN),
        "reopen": ({State.UPHELD, State.REJECTED}, State.OPEN),
    },
    labels={"uphold": "异议成立", "reject": "异议不成立", "withdraw": "撤回异议", "reopen": "撤销处理"},
)
