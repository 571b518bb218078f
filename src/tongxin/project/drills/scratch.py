"""A migrated database of its own beside the platform's, for drills that write; gone at the end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlencode

from django.core.management import call_command
from django.db import connection
from django.test import override_settings


@contextmanager
def scratch() -> Iterator[str]:
    """Django's connection leads to a new database; yields its address, for processes of the drill.

    Where Django is told of a template for databases of tests, it is a copy of that.
    """
    settings, name = connection.settings_dict, f"tongxin_drill_{os.getpid()}"
    usual = settings["NAME"]
    template = settings["TEST"].get("TEMPLATE") or "template1"
    _sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    connection.close()
    settings["NAME"] = name
    try:
        with TemporaryDirectory(prefix="tongxin-drill-") as folder, override_settings(MEDIA_ROOT=folder):
            call_command("migrate", verbosity=0, interactive=False)
            yield _address(settings)
    finally:
        connection.close()
        settings["NAME"] = usual
        _sql(f'DROP DATABASE "{name}" WITH (FORCE)')


def _sql(statement: str) -> None:
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _address(settings: dict[str, str]) -> str:
    who = quote(settings["USER"]) + (f":{quote(settings['PASSWORD'])}" if settings["PASSWORD"] else "")
    query = urlencode({k: settings[v] for k, v in (("host", "HOST"), ("port", "PORT")) if settings[v]})
    return f"postgresql://{who}@/{quote(settings['NAME'])}?{query}"
