"""Proof that somebody was shown what a profile would have done before it is saved: a signature over the body."""

import json
from typing import Any

from django.core import signing
from django.utils.crypto import constant_time_compare

SALT = "rulebook.seen"
UNSEEN = "还没有看过新方案对去年预警的影响。请先按“看对去年预警的影响”；确实不看的，按“不看影响，直接录入”。"


def mark(body: dict[str, Any]) -> str:
    """The proof for this body."""
    return signing.Signer(salt=SALT).signature(_text(body))


def seen(body: dict[str, Any], proof: str) -> bool:
    """Whether `proof` is of this very body."""
    return constant_time_compare(mark(body), proof)


def _text(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)
