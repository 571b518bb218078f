"""Texts as rows of numbers, for the fit."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack

from tongxin.watch.triage.grams import BITS, grams
from tongxin.watch.triage.reading import feature_row

SEEN_AT_LEAST = 2


def inverse_frequency(texts: Sequence[str]) -> np.ndarray:
    """2**BITS numbers; a gram not SEEN_AT_LEAST so often has none."""
    _, buckets, _ = grams(texts)
    seen = np.bincount(buckets, minlength=1 << BITS)
    idf = np.log((1 + len(texts)) / (1 + seen)) + 1
    return np.where(seen >= SEEN_AT_LEAST, idf, 0).astype(np.float32)


def gram_matrix(texts: Sequence[str], idf: np.ndarray) -> csr_matrix:
    """Texts × 2**BITS, rows of length one."""
    at, buckets, times = grams(texts)
    values = idf[buckets] * times
    norms = np.sqrt(np.maximum(np.bincount(at, weights=values**2, minlength=len(texts)), 1e-9))
    return csr_matrix((values / norms[at], (at, buckets)), shape=(len(texts), 1 << BITS))


def whole_matrix(texts: Sequence[str], idf: np.ndarray, rule_scale: float) -> csr_matrix:
    """`gram_matrix` and the rule features beside it."""
    features = np.array([feature_row(text) for text in texts]) * rule_scale
    return hstack([gram_matrix(texts, idf), csr_matrix(features)]).tocsr()
