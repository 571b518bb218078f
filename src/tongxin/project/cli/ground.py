"""What commands that need the database share: Django set up and a database that answers."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.db import connection, connections

from tongxin.project import postgres
from tongxin.project.cli.failing import Unready


def data_folder() -> Path:
    return Path(os.environ.get("TONGXIN_DATA", "var")).resolve()


@contextmanager
def embedded() -> Iterator[None]:
    """The embedded server runs, unless DATABASE_URL names another; if it did not run before, it is stopped."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    server = postgres.locate(data_folder() / "postgres")
    ours = not (server.data.exists() and postgres.running(server))
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:  # told to end, a command stops what it started
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        postgres.start(server)
    except (RuntimeError, OSError) as error:
        reason = str(error).strip().split("\n")[0]
        log = server.data / "server.log"
        raise Unready(f"内嵌数据库没有启动：{reason}" + (f"；详见 {log}" if log.exists() else "")) from error
    try:
        yield
    finally:
        if ours:
            connections.close_all()
            postgres.stop(server)


@contextmanager
def database() -> Iterator[None]:
    """Django with a database that answers."""
    with embedded():
        django.setup()
        connection.ensure_connection()
        yield
