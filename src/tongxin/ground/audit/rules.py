"""How entries are sealed: digests, Merkle roots and the chain. Pure; SM3 throughout (GB/T 32905)."""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from tongxin.kit.crypto import hmac_sm3, sm3

GENESIS = "0" * 64
LEAF, NODE = b"\x00", b"\x01"  # an inner node can never be passed off as an entry (RFC 6962, 2.1)
PURPOSE = b"tongxin\x00audit\x00chain"


@dataclass(frozen=True, slots=True)
class Link:
    """What the chain value of a seal is made over, with times as the database prints their epoch."""

    root: str
    count: int
    last_entry: int
    sealed_at: str
    floor: int
    horizon: str | None
    read_at: str | None
    key_id: str


def canonical(fields: Sequence[int | str | None]) -> bytes:
    """One entry as bytes: a JSON array of its columns, times as epoch text, facts as jsonb prints them."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def leaf(fields: Sequence[int | str | None]) -> bytes:
    return sm3(LEAF + canonical(fields))


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The root over at least one leaf; a node without a sibling moves up as it is."""
    if not leaves:
        raise ValueError("nothing to seal")
    level = list(leaves)
    while len(level) > 1:
        pairs = [sm3(NODE + left + right) for left, right in zip(level[::2], level[1::2], strict=False)]
        level = pairs + (level[-1:] if len(level) % 2 else [])
    return level[0]


def chain_key(master: bytes) -> bytes:
    return hmac_sm3(master, PURPOSE)


def chain(key: bytes, before: str, link: Link) -> str:
    """The chain value of a seal that follows the chain value `before`, 64 hex digits."""
    return hmac_sm3(key, canonical([before, *astuple(link)])).hex()
