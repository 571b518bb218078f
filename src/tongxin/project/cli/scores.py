"""`tongxin scores`: the employer index computed anew, and its calibration. Needs the database."""

import sys
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any

import click

from tongxin.project.cli.showing import busy


def database() -> AbstractContextManager[Any]:
    """The platform's database; imported only when asked for."""
    opened: AbstractContextManager[Any] = import_module("tongxin.project.cli.ground").database()
    return opened


@click.group()
def scores() -> None:
    """用人单位指数：全市重算、校准。"""


@scores.command()
@click.option("--redraw", is_flag=True, help="先从全部事件重新取依据。")
def rebuild(redraw: bool) -> None:
    """按现行规则从依据重算全市的指数。"""
    with database():
        from django.utils.timezone import localtime  # noqa: PLC0415  (needs Django set up)

        from tongxin.watch.incidents.services import score_anew  # noqa: PLC0415
        from tongxin.watch.scores import jobs  # noqa: PLC0415
        from tongxin.watch.scores.services import pass_over  # noqa: PLC0415

        with busy("重算"):
            if redraw:
                score_anew()
            while jobs.score(localtime()):
                pass
            jobs.survey(localtime())
            done = pass_over(at=localtime())
        if done is None:
            click.echo("未完成：没有启用“用人单位指数”规则", err=True)
            sys.exit(1)
        click.echo(f"{done.employers:,} 家，{done.seconds:g} 秒，按{done.version}。")


@scores.command()
@click.option("--activate", "use", is_flag=True, help="校准后立即启用。")
def calibrate(use: bool) -> None:
    """用已了结的事件校准：重放过去的指数，对照此后八周的结局；结局太少时说明原因，不校准。"""
    with database():
        from django.utils.timezone import localtime  # noqa: PLC0415

        from tongxin.watch.scores import calibrating  # noqa: PLC0415

        with busy("校准"):
            made = calibrating.calibrate(by=None, at=localtime())
        told = made.measured
        click.echo(f"校准 {made.name}：样本 {told['rows']:,} 次，出现 {told['outcomes']:,} 次。")
        click.echo(
            f"留出 {told['held']:,} 次（出现 {told['held_outcomes']:,} 次）的布赖尔分 {told['brier']:g}"
        )
        click.echo(f"把指数当概率 {told['brier_index']:g}；一律按平均 {told['brier_same']:g}")
        for each in told["bins"]:
            click.echo(f"  预测 {each['said']:6.1%}  实际 {each['came']:6.1%}  {each['n']:,} 次")
        if use:
            calibrating.activate(made, by=None, at=localtime())
            click.echo("已启用。")


@scores.command()
def rollback() -> None:
    """退回上一个校准；没有则不再显示概率。"""
    with database():
        from django.utils.timezone import localtime  # noqa: PLC0415

        from tongxin.watch.scores import calibrating  # noqa: PLC0415

        before = calibrating.roll_back(by=None, at=localtime())
        click.echo(f"已退回{f'校准 {before.name}' if before else '未校准的指数'}。")
