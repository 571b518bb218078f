import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from tongxin.project.cli.ground import data_folder, database

SHOWN = 20  # accounts; the first hold every duty
CITY = {"employers": 77_596, "per_year": 15_541, "days": 5 * 365, "mix": "seeds"}


@click.command()
@click.option(
    "--scale",
    type=click.Choice(["small", "city"]),
    default="small",
    show_default=True,
    help="small：约一年的示范城市；city：五年、每年15,541条、77,596家单位，供压测。",
)
def demo(scale: str) -> None:
    """载入示范城市（只能载入空的数据库）。中断后再次执行，从断处接着载入；city 规模在两核机器上约需50分钟。"""
    os.environ["TONGXIN_DEMO"] = "1"
    with database():
        load(data_folder() / "demo.json", **(CITY if scale == "city" else {}))


def load(marker: Path, **scale: Any) -> None:
    """Load with a progress bar, unless it is loaded; print the accounts."""
    from django.core.management import call_command  # noqa: PLC0415  (needs Django set up)

    from tongxin.project.demo.city import load_once  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    with _progress() as progress:
        told = load_once(marker, password=f"Tx-{secrets.token_urlsafe(6)}", progress=progress, **scale)
    _print(told, marker)


@contextmanager
def _progress() -> Iterator:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(words: str, done: int, total: int) -> None:
            if words not in tasks:
                tasks[words] = bar.add_task(words, total=total)
            bar.update(tasks[words], completed=done, total=total)

        yield tell


def _print(told: dict, marker: Path) -> None:
    table = Table(title=f"示范账号（密码都是 {told['password']}）", title_justify="left")
    for head in ("登录名", "姓名", "岗位"):
        table.add_column(head)
    for row in told["accounts"][:SHOWN]:
        table.add_row(*row)
    Console().print(table)
    if (more := len(told["accounts"]) - SHOWN) > 0:
        click.echo(f"另有 {more} 个账号，密码相同，全部写在 {marker}。")
