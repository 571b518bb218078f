"""SMS has no common interface in China: a province writes an adapter and names it in TONGXIN_SMS."""

import logging
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from tongxin.ground.notices.network import Undelivered
from tongxin.kit.masking import mask_phone

log = logging.getLogger(__name__)


class Gateway(Protocol):
    """What an adapter is: a class without arguments and with one method."""

    def send(self, phone: str, text: str) -> None:
        """Hand one message over. Raises Undelivered."""
        ...


class Unset:
    """No gateway is configured: nothing is pretended to be sent."""

    def send(self, phone: str, text: str) -> None:
        raise Undelivered("尚未配置短信网关")


class Console:
    """Writes the message into the log, with the number masked: for trying out."""

    def send(self, phone: str, text: str) -> None:
        log.warning("SMS %s: %s", mask_phone(phone), text)


ADAPTERS: dict[str, type[Gateway]] = {"": Unset, "console": Console}


def gateway() -> Gateway:
    """The adapter named by the setting TONGXIN_SMS: '', 'console' or a dotted path."""
    name = getattr(settings, "TONGXIN_SMS", "")
    return (ADAPTERS.get(name) or import_string(name))()
