"""Logistic regression with ridge penalty, solved for one number a row in place of one a feature.

There are 2,000 rows and half a million features, and what a head may lean on is said by its kernel alone.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

STEPS, CLOSE = 15, 0.01
Floats = NDArray[np.float64]


def solve(kernel: Floats, truth: NDArray[np.bool_], weight: Floats) -> Floats:
    """Row numbers `a` of the decision kernel @ a, by Newton's steps. `weight` is the C of each row.

    A constant in the kernel makes the offset, which is penalised like the rest.
    """
    sign = np.where(truth, 1.0, -1.0)
    decided, numbers = np.zeros(len(sign)), np.zeros(len(sign))
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-sign * decided))
        curve = np.maximum(weight * share * (1 - share), 1e-9)
        root = np.sqrt(curve)
        system = root[:, None] * kernel * root
        system.flat[:: len(sign) + 1] += 1
        aim = decided + sign * (1 - share) * weight / curve
        numbers = root * cho_solve(cho_factor(system, overwrite_a=True), root * aim)
        last, decided = decided, kernel @ numbers
        if np.abs(decided - last).max() < CLOSE:
            break
    return numbers
