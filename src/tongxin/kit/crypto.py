"""Encryption of single values and blind indexes over them. Keys are read from the settings at each call.

A token is `<key id>:<algorithm>:<base64 of nonce + ciphertext + tag>`; algorithm `a` is AES-256-GCM,
`s` is SM4-GCM. Every purpose and context has a key of its own, derived from the master key, so a token moved
to another column does not open there.
"""

import base64
import binascii
import hmac
import os
import re
import unicodedata
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3, Hash, HashAlgorithm
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12
TAG = 16
TAGS = {"aes-256-gcm": "a", "sm4-gcm": "s"}
KEY_LENGTHS = {"a": 32, "s": 16}
BLIND_HASHES: dict[str, type[HashAlgorithm]] = {"a": SHA256, "s": SM3}
TOKEN = re.compile(r"([^:]+):([as]):([A-Za-z0-9+/]+={0,2})")


class Undecipherable(Exception):
    """A token that cannot be opened: unknown key, foreign context or altered bytes. Carries no plain text."""


def encrypt(plain: str, context: str) -> str:
    """The token of `plain` under the current key; `context` is its column, such as `people.account.phone`."""
    prefix = current_prefix()
    key_id, tag, _ = prefix.split(":")
    key = _derived(_master(key_id), "encrypt", tag, context)
    nonce = os.urandom(NONCE)
    sealed = _seal(tag, key, nonce, plain.encode(), _bound(key_id, tag, context))
    return prefix + base64.b64encode(nonce + sealed).decode()


def decrypt(token: str, context: str) -> str:
    """The plain text of a token, with the key and algorithm that it names. Raises Undecipherable."""
    match = TOKEN.fullmatch(token)
    if match is None:
        raise Undecipherable(f"{context}: not a token")
    key_id, tag, body = match.groups()
    try:
        raw = base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise Undecipherable(f"{context}: broken base64") from error
    if len(raw) < NONCE + TAG:
        raise Undecipherable(f"{context}: token too short")
    key = _derived(_master(key_id), "encrypt", tag, context)
    try:
        return _open(tag, key, raw[:NONCE], raw[NONCE:], _bound(key_id, tag, context)).decode()
    except InvalidTag as error:
        raise Undecipherable(f"{context}: altered, or not made by key {key_id} for this column") from error


def current_prefix() -> str:
    """What every token under the current key and algorithm starts with."""
    key_id = settings.TONGXIN_KEY_ID
    if ":" in key_id:
        raise ValueError("a key id may not contain a colon")
    return f"{key_id}:{TAGS[settings.TONGXIN_CIPHER]}:"


def blind_index(plain: str, context: str) -> str:
    """64 hex digits that are equal for equal values of a column and say nothing else; current key."""
    return _blind(plain, context, settings.TONGXIN_KEY_ID, TAGS[settings.TONGXIN_CIPHER])


def blind_candidates(plain: str, context: str) -> list[str]:
    """The index of `plain` under each key and algorithm, current first: look-ups work during a rotation."""
    current = blind_index(plain, context)
    every = [_blind(plain, context, key_id, tag) for key_id in settings.TONGXIN_KEYS for tag in BLIND_HASHES]
    return [current, *(index for index in every if index != current)]


def sm3(data: bytes) -> bytes:
    """GB/T 32905 digest, 32 bytes."""
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize()


def hmac_sm3(key: bytes, data: bytes) -> bytes:
    """HMAC with SM3, 32 bytes."""
    return _hmac(SM3, key, data)


def same(left: bytes, right: bytes) -> bool:
    """Equality of two digests in constant time."""
    return hmac.compare_digest(left, right)


def _master(key_id: str) -> bytes:
    try:
        return settings.TONGXIN_KEYS[key_id]
    except KeyError:
        raise Undecipherable(f"key {key_id} is not in TONGXIN_KEYS") from None


@lru_cache(maxsize=256)
def _derived(master: bytes, purpose: str, tag: str, context: str) -> bytes:
    if len(master) != 32:
        raise ValueError("a master key has 32 bytes")
    length = KEY_LENGTHS[tag] if purpose == "encrypt" else 32
    info = "\x00".join(("tongxin", purpose, tag, context)).encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(master)


def _bound(key_id: str, tag: str, context: str) -> bytes:
    return f"{key_id}:{tag}:{context}".encode()


def _seal(tag: str, key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    if tag == "a":
        return AESGCM(key).encrypt(nonce, plain, bound)
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def _open(tag: str, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    if tag == "a":
        return AESGCM(key).decrypt(nonce, sealed, bound)
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, sealed[-TAG:])).decryptor()
    decryptor.authenticate_additional_data(bound)
    return decryptor.update(sealed[:-TAG]) + decryptor.finalize()


def _blind(plain: str, context: str, key_id: str, tag: str) -> str:
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", plain)).upper()
    key = _derived(_master(key_id), "blind", tag, context)
    return _hmac(BLIND_HASHES[tag], key, folded.encode()).hex()


def _hmac(algorithm: type[HashAlgorithm], key: bytes, data: bytes) -> bytes:
    mac = HMAC(key, algorithm())
    mac.update(data)
    return mac.finalize()
