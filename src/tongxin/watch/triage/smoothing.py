"""Directions in which grams go together, from texts nobody has labelled (latent semantic analysis).

A gram that the labelled texts have hardly shown is so judged by its company. All of it is linear: what is learnt
along the directions is folded back into the weights of the grams and costs the reader nothing.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.utils.extmath import randomized_svd

DIRECTIONS = 200


def directions(texts: csr_matrix) -> NDArray[np.float32]:
    """Columns of texts × DIRECTIONS, orthonormal; the first, which only says how common a gram is, left out."""
    _, _, found = randomized_svd(texts, DIRECTIONS + 1, n_iter=2, random_state=1)
    return found[1:].T.astype(np.float32)
