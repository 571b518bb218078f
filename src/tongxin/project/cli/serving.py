import contextlib
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from http import HTTPStatus
from importlib import import_module
from pathlib import Path

import click
import django
from django.core.management import call_command, execute_from_command_line
from django.db import connections

from tongxin.kit.refused import Refused
from tongxin.project.cli.demo import load as load_demo
from tongxin.project.cli.failing import Unready
from tongxin.project.cli.ground import data_folder, database

WAIT = 60  # seconds until the web server must answer
GRACE = 5  # seconds a process that answers requests has to end; one told so while it starts may never hear it
HERE = ("127.0.0.1", "0.0.0.0", "localhost")  # noqa: S104  (compared with, not listened on)


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="网页端口。")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址；0.0.0.0 为所有网卡。")
@click.option("--data", type=click.Path(path_type=Path), default=None, help="数据目录。")
@click.option("--demo", is_flag=True, help="首次启动时载入示范城市。")
def up(port: int, host: str, data: Path | None, demo: bool) -> None:
    """一条命令启动全部：内嵌 PostgreSQL、网页、后台任务；Ctrl-C 全部停止。

    退出码：0 由人停止；1 有进程意外退出；2 没有启动（端口被占用、数据库连不上、设置有误）。
    """
    if data is not None:
        os.environ["TONGXIN_DATA"] = str(data)
    _refuse_a_busy_port(host, port)
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if demo:
        os.environ["TONGXIN_DEMO"] = "1"
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background processes ignore it
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda *_: sys.exit(0))
    children: dict[str, subprocess.Popen] = {}
    with database():
        try:
            call_command("migrate", verbosity=0, interactive=False)
            if demo:
                load_demo(folder / "demo.json")
            connections.close_all()
            children["后台任务"] = _child("worker")
            children["网页"] = _child("web", "--port", str(port), "--host", host)
            _wait(children, host, port)
            shown = "localhost" if host in HERE else host  # passkeys want a name, not an address
            click.echo(f"\n  同心 · 数智工会平台   http://{shown}:{port}/   （Ctrl-C 停止）\n")
            _watch(children)
        except KeyboardInterrupt:
            click.echo("正在停止…")
        finally:
            _stop(list(children.values()))


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="网页端口。")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址；0.0.0.0 为所有网卡。")
@click.option("--workers", default=2, show_default=True, help="进程数。")
@click.option("--threads", default=8, show_default=True, help="每个进程的线程数。")
@click.option("--wsgi", default="tongxin.project.wsgi:application", hidden=True)
def web(port: int, host: str, workers: int, threads: int, wsgi: str) -> None:
    """只启动网页进程（生产）。端口被占用或设置有误时以 2 退出。"""
    _refuse_a_busy_port(host, port)
    django.setup()
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        str(threads),
        "--backpressure",
        str(threads * 4),
        "--workers-kill-timeout",
        str(GRACE),
        "--no-ws",
        "--log-level",
        "warning",
        "--respawn-failed-workers",
        wsgi,
    ]
    os.execv(sys.executable, command)


@click.command()
@click.option("--concurrency", default=3, show_default=True, help="同时进行的任务数。")
def worker(concurrency: int) -> None:
    """只启动后台任务进程（生产）。连不上数据库或设置有误时以 2 退出。"""
    django.setup()
    connections["default"].ensure_connection()
    import_module("tongxin.kit.jobs").wake_waiting()  # Django is set up only now
    call_command(
        "procrastinate",
        "worker",
        "--concurrency",
        str(concurrency),
        "--delete-jobs",
        "successful",
        "--shutdown-graceful-timeout",
        "10",
    )


@click.command()
def migrate() -> None:
    """建立或升级数据库表。"""
    with database():
        call_command("migrate", interactive=False)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django 管理命令。"""
    with database():
        execute_from_command_line(["tongxin manage", *arguments])


def _child(*arguments: str) -> subprocess.Popen:
    """A process with a group of its own: Ctrl-C reaches only us, and none of its children outlives it."""
    return subprocess.Popen(
        [sys.executable, "-m", "tongxin", *arguments],
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )


def _refuse_a_busy_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one just left is free
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Unready(f"端口 {port} 已被占用，请用 --port 换一个（make run PORT=…）。") from None
            raise Unready(f"不能在 {host}:{port} 上监听：{error.strerror}。") from None


def _wait(children: dict[str, subprocess.Popen], host: str, port: int) -> None:
    """Until the web server answers. Raises Unready if it does not, or if a process ends before."""
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        _refuse_a_dead(children)
        with contextlib.suppress(OSError, http.client.HTTPException):
            asked = http.client.HTTPConnection("127.0.0.1" if host in HERE else host, port, timeout=5)
            asked.request("GET", "/healthz", headers={"Host": "localhost"})
            if asked.getresponse().status == HTTPStatus.OK:
                return
        time.sleep(0.2)
    raise Unready(f"网页进程 {WAIT} 秒内没有应答。")


def _watch(children: dict[str, subprocess.Popen]) -> None:
    """Until somebody stops it. Raises Refused when a process ends; a supervisor restarts in production."""
    while True:
        _refuse_a_dead(children)
        time.sleep(0.5)


def _refuse_a_dead(children: dict[str, subprocess.Popen]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise Refused(f"{name}进程意外退出（退出码 {child.returncode}），其余已停止。")


def _stop(children: list[subprocess.Popen]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(15)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
