import os
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from tongxin import __version__

COMMANDS = {
    "up": "serving",
    "web": "serving",
    "worker": "serving",
    "migrate": "serving",
    "manage": "serving",
    "setup": "setup",
    "demo": "demo",
    "signals": "signals",
    "employers": "employers",
    "incidents": "incidents",
    "law": "law",
    "triage": "triage",
    "risk": "risk",
    "scores": "scores",
    "report": "report",
    "audit": "audit",
    "rollups": "rollups",
    "keys": "keys",
    "drill": "drill",
    "bench": "bench",
    "backup": "backup",
    "restore": "backup",
}


class Lazy(click.Group):
    """Imports a command's module when it is asked for, so that `--help` and pure commands start at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"tongxin.project.cli.{COMMANDS[cmd_name]}")
        return getattr(module, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """What is expected to go wrong ends with one line and its exit code, not with a traceback."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            found = import_module("tongxin.project.cli.failing").told(error)
            if found is None:
                raise
            click.echo(found[0], err=True)
            ctx.exit(found[1])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tongxin")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=None,
    help="数据目录（默认 var，或环境变量 TONGXIN_DATA）。",
)
def cli(data: Path | None) -> None:
    """同心 · 数智工会平台"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.project.settings")
    if data is not None:
        os.environ["TONGXIN_DATA"] = str(data)


def main() -> None:
    cli(prog_name="tongxin")
