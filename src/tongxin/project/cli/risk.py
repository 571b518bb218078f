"""`tongxin risk`: hot spots in weekly counts over files, without database and Django; or of the platform, by day."""

import sys
from datetime import datetime, timedelta
from pathlib import Path

import click

from tongxin.project.cli.ground import database
from tongxin.watch.risk import detect as detection

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.group()
def risk() -> None:
    """风险：寻找按周计数的异常升高，在文件中（不需要数据库）或在平台的汇总中。"""


@risk.command()
@click.argument("source", metavar="IN.csv", type=FILE)
@click.argument("target", metavar="OUT.csv", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option(
    "--method",
    type=click.Choice(detection.METHODS),
    default="flex_nbPlugin",
    show_default=True,
    help="方法。",
)
@click.option("--last", type=click.IntRange(1), default=1, show_default=True, help="每个序列评估最近几周。")
def detect(source: Path, target: Path, method: str, last: int) -> None:
    """逐行读入 series,date,count（每周一行，缺的周按 0），写出 expected、upper、alarm；历史不足的留空。"""
    try:
        series = detection.read(source)
        found = detection.write(target, detection.detect(series, method, last))
    except (ValueError, OSError) as error:
        reason = "文件不是 UTF-8 编码" if isinstance(error, UnicodeDecodeError) else error
        click.echo(f"未完成：{reason}", err=True)
        sys.exit(1)
    click.echo(f"{len(series):,} 个序列，报警 {found:,} 次。", err=True)


@risk.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="七日的最后一天（默认昨天）。")
def run(day: datetime | None) -> None:
    """按平台的汇总看一次截至某日的七日，写入热点；同一天重复运行结果不变。"""
    with database():
        from django.utils.timezone import localtime  # noqa: PLC0415  (needs Django set up)

        from tongxin.watch.risk.services import look  # noqa: PLC0415

        now = localtime()
        last = day.date() if day else now.date() - timedelta(days=1)
        seen = look(last, at=now)
    click.echo(
        f"截至 {last}：{seen.series:,} 个序列，热点 {seen.hot} 处，新发现 {seen.new}，结束 {seen.over}。"
    )
