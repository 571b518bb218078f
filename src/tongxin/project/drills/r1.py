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
PAUSE = (0.6, 1.4)  # seconds between kills
PROGRESS = 20  # signals taken between two kills of web processes
SHANGHAI = ZoneInfo("Asia/Shanghai")


def run(place: Stand, *, planted: bool = False, short: bool = False) -> Outcome:
    """10,000 signals and at least 50 kills; 600 and 6 in the short form. Planted: answers before it stores."""
    signals, kills = (600, 6) if short else (10_000, 50)
    place.wsgi = PLANTED if planted else WSGI
    secret = register_sender("drill", at=datetime.now(SHANGHAI))
    place.start_web()
    place.start_worker()
    ledger, threads = send_all(place.url, "drill", secret, [f"r1-{n}" for n in range(signals)])
    killed = _kill_until_done(place, ledger, threads, kills)
    found = examine(ledger, signals)
    enough = killed >= kills
    line = f"R1 {signals:,}条，kill -9 {killed}次，客户端重试{ledger.retries}次：{found.line()}"
    return Outcome("R1", found.clean and enough, line)


def _kill_until_done(place: Stand, ledger: Ledger, threads: list[threading.Thread], least: int) -> int:
    """Kill a web and a queue worker in turn while the senders send, and on until `least` is reached.

    A web process is killed only when signals were taken since the last one was, so that each kill meets work.
    """
    killed, taken, chance = 0, -PROGRESS, random.Random(1)
    while killed < least or any(thread.is_alive() for thread in threads):
        time.sleep(chance.uniform(*PAUSE))
        sending = any(thread.is_alive() for thread in threads)
        if killed % 2:
            place.kill_worker()
            killed += 1
        elif (not sending or len(ledger.acknowledged) - taken >= PROGRESS) and (
            len(victims := place.web_processes()) >= 2
        ):
            chance.choice(victims).kill()
            killed, taken = killed + 1, len(ledger.acknowledged)
    for thread in threads:
        thread.join()
    return killed
