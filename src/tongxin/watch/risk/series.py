"""The counts of every series, by blocks of seven days, out of the rollups: three statements for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tongxin.ground.rollups.queries import Sum, first_day, sums
from tongxin.watch.risk.models import Scale, Series
from tongxin.watch.risk.tree import CATEGORIES, DIGITS, Node

Floats = NDArray[np.float64]
PLACES, INDUSTRIES = "incidents", "incidents_industry"
YEARS = 6
MOST = 53 * YEARS  # blocks looked back
STRAY = 0.005  # share of all incidents in the blocks before counting began in earnest: single old files entered late
Rows = Mapping[tuple[str, str], int]  # (owner as the rollups name it, category) → row


@dataclass(frozen=True)
class Matrix:
    """`counts` (series × blocks): incidents that began in each seven days; block 0 begins on `first`."""

    counts: Floats
    first: date

    @property
    def blocks(self) -> int:
        return self.counts.shape[1]

    def start(self, block: int) -> date:
        """The first day of a block."""
        return self.first + timedelta(weeks=block)


def matrix(found: Sequence[Node], day: date) -> Matrix:
    """Blocks of seven days, the last of which ends on `day`, back to where counting began; three statements."""
    first, blocks = _span(day)
    counts = np.zeros((len(found), blocks))
    by_place = sums(PLACES, first, day, by=("day", "region", "category"))
    by_union = sums(INDUSTRIES, first, day, by=("day", "level", "category"))
    for scale, digits in DIGITS.items():
        rows = {(str(n.region), n.category): at for at, n in enumerate(found) if n.scale == scale}
        _add(counts, rows, by_place, first, digits)
    rows = {(str(n.industry), n.category): at for at, n in enumerate(found) if n.scale == Scale.INDUSTRY}
    _add(counts, rows, by_union, first, None)
    return _from_the_beginning(Matrix(counts, first))


def histories(found: Sequence[Node], told: Matrix) -> NDArray[np.int64]:
    """For how many blocks each series has been counted: a district, and all in it, since its first incident.

    A street without one is quiet, a district without one does not take part yet.
    """
    begun = {
        node.region: told.blocks - int(np.argmax(counted)) if counted.any() else 0
        for node, counted in zip(found, told.counts > 0, strict=True)
        if node.scale == Scale.DISTRICT and node.category == ""
    }
    district = DIGITS[Scale.DISTRICT]
    return np.array([begun.get((n.region or "")[:district], told.blocks) for n in found], dtype=np.int64)


def daily(series: Series, end: date) -> Floats:
    """Incidents of a series day by day up to `end`, back to the first known, six years at most; two statements."""
    first, blocks = _span(end)
    narrowed: dict[str, list[str]] = (
        {"levels": [str(series.industry_org_id)]}
        if series.scale == Scale.INDUSTRY
        else {"regions": [str(series.region_id)]}
    )
    measure = INDUSTRIES if series.scale == Scale.INDUSTRY else PLACES
    counts = np.zeros(7 * blocks)
    for each in sums(measure, first, end, by=("day", "category"), **narrowed):
        day, category = each.key
        if series.category in ("", category):
            counts[(day - first).days] += each.n
    return counts


def blocks(days: Floats) -> Floats:
    """Sums of seven days, the last of which are the last seven."""
    whole = len(days) // 7 * 7
    return days[len(days) - whole :].reshape(-1, 7).sum(axis=1)


def _span(day: date) -> tuple[date, int]:
    """The first day and the number of blocks: a block half before the first incident known is left out."""
    begun = first_day(PLACES)
    known = 0 if begun is None else max(0, ((day - begun).days + 1) // 7)
    blocks = max(1, min(MOST, known))
    return day - timedelta(days=7 * blocks - 1), blocks


def _from_the_beginning(told: Matrix) -> Matrix:
    whole = np.cumsum(told.counts[0])
    skipped = int(np.searchsorted(whole, STRAY * whole[-1])) if len(told.counts) and whole[-1] else 0
    return Matrix(told.counts[:, skipped:], told.start(skipped))


def _add(counts: Floats, rows: Rows, told: Sequence[Sum], first: date, digits: int | None) -> None:
    """Each sum into the row of its owner, and into that of all categories."""
    cells: list[tuple[int, int, int]] = []
    for each in told:
        day, owner, category = each.key
        if digits is not None and len(owner) < digits:
            continue  # known no nearer than a wider place
        for kind in {category, ""} & set(CATEGORIES):
            if (at := rows.get((owner[:digits], kind))) is not None:
                cells.append((at, (day - first).days // 7, each.n))
    if cells:
        at, block, n = np.array(cells).T
        np.add.at(counts, (at, block), n)
