"""Master keys: read from a file of mode 0600, made on the first start of a fresh installation."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Keys:
    """`current` names the key new data is encrypted under; `masters` holds 32 bytes per key id."""

    current: str
    masters: dict[str, bytes]
    django: str


def load(path: Path) -> Keys:
    """The keys in `path`; makes the file if there is none yet."""
    if not path.exists():
        _write(path, {"current": "k1", "masters": {"k1": _fresh()}, "django": secrets.token_urlsafe(50)})
    stored = json.loads(path.read_text())
    masters = {name: base64.b64decode(key) for name, key in stored["masters"].items()}
    return Keys(stored["current"], masters, stored["django"])


def add(path: Path) -> str:
    """Put a new current key beside the old ones; returns its id."""
    stored = json.loads(path.read_text())
    name = f"k{len(stored['masters']) + 1}"
    stored["masters"][name] = _fresh()
    stored["current"] = name
    _write(path, stored)
    return name


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _write(path: Path, stored: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".new")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump(stored, out, indent=1)
    partial.replace(path)
