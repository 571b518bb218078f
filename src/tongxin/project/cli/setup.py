"""`tongxin setup`: what a new platform needs before anybody can sign in."""

import click
from django.utils.timezone import localtime

from tongxin.project.cli.ground import database


@click.command()
@click.option("--name", prompt="市总工会名称（如 杭州市总工会）", help="市总工会的全称。")
@click.option("--code", prompt="工会编号（如 HZ）", help="工会编号，以后用于导入和命令行。")
@click.option("--region", prompt="区划代码（市级四位，如 3301）", help="所在市的区划代码。")
@click.option("--login", prompt="首位系统管理员的登录名", default="admin", show_default=True, help="登录名。")
@click.option("--person", prompt="首位系统管理员的姓名", help="姓名。")
def setup(name: str, code: str, region: str, login: str, person: str) -> None:
    """建立市总工会和首位系统管理员，打印一次性的初始密码；已建立过的平台会拒绝。

    没有写在命令行里的项目会逐项询问。先运行 tongxin migrate。
    """
    with database():
        from tongxin.ground.people.founding import found  # noqa: PLC0415  (needs Django set up)

        issued = found(code, name, region=region, login=login, person=person, at=localtime())
        click.echo(f"已建立 {name}（{code}）。")
        click.echo(f"登录名 {issued.account.username}    初始密码 {issued.password}")
        click.echo("密码只显示这一次，首次登录须改密。其余工会和人员请登录后导入或新建。")
