"""How a notice leaves through each kind of channel."""

from collections.abc import Callable
from urllib.parse import quote

import apprise
from django.conf import settings
from django.utils.timezone import localtime

from tongxin.ground.notices.addresses import chat_robot
from tongxin.ground.notices.models import Channel, Notice
from tongxin.ground.notices.network import Undelivered, post
from tongxin.ground.notices.robots import tell
from tongxin.ground.notices.sms import gateway

SIGNATURE = "【同心】"


def deliver(channel: Channel, notice: Notice) -> None:
    """Send `notice` through `channel`. Raises Undelivered with the reason."""
    WAYS[Channel.Kind(channel.kind)](channel.address, notice)


def _mail(address: str, notice: Notice) -> None:
    server = getattr(settings, "TONGXIN_MAIL_URL", "")
    if not server:
        raise Undelivered("尚未配置发信邮箱")
    mailer = apprise.Apprise.instantiate(f"{server}{'&' if '?' in server else '?'}to={quote(address)}")
    if mailer is None:
        raise Undelivered("发信邮箱的设置无法识别")
    if not mailer.notify(title=f"{SIGNATURE}{notice.title}", body=_words(notice)):
        raise Undelivered("对方未接收")


def _chat(address: str, notice: Notice) -> None:
    robot = chat_robot(address)
    if robot is None:
        raise Undelivered("地址无法识别")
    tell(robot, f"{SIGNATURE}{notice.title}\n{_words(notice)}")


def _webhook(address: str, notice: Notice) -> None:
    post(
        address,
        {
            "title": notice.title,
            "body": notice.body,
            "url": _link(notice),
            "urgent": notice.urgent,
            "at": localtime(notice.at).isoformat(),
        },
    )


def _sms(address: str, notice: Notice) -> None:
    gateway().send(address, f"{SIGNATURE}{notice.title}")


def _words(notice: Notice) -> str:
    return "\n".join(filter(None, [notice.body or notice.title, _link(notice)]))


def _link(notice: Notice) -> str:
    """The notice's page as seen from outside; '' when the platform does not know its own address."""
    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    return f"{origin}{notice.url}" if origin and notice.url.startswith("/") else ""


WAYS: dict[Channel.Kind, Callable[[str, Notice], None]] = {
    Channel.Kind.MAIL: _mail,
    Channel.Kind.CHAT: _chat,
    Channel.Kind.WEBHOOK: _webhook,
    Channel.Kind.SMS: _sms,
}
