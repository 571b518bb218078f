"""What may stand as the address of a channel."""

import re
from urllib.parse import urlsplit

import apprise
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tongxin.ground.notices.models import Channel
from tongxin.ground.notices.network import public_addresses
from tongxin.kit.refused import Refused

CHAT_SCHEMES = {"dingtalk", "wecombot", "feishu"}
# addresses as copied from the robot's own page, and the sender's word for each
NATIVE = (
    (re.compile(r"https://oapi\.dingtalk\.com/robot/send\?access_token=([A-Za-z0-9]+)"), "dingtalk"),
    (re.compile(r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=([A-Za-z0-9-]+)"), "wecombot"),
    (re.compile(r"https://open\.feishu\.cn/open-apis/bot/v2/hook/([A-Za-z0-9-]+)"), "feishu"),
)
PHONE = re.compile(r"1[3-9]\d{9}")


def checked(kind: str, address: str) -> str:
    """`address` in the form it is kept in. Raises Refused saying what is wrong with it."""
    return CHECKS[Channel.Kind(kind)](address.strip())


def chat_robot(address: str) -> apprise.NotifyBase | None:
    """The sender for a chat robot's address; None if it is not one of those we send to."""
    for shape, scheme in NATIVE:
        if match := shape.fullmatch(address):
            address = f"{scheme}://{match[1]}/"
    if urlsplit(address).scheme not in CHAT_SCHEMES:
        return None
    return apprise.Apprise.instantiate(address, suppress_exceptions=True)


def _mail(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        raise Refused("邮箱地址不正确，应形如 name@example.com。") from None
    return address


def _chat(address: str) -> str:
    try:
        robot = chat_robot(address)
    except ValueError:
        robot = None
    if robot is None:
        raise Refused(
            "无法识别这个机器人地址。请粘贴钉钉、企业微信或飞书机器人的完整地址，"
            "或写成 dingtalk://令牌/、wecombot://密钥/、feishu://令牌/。"
        )
    return address


def _webhook(address: str) -> str:
    public_addresses(address)
    return address


def _sms(address: str) -> str:
    digits = re.sub(r"[\s-]", "", address).removeprefix("+86")
    if not PHONE.fullmatch(digits):
        raise Refused("手机号码不正确，应为 11 位数字。")
    return digits


CHECKS = {
    Channel.Kind.MAIL: _mail,
    Channel.Kind.CHAT: _chat,
    Channel.Kind.WEBHOOK: _webhook,
    Channel.Kind.SMS: _sms,
}
