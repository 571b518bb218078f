import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.timezone import localtime

from tongxin.project.cli.ground import database

if TYPE_CHECKING:
    from tongxin.ground.statutes.importing import Outcome

SOME_REFUSED = 3


@click.group()
def law() -> None:
    """法律法规：从文件导入原文。"""


@law.command("import")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
def import_(folder: Path) -> None:
    """导入目录 DIR 中的各个“题名(年-月-日).md”；同一文件再导入不改变什么，改过的取代原文。

    退出码：0 全部接收；1 目录里没有可导入的文件；3 有退回的文件（列出原因，其余照常导入）。
    """
    with database():
        outcome = _import(folder)
    _tell(outcome)
    if outcome.refused:
        sys.exit(SOME_REFUSED)


def _import(folder: Path) -> "Outcome":
    from tongxin.ground.statutes.importing import import_folder  # noqa: PLC0415  (needs Django set up)

    return import_folder(folder, by=None, at=localtime())


def _tell(outcome: "Outcome") -> None:
    made, articles, refused = outcome.statutes, outcome.articles, len(outcome.refused)
    click.echo(
        f"法规：新增 {made['new']:,} · 更新 {made['replaced']:,} · 不变 {made['same']:,} · 退回 {refused:,}"
    )
    click.echo(
        f"条文：新增 {articles['new']:,} · 更新 {articles['replaced']:,} · 不变 {articles['same']:,}"
        f" · 删去 {articles['removed']:,}"
    )
    for name, reason in outcome.refused:
        click.echo(f"退回：{name}：{reason}", err=True)
