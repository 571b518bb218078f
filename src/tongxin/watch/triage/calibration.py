"""Turns decisions of models on rows they have not seen into probabilities that mean what they say."""

import numpy as np
from sklearn.linear_model import LogisticRegression


def platt(decisions: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Slope and offset that make the logistic of a decision the share of true rows (Platt 1999)."""
    found = LogisticRegression(C=1e4).fit(decisions[:, None], truth)
    return float(found.coef_[0, 0]), float(found.intercept_[0])


def sharpness(decisions: np.ndarray, right: np.ndarray) -> float:
    """The factor under which the softmax of rows × classes fits best (temperature scaling)."""

    def loss(factor: float) -> float:
        scaled = factor * decisions
        top = scaled.max(axis=1, keepdims=True)
        shares = scaled - top - np.log(np.exp(scaled - top).sum(axis=1, keepdims=True))
        return float(-shares[np.arange(len(right)), right].mean())

    return float(min(np.linspace(0.2, 3.0, 57), key=loss))
