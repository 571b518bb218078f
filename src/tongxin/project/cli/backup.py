import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from tongxin import __version__
from tongxin.kit.refused import Refused
from tongxin.project import archive, keys, postgres
from tongxin.project.cli.ground import data_folder, database

SHORTEST = 12  # characters of a passphrase
EMPTY = """SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'"""


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--with-keys", is_flag=True, help="连同密钥文件，以口令加密（询问，或取自环境变量 TONGXIN_PASSPHRASE）。"
)
@click.option("--force", is_flag=True, help="覆盖已有的文件。")
def backup(file: Path, with_keys: bool, force: bool) -> None:
    """把数据库、附件和审计链头写入一个备份文件 FILE。平台可以继续运行。

    密钥文件默认不在其中，请另行保管：没有密钥，备份中的个人信息无法读取。
    """
    if file.exists() and not force:
        raise click.ClickException(f"{file} 已存在；要覆盖请加 --force。")
    locked = keys.locked(_key_path(), _passphrase(new=True)) if with_keys else None
    with database(), _progress() as show:
        size = archive.write(file, _places(), keys=locked, facts=_facts(), progress=show)
    told = "内含以口令加密的密钥。" if with_keys else f"不含密钥，请另行保管 {_key_path()}。"
    click.echo(f"已写入 {file}（{size:,} 字节），{told}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """把备份文件 FILE 恢复到空的数据库：核对校验和、恢复、升级数据库表、核验审计链与附件。

    先把原平台的密钥文件放到数据目录（或 TONGXIN_KEYS 所指之处）；备份内含密钥的，凭口令取出。
    """
    with _progress() as show:
        manifest = archive.read_manifest(file, show)
    _place_keys(archive.key_file(file), manifest["keys"])
    with database(), _progress() as show:
        _refuse_unless_empty()
        archive.unpack(file, _places(), show)
        findings = _examine(manifest)
    for line in findings["lines"]:
        click.echo(line)
    sys.exit(0 if findings["ok"] else 1)


def _passphrase(*, new: bool) -> str:
    given = os.environ.get("TONGXIN_PASSPHRASE") or click.prompt(
        "备份口令", hide_input=True, confirmation_prompt="再输一次" if new else False
    )
    if new and len(given) < SHORTEST:
        raise Refused(f"口令至少 {SHORTEST} 个字符。")
    return str(given)


def _places() -> archive.Places:
    from django.conf import settings  # noqa: PLC0415  (Django is set up by now)

    from tongxin.ground.audit import heads  # noqa: PLC0415

    programs = postgres.locate(data_folder() / "postgres").programs
    return archive.Places(settings.DATABASES["default"], Path(settings.MEDIA_ROOT), heads.folder(), programs)


def _facts() -> dict[str, Any]:
    from django.utils.timezone import localtime  # noqa: PLC0415

    from tongxin.ground.audit.verify import head  # noqa: PLC0415

    return {
        "version": __version__,
        "at": localtime().isoformat(timespec="seconds"),
        "head": head(),
        "keys": keys.prints(keys.load(_key_path())),
    }


def _examine(manifest: dict[str, Any]) -> dict[str, Any]:
    """Bring the schema up to date; then prove the chain up to the head of the backup, and every file."""
    from django.core.management import call_command  # noqa: PLC0415

    from tongxin.ground.audit.verify import verify  # noqa: PLC0415
    from tongxin.ground.files.models import File  # noqa: PLC0415
    from tongxin.ground.files.services import intact  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    report = verify(manifest["head"])
    kept = list(File.objects.all())
    broken = [file for file in kept if not _there(file, intact)]
    state = f"{len(broken)} 个缺失或内容不符。" if broken else "全部与摘要相符。"
    lines = [
        f"已恢复 {manifest['at']} 的备份（版本 {manifest['version']}）。",
        report.words,
        f"附件 {len(kept):,} 个，{state}",
    ]
    return {"ok": report.ok and not broken, "lines": lines}


def _there(file: Any, intact: Any) -> bool:
    try:
        return bool(intact(file))
    except FileNotFoundError:
        return False


def _refuse_unless_empty() -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(EMPTY)
        if cursor.fetchone()[0]:
            raise Refused("数据库里已有内容。备份只能恢复到空的数据库；请换一个数据目录或新建数据库。")


def _key_path() -> Path:
    return Path(os.environ.get("TONGXIN_KEYS", data_folder() / "keys.json"))


def _place_keys(locked: bytes | None, wanted: dict[str, str]) -> None:
    """Before Django reads its settings: the keys of the backup where there are none; Refused on others."""
    path = _key_path()
    if not path.exists():
        if locked is None:
            raise Refused(f"备份不含密钥。请先把原平台的密钥文件放到 {path}。")
        stored = keys.unlocked(locked, _passphrase(new=False))
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(stored)
    here = keys.prints(keys.load(path))
    if any(here.get(name) != mark for name, mark in wanted.items()):
        raise Refused(f"{path} 中是另一套密钥，与备份不符。请换成原平台的密钥文件，再恢复。")


@contextmanager
def _progress() -> Iterator[archive.Progress]:
    bar = Progress(TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn(),
                   console=Console(stderr=True), transient=True)  # fmt: skip
    with bar:
        task = bar.add_task("准备", total=None)
        yield lambda what, done, total: bar.update(
            task, description=what, completed=done, total=total or None
        )
