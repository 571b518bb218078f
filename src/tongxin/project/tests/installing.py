"""A whole installation of its own, run by its command line as on any machine."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEPT = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_URL", "TONGXIN_", "DJANGO_"))}


@contextmanager
def data_folder(*, migrated: bool = False) -> Iterator[Path]:
    """A data folder that every user may enter (else root's database would be kept elsewhere), empty or `migrated`."""
    folder = Path(tempfile.mkdtemp(prefix="tongxin-own-"))
    folder.chmod(0o755)
    if migrated:
        subprocess.run(["cp", "-a", f"{prepared()}/.", str(folder)], check=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepared() -> Path:
    """A data folder after `tongxin migrate`, its database stopped: made once a run, whoever asks first."""
    folder = Path(os.environ["TONGXIN_TEST_RUN"]) / "prepared"
    done = folder.with_suffix(".done")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may ask at once
        if not done.exists():
            folder.mkdir(mode=0o755)
            tongxin(folder, "migrate")
            done.touch()
    return folder


def environment(folder: Path, **settings: str) -> dict[str, str]:
    return KEPT | {"TONGXIN_DATA": str(folder)} | settings


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tongxin", *arguments]


def tongxin(folder: Path, *arguments: str, code: int = 0, **settings: str) -> str:
    """What the command said; it must end with `code` and without a traceback."""
    done = subprocess.run(
        command(*arguments), env=environment(folder, **settings), capture_output=True, text=True, timeout=120
    )
    said = done.stdout + done.stderr
    assert done.returncode == code and "Traceback" not in said, said
    return said
