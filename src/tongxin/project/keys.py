"""Master keys: read from a file of mode 0600, made on the first start of a fresh installation."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

LENGTH = 32  # bytes of a master key


@dataclass(frozen=True)
class Keys:
    """`current` names the key new data is encrypted under; `masters` holds 32 bytes per key id."""

    current: str
    masters: dict[str, bytes]
    django: str


def load(path: Path) -> Keys:
    """The keys in `path`; makes the file if there is none yet. Raises ImproperlyConfigured if it is none."""
    if not path.exists():
        _write(path, {"current": "k1", "masters": {"k1": _fresh()}, "django": secrets.token_urlsafe(50)})
    try:
        stored = json.loads(path.read_text())
        masters = {name: base64.b64decode(key, validate=True) for name, key in stored["masters"].items()}
        if stored["current"] not in masters or any(len(key) != LENGTH for key in masters.values()):
            raise ValueError(stored["current"])
        return Keys(stored["current"], masters, str(stored["django"]))
    except OSError as error:
        raise ImproperlyConfigured(f"读不到密钥文件 {path}：{error.strerror}。") from None
    except (ValueError, KeyError, TypeError, AttributeError):  # ValueError is broken JSON and base64, too
        raise ImproperlyConfigured(f"密钥文件 {path} 已损坏，请从备份中恢复；不要删除它。") from None


def add(path: Path) -> str:
    """Put a further key beside the others, readable and not yet written under; returns its id."""
    load(path)
    stored = json.loads(path.read_text())
    name = f"k{len(stored['masters']) + 1}"
    stored["masters"][name] = _fresh()
    _write(path, stored)
    return name


def switch(path: Path) -> str:
    """Make the newest key the one that is written under; returns its id."""
    name = list(load(path).masters)[-1]
    stored = json.loads(path.read_text())
    stored["current"] = name
    _write(path, stored)
    return name


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(LENGTH)).decode()


def _write(path: Path, stored: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".new")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump(stored, out, indent=1)
    partial.replace(path)
