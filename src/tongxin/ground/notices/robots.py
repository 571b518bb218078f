"""Chat robots. apprise reads their addresses; we send, for a robot refuses with HTTP 200 and a code in its answer,
which apprise takes for sent: a wrong keyword or signature would lose every message unseen."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from apprise import NotifyBase
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot

from tongxin.ground.notices.network import Undelivered, post


def _text(words: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": words}}


def _feishu_text(words: str) -> dict[str, Any]:
    return {"msg_type": "text", "content": {"text": words}}


def _signed(robot: Any) -> str:
    address = robot.notify_url.format(token=robot.token)
    if not robot.secret:
        return str(address)
    timestamp, signature = robot.get_signature()
    return f"{address}&timestamp={timestamp}&sign={signature}"


@dataclass(frozen=True)
class Kind:
    """Where a robot listens, the form of a message, and the names of the code and the reason it answers with."""

    address: Callable[[Any], str]
    message: Callable[[str], dict[str, Any]]
    code: str
    reason: str


KINDS: dict[type[NotifyBase], Kind] = {
    NotifyDingTalk: Kind(_signed, _text, "errcode", "errmsg"),
    NotifyWeComBot: Kind(lambda robot: robot.notify_url.format(key=robot.key), _text, "errcode", "errmsg"),
    NotifyFeishu: Kind(
        lambda robot: robot.notify_url.format(token=robot.token).rstrip("/"), _feishu_text, "code", "msg"
    ),
}


def tell(robot: NotifyBase, words: str) -> None:
    """Send `words`. Raises Undelivered with the robot's own reason."""
    kind = KINDS[type(robot)]
    try:
        answer = json.loads(post(kind.address(robot), kind.message(words)))
        code = answer.get(kind.code, 0)
    except (ValueError, AttributeError):
        raise Undelivered("对方的答复无法识别") from None
    if code != 0:
        raise Undelivered(f"机器人未接收：{answer.get(kind.reason) or code}（{code}）")
