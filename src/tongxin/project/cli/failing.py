"""What a command says when it cannot go on, and the exit code it ends with.

1: refused or failed; 2: the installation is not ready (settings, keys, database, port). Anything else is a fault
of the program and keeps its traceback.
"""

from django.core.exceptions import ImproperlyConfigured
from django.db import Error, OperationalError, ProgrammingError, connection

from tongxin.kit.crypto import Undecipherable
from tongxin.kit.refused import Refused

REFUSED, NOT_READY = 1, 2
OLD_TABLES = "42P01", "42703"  # a table or column that is not there


class Unready(Exception):
    """The installation cannot do this now; says in Chinese what is wrong and what to do."""


def told(error: Exception) -> tuple[str, int] | None:
    """The line to print and the exit code; None for what nobody expected."""
    match error:
        case Refused():
            return f"未完成：{error.message}", REFUSED
        case Unready() | ImproperlyConfigured():
            return f"无法运行：{error}", NOT_READY
        case OperationalError():
            return f"无法运行：连不上数据库 {_where()}：{_first_line(error)}", NOT_READY
        case ProgrammingError() if getattr(error.__cause__, "sqlstate", "") in OLD_TABLES:
            return "无法运行：数据库还没有建表，或表的版本较旧。请先运行 tongxin migrate。", NOT_READY
        case Undecipherable():
            return f"无法运行：密钥文件与数据不符（{error}）。请核对 TONGXIN_KEYS 所指的文件。", NOT_READY
    return None


def _where() -> str:
    """Host, port and name of the database, never its password."""
    own = connection.settings_dict
    return f"{own['HOST'] or 'localhost'}{':' if own['PORT'] else ''}{own['PORT']}/{own['NAME']}"


def _first_line(error: Error) -> str:
    return str(error).strip().split("\n")[0][:300]
