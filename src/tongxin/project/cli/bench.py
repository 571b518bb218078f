import json
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from tongxin.project.drills.stand import stand

if TYPE_CHECKING:
    from tongxin.project.bench.figures import Result

NAMES = ("intake", "batch", "sheet", "employers", "triage", "lists", "search", "tile")


@click.command()
@click.argument("name", type=click.Choice([*NAMES, "all"]))
@click.option("--json", "as_json", is_flag=True, help="每项输出一个 JSON 对象。")
@click.option("--rows", default=0, metavar="N", help="规模（请求数、行数或线索数），默认为该项的完整规模。")
@click.option(
    "--rounds", default=3, show_default=True, type=click.IntRange(1), help="轮数，本平台与下限交替运行。"
)
def bench(name: str, as_json: bool, rows: int, rounds: int) -> None:
    """与下限交替运行，给出比值；有一项不达标即以 1 退出。

    在临时的数据目录里自建一个平台，结束后不留下任何东西。绝对数值只对当时的机器有意义。
    """
    passed = True
    with stand() as place:
        for each in NAMES if name == "all" else (name,):
            module = import_module(f"tongxin.project.bench.{each}")  # models can be imported only now
            result = module.run(place, rows=rows, rounds=rounds)
            passed = passed and result.passed
            click.echo(json.dumps(result.plain(), ensure_ascii=False, default=str)) if as_json else _print(
                result
            )
    sys.exit(0 if passed else 1)


def _print(result: "Result") -> None:
    console = Console()
    console.print(_rounds(result))
    for check in result.checks:
        console.print(f"  {'达到' if check.passed else '未达'}  {check.must}（实测 {check.value:,g}）")
    for note in result.notes:
        console.print(f"  {note}")
    console.print(f"  负载 {' → '.join(map(str, result.load))}，规模 {result.rows:,}\n")


def _rounds(result: "Result") -> Table:
    """One line a run and round, the figures of the runs as columns."""
    ratio = f"，比值 {result.ratio:g}" if result.ratio is not None else ""
    table = Table(title=f"{result.name}：{result.ours:,g} {result.unit}{ratio}")
    runs = [name for name in result.rounds[0] if isinstance(result.rounds[0][name], dict)]
    figures = list(dict.fromkeys(figure for name in runs for figure in result.rounds[0][name]))
    for title in ("轮", "运行", *figures):
        table.add_column(title, justify="right")
    for each in result.rounds:
        for name in runs:
            table.add_row(str(each["round"]), name, *(_figure(each[name].get(figure)) for figure in figures))
    return table


def _figure(value: Any) -> str:
    return "" if value is None else f"{value:,g}" if isinstance(value, int | float) else str(value)
