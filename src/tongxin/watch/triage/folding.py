"""Folding that keeps every position: one character in, one character out."""

from functools import cache

import opencc

# Longer texts are read only up to here, so that the time per text is bounded.
LIMIT = 5_000


@cache
def _table() -> dict[int, str]:
    """Full width → half width (but ，: 500，400元 are two sums), traditional → simplified."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0C}
    table.update({0x3000: " ", 0x0A: " ", 0x0D: " ", 0x09: " ", 0x00: " "})
    ideographs = [chr(code) for code in range(0x4E00, 0x9FA6)]
    simple = opencc.OpenCC("t2s").convert("\n".join(ideographs)).split("\n")
    table.update({ord(a): b for a, b in zip(ideographs, simple, strict=True) if a != b and len(b) == 1})
    return table


def fold(text: str) -> str:
    """At most LIMIT characters, each folded for itself: positions are those of `text`."""
    return text[:LIMIT].translate(_table())
