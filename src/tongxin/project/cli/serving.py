import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import django
from django.core.management import call_command, execute_from_command_line
from django.db import connections

from tongxin.project import postgres
from tongxin.project.cli.demo import load as load_demo
from tongxin.project.cli.ground import data_folder, database

WAIT = 60  # seconds until the web server must answer


@click.command()
@click.option("--port", default=8000, show_default=True, help="网页端口。")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。")
@click.option("--data", type=click.Path(path_type=Path), default=None, help="数据目录。")
@click.option("--demo", is_flag=True, help="首次启动时载入示范城市。")
def up(port: int, host: str, data: Path | None, demo: bool) -> None:
    """一条命令启动全部：内嵌 PostgreSQL、网页、后台任务；Ctrl-C 全部停止。"""
    if data is not None:
        os.environ["TONGXIN_DATA"] = str(data)
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if demo:
        os.environ["TONGXIN_DEMO"] = "1"
    server = None if os.environ.get("DATABASE_URL") else postgres.locate(folder / "postgres")
    if server:
        postgres.start(server)
    children: list[subprocess.Popen] = []
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        if demo:
            load_demo(folder / "demo.json")
        children = [_child("worker"), _child("web", "--port", str(port), "--host", host)]
        click.echo(f"\n  同心 · 数智工会平台   http://{host}:{port}/   （Ctrl-C 停止）\n")
        _watch(children)
    except (KeyboardInterrupt, SystemExit):
        click.echo("正在停止…")
    finally:
        _stop(children)
        if server:
            connections.close_all()
            postgres.stop(server)


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--workers", default=2, show_default=True, help="进程数。")
@click.option("--threads", default=8, show_default=True, help="每个进程的线程数。")
@click.option("--wsgi", default="tongxin.project.wsgi:application", hidden=True)
def web(port: int, host: str, workers: int, threads: int, wsgi: str) -> None:
    """只启动网页进程（生产）。"""
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
    """只启动后台任务进程（生产）。"""
    django.setup()
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
    return subprocess.Popen(
        [sys.executable, "-m", "tongxin", *arguments], env=os.environ | {"PYTHONUNBUFFERED": "1"}
    )


def _watch(children: list[subprocess.Popen]) -> None:
    """Return when any child ends; restart nothing, a supervisor does that in production."""
    while all(child.poll() is None for child in children):
        time.sleep(0.5)
    click.echo("有进程意外退出。", err=True)


def _stop(children: list[subprocess.Popen]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
