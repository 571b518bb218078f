import sys
from contextlib import nullcontext
from pathlib import Path

import click

from tongxin.project.cli.ground import database
from tongxin.project.cli.showing import counted


@click.group()
def audit() -> None:
    """审计链：核验、导出链头。"""


@audit.command()
@click.option(
    "--head",
    "given",
    default=None,
    metavar="FILE|TEXT",
    help="此前导出的链头：文件，或 封存号:链值:条数 的文本。",
)
@click.option("--quiet", is_flag=True, help="不显示进度。")
def verify(given: str | None, quiet: bool) -> None:
    """重新计算整条审计链；有一处不符即以 1 退出，并指出最先一处。

    数据目录 audit-heads 下每日自动导出的链头会一并核对。
    """
    with database():
        from tongxin.ground.audit import heads  # noqa: PLC0415  (needs Django set up)
        from tongxin.ground.audit.models import Entry  # noqa: PLC0415
        from tongxin.ground.audit.verify import verify as prove  # noqa: PLC0415

        try:
            known = f"{heads.exported()}\n{_text(given)}"
            newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
            with counted("核验", newest or 0) if not quiet else nullcontext() as show:
                report = prove(known, progress=show)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--head") from error
        click.echo(report.words)
        for finding in report.findings[:20]:
            click.echo(f"  {finding}")
        sys.exit(0 if report.ok else 1)


@audit.command()
def head() -> None:
    """打印链头（封存号:链值:条数）。请保存到另一台机器：tongxin audit head > 文件"""
    with database():
        from tongxin.ground.audit.verify import head as end  # noqa: PLC0415

        click.echo(end())


def _text(given: str | None) -> str:
    if given is None:
        return ""
    path = Path(given)
    return path.read_text() if len(given) < 1000 and path.is_file() else given
