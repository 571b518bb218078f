import sys
from importlib import import_module
from pathlib import Path

import click

from tongxin.project.cli.ground import database
from tongxin.project.cli.showing import busy
from tongxin.project.drills.stand import stand

ALONE = {"R1", "R2", "R6"}  # these set up a platform of their own
NAMES = {
    "R1": "网页和后台进程被反复强杀，线索不丢、不重、不半写",
    "R2": "数据库中途骤停再启动，已答复的都在且只有一份",
    "R5": "每种职责走遍每个地址，谁也够不到不属于自己的",
    "R6": "任意畸形请求，没有 5xx，没有超过五秒的应答",
    "R7": "有害的表格文件被说明原因退回，或读得一字不差",
    "R8": "同一表格来几次、在哪里中断，结果都等于一次",
    "R9": "审计记录被改、删、插、换序、截尾，都被发现",
}
TABLE = "\b\n" + "\n".join(f"  {name}  {words}" for name, words in NAMES.items())


@click.command(epilog=TABLE)
@click.argument("name", type=click.Choice(list(NAMES), case_sensitive=False))
@click.option("--planted", is_flag=True, help="运行埋了缺陷的版本，它必须不通过。")
@click.option("--short", is_flag=True, help="短版。")
@click.option(
    "--prepared",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="migrate 之后、数据库已停止的数据目录：R1、R2、R6 从它的副本开始，省去建库。",
)
def drill(name: str, planted: bool, short: bool, prepared: Path | None) -> None:
    """运行一项演练，打印一行结果；不通过时退出码为 1。"""
    alone = name.upper() in ALONE
    with stand(prepared) if alone else database() as place, busy(f"{name.upper()} {NAMES[name.upper()]}"):
        module = import_module(f"tongxin.project.drills.{name.lower()}")  # models can be imported only now
        options = {"planted": planted} | ({"short": short} if "short" in module.run.__kwdefaults__ else {})
        outcome = module.run(*([place] if alone else []), **options)
    click.echo(f"{'通过' if outcome.passed else '未通过'}  {outcome.line}")
    sys.exit(0 if outcome.passed else 1)
