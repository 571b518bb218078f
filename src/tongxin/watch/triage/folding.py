"""Folding that keeps every position: one character in, one character out."""

import unicodedata
from functools import cache

import opencc

# Longer texts are read only up to here, so that the time per text is bounded.
LIMIT = 5_000


@cache
def _table() -> dict[int, str]:
    """Letters by NFKC, full width → half width (but ，: 500，400元 are two sums), traditional → simplified.

    ① and ² are left: beside a figure they would become part of it.
    """
    table = {code: plain for code in range(0xA0, 0x30000) if (plain := _plain(chr(code)))}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0C}
    table.update({0x3000: " ", 0x0A: " ", 0x0D: " ", 0x09: " ", 0x00: " "})
    ideographs = [chr(code) for code in range(0x4E00, 0x9FA6)]
    simple = opencc.OpenCC("t2s").convert("\n".join(ideographs)).split("\n")
    table.update({ord(a): b for a, b in zip(ideographs, simple, strict=True) if a != b and len(b) == 1})
    return table


def _plain(character: str) -> str:
    """Its compatible form, where that is one other letter or ideograph; else ''."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and plain != character and plain.isalpha() else ""


def fold(text: str) -> str:
    """At most LIMIT characters, each folded for itself: positions are those of `text`."""
    return text[:LIMIT].translate(_table())
