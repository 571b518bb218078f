"""Heads of the chain in files outside the database: one line a day, only ever appended.

The folder belongs on another machine or on write-once storage (a mount); then it shows a cut tail and
a chain rewritten by somebody who holds both the database and the key.
"""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localtime

from tongxin.ground.audit.verify import head


def folder() -> Path:
    return settings.DATA / "audit-heads"


def export(at: datetime) -> Path:
    """Append the head to the file of its year, on disk when this returns."""
    here = localtime(at)
    path = folder() / f"{here.year}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as out:
        out.write(f"{here.isoformat(timespec='seconds')} {head()}\n")
        out.flush()
        os.fsync(out.fileno())
    return path


def exported() -> str:
    """Every head written so far, a line each."""
    return "".join(path.read_text() for path in sorted(folder().glob("*.txt")))
