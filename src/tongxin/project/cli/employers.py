import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.timezone import localtime
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tongxin.kit.refused import Refused
from tongxin.project.cli.ground import database

if TYPE_CHECKING:
    from tongxin.ground.employers.models import Import

SHOWN = 10
REFUSED, SOME_REJECTED = 1, 3


@click.group()
def employers() -> None:
    """用人单位：从文件导入。"""


@employers.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--org", "code", required=True, help="由哪个工会导入，写工会编号，例如市总工会 HZ。")
@click.option("--rejected", type=click.Path(path_type=Path), default=None, help="退回的行写到哪个文件。")
def import_(file: Path, code: str, rejected: Path | None) -> None:
    """导入 xlsx、xls、ods 或 csv 表格 FILE；按统一社会信用代码新增或更新。

    退出码：0 全部接收或重复；1 文件不被接受；3 有退回的行（写入“文件名.退回.xlsx”）。
    """
    with database():
        made = _import(file, code)
        click.echo(
            f"新增 {made.added:,} · 更新 {made.changed:,} · 重复 {made.same:,} · 退回 {made.rejected:,}"
            f"（导入 {made.pk}）"
        )
        for note in made.notes:
            click.echo(f"提示：{note}")
        if made.rejected:
            _send_back(made, rejected or file.with_name(f"{file.stem}.退回.xlsx"))
            sys.exit(SOME_REJECTED)


def _import(file: Path, code: str) -> "Import":
    from tongxin.ground.employers.importing import import_file  # noqa: PLC0415  (needs Django set up)
    from tongxin.ground.orgs.models import Org  # noqa: PLC0415

    org = Org.objects.current().filter(code=code).first()
    if org is None:
        click.echo(f"未导入：没有编号为“{code}”的工会。", err=True)
        sys.exit(REFUSED)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task("核对并导入", total=None)
            return import_file(
                file, org, by=None, at=localtime(), progress=lambda done: bar.update(task, completed=done)
            )
    except Refused as refused:
        click.echo(f"未导入：{refused.message}", err=True)
        sys.exit(REFUSED)


def _send_back(made: "Import", path: Path) -> None:
    from tongxin.ground.employers.importing import rejected_sheet  # noqa: PLC0415

    for row, column, reason in made.rejects[:SHOWN]:
        click.echo(f"  第 {row} 行  {column}：{reason}")
    if len(made.rejects) > SHOWN:
        click.echo(f"  …… 另有 {len(made.rejects) - SHOWN:,} 处")
    path.write_bytes(rejected_sheet(made))
    click.echo(f"退回的行已写入 {path}")
