import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from tongxin.kit.refused import Refused
from tongxin.project import keys as store
from tongxin.project.cli.ground import data_folder, database


@click.group()
def keys() -> None:
    """主密钥：查看、添加、轮换。

    换密钥分三步：keys add 添加；用新的密钥文件重启全部网页和后台任务进程；keys rotate 换用。
    """


@keys.command("list")
def list_() -> None:
    """列出密钥编号和仍由旧密钥加密的行数；不显示密钥本身。"""
    with database():
        from django.conf import settings  # noqa: PLC0415  (Django is set up by now)

        for name in settings.TONGXIN_KEYS:
            click.echo(f"{name}{'  现行' if name == settings.TONGXIN_KEY_ID else ''}")
        for part in _parts():
            click.echo(f"{part.name}：{part.left:,} 行待重新加密")


@keys.command()
def add() -> None:
    """在密钥文件中添加一把新密钥：能读，还不用它加密。

    然后把密钥文件复制到每一台主机，重启全部网页和后台任务进程，再运行 tongxin keys rotate。
    """
    path = _path()
    name = store.add(path)
    click.echo(f"已添加密钥 {name}（{path}）。请复制到每台主机并重启全部进程，然后运行 tongxin keys rotate。")


@keys.command()
def rotate() -> None:
    """换用最新的密钥，并把全部加密内容换到它下面；可随时中断，再次运行即继续。

    平台可以照常运行，前提是各进程在 keys add 之后重启过。旧密钥留在文件中：备份和审计链仍需要它。
    """
    path = _path()
    if len(store.load(path).masters) == 1:
        raise Refused("只有一把密钥。请先运行 tongxin keys add，重启全部进程，再来轮换。")
    name = store.switch(path)
    done = 0
    with database(), Progress(console=Console(stderr=True), transient=True) as bar:
        for part in _parts():
            task = bar.add_task(part.name, total=part.left)
            for count in part.rows:
                done += count
                bar.advance(task, count)
    click.echo(
        f"现行密钥 {name}，已重新加密 {done:,} 行。"
        "请再重启一次各进程，此后新写入的内容也用新密钥；重启前写入的，再运行一次本命令即可。"
    )


@dataclass(frozen=True)
class Part:
    """One kind of encrypted rows: how many are left, and the act of renewing them, a batch a step."""

    name: str
    left: int
    rows: Iterator[int]


def _parts() -> list[Part]:
    from django.apps import apps  # noqa: PLC0415  (Django is set up by now, with the new key)

    from tongxin.ground.people import factors  # noqa: PLC0415
    from tongxin.kit import fields  # noqa: PLC0415

    def part(model: Any) -> Part:
        left = model._base_manager.filter(fields.stale(model)).count()
        return Part(str(model._meta.verbose_name), left, fields.rotate(model))

    found = [part(model) for model in fields.encrypted_models(apps.get_models())]
    return [*found, Part("二次验证", factors.stale().count(), factors.rotate())]


def _path() -> Path:
    return Path(os.environ.get("TONGXIN_KEYS", data_folder() / "keys.json"))
