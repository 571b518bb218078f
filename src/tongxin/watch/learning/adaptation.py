"""Learning from a city's own officers what must be added to the weights that are there.

The decision of the given weights is the starting point; the fewer the rows, the less is added (ridge penalty):
with no row at all nothing, and the letters from which the shipped weights were learnt are not needed. Union
and collective by logistic loss, the categories by the loss of a softmax, each under the calibration of the
given weights. L-BFGS-B (Byrd et al. 1995) of SciPy.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy  # loads its parts when they are asked for
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from tongxin.watch.triage.additions import Addition
from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.grams import grams
from tongxin.watch.triage.reading import feature_row
from tongxin.watch.triage.weights import CATEGORY_HEADS, HEADS, Weights

PENALTY = 1.0  # of the squared additions, against the loss summed over rows
RULES = 0.7  # how strongly the rule features speak beside the grams, as in `triage.training`
STEPS = 200
Floats = NDArray[np.float64]
Loss = Callable[[Floats], tuple[float, Floats]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with a person's answer; `category` is looked at only where a union acts, None is unknown."""

    text: str
    acts: bool
    category: str
    collective: bool | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Rows:
    matrix: csr_matrix  # rows × (grams in use + rule features + 1)
    buckets: NDArray[np.int64]
    decided: Floats  # rows × HEADS, by the given weights
    weight: Floats

    def some(self, at: NDArray) -> tuple[csr_matrix, Floats, Floats]:
        return self.matrix[at], self.decided[at], self.weight[at]


def learn(base: Weights, samples: Sequence[Sample]) -> Addition:
    """What the samples teach beside `base`. Raises ValueError without a sample."""
    if not samples:
        raise ValueError("nothing to learn from")
    rows = _rows(base, samples)
    added = np.zeros((rows.matrix.shape[1], len(HEADS)))
    slope, offset, sharpness = (float(one) for one in base.calibration[:3])
    union, together = HEADS.index("union"), HEADS.index("collective")
    acts = np.array([sample.acts for sample in samples], dtype=np.bool_)
    added[:, union] = _yes_no(rows, np.arange(len(samples)), union, acts, (slope, offset))
    known = [at for at, sample in enumerate(samples) if sample.collective is not None]
    said = np.array([samples[at].collective is True for at in known], dtype=np.bool_)
    if known:
        added[:, together] = _yes_no(rows, np.array(known), together, said, (1.0, 0.0))
    first = HEADS.index(CATEGORY_HEADS[0])
    chosen = [at for at, one in enumerate(samples) if one.acts and one.category in CATEGORY_HEADS]
    right = np.array([CATEGORY_HEADS.index(samples[at].category) for at in chosen], dtype=np.int64)
    span = slice(first, first + len(CATEGORY_HEADS))
    if chosen:
        added[:, span] = _one_of(rows, np.array(chosen), first, right, sharpness)
    count = len(rows.buckets)
    scales = np.full(len(added) - count - 1, RULES)
    return Addition(
        rows.buckets,
        added[:count].astype(np.float32),
        (added[count:-1] * scales[:, None]).astype(np.float32),
        added[-1].astype(np.float32),
    )


def _rows(base: Weights, samples: Sequence[Sample]) -> _Rows:
    texts = [fold(sample.text) for sample in samples]
    at, buckets, times = grams(texts)
    values = base.idf[buckets] * times
    norms = np.sqrt(np.maximum(np.bincount(at, weights=values**2, minlength=len(texts)), 1e-9))
    kept = values > 0  # a gram the shipped weights do not know has no idf and cannot be learnt
    used = np.unique(buckets[kept])
    column = np.searchsorted(used, buckets[kept])
    known = csr_matrix(((values / norms[at])[kept], (at[kept], column)), shape=(len(texts), len(used)))
    features = np.array([feature_row(text) for text in texts], dtype=np.float32)
    whole = hstack([known, csr_matrix(features * RULES), csr_matrix(np.ones((len(texts), 1)))]).tocsr()
    weight = np.array([sample.weight for sample in samples])
    return _Rows(whole, used, base.decide(texts, features).astype(float), weight)


def _yes_no(
    rows: _Rows, at: NDArray, head: int, truth: NDArray[np.bool_], calibration: tuple[float, float]
) -> Floats:
    matrix, decided, weight = rows.some(at)
    slope, offset = calibration
    sign = np.where(truth, 1.0, -1.0)

    def loss(added: Floats) -> tuple[float, Floats]:
        signed = sign * (slope * (decided[:, head] + matrix @ added) + offset)
        pull = -sign * weight / (1 + np.exp(np.clip(signed, -30, 30)))
        total = float((np.logaddexp(0, -signed) * weight).sum() + PENALTY / 2 * added @ added)
        return total, slope * (matrix.T @ pull) + PENALTY * added

    return _least(loss, matrix.shape[1])


def _one_of(rows: _Rows, at: NDArray, first: int, right: NDArray[np.int64], sharpness: float) -> Floats:
    matrix, decided, weight = rows.some(at)
    shape = (matrix.shape[1], len(CATEGORY_HEADS))
    truth = np.eye(shape[1])[right]

    def loss(flat: Floats) -> tuple[float, Floats]:
        logits = sharpness * (decided[:, first : first + shape[1]] + matrix @ flat.reshape(shape))
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        missed = -np.log(np.maximum((shares * truth).sum(axis=1), 1e-30)) * weight
        slope = sharpness * (matrix.T @ ((shares - truth) * weight[:, None])).ravel()
        return float(missed.sum() + PENALTY / 2 * flat @ flat), slope + PENALTY * flat

    return _least(loss, shape[0] * shape[1]).reshape(shape)


def _least(loss: Loss, size: int) -> Floats:
    return scipy.optimize.minimize(
        loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}
    ).x
