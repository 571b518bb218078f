"""Who may read a file: each kind of owner has a rule; a kind without one is closed to everybody."""

from collections.abc import Callable

from tongxin.ground.people.models import Account

Access = Callable[[Account, str], bool]

ACCESS: dict[str, Access] = {}


def register(kind: str, access: Access) -> None:
    """Let `access(user, key)` decide about files owned by `kind` (such as `cases.case`).

    It asks for scope and right; the files of a row may need more than the row. Call it in AppConfig.ready.
    """
    ACCESS[kind] = access


def readable(user: Account, kind: str, key: str) -> bool:
    """Whether `user` may read files of the row `key` of `kind`."""
    return kind in ACCESS and ACCESS[kind](user, key)
