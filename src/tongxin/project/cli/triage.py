"""`tongxin triage`: readings and their evaluation over files, without a database; training, with one."""

import sys
import time
from pathlib import Path
from typing import NoReturn
from zipfile import BadZipFile

import click

from tongxin.project.cli import learning
from tongxin.watch.triage import evaluation, verdicts, weights

FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.group()
def triage() -> None:
    """研判：对文件中的文本预测、评测，不需要数据库；用人工研判训练、启用、退回模型版本。"""


for _command in (learning.train, learning.versions, learning.activate, learning.rollback):
    triage.add_command(_command)


@triage.command()
@click.argument("source", metavar="IN.jsonl", type=FILE)
@click.argument("target", metavar="OUT.jsonl", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--quiet", is_flag=True, help="不显示进度。")
def predict(source: Path, target: Path, quiet: bool) -> None:
    """逐行研判 {"id","text"}，每行写出一个结果；有一行不合格式即以 1 退出并指出行号。"""
    begun = time.monotonic()
    try:
        done = (verdicts.predict_lines if quiet else _with_progress)(source, target)
    except (ValueError, OSError) as error:
        _fail(error)
    if not quiet:
        took = time.monotonic() - begun
        click.echo(
            f"已研判 {done:,} 条，用时 {took:.1f} 秒（每秒 {done / max(took, 1e-9):,.0f} 条）。", err=True
        )


@triage.command()
@click.argument("file", metavar="FILE.jsonl", type=FILE)
@click.option("--weights", "path", type=FILE, help="用另一份权重文件，如只在一部分上训练、留出其余来评测的。")
def evaluate(file: Path, path: Path | None) -> None:
    """与人工标注的文件对照，打印文件中标注了的各项指标及其 95% 区间。"""
    try:
        scorer = weights.load(path) if path else None
    except (ValueError, KeyError, OSError, BadZipFile):
        _fail(ValueError(f"{path} 不是权重文件"))
    try:
        found = verdicts.evaluate(file, scorer)
    except (ValueError, KeyError, OSError) as error:
        _fail(error)
    if not found:
        _fail(ValueError("文件中没有标注的条目"))
    click.echo(evaluation.table(found))


def _with_progress(source: Path, target: Path) -> int:
    with source.open("rb") as lines:
        total = sum(1 for line in lines if line.strip())
    with click.progressbar(length=total, label="研判", file=sys.stderr) as bar:
        seen = 0

        def show(done: int) -> None:
            nonlocal seen
            bar.update(done - seen)
            seen = done

        return verdicts.predict_lines(source, target, show)


def _fail(error: Exception) -> NoReturn:
    reason = f"缺少标注字段 {error}" if isinstance(error, KeyError) else error
    if isinstance(error, UnicodeDecodeError):
        reason = "文件不是 UTF-8 编码"
    click.echo(f"未完成：{reason}", err=True)
    sys.exit(1)
