"""Near-same texts: MinHash bands to find candidates, Jaccard of character shingles to be sure.

Broder 1997; banding after Leskovec, Rajaraman, Ullman, Mining of Massive Datasets ch. 3. With 16
bands of 4 rows a pair of similarity s meets with probability 1 − (1 − s⁴)¹⁶: .64 at s = .5.
"""

import re
from functools import cache
from typing import Any

import numpy as np

from tongxin.kit.text import normalise

SHINGLE = 4
BANDS, ROWS = 16, 4
SHORTEST = 12  # characters; shorter texts are alike by chance
LONGEST = 2000
PLAIN = re.compile(r"[\W_]+")


def shingles(text: str) -> frozenset[str]:
    """Overlapping runs of four characters, punctuation and spaces left out; empty for short texts."""
    plain = PLAIN.sub("", normalise(text[:LONGEST]))
    if len(plain) < SHORTEST:
        return frozenset()
    return frozenset(plain[i : i + SHINGLE] for i in range(len(plain) - SHINGLE + 1))


def bands(pieces: frozenset[str]) -> list[int]:
    """Sixteen signed 64-bit keys; none for an empty set."""
    if not pieces:
        return []
    mark = _empty().copy()  # its permutations take longer to draw than to use
    mark.update_batch([piece.encode() for piece in pieces])
    rows = mark.hashvalues.reshape(BANDS, ROWS).astype(np.uint64)
    mixed = np.zeros(BANDS, dtype=np.uint64)
    for column in rows.T:
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
    mixed += np.arange(BANDS, dtype=np.uint64)
    return [int(key) for key in mixed.view(np.int64)]


@cache
def _empty() -> Any:
    from datasketch import MinHash  # noqa: PLC0415  (loads slowly, only processes that link need it)

    return MinHash(num_perm=BANDS * ROWS, seed=1)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard similarity, 0–1."""
    return len(one & other) / len(one | other) if one and other else 0.0
