"""A small demonstration city of its own: `python -m` this module runs it until its standard input ends.

A process apart, because the browser's event loop and the database do not share a thread, and because the
audit trail of a city cannot be emptied between tests.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django

from tongxin.project import postgres
from tongxin.project.drills.stand import Stand
from tongxin.project.tests.installing import prepared

PASSWORD = "Browser-cast-2026"
SCALE = {"employers": 40, "per_year": 1100, "days": 21, "looks": 1}
HASTY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


@dataclass
class City:
    """Where the city answers. `sessions`: what the browser keeps of those who have signed in, by login name."""

    url: str
    logins: list[str]
    sessions: dict[str, Any] = field(default_factory=dict)


@contextmanager
def running_city() -> Iterator[City]:
    """The city in a process of its own; nothing of it remains afterwards."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tongxin.project.settings", "TONGXIN_DEMO": "1"}
    environment.pop("DATABASE_URL", None)
    process = subprocess.Popen(
        [sys.executable, "-m", __name__],
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        told = process.stdout.readline()
        if not told:
            raise RuntimeError(f"示范城市没有启动（{process.wait()}）")
        yield City(**json.loads(told))
    finally:
        process.stdin.close()
        process.wait(30)


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="tongxin-browser-"))
    folder.chmod(0o755)
    subprocess.run(["cp", "-a", f"{prepared()}/.", str(folder)], check=True)
    os.environ["TONGXIN_DATA"] = str(folder)
    server = postgres.locate(folder / "postgres")
    postgres.start(server, settings=HASTY)
    place = Stand(folder, server, free_port())
    try:
        django.setup()
        _open(place)
    finally:
        place.close()
        django.db.connections.close_all()
        postgres.stop(server, mode="immediate")
        for left in (server.data, server.sockets, folder):
            shutil.rmtree(left, ignore_errors=True)


def _open(place: Stand) -> None:
    from tongxin.project.demo.city import load_once  # noqa: PLC0415  (Django is set up by now)

    told = load_once(place.folder / "demo.json", password=PASSWORD, **SCALE)
    place.start_web(workers=2, threads=4)
    place.start_worker()
    print(json.dumps({"url": place.url, "logins": [login for login, *_ in told["accounts"]]}), flush=True)
    sys.stdin.read()
    if place.web.poll() is not None:
        print(f"网页进程已自行退出（{place.web.returncode}）：", file=sys.stderr)
    print((place.folder / "web.log").read_text()[-4000:], file=sys.stderr, end="")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()
