"""Calls to addresses that people typed in: never to a private network, never through a redirect."""

import http.client
import ipaddress
import json
import socket
import ssl
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from tongxin.kit.refused import Refused

SECONDS = 10
ANSWER = 64 * 1024  # bytes read of an answer
PORTS = {"http": 80, "https": 443}
NO_ADDRESS = "回调地址不正确，应形如 https://example.com/path，且不含用户名。"
PRIVATE = "该地址在内部网络中，不能作为回调地址；确有需要的，请系统管理员将其列入允许名单。"


class Undelivered(Exception):
    """The message did not go out; says why, without the address."""


def public_addresses(url: str) -> tuple[SplitResult, list[str]]:
    """The parts of a webhook's URL and its host's addresses. Raises Refused if it is none or private."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise Refused("回调地址不正确。") from None
    odd = parts.username or len(url) > 500 or not url.isascii() or " " in url
    if not port or not parts.hostname or odd:
        raise Refused(NO_ADDRESS)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused("找不到回调地址所在的主机，请核对。") from None
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if parts.hostname not in _allowed() and any(_private(each) for each in addresses):
        raise Refused(PRIVATE)
    return parts, addresses


def post(url: str, message: dict[str, Any]) -> bytes:
    """POST `message` as JSON to the very address that was checked; the answer's first 64 KB.

    Raises Undelivered but for a 2xx.
    """
    try:
        parts, addresses = public_addresses(url)
    except Refused as refusal:
        raise Undelivered(refusal.message) from None
    make = PinnedHTTPS if parts.scheme == "https" else Pinned
    connection = make(parts.hostname or "", parts.port or PORTS[parts.scheme], timeout=SECONDS)
    connection.pinned = addresses[0]
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        body = json.dumps(message, ensure_ascii=False).encode()
        connection.request("POST", path, body, {"Content-Type": "application/json; charset=utf-8"})
        response = connection.getresponse()
        status, answer = response.status, response.read(ANSWER)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Undelivered(f"无法连接（{type(error).__name__}）") from None
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise Undelivered(f"对方答复 HTTP {status}")
    return answer


class Pinned(http.client.HTTPConnection):
    """Connects to the address that was checked, whatever the name means by then."""

    pinned: str

    def connect(self) -> None:
        self.sock = socket.create_connection((self.pinned, self.port), self.timeout)


class PinnedHTTPS(http.client.HTTPSConnection):
    """The same under TLS; the certificate is that of the name."""

    pinned: str

    def connect(self) -> None:
        bare = socket.create_connection((self.pinned, self.port), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(bare, server_hostname=self.host)


def _private(address: str) -> bool:
    """Whether an address is not one of the open internet; addresses inside other addresses are unwrapped."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner or ip
    if any(ip in network for network in _allowed_networks() if network.version == ip.version):
        return False
    return not ip.is_global or ip.is_multicast


def _allowed() -> list[str]:
    return list(getattr(settings, "TONGXIN_WEBHOOK_ALLOW", []))


def _allowed_networks() -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    networks = []
    for each in _allowed():
        try:
            networks.append(ipaddress.ip_network(each, strict=False))
        except ValueError:
            continue  # a host name
    return networks
