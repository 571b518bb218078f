import sys

import click

from tongxin.project.cli.ground import database
from tongxin.project.cli.showing import busy, counted

SHOWN = 20


@click.group()
def rollups() -> None:
    """汇总数：与原始记录逐格核对、合并增量。"""


@rollups.command()
def verify() -> None:
    """从原始记录重新计数，与汇总逐格比对；有一格不等即以 1 退出。"""
    with database():
        from tongxin.ground.rollups import queries  # noqa: PLC0415  (needs Django set up)

        with busy("从原始记录重新计数"):
            found = queries.differences()
        for measure, day, region, category, source, level, kept, true, amount, owed in found[:SHOWN]:
            cell = " ".join(str(part or "—") for part in (measure, day, region, category, source, level))
            click.echo(f"  {cell}：汇总 {kept}（{amount} 元），应为 {true}（{owed} 元）")
        if len(found) > SHOWN:
            click.echo(f"  ……另有 {len(found) - SHOWN} 格")
        measures = "、".join(sorted(queries.RECOUNTS)) or "（没有登记的指标）"
        click.echo(f"核对指标 {measures}：" + (f"{len(found)} 格不符。" if found else "每一格都相等。"))
        sys.exit(1 if found else 0)


@rollups.command()
def fold() -> None:
    """把尚未合并的增量并入汇总。"""
    with database():
        from tongxin.ground.rollups import services  # noqa: PLC0415
        from tongxin.ground.rollups.models import Delta  # noqa: PLC0415

        done = 0
        with counted("合并", Delta.objects.count()) as show:
            while folded := services.fold():
                done += folded
                show(done)
        click.echo(f"已合并 {done:,} 条增量。")
