"""R1: web and queue workers are killed with -9 while clients send; nothing is lost, doubled or left half done."""

import random
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from tongxin.ground.rulebook.services import activate_examples
from tongxin.project.drills import Outcome
from tongxin.project.drills.clients import Ledger, send_all
from tongxin.project.drills.ledger import AT_ONCE, DRAIN, examine
from tongxin.project.drills.sender import register_sender
from tongxin.project.drills.stand import WSGI, Stand
from tongxin.watch.triage.models import Verdict

PLANTED = "tongxin.project.drills.careless:application"
EVERY = 0.6  # seconds between two kills, at least
GROWN = 4.0  # seconds a web process must have lived: granian ends when new ones die at once
SENDERS = 8
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Killer:
    """Kills web and queue workers at work: each time `every` signals were taken, or judged, since the last one."""

    def __init__(self, place: Stand, ledger: Ledger, every: int) -> None:
        self.place, self.ledger, self.every = place, ledger, every
        self.kills, self.taken, self.judged = 0, 0, 0
        self.chance = random.Random(1)

    def strike(self) -> None:
        """One kill, if there is somebody to be killed at work."""
        self.place.keep_web()
        judged = Verdict.objects.count()
        if judged - self.judged >= self.every:
            self.place.kill_worker()
            self.kills, self.judged = self.kills + 1, judged
        grown = [p for p in self.place.web_processes() if time.time() - p.create_time() > GROWN]
        if len(self.ledger.acknowledged) - self.taken >= self.every and grown:
            self.chance.choice(grown).kill()
            self.kills, self.taken = self.kills + 1, len(self.ledger.acknowledged)


def run(place: Stand, *, planted: bool = False, short: bool = False) -> Outcome:
    """10,000 signals and 50 kills at least; 400 and 4 in the short form. Planted: answers before it stores.

    The planted fault must show in the short form with half of that.
    """
    signals, kills = ((200, 2) if planted else (400, 4)) if short else (10_000, 50)
    place.wsgi = PLANTED if planted else WSGI
    secret = register_sender("drill", at=datetime.now(SHANGHAI))
    activate_examples(datetime.now(SHANGHAI))  # without a profile no incident is ever graded
    place.start_web(workers=3)
    place.start_worker()
    killer = Killer(place, Ledger(), every=signals // kills)
    numbers = count()

    def keys() -> Iterator[str]:  # no sender ends before there were kills enough
        while (n := next(numbers)) < signals or killer.kills < kills:
            yield f"r1-{n}"

    pause = 2 * kills * SENDERS / signals
    killer.ledger, threads = send_all(place.url, "drill", secret, keys(), senders=SENDERS, pause=pause)
    while any(thread.is_alive() for thread in threads):
        time.sleep(EVERY)
        killer.strike()
    found = examine(killer.ledger, drain=AT_ONCE if planted and short else DRAIN)
    line = (
        f"R1 {killer.ledger.sent:,}条，发送期间 kill -9 {killer.kills}次，"
        f"客户端重试{killer.ledger.retries}次：{found.line()}"
    )
    return Outcome("R1", found.clean and killer.kills >= kills, line)
