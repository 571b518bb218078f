from django.db.models import TextChoices

from tongxin.kit.flow import Flow


class State(TextChoices):
    WAITING = "waiting", "排队中"
    MAKING = "making", "生成中"
    DRAFT = "draft", "草稿"
    SIGNED = "signed", "已签发"
    FAILED = "failed", "未生成"


flow = Flow(
    State,
    {
        "begin": ({State.WAITING, State.MAKING}, State.MAKING),
        "finish": ({State.MAKING}, State.DRAFT),
        "fail": ({State.MAKING}, State.FAILED),
        "sign": ({State.DRAFT}, State.SIGNED),
        "remake": ({State.DRAFT, State.FAILED}, State.WAITING),
    },
    labels={
        "begin": "开始生成",
        "finish": "完成生成",
        "fail": "记为未生成",
        "sign": "签发",
        "remake": "重新生成",
    },
)
