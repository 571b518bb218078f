"""R2: PostgreSQL is stopped at once in the middle and started again; every acknowledged row is there, none twice."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection, connections

from tongxin.ground.rulebook.services import activate_examples
from tongxin.project import postgres
from tongxin.project.drills import Outcome
from tongxin.project.drills.clients import send_all
from tongxin.project.drills.ledger import AT_ONCE, DRAIN, examine
from tongxin.project.drills.sender import register_sender
from tongxin.project.drills.stand import Stand

SHANGHAI = ZoneInfo("Asia/Shanghai")
AWAY = 1.5  # seconds the database is away


def run(place: Stand, *, planted: bool = False, short: bool = False) -> Outcome:
    """10,000 signals and 5 crashes; 1,500 and 2 in the short form. Planted: a server that commits to memory.

    The planted fault must show in the short form with one crash.
    """
    signals, crashes = ((500, 1) if planted else (1500, 2)) if short else (10_000, 5)
    if planted:
        _commit_to_memory()
    secret = register_sender("drill", at=datetime.now(SHANGHAI))
    activate_examples(datetime.now(SHANGHAI))  # without a profile no incident is ever graded
    place.start_web()
    place.start_worker()
    ledger, threads = send_all(place.url, "drill", secret, (f"r2-{n}" for n in range(signals)))
    for crash in range(1, crashes + 1):
        while len(ledger.acknowledged) < signals * crash / (crashes + 1):
            time.sleep(0.02)
        postgres.stop(place.server, mode="immediate")
        time.sleep(AWAY)
        postgres.start(place.server)
    for thread in threads:
        thread.join()
    connections.close_all()
    place.kill_worker()  # a worker without its database has ended or will; a supervisor starts it again
    found = examine(ledger, drain=AT_ONCE if planted and short else DRAIN)
    line = f"R2 {signals:,}条，数据库立即停止{crashes}次，客户端重试{ledger.retries}次：{found.line()}"
    return Outcome("R2", found.clean, line)


def _commit_to_memory() -> None:
    """A planted fault: commits are acknowledged before they are on disk."""
    with connection.cursor() as cursor:
        for setting in ("synchronous_commit = off", "wal_writer_delay = '10s'"):
            cursor.execute(f"ALTER SYSTEM SET {setting}")
        cursor.execute("SELECT pg_reload_conf()")
