"""The process of R8 that takes a sheet in, to be killed in the middle: `kind key file folder [planted]`."""

import sys
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4
from zoneinfo import ZoneInfo

import django
from django.conf import settings

SHANGHAI = ZoneInfo("Asia/Shanghai")


def main(kind: str, key: str, file: Path, folder: str, planted: bool) -> None:
    """Take `file` in for the source (or union) `key`; stored files go to `folder`."""
    settings.MEDIA_ROOT = folder
    django.setup()
    with forgetful() if planted else nullcontext():
        TAKERS[kind](key, file, datetime.now(SHANGHAI))


def forgetful() -> Any:
    """The planted fault: a store that knows no row again."""
    from tongxin.watch.signals import imports  # noqa: PLC0415  (models can be imported only now)

    kept = imports.store

    def store(source: Any, heard: Any, **more: Any) -> Any:
        return kept(source, [(row, replace(each, key=f"h:{uuid4().hex}")) for row, each in heard], **more)

    return patch.object(imports, "store", store)


def _signals(key: str, file: Path, at: datetime) -> None:
    from tongxin.watch.signals.imports import import_file  # noqa: PLC0415
    from tongxin.watch.signals.models import Source  # noqa: PLC0415

    import_file(file, Source.objects.select_related("org").get(key=key), by=None, at=at)


def _employers(key: str, file: Path, at: datetime) -> None:
    from tongxin.ground.employers import importing  # noqa: PLC0415
    from tongxin.ground.orgs.models import Org  # noqa: PLC0415

    made = importing.preview(file.read_bytes(), file.name, org=Org.objects.get(code=key), by=None, at=at)
    importing.run(importing.commit(made, by=None, at=at), at=at)


TAKERS = {"signals": _signals, "employers": _employers}

if __name__ == "__main__":
    kind, key, file, folder, *rest = sys.argv[1:]
    main(kind, key, Path(file), folder, bool(rest))
