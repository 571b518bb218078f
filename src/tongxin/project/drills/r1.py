"""R1: web and queue workers are killed with -9 while clients send; nothing is lost, doubled or left half done."""

import random
import threading
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from tongxin.project.drills import Outcome
from tongxin.project.drills.clients import Ledger, send_all
from tongxin.project.drills.ledger import examine
from tongxin.project.drills.sender import register_sender
from tongxin.project.drills.stand import WSGI, Stand

PLANTED = "tongxin.project.drills.careless:application"
EVERY = 1.2  # seconds between two kills
GROWN = 4.0  # seconds a web process must have lived: granian ends when new ones die at once
SENDERS = 8
SHANGHAI = ZoneInfo("Asia/Shanghai")


def run(place: Stand, *, planted: bool = False, short: bool = False) -> Outcome:
    """10,000 signals and at least 50 kills; 600 and 6 in the short form. Planted: answers before it stores."""
    signals, kills = (600, 6) if short else (10_000, 50)
    place.wsgi = PLANTED if planted else WSGI
    secret = register_sender("drill", at=datetime.now(SHANGHAI))
    place.start_web(workers=3)
    place.start_worker()
    pause = 1.5 * EVERY * kills * SENDERS / signals  # so that the kills fall while signals are sent
    keys = [f"r1-{n}" for n in range(signals)]
    ledger, threads = send_all(place.url, "drill", secret, keys, senders=SENDERS, pause=pause)
    killed = _kill_while_sending(place, threads)
    found = examine(ledger, signals)
    line = f"R1 {signals:,}条，发送期间 kill -9 {killed}次，客户端重试{ledger.retries}次：{found.line()}"
    return Outcome("R1", found.clean and killed >= kills, line)


def _kill_while_sending(place: Stand, threads: list[threading.Thread]) -> int:
    """Kill a web and a queue worker in turn until every sender has finished; returns how many were killed."""
    killed, chance = 0, random.Random(1)
    while any(thread.is_alive() for thread in threads):
        time.sleep(EVERY)
        place.keep_web()
        grown = [p for p in place.web_processes() if time.time() - p.create_time() > GROWN]
        if killed % 2 or not grown:
            place.kill_worker()
        else:
            chance.choice(grown).kill()
        killed += 1
    return killed
