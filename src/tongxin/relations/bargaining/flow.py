from django.db.models import TextChoices

from tongxin.kit.flow import Flow


class State(TextChoices):
    KEPT = "kept", "在册"
    ENDED = "ended", "已解除"
    WITHDRAWN = "withdrawn", "登记已撤回"


class ImportState(TextChoices):
    WAITING = "waiting", "正在导入"
    DONE = "done", "已导入"
    FAILED = "failed", "未能导入"
    WITHDRAWN = "withdrawn", "已撤回"


flow = Flow(
    State,
    {
        "end": ({State.KEPT}, State.ENDED),
        "reinstate": ({State.ENDED}, State.KEPT),
        "withdraw": ({State.KEPT, State.ENDED}, State.WITHDRAWN),
        "restore": ({State.WITHDRAWN}, State.KEPT),
    },
    labels={"end": "记录解除", "reinstate": "撤销解除", "withdraw": "撤回登记", "restore": "恢复登记"},
)

import_flow = Flow(
    ImportState,
    {
        "import": ({ImportState.WAITING}, ImportState.DONE),
        "give_up": ({ImportState.WAITING}, ImportState.FAILED),
        "withdraw": ({ImportState.DONE}, ImportState.WITHDRAWN),
    },
    labels={"import": "完成导入", "give_up": "按读不出的表格作废", "withdraw": "撤回这次导入"},
)
