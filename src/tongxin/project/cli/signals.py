import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tongxin.project.cli.ground import database

if TYPE_CHECKING:
    from tongxin.watch.signals.models import Batch, Source

SHOWN = 10
REFUSED, SOME_REJECTED = 1, 3


@click.group()
def signals() -> None:
    """线索：从文件导入。"""


@signals.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", "key", default="", help="来源的键；只有一个周报来源时可省略。")
@click.option("--rejected", type=click.Path(path_type=Path), default=None, help="退回的行写到哪个文件。")
def import_(file: Path, key: str, rejected: Path | None) -> None:
    """导入 xlsx、xls、ods 或 csv 表格 FILE；同一文件再次导入不会重复入库。

    退出码：0 全部接收或重复；1 文件不被接受；3 有退回的行（写入“文件名.退回.xlsx”）。
    """
    with database():
        batch = _import(file, key)
        click.echo(
            f"接收 {batch.accepted:,} · 重复 {batch.repeated:,} · 退回 {batch.rejected:,}（批次 {batch.pk}）"
        )
        for note in batch.notes:
            click.echo(f"提示：{note}")
        if batch.rejected:
            _send_back(batch, rejected or file.with_name(f"{file.stem}.退回.xlsx"))
            sys.exit(SOME_REJECTED)


def _import(file: Path, key: str) -> "Batch":
    from django.utils.timezone import localtime  # noqa: PLC0415  (Django is set up by now)

    from tongxin.kit.refused import Refused  # noqa: PLC0415
    from tongxin.watch.signals.imports import import_file  # noqa: PLC0415

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    try:
        with bar:
            task = bar.add_task("导入", total=None)
            return import_file(
                file, _source(key), by=None, at=localtime(),
                progress=lambda done, total: bar.update(task, completed=done, total=total or None),
            )  # fmt: skip
    except Refused as refused:
        click.echo(f"未导入：{refused.message}", err=True)
        sys.exit(REFUSED)


def _source(key: str) -> "Source":
    from tongxin.kit.refused import Refused  # noqa: PLC0415
    from tongxin.watch.signals.models import Source  # noqa: PLC0415

    if key:
        found = list(Source.objects.select_related("org").filter(key=key))
        if not found:
            raise Refused(f"没有键为“{key}”的来源。")
    else:
        found = list(Source.objects.select_related("org").filter(kind="weekly", active=True)[:2])
        if len(found) != 1:
            raise Refused("请用 --source 指明来源的键。")
    return found[0]


def _send_back(batch: "Batch", path: Path) -> None:
    from tongxin.watch.signals.imports import rejected_sheet  # noqa: PLC0415

    for reject in batch.rejects[:SHOWN]:
        reasons = "；".join(f"{p['field']}：{p['reason']}" for p in reject["problems"])
        click.echo(f"  第 {reject['row']} 行  {reasons}")
    if batch.rejected > SHOWN:
        click.echo(f"  …… 另有 {batch.rejected - SHOWN:,} 行")
    path.write_bytes(rejected_sheet(batch))
    click.echo(f"退回的行已写入 {path}")
