import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.timezone import localtime

from tongxin.kit.refused import Refused
from tongxin.project.cli.ground import database
from tongxin.project.cli.showing import busy

if TYPE_CHECKING:
    from tongxin.watch.incidents.models import Ledger

SHOWN = 10
REFUSED, SOME_REJECTED = 1, 3


@click.group()
def incidents() -> None:
    """事件：导入平台启用以前的往年台账，或把它撤回。"""


@incidents.command("import-ledger")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--org", "code", required=True, help="由哪个工会导入，写工会编号，例如市总工会 HZ。")
@click.option("--rejected", type=click.Path(path_type=Path), default=None, help="退回的行写到哪个文件。")
def import_ledger(file: Path, code: str, rejected: Path | None) -> None:
    """导入台账 FILE（xlsx、xls、ods 或 csv），列为日期、区划代码、类别、产业工会、件数；只计入汇总和热点监测的历史。

    退出码：0 全部接收；1 文件不被接受；3 有退回的行（写入“文件名.退回.xlsx”）。
    """
    with database():
        ledger = _taken(file, code)
        click.echo(
            f"{ledger.rows:,} 行 · 计入事件 {ledger.incidents:,} · 退回 {ledger.rejected:,}（台账 {ledger.pk}）"
        )
        if ledger.rejected:
            _send_back(ledger, rejected or file.with_name(f"{file.stem}.退回.xlsx"))
            sys.exit(SOME_REJECTED)


@incidents.command("withdraw-ledger")
@click.argument("number", type=int)
def withdraw_ledger(number: int) -> None:
    """撤回编号为 NUMBER 的台账，其事件不再计入。"""
    with database():
        from tongxin.watch.incidents.ledger import withdraw  # noqa: PLC0415  (needs Django set up)
        from tongxin.watch.incidents.models import Ledger  # noqa: PLC0415

        ledger = Ledger.objects.filter(pk=number).first()
        if ledger is None:
            raise click.ClickException(f"没有编号为 {number} 的台账。")
        try:
            withdraw(ledger, by=None, at=localtime())
        except Refused as refused:
            raise click.ClickException(refused.message) from None
        click.echo(f"已撤回《{ledger.name}》，{ledger.incidents:,} 件事件不再计入。")


def _taken(file: Path, code: str) -> "Ledger":
    from tongxin.ground.orgs.models import Org  # noqa: PLC0415
    from tongxin.watch.incidents.ledger import take_in  # noqa: PLC0415

    org = Org.objects.current().filter(code=code).first()
    if org is None:
        raise click.ClickException(f"未导入：没有编号为“{code}”的工会。")
    try:
        with busy("核对并计入"):
            return take_in(file.read_bytes(), file.name, org=org, by=None, at=localtime())
    except Refused as refused:
        click.echo(f"未导入：{refused.message}", err=True)
        sys.exit(REFUSED)


def _send_back(ledger: "Ledger", path: Path) -> None:
    from tongxin.watch.incidents.ledger import rejected_sheet  # noqa: PLC0415

    for each in ledger.rejects[:SHOWN]:
        click.echo(f"  第 {each['row']} 行：{''.join(each['reasons'])}")
    if ledger.rejected > SHOWN:
        click.echo(f"  …… 另有 {ledger.rejected - SHOWN:,} 行")
    path.write_bytes(rejected_sheet(ledger, by=None, at=localtime()))
    click.echo(f"退回的行已写入 {path}")
