"""A platform of its own for a drill: temporary data folder, own database, real web and worker processes."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import django
import psutil
from django.core.management import call_command
from django.db import connections

from tongxin.project import postgres

READY = 60  # seconds until the web server must answer
WSGI = "tongxin.project.wsgi:application"


@dataclass
class Stand:
    """One running platform. `url` is where it answers."""

    folder: Path
    server: postgres.Server
    port: int
    wsgi: str = WSGI
    web_workers: int = 2
    web: subprocess.Popen | None = None
    workers: list[subprocess.Popen] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start_web(self, *, workers: int = 2, threads: int = 8) -> None:
        command = [
            sys.executable,
            "-m",
            "tongxin",
            "web",
            "--port",
            str(self.port),
            "--workers",
            str(workers),
            "--threads",
            str(threads),
            "--wsgi",
            self.wsgi,
        ]
        self.web_workers = workers
        self.web = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=self._log("web"))
        self.wait_until_it_answers()

    def keep_web(self) -> None:
        """Start the web server again if it has ended, as a supervisor does."""
        if self.web is not None and self.web.poll() is not None:
            self.start_web(workers=self.web_workers)

    def start_worker(self) -> None:
        command = [sys.executable, "-m", "tongxin", "worker"]
        self.workers.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=self._log("worker")))

    def wait_until_it_answers(self) -> None:
        until = time.monotonic() + READY
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError(f"网页进程{READY}秒内没有应答，日志见 {self.folder / 'web.log'}")

    def web_processes(self) -> list[psutil.Process]:
        """The processes that answer requests, without their parent that starts them again."""
        if self.web is None or self.web.poll() is not None:
            return []
        found = psutil.Process(self.web.pid).children(recursive=True)
        return [p for p in found if "resource_tracker" not in " ".join(_cmdline(p))]

    def kill_worker(self) -> None:
        """kill -9 of one queue worker, and a new one in its place."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        if self.workers:
            self.workers.pop(0).send_signal(signal.SIGKILL)
        self.start_worker()

    def close(self) -> None:
        for process in [*self.workers, *([self.web] if self.web else [])]:
            if process.poll() is None:
                process.terminate()
        for process in [*self.workers, *([self.web] if self.web else [])]:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def _log(self, name: str) -> int:
        return os.open(self.folder / f"{name}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


@contextmanager
def stand(prepared: Path | None = None) -> Iterator[Stand]:
    """A migrated platform with Django set up on it in this process; nothing of it remains afterwards.

    Must be the first to set Django up: it chooses the data folder. `prepared`: a data folder after `migrate`,
    with its database stopped; the platform starts from a copy, which saves the time migrating takes.
    """
    folder = Path(tempfile.mkdtemp(prefix="tongxin-drill-"))
    folder.chmod(0o755)
    if prepared is not None:
        subprocess.run(["cp", "-a", f"{prepared}/.", str(folder)], check=True)  # owners too: it may be root's
    os.environ["TONGXIN_DATA"] = str(folder)
    os.environ["TONGXIN_DEMO"] = "1"  # so that it may work by the shipped examples
    os.environ.pop("DATABASE_URL", None)
    server = postgres.locate(folder / "postgres")
    postgres.start(server)
    place = Stand(folder, server, _free_port())
    try:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        yield place
    finally:
        place.close()
        connections.close_all()
        postgres.stop(server, mode="immediate")
        for left in (server.data, server.sockets, folder):
            shutil.rmtree(left, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _cmdline(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
