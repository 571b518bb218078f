"""`tongxin risk`: hot spots in weekly counts over files. Needs no database and no Django."""

import sys
from pathlib import Path

import click

from tongxin.watch.risk import detect as detection
from tongxin.watch.risk.farrington import METHODS

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.group()
def risk() -> None:
    """风险：在按周的计数中寻找异常升高；不需要数据库。"""


@risk.command()
@click.argument("source", metavar="IN.csv", type=FILE)
@click.argument("target", metavar="OUT.csv", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option(
    "--method", type=click.Choice(list(METHODS)), default="flex_nbPlugin", show_default=True, help="方法。"
)
@click.option("--last", type=click.IntRange(1), default=1, show_default=True, help="每个序列评估最近几周。")
def detect(source: Path, target: Path, method: str, last: int) -> None:
    """逐行读入 series,date,count（每周一行，缺的周按 0），写出 expected、upper、alarm；历史不足的留空。"""
    try:
        series = detection.read(source)
        found = detection.write(target, detection.detect(series, METHODS[method], last))
    except (ValueError, OSError) as error:
        reason = "文件不是 UTF-8 编码" if isinstance(error, UnicodeDecodeError) else error
        click.echo(f"未完成：{reason}", err=True)
        sys.exit(1)
    click.echo(f"{len(series):,} 个序列，报警 {found:,} 次。", err=True)
