import json
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from tongxin.project.cli.showing import busy
from tongxin.project.drills.stand import stand

if TYPE_CHECKING:
    from tongxin.project.bench.figures import Result

NAMES = {
    "intake": "一条线索经接口入库",
    "batch": "每批 100 条入库",
    "sheet": "一万行周报入库",
    "employers": "77,596 家用人单位入库",
    "triage": "逐字研判文本，与 jieba 和 scikit-learn 对照",
    "judging": "研判待处理的线索，入库",
    "bounds": "一万个序列一周的 Farrington 上界",
    "detection": "预警热点：已知真相的模拟序列，与改进的 Farrington 方法对照",
    "linking": "新线索归并到百万条线索之中",
    "scores": "77,596 家用人单位的指数重算",
    "list": "百万条线索的列表、筛选、排序",
    "search": "百万条线索中检索两个汉字",
    "screen": "百万条线索之上的大屏数字",
}
TABLE = "\b\n" + "\n".join(f"  {name:<10}{words}" for name, words in NAMES.items())


@click.command(epilog=TABLE)
@click.argument("names", nargs=-1, required=True, type=click.Choice([*NAMES, "all"]))
@click.option("--json", "as_json", is_flag=True, help="每项输出一个 JSON 对象。")
@click.option("--rows", default=0, metavar="N", help="规模（请求数、行数或线索数），默认为该项的完整规模。")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1), help="与下限交替运行的轮数。")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="另存为该目录下的“名称.json”，有曲线的并存为 SVG 图。",
)
def bench(names: tuple[str, ...], as_json: bool, rows: int, rounds: int, out: Path | None) -> None:
    """与下限交替运行，给出比值；有一项不达标即以 1 退出。

    在临时的数据目录里自建一个平台，结束后不留下任何东西。绝对数值只对当时的机器有意义。
    """
    passed = True
    with stand() as place:
        for name in NAMES if "all" in names else names:
            module = import_module(f"tongxin.project.bench.{name}")  # models can be imported only now
            with busy(f"{name}：与下限交替运行 {rounds} 轮"):
                result = module.run(place, rows=rows, rounds=rounds)
            passed = passed and result.passed
            if out:
                out.mkdir(parents=True, exist_ok=True)
                (out / f"{name}.json").write_text(_json(result, indent=1) + "\n")
                if hasattr(module, "draw"):
                    module.draw(result, out)
            if as_json:
                click.echo(_json(result))
            else:
                _print(result)
    sys.exit(0 if passed else 1)


def _json(result: "Result", indent: int | None = None) -> str:
    return json.dumps(result.plain(), ensure_ascii=False, indent=indent, default=str)


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
    runs = [[name for name in each if isinstance(each[name], dict)] for each in result.rounds]
    kept = zip(result.rounds, runs, strict=True)
    figures = list(dict.fromkeys(figure for each, names in kept for name in names for figure in each[name]))
    for title in ("轮", "运行", *figures):
        table.add_column(title, justify="right")
    for each, names in zip(result.rounds, runs, strict=True):
        for name in names:
            table.add_row(str(each["round"]), name, *(_figure(each[name].get(figure)) for figure in figures))
    return table


def _figure(value: Any) -> str:
    return "" if value is None else f"{value:,g}" if isinstance(value, int | float) else str(value)
