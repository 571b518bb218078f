from django.db.models import TextChoices

from tongxin.kit.flow import Flow


class State(TextChoices):
    OPEN = "open", "待交办"
    DISPATCHED = "dispatched", "待签收"
    ACCEPTED = "accepted", "核实中"
    VERIFIED = "verified", "处置中"
    HANDLED = "handled", "待上报"
    REPORTED = "reported", "待审核"
    APPROVED = "approved", "待办结"
    CLOSED = "closed", "已办结"
    CALLED_BACK = "called_back", "已回访"


HELD: set[TextChoices] = {State.ACCEPTED, State.VERIFIED, State.HANDLED}
RUNNING: set[TextChoices] = {State.DISPATCHED, *HELD}
WITH_US: set[TextChoices] = {State.OPEN, State.REPORTED, State.APPROVED}

flow = Flow(
    State,
    {
        "dispatch": ({State.OPEN}, State.DISPATCHED),
        "accept": ({State.DISPATCHED}, State.ACCEPTED),
        "return": ({State.DISPATCHED, State.ACCEPTED}, State.OPEN),
        "transfer": ({State.DISPATCHED, State.ACCEPTED}, State.DISPATCHED),
        "verify": ({State.ACCEPTED}, State.VERIFIED),
        "handle": ({State.VERIFIED, State.HANDLED}, State.HANDLED),
        "reverify": ({State.VERIFIED, State.HANDLED}, State.VERIFIED),
        "report_up": ({State.HANDLED}, State.REPORTED),
        "approve": ({State.REPORTED}, State.APPROVED),
        "send_back": ({State.REPORTED}, State.VERIFIED),
        "close": ({State.APPROVED}, State.CLOSED),
        "call_back": ({State.CLOSED}, State.CALLED_BACK),
        "extend": (RUNNING, None),
        "supervise": (RUNNING, None),
        "regrade": ({State.OPEN, *RUNNING}, None),
    },
    labels={
        "dispatch": "交办",
        "accept": "签收",
        "return": "退回",
        "transfer": "转派",
        "verify": "调查核实",
        "handle": "维权处置",
        "reverify": "重新核实",
        "report_up": "上报",
        "approve": "审核通过",
        "send_back": "退回补办",
        "close": "办结",
        "call_back": "回访",
        "extend": "延期",
        "supervise": "督办",
        "regrade": "调整等级",
    },
)
