"""Who may read a file: whoever may see the row that owns it."""

from collections.abc import Callable

from django.apps import apps

from tongxin.ground.people.models import Account

Access = Callable[[Account, str], bool]

ACCESS: dict[str, Access] = {}


def register(kind: str, access: Access) -> None:
    """Let `access(user, key)` decide about files owned by `kind` (such as `cases.case`).

    Call it in AppConfig.ready; not needed where the owner's QuerySet has `visible_to`.
    """
    ACCESS[kind] = access


def readable(user: Account, kind: str, key: str) -> bool:
    """Whether `user` may read files of the row `key` of `kind`. Unknown kinds are closed."""
    if kind in ACCESS:
        return ACCESS[kind](user, key)
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return False
    rows = model._default_manager.all()
    if not hasattr(rows, "visible_to"):
        return False
    return rows.visible_to(user).filter(pk=key).exists()
