"""Senders that never give up, and the ledger of what they were told."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field

from tongxin.watch.signals.signing import signed

GIVE_UP = 120  # seconds one signal may take through all retries
TEXTS = (
    "杭州子虚青禾服饰有限公司拖欠30名工人工资15万元，欠了三个月",
    "老板两个月没发工资了，我们一共十二个人，在余杭区",
    "上班时被机器压伤手指，公司不给认定工伤",
    "公司一直没给我缴社保，入职两年了",
    "突然通知我明天不用来了，一分钱补偿都不给",
)


@dataclass
class Ledger:
    """What the senders know: keys sent, and those acknowledged as stored."""

    sent: int = 0
    acknowledged: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)
    retries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def draw(self, keys: Iterator[str]) -> tuple[int, str] | None:
        """The next key to send, with its number; None when there is none."""
        with self.lock:
            key = next(keys, None)
            self.sent += key is not None
            return None if key is None else (self.sent, key)


def send_all(
    url: str, key: str, secret: str, keys: Iterator[str], *, senders: int = 8, pause: float = 0
) -> tuple[Ledger, list[threading.Thread]]:
    """Start `senders` threads that send one signal for each key, again and again until it is acknowledged.

    `pause`: seconds a sender rests after each.
    """
    ledger = Ledger()
    threads = [
        threading.Thread(target=_send, args=(url, key, secret, keys, ledger, pause), daemon=True)
        for _ in range(senders)
    ]
    for thread in threads:
        thread.start()
    return ledger, threads


def _send(url: str, key: str, secret: str, keys: Iterator[str], ledger: Ledger, pause: float) -> None:
    while drawn := ledger.draw(keys):
        number, external = drawn
        body = json.dumps(
            {
                "external_key": external,
                "heard_at": "2026-11-20T10:00:00+08:00",
                "text": f"{TEXTS[number % len(TEXTS)]}（{external}）",
            },
            ensure_ascii=False,
        ).encode()
        _send_one(f"{url}/api/v1/signals", body, key, secret, external, ledger)
        time.sleep(pause)


def _send_one(url: str, body: bytes, key: str, secret: str, external: str, ledger: Ledger) -> None:
    until = time.monotonic() + GIVE_UP
    while time.monotonic() < until:
        try:
            request = urllib.request.Request(url, body, signed("POST", url, body, key=key, secret=secret))
            with urllib.request.urlopen(request, timeout=10) as answer:
                results = {item["result"] for item in json.load(answer)["items"]}
            with ledger.lock:
                (ledger.acknowledged.add if results <= {"accepted", "repeated"} else ledger.refused.append)(
                    external
                )
            return
        except (urllib.error.URLError, OSError, ValueError):
            with ledger.lock:
                ledger.retries += 1
            time.sleep(0.05)
    with ledger.lock:
        ledger.refused.append(external)
