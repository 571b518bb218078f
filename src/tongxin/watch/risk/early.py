"""Which weeks of many series stand above what is normal for them: the platform's own method. Pure NumPy.

What is normal is learnt by `seasonal.py` from all weeks but the last four; `burst.py` says how surprising two weeks
are; `calibration.py` makes a p-value of it, corrected on the 52 weeks before. `slow.py` sees growth that no single week
shows.
"""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tongxin.watch.risk import calibration, slow
from tongxin.watch.risk.calibration import Predicted
from tongxin.watch.risk.moon import phases
from tongxin.watch.risk.seasonal import YEAR, Normal, design, fit

Floats = NDArray[np.float64]
ALPHA = 0.006  # of one week; on training seeds .0048 of quiet weeks alarm, of the improved Farrington method .0058
LEFT_OUT = 4  # newest weeks, which may be part of what is looked for
EVERY = 4  # weeks predicted from one fit
MOST = 624  # weeks learnt from
LEAST = 52  # weeks to learn from, below which nothing is said
FAR = 20.0  # standard deviations above the mean, and cases, between which a bound is looked for
SLOW = 0.1  # of the level for slow rises; on training worlds .45 of incidents are shown so, at half of it .35
BACK = 52  # past weeks by which the p-values are corrected


@dataclass(frozen=True, slots=True)
class Judged:
    """Series × weeks scored, the newest last.

    `expected` count; `upper`, the largest that is no alarm at ALPHA given the week before; `p` of the week; `rising`, p
    that nothing has grown for months; NaN where the history is too short. `enough` (series): that of the newest is not.
    """

    expected: Floats
    upper: Floats
    p: Floats
    rising: Floats
    enough: NDArray[np.bool_]

    def known(self, which: NDArray[np.bool_]) -> "Judged":
        """The same with nothing said of the other series."""
        blank = np.where(which[:, None], 0.0, np.nan)
        expected, upper, p, rising = (
            each + blank for each in (self.expected, self.upper, self.p, self.rising)
        )
        return Judged(expected, upper, p, rising, self.enough & which)

    @property
    def slow(self) -> NDArray[np.bool_]:
        """Whether a rise over months shows."""
        return self.rising < slow.ALPHA

    @property
    def both(self) -> Floats:
        """One p for a sudden and a slow rise, which is seldom and then so sure that a small part is enough for it."""
        return np.minimum(1, np.fmin(self.p / (1 - SLOW), self.rising / SLOW))


@dataclass(frozen=True)
class Past:
    """What is known: `counts`, `terms` of each week, `groups` and `kinds` of series, how `complete` a week is."""

    counts: Floats
    terms: Floats
    groups: NDArray[np.int64]
    kinds: NDArray[np.int64]
    complete: Floats
    fits: dict[int, Normal] = field(default_factory=dict)

    def learnt(self, until: int) -> Normal:
        """What the weeks before `until` say is normal."""
        if until not in self.fits:
            weeks = slice(max(0, until - MOST), until)
            self.fits[until] = fit(
                self.counts[:, weeks], self.terms[weeks], self.groups, self.kinds, self.complete[weeks]
            )
        return self.fits[until]

    def predicted(self, start: int, end: int) -> Predicted:
        """Weeks `start` … `end` − 1, each from weeks at least LEFT_OUT older."""
        told, normals = [], []
        for at in range(start, end, EVERY):
            weeks = slice(at - 1, min(end, at + EVERY))
            normal = self.learnt(at - LEFT_OUT)
            normals.append(normal)
            told.append([_both(one) for one in normal.expected(self.terms[weeks], self.complete[weeks])])
        mean, spread, doubt = (
            (
                np.concatenate([pair[0] for pair in pairs], axis=1),
                np.concatenate([pair[1] for pair in pairs], axis=1),
            )
            for pairs in zip(*told, strict=True)
        )
        counts = self.counts[:, start:end], self.counts[:, start - 1 : end - 1]
        share = np.broadcast_to(self.complete[start - 1 : end], (len(self.counts), end - start + 1))
        odds = np.stack([normal.odds for normal in normals])
        fits = np.arange(end - start) // EVERY
        return Predicted(counts, mean, spread, doubt, _both(share), normals[-1].unsure[:, None], odds, fits)

    def rising(self, start: int, end: int) -> Floats:
        """p that nothing grows slowly, weeks `start` … `end` − 1; 1 where the history is too short."""
        p = np.ones((len(self.counts), end - start))
        for at in range(start, end, EVERY):
            until = at - slow.SPAN
            if until >= LEAST:
                weeks = slice(until + 1, min(end, at + EVERY))
                mean, spread, doubt = self.learnt(until).expected(self.terms[weeks], self.complete[weeks])
                found = slow.rising(self.counts[:, weeks], mean, spread, doubt.mean(axis=1))
                p[:, at - start : weeks.stop - start] = found
        return p


def judge(
    counts: Floats,
    first_week: date,
    *,
    groups: NDArray[np.int64] | None = None,
    kinds: NDArray[np.int64] | None = None,
    scored: int = 1,
    complete: Floats | None = None,
    year: float = YEAR,
) -> Judged:
    """Judge the last `scored` weeks of `counts` (series × consecutive weeks from the Monday `first_week`).

    `groups`: series of one number share a shape of the year; `kinds`: of one number scatter alike and are told from
    each other's past. `complete`: per week the share of its signals that has
    arrived, 1 where all. `year`: its length in weeks.
    """
    number, weeks = counts.shape
    judged = min(scored, weeks - LEAST - LEFT_OUT)
    if judged < 1:
        return _unknown(number, scored)
    start = weeks - judged
    alone = np.zeros(number, dtype=np.int64)
    past = Past(
        counts,
        design(np.arange(weeks), phases(first_week, weeks), year),
        alone if groups is None else groups,
        alone if kinds is None else kinds,
        np.ones(weeks) if complete is None else complete,
    )
    back = min(BACK, start - LEAST - LEFT_OUT) // EVERY * EVERY
    seen = past.predicted(start - back, weeks)
    expected, found = seen.mean[0], seen.surprise()
    of = calibration.stratum(expected, past.kinds)
    own = calibration.told_by_past(found[:, :back], of[:, :back])
    known = own | seen.curves(of, set(own), np.random.default_rng(1))
    p = calibration.raw(found, of, known)
    factor = np.tile(calibration.corrections(p[:, :back], of[:, :back]), past.kinds.max(initial=0) + 1)
    factor[list(own)] = 1.0
    p = calibration.corrected(p, of, factor)
    told = expected[:, back:]
    upper = _upper(seen.since(back), calibration.least(ALPHA, known, factor, of[:, back:]))
    early = ((0, 0), (scored - judged, 0))
    told, upper, p, rises = (
        np.pad(one, early, constant_values=np.nan)
        for one in (told, upper, p[:, back:], past.rising(start, weeks))
    )
    return Judged(told, upper, p, rises, np.ones(number, dtype=bool))


def _both(weeks: Floats) -> tuple[Floats, Floats]:
    """Each week but the first, and the week before it."""
    return weeks[:, 1:], weeks[:, :-1]


def _upper(seen: Predicted, least: Floats) -> Floats:
    """The largest count whose surprise stays below `least`."""
    low = np.floor(seen.mean[0])
    high = np.ceil(seen.mean[0] + FAR * np.sqrt(seen.mean[0] * seen.spread[0]) + FAR)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        below = seen.surprise(middle) < least
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return low


def _unknown(number: int, scored: int) -> Judged:
    nothing = np.full((number, scored), np.nan)
    return Judged(nothing, nothing, nothing, nothing, np.zeros(number, dtype=bool))
