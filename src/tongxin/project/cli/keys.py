import os
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from tongxin.project import keys as store
from tongxin.project.cli.ground import data_folder, database


@click.group()
def keys() -> None:
    """主密钥：查看、轮换。"""


@keys.command("list")
def list_() -> None:
    """列出密钥编号和仍由旧密钥加密的行数；不显示密钥本身。"""
    with database():
        from django.apps import apps  # noqa: PLC0415  (Django is set up by now)
        from django.conf import settings  # noqa: PLC0415

        from tongxin.kit.fields import encrypted_models, stale  # noqa: PLC0415

        for name in settings.TONGXIN_KEYS:
            click.echo(f"{name}{'  现行' if name == settings.TONGXIN_KEY_ID else ''}")
        for model in encrypted_models(apps.get_models()):
            left = model._base_manager.filter(stale(model)).count()
            click.echo(f"{model._meta.verbose_name}（{model._meta.label}）：{left:,} 行待重新加密")


@keys.command()
@click.option("--resume", is_flag=True, help="不加新密钥，只继续上次未做完的重新加密。")
def rotate(resume: bool) -> None:
    """加一把新的主密钥，并把全部加密字段换到新密钥下；可随时中断，用 --resume 继续。

    其他进程须在加密完成前用新的密钥文件重启，否则读不出新加密的内容。旧密钥留在文件中：备份和审计链仍需要它。
    """
    path = Path(os.environ.get("TONGXIN_KEYS", data_folder() / "keys.json"))
    store.load(path)
    name = store.load(path).current if resume else store.add(path)
    with database(), Progress(console=Console(stderr=True), transient=True) as bar:
        from django.apps import apps  # noqa: PLC0415  (Django is set up by now, with the new key)

        from tongxin.kit.fields import encrypted_models, rotate, stale  # noqa: PLC0415

        done = 0
        for model in encrypted_models(apps.get_models()):
            task = bar.add_task(
                str(model._meta.verbose_name), total=model._base_manager.filter(stale(model)).count()
            )
            for count in rotate(model):
                done += count
                bar.advance(task, count)
    click.echo(f"现行密钥 {name}，已重新加密 {done:,} 行。请用新的密钥文件重启其他进程。")
