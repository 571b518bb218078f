"""Which series of a tree stand out, with the share of false ones held down level by level. Pure.

Benjamini and Hochberg (JRSS B 57, 1995), down a tree of hypotheses as Bogomolov, Peterson, Benjamini and Sabatti do in
"Hypotheses on a tree: new error rates and testing strategies" (Biometrika 108, 2021): the children of one parent are a
family, a family is looked at only if its parent was rejected, and its level falls with the share of the families beside
it that were opened. A parent speaks for itself with a third of its level and for what is below it (Simes) with the
rest, so that one street with an incident is not lost in the sum of its district.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
OWN = 1 / 3  # of a parent's level; chosen on training worlds


def reject(p: Floats, parent: Rows, q: float) -> NDArray[np.bool_]:
    """Which series stand out by themselves, at false-discovery level `q`; one whose p is NaN never does.

    `parent` is the row of each series' parent, −1 for none. ValueError where parents go in a circle.
    """
    depth = depths(parent)
    own = np.where(np.isnan(p), 1.0, p)
    children = _families(parent)
    whole = _combined(own, depth, children)
    found = np.zeros(len(p), dtype=bool)
    waiting = [(children.get(-1, np.zeros(0, dtype=np.int64)), q)]
    while waiting:
        family, level = waiting.pop()
        bar = cutoff(whole[family], level)
        opened = family[whole[family] <= bar]
        factor = np.where([row in children for row in opened.tolist()], 1 / OWN, 1)
        found[opened] = factor * own[opened] <= bar
        below = level * len(opened) / max(1, len(family))
        waiting += [(children[row], below) for row in opened.tolist() if row in children]
    return found & ~np.isnan(p)


def cutoff(p: Floats, q: float) -> float:
    """The largest p that Benjamini–Hochberg rejects at level q in one family; −1 if none."""
    order = np.sort(p)
    passing = np.flatnonzero(order <= q * np.arange(1, len(p) + 1) / max(1, len(p)))
    return float(order[passing[-1]]) if len(passing) else -1.0


def simes(p: Floats) -> float:
    """One p for the hypothesis that none of a family stands out."""
    return float((np.sort(p) * len(p) / np.arange(1, len(p) + 1)).min())


def depths(parent: Rows) -> Rows:
    """How many steps each series is below a root."""
    depth = np.zeros(len(parent), dtype=np.int64)
    above = parent.copy()
    for _ in range(len(parent) + 1):
        climbing = above >= 0
        if not climbing.any():
            return depth
        depth[climbing] += 1
        above[climbing] = parent[above[climbing]]
    raise ValueError("the parents of the series go in a circle")


def _families(parent: Rows) -> dict[int, Rows]:
    order = np.argsort(parent, kind="stable")
    keys, starts = np.unique(parent[order], return_index=True)
    return {int(key): rows for key, rows in zip(keys, np.split(order, starts[1:]), strict=True)}


def _combined(own: Floats, depth: Rows, children: dict[int, Rows]) -> Floats:
    """For each series the p that nothing stands out in it or below it."""
    whole = own.copy()
    for row in sorted((key for key in children if key >= 0), key=lambda key: -depth[key]):
        whole[row] = min(1.0, own[row] / OWN, simes(whole[children[row]]) / (1 - OWN))
    return whole
