from django.db.models import TextChoices

from tongxin.kit.flow import Flow


class State(TextChoices):
    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    ANSWERED = "answered", "已反馈"
    DISMISSED = "dismissed", "已解除"
    SUPERSEDED = "superseded", "已被替代"
    QUIET = "quiet", "静默期内"


flow = Flow(
    State,
    {
        "confirm": ({State.PROPOSED}, State.CONFIRMED),
        "answer": ({State.CONFIRMED}, State.ANSWERED),  # of employers and hot spots; an incident gets a case
        "raise": ({State.QUIET}, State.PROPOSED),
        "regrade": ({State.PROPOSED, State.CONFIRMED}, None),
        "dismiss": ({State.PROPOSED, State.CONFIRMED}, State.DISMISSED),
        "supersede": ({State.PROPOSED, State.CONFIRMED, State.QUIET}, State.SUPERSEDED),
    },
    labels={
        "confirm": "确认预警",
        "answer": "核查反馈",
        "raise": "提出预警",
        "regrade": "调整等级",
        "dismiss": "解除预警",
        "supersede": "替代",
    },
)
