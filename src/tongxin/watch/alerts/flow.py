from django.db.models import TextChoices

from tongxin.kit.flow import Flow


class State(TextChoices):
    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    DISMISSED = "dismissed", "已解除"
    SUPERSEDED = "superseded", "已被替代"


flow = Flow(
    State,
    {
        "confirm": ({State.PROPOSED}, State.CONFIRMED),
        "regrade": ({State.PROPOSED, State.CONFIRMED}, None),
        "dismiss": ({State.PROPOSED, State.CONFIRMED}, State.DISMISSED),
        "supersede": ({State.PROPOSED, State.CONFIRMED}, State.SUPERSEDED),
    },
    labels={"confirm": "确认预警", "regrade": "调整等级", "dismiss": "解除预警", "supersede": "替代"},
)
