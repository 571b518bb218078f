"""What commands that need the database share: Django set up and a database that answers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.db import connections

from tongxin.project import postgres


def data_folder() -> Path:
    return Path(os.environ.get("TONGXIN_DATA", "var")).resolve()


@contextmanager
def database() -> Iterator[None]:
    """Django with a running database; an embedded server that was not running is stopped again."""
    server = None
    if not os.environ.get("DATABASE_URL"):
        server = postgres.locate(data_folder() / "postgres")
        ours = not postgres.running(server) if server.data.exists() else True
        if ours:
            postgres.start(server)
        else:
            server = None
    try:
        django.setup()
        yield
    finally:
        if server is not None:
            connections.close_all()
            postgres.stop(server)
