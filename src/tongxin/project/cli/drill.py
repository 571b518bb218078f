import sys
from importlib import import_module

import click

from tongxin.project.cli.ground import database
from tongxin.project.drills.stand import stand

ALONE = {"R1", "R2", "R6"}  # these set up a platform of their own
NAMES = ("R1", "R2", "R5", "R6", "R7", "R8", "R9")


@click.command()
@click.argument("name", type=click.Choice(NAMES, case_sensitive=False))
@click.option("--planted", is_flag=True, help="运行埋了缺陷的版本，它必须不通过。")
@click.option("--short", is_flag=True, help="短版。")
def drill(name: str, planted: bool, short: bool) -> None:
    """运行一项演练，打印一行结果；不通过时退出码为 1。"""
    alone = name.upper() in ALONE
    with stand() if alone else database() as place:
        module = import_module(f"tongxin.project.drills.{name.lower()}")  # models can be imported only now
        options = {"planted": planted} | ({"short": short} if "short" in module.run.__kwdefaults__ else {})
        outcome = module.run(*([place] if alone else []), **options)
    click.echo(f"{'通过' if outcome.passed else '未通过'}  {outcome.line}")
    sys.exit(0 if outcome.passed else 1)
