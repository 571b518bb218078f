"""`tongxin triage train`, `versions`, `activate`, `rollback`: what a city's own officers teach. Needs the database."""

import sys
import time
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any

import click

from tongxin.project.cli.showing import busy

PATIENCE = 900  # seconds


def database() -> AbstractContextManager[Any]:
    """The platform's database; imported only here, for predict and evaluate do without Django."""
    opened: AbstractContextManager[Any] = import_module("tongxin.project.cli.ground").database()
    return opened


@click.command()
@click.option("--activate", "use", is_flag=True, help="训练后立即启用。")
def train(use: bool) -> None:
    """用人工研判训练一个新版本，在留出的部分上与现用模型对照；不加 --activate 不改变现用模型。"""
    with database():
        from django.utils.timezone import localtime  # noqa: PLC0415  (needs Django set up)

        from tongxin.watch.learning import services  # noqa: PLC0415
        from tongxin.watch.learning.jobs import gather_examples, train_waiting  # noqa: PLC0415
        from tongxin.watch.learning.models import Training  # noqa: PLC0415

        with busy("训练"):
            while gather_examples(localtime()):
                pass
            waiting = Training.objects.filter(state=Training.State.WAITING).first()
            done = waiting or services.ask(by=None, at=localtime())
            for _ in range(PATIENCE):  # a running worker may have taken it up first
                train_waiting(localtime())
                done.refresh_from_db()
                if done.state != Training.State.WAITING:
                    break
                time.sleep(1)
        if done.version is None:
            click.echo(f"未完成：{done.reason or '工作进程仍在训练，稍后到模型页查看'}", err=True)
            sys.exit(1)
        click.echo(f"版本 {done.version.name}：样本 {done.examples:,} 条，留出 {done.held:,} 条。")
        _tell(done.comparison)
        if use:
            services.activate(done.version, by=None, at=localtime())
            click.echo("已启用。")


@click.command()
def versions() -> None:
    """列出各版本，新的在前，带 * 的正在使用。"""
    with database():
        from django.utils.timezone import localtime  # noqa: PLC0415

        from tongxin.watch.triage.models import ModelVersion  # noqa: PLC0415
        from tongxin.watch.triage.own_model import own_model  # noqa: PLC0415
        from tongxin.watch.triage.weights import weights  # noqa: PLC0415

        given, base, reads = own_model(), weights().name, False
        for row in ModelVersion.objects.order_by("-pk").defer("addition"):
            used = row.active and row.base == base and given is None
            reads = reads or used
            stale = "" if row.base == base else "（基础模型已更换，须重新训练）"
            click.echo(
                f"{_mark(used)} {row.name}  {localtime(row.made_at):%Y-%m-%d %H:%M}  基于 {row.base}{stale}"
            )
        click.echo(f"{_mark(not reads and given is None)} {base}  随平台提供")
        if given is not None:
            click.echo(f"* {given.name}  单位自备的模型文件")


def _mark(used: bool) -> str:
    return "*" if used else " "


@click.command()
@click.argument("name")
def activate(name: str) -> None:
    """启用版本 NAME，新的线索由它研判。"""
    with database():
        from django.utils.timezone import localtime  # noqa: PLC0415

        from tongxin.watch.learning import services  # noqa: PLC0415
        from tongxin.watch.triage.models import ModelVersion  # noqa: PLC0415

        version = ModelVersion.objects.filter(name=name).first()
        if version is None:
            click.echo(f"未完成：没有版本 {name}", err=True)
            sys.exit(1)
        services.activate(version, by=None, at=localtime())
        click.echo(f"已启用 {name}。")


@click.command()
def rollback() -> None:
    """退回启用现用版本之前的模型。"""
    with database():
        from django.utils.timezone import localtime  # noqa: PLC0415

        from tongxin.watch.learning import services  # noqa: PLC0415

        before = services.roll_back(by=None, at=localtime())
        click.echo(f"已退回 {before.name if before else '随平台提供的模型'}。")


def _tell(found: dict[str, Any]) -> None:
    if "rows" not in found:
        click.echo(found["reason"])
        return
    click.echo(f"留出 {found['rows']:,} 条，现用 {found['in_use']} → 新版本")
    for label, key in (("结论正确", "right"), ("工会事项 F1", "union_f1"), ("主类别", "category")):
        click.echo(f"{label}\t{found['before'][key]:.3f} → {found['after'][key]:.3f}")
    low, high = found["difference"]
    click.echo(
        f"差别的 95% 区间 {low:+.3f} 至 {high:+.3f}；改对 {found['better']} 条，改错 {found['worse']} 条。"
    )
    kept = found["shipped_texts"]
    click.echo(
        f"平台自带的 {kept['rows']} 条短文本\t{kept['before']['right']:.3f} → {kept['after']['right']:.3f}"
    )
