"""`tongxin report`: reports as files, without a worker."""

from pathlib import Path

import click
from django.utils.timezone import localtime

from tongxin.project.cli.ground import database
from tongxin.project.cli.showing import busy


@click.group()
def report() -> None:
    """劳动关系报告（Word 和 PDF）。"""


@report.command()
@click.argument("period")
@click.option("--org", "code", required=True, help="工会编号，例如市总工会 HZ。")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("."), show_default=True,
              help="存放文件的目录，没有时自动建立。")  # fmt: skip
@click.option("--named", is_flag=True, help="列出用人单位名称（仅限内部使用）；默认只写行业。")
def quarter(period: str, code: str, out: Path, named: bool) -> None:
    """生成一个季度（如 2026Q3）的报告，打印两个文件的路径。

    成功退出码为 0；季度或工会不对、该季度还没有开始为 1；参数写错为 2。
    """
    with database():
        from tongxin.faces.reports.quarter import build  # noqa: PLC0415  (needs Django set up)
        from tongxin.ground.orgs.models import Org  # noqa: PLC0415
        from tongxin.kit.documents import to_docx, to_pdf  # noqa: PLC0415
        from tongxin.kit.refused import Refused  # noqa: PLC0415

        org = Org.objects.filter(code=code).first()
        if org is None:
            raise Refused(f"没有编号为“{code}”的工会，请用 tongxin manage 或工会组织页面查看编号。")
        with busy("汇总数字"):
            printed = build(org, period, at=localtime(), named=named)
        out.mkdir(parents=True, exist_ok=True)
        stem = f"{org.code}-{period.upper()}"
        for suffix, printer in ((".docx", to_docx), (".pdf", to_pdf)):
            path = out / f"{stem}{suffix}"
            with busy(f"排版 {path.name}"):
                path.write_bytes(printer(printed))
            click.echo(path)
