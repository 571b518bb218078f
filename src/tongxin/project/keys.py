"""Master keys: read from a file of mode 0600, made on the first start of a fresh installation."""

import base64
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.core.exceptions import ImproperlyConfigured

from tongxin.kit.refused import Refused

LENGTH = 32  # bytes of a master key
BOUND = b"tongxin keys"


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


def prints(keys: Keys) -> dict[str, str]:
    """A fingerprint of each master key: tells whether a key file fits, and nothing of the key."""
    return {
        name: hashlib.sha256(b"tongxin key\0" + key).hexdigest()[:16] for name, key in keys.masters.items()
    }


def locked(path: Path, passphrase: str) -> bytes:
    """The key file encrypted under a passphrase (scrypt, AES-256-GCM), as JSON."""
    salt, nonce = os.urandom(16), os.urandom(12)
    body = AESGCM(_stretched(passphrase, salt)).encrypt(nonce, path.read_bytes(), BOUND)
    parts = {"salt": salt, "nonce": nonce, "body": body}
    return json.dumps({name: base64.b64encode(part).decode() for name, part in parts.items()}).encode()


def unlocked(stored: bytes, passphrase: str) -> bytes:
    """The key file out of `locked`. Raises Refused for a wrong passphrase."""
    try:
        salt, nonce, body = (base64.b64decode(json.loads(stored)[name]) for name in ("salt", "nonce", "body"))
        return AESGCM(_stretched(passphrase, salt)).decrypt(nonce, body, BOUND)
    except (InvalidTag, ValueError, KeyError, TypeError):
        raise Refused("口令不对，或备份中的密钥已损坏。") from None


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=LENGTH, n=2**17, r=8, p=1).derive(passphrase.encode())


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(LENGTH)).decode()


def _write(path: Path, stored: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".new")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump(stored, out, indent=1)
    partial.replace(path)
