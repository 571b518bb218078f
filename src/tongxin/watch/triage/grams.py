"""Hashed character n-grams of many texts at once, as arrays."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BITS = 18
READ = 1_000  # characters the classifier looks at
LONGEST = 2
_MIX = np.uint64(0x9E3779B97F4A7C15)


def grams(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """(row, bucket, 1 + ln count) of every distinct gram of each text, rows ascending; buckets < 2**BITS."""
    cut = [text[:READ] for text in texts]
    joined = "\x00".join(cut) + "\x00"  # no gram crosses the separator
    signs = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    rows = np.repeat(np.arange(len(cut), dtype=np.int64), [len(text) + 1 for text in cut])
    keys = []
    for size in range(1, LONGEST + 1):
        length = max(0, len(signs) - size + 1)
        hashed = np.full(length, size, dtype=np.uint64)
        inside = np.ones(length, dtype=bool)
        for offset in range(size):
            part = signs[offset : length + offset]
            hashed = (hashed ^ part) * _MIX
            inside &= part != 0
        buckets = (hashed >> np.uint64(64 - BITS)).astype(np.int64)
        keys.append((rows[:length][inside] << BITS) | buckets[inside])
    distinct, times = np.unique(np.concatenate(keys), return_counts=True)
    return distinct >> BITS, distinct & ((1 << BITS) - 1), (1 + np.log(times)).astype(np.float32)
