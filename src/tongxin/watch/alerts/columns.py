"""Many incidents graded at once: conditions over columns instead of one incident after the other. Pure.

`levels` gives for every row what `rules.grade` says of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tongxin.watch.alerts.levels import ASCENDING, RANK, Level
from tongxin.watch.alerts.rules import COMPARE, FACTS, OWN, Facts, clauses

Ranks = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]
WORDS = ("category", "risk_band", "scale")


class Columns:
    """One array a fact, all of one length. Figures and flags are floats with NaN for unknown, words are text, ''."""

    def __init__(self, n: int, **given: npt.ArrayLike) -> None:
        if unknown := set(given) - set(FACTS):
            raise ValueError(f"no facts: {sorted(unknown)}")
        self.n = n
        self._held = {
            name: np.asarray(values, dtype=str if name in WORDS else float) for name, values in given.items()
        }

    def __len__(self) -> int:
        return self.n

    def met(self, name: str, sign: str, limit: Any) -> Mask:
        """Which rows meet one condition; what is not known meets none."""
        held = self._held.get(name)
        if held is None:
            return np.zeros(self.n, dtype=bool)
        known = held != "" if name in WORDS else ~np.isnan(held)
        met: Mask = known & COMPARE[sign](held, limit)
        return met


def of(rows: Sequence[Facts]) -> Columns:
    """Columns of facts that are at hand one by one."""
    return from_json([row.as_json() for row in rows])


def from_json(rows: Sequence[Mapping[str, Any]]) -> Columns:
    """Columns of snapshots, as `Facts.as_json` writes them."""
    given: dict[str, npt.ArrayLike] = {
        name: [row.get(name, "" if name in WORDS else np.nan) for row in rows] for name in FACTS
    }
    return Columns(len(rows), **given)


def levels(body: Mapping[str, Any], columns: Columns, subject: str = "incident") -> Ranks:
    """The rank (`RANK`: 4 red … 1 blue) of each row; 0 where the profile says nothing of an employer or hot spot."""
    found: Ranks = np.zeros(len(columns), dtype=np.int8)
    for level in (Level(each) for each in ASCENDING):
        found[_any(body, level, columns, subject)] = RANK[level]
    if subject != "incident":
        return found
    cap = body.get("single_unverified_cap")
    if cap:
        alone = ~columns.met("sources", ">", 1) & ~columns.met("verified", "==", True)
        found = np.where(alone, np.minimum(found, RANK[Level(cap)]), found).astype(np.int8)
    found[found == 0] = RANK[Level(body.get("default", Level.BLUE))]
    return found


def _any(body: Mapping[str, Any], level: Level, columns: Columns, subject: str) -> Mask:
    met: Mask = np.zeros(len(columns), dtype=bool)
    for clause in clauses(body, level):
        if any(name in OWN[subject] for name, _, _ in clause["all"]):
            met |= np.logical_and.reduce([columns.met(*condition) for condition in clause["all"]])
    return met
