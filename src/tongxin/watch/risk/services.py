"""One look at all series a day: what stands out becomes a hot spot, what stands no longer is over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Max, Q
from django.utils.timezone import localtime
from numpy.typing import NDArray

from tongxin.ground.audit.services import Act, record_many
from tongxin.ground.rulebook.queries import named
from tongxin.ground.rulebook.uses import HOTSPOTS
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused
from tongxin.kit.statements import ask
from tongxin.watch.risk import delay, rules, tree
from tongxin.watch.risk.control import reject
from tongxin.watch.risk.early import LEAST, LEFT_OUT, Judged, judge
from tongxin.watch.risk.models import Hotspot, Series, State
from tongxin.watch.risk.series import Matrix, histories, matrix
from tongxin.watch.risk.tree import Node

LOCK = 7_341_026
RECENT = 26  # blocks kept for the small picture
TRACKED = 104  # weeks of which the expectation is kept
RETRACED = 26  # of them judged afterwards when a platform looks for the first time
WEEK = timedelta(weeks=1)
TOLD = (
    "org_id",
    "scale",
    "region_id",
    "industry_org_id",
    "category",
    "observed",
    "expected",
    "upper",
    "p",
    "rising",
    "slow",
)
LAST = ("week", "peak", "seen", "over_at", "graded_at")


@dataclass(frozen=True)
class Look:
    """What one look found: how many series, how many of them hot, how many hot spots are new and how many are over."""

    series: int = 0
    hot: int = 0
    new: int = 0
    over: int = 0


@transaction.atomic
def look(day: date, *, at: datetime) -> Look:
    """Judge the seven days that end on `day`, of every series; write what was found. The same day twice is one look.

    `Refused` for a day before the last one looked at: what was known then is gone.
    """
    ask("SELECT pg_advisory_xact_lock(%s)", [LOCK])  # one look at a time
    if (last := Series.objects.aggregate(last=Max("day"))["last"]) and last > day:
        raise Refused(f"已经看到 {last} 为止，不能再看更早的 {day}。")
    found = tree.nodes()
    if not found:
        return Look()
    told = matrix(found, day)
    first, whole = last is None, _sunday(day) == day
    judged = _judged(found, told, day, at, RETRACED if first and whole else 1)
    tracks = dict(Series.objects.values_list("key", "track"))
    if first:
        tracks = _track(found, told, judged) if whole else _retraced(found, _sunday(day), at)
    limits = limits_on(day)
    p = np.where(judged.enough, judged.both[:, -1], np.nan)
    now = told.counts[:, -1]
    hot = reject(p, tree.parents(found), limits.share) & (now > np.nan_to_num(judged.expected[:, -1]))
    rows = [_series(node, told.counts[at_row], judged, at_row, day) for at_row, node in enumerate(found)]
    for row, weeks in zip(rows, histories(found, told).tolist(), strict=True):
        row.history = weeks
        row.track = _tracked(tracks.get(row.key, []), row)
    return _write(rows, hot, day, at, limits)


def limits_on(day: date) -> rules.Limits:
    """As the rulebook says, else the platform's own."""
    version = named(HOTSPOTS, on=day)
    told = version.body.get("threshold", {}) if version else {}
    weeks = float(told.get("weeks", rules.WEEKS))
    return rules.Limits(float(told.get("false_share", rules.SHARE)), timedelta(days=round(7 * weeks)))


def mark_graded(rows: Sequence[Hotspot], *, at: datetime) -> int:
    """The grading stage has looked at these."""
    return Hotspot.objects.filter(pk__in=[row.pk for row in rows]).update(graded_at=at)


@transaction.atomic
def _write(
    rows: Sequence[Series], hot: NDArray[np.bool_], day: date, at: datetime, limits: rules.Limits
) -> Look:
    standing = _store(rows)
    wanted = {row.key for row, found in zip(rows, hot, strict=True) if found}
    known = _known(day, limits)
    new = [_found(row, day, at) for key, row in standing.items() if key in wanted and row.pk not in known]
    Hotspot.objects.bulk_create(new)
    acts = [Act(each, "find", _facts(each)) for each in new]
    for row in standing.values():
        if row.key in wanted and row.pk in known:
            acts += _carried(known[row.pk], row, day)
    ended = [h for h in known.values() if h.over_at is None and rules.over(h.seen, day)]
    for each in ended:
        each.over_at = at
    Hotspot.objects.bulk_update(known.values(), [*(name.removesuffix("_id") for name in TOLD), *LAST])
    live = {h.series_id for h in (*new, *known.values()) if h.over_at is None}
    Series.objects.filter(pk__in=live).update(state=State.HOT)
    record_many([*acts, *(Act(each, "end", {}) for each in ended)], by=None, at=at)
    wake("alerts")
    return Look(len(rows), len(live), len(new), len(ended))


def _store(rows: Sequence[Series]) -> dict[str, Series]:
    """All series as now judged, by key; those that left the tree are marked."""
    names = [name.removesuffix("_id") for name in TOLD]
    changing = [*names, "state", "day", "history", "recent", "track", "gone"]
    Series.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=changing)
    keys = [row.key for row in rows]
    Series.objects.exclude(key__in=keys).update(gone=True)
    return {row.key: row for row in Series.objects.filter(key__in=keys)}


def _known(day: date, limits: rules.Limits) -> dict[int, Hotspot]:
    """Series → its hot spot that stands, or is not over for long enough to be another one when it comes back."""
    recent = Hotspot.objects.filter(Q(over_at=None) | Q(seen__gt=day - limits.quiet))
    return {each.series_id: each for each in recent.select_for_update().order_by("pk")}


def _found(row: Series, day: date, at: datetime) -> Hotspot:
    fields = {name: getattr(row, name) for name in TOLD}
    return Hotspot(series=row, week=row.first, peak=row.observed, seen=day, found_at=at, **fields)


def _carried(hotspot: Hotspot, row: Series, day: date) -> list[Act]:
    """What is found again is the same hot spot; it is graded anew if it came back or has grown."""
    back, grown = hotspot.over_at is not None, rules.grown(row.observed, hotspot.peak)
    for name in TOLD:
        setattr(hotspot, name, getattr(row, name))
    hotspot.week, hotspot.seen, hotspot.over_at = row.first, day, None
    hotspot.peak = max(hotspot.peak, row.observed)
    if not back and not grown:
        return []
    hotspot.graded_at = None
    return [Act(hotspot, "find", _facts(hotspot))]


def _facts(hotspot: Hotspot) -> dict[str, Any]:
    return {"since": hotspot.week.isoformat(), "observed": hotspot.observed, "expected": hotspot.expected}


def _series(node: Node, counts: NDArray[np.float64], judged: Judged, row: int, day: date) -> Series:
    enough, observed = bool(judged.enough[row]), int(counts[-1])
    expected, upper, p, rising = (
        _number(each[row, -1]) for each in (judged.expected, judged.upper, judged.p, judged.rising)
    )
    raised = enough and (bool(judged.slow[row, -1]) or (upper is not None and observed > upper))
    return Series(
        key=node.key, org_id=node.org, scale=node.scale, region_id=node.region, industry_org_id=node.industry,
        category=node.category, observed=observed, expected=expected, upper=upper, p=p, rising=rising,
        slow=bool(judged.slow[row, -1]),
        state=State.SHORT if not enough else State.RAISED if raised else State.QUIET, day=day,
        recent=[int(n) for n in counts[-RECENT:]],
    )  # fmt: skip


def _judged(found: Sequence[Node], told: Matrix, day: date, at: datetime, scored: int) -> Judged:
    complete = delay.complete(day, localtime(at).date(), told.blocks)
    scored = max(1, min(scored, told.blocks - LEAST - LEFT_OUT))
    judged = judge(
        told.counts,
        told.first,
        groups=tree.groups(found),
        kinds=tree.kinds(found),
        scored=scored,
        complete=complete,
    )
    return judged.known(histories(found, told) > LEAST + LEFT_OUT)


def _retraced(found: Sequence[Node], sunday: date, at: datetime) -> dict[str, list]:
    """What would have been expected of the weeks before the first look, for the charts."""
    told = matrix(found, sunday)
    return _track(found, told, _judged(found, told, sunday, at, RETRACED))


def _track(found: Sequence[Node], told: Matrix, judged: Judged) -> dict[str, list]:
    weeks = [told.start(block) for block in range(told.blocks)][-judged.expected.shape[1] :]
    return {
        node.key: [
            [week.isoformat(), _number(judged.expected[row, at]), _number(judged.upper[row, at])]
            for at, week in enumerate(weeks)
            if judged.enough[row]
        ]
        for row, node in enumerate(found)
    }


def _sunday(day: date) -> date:
    """The last day of the newest whole week."""
    return day - timedelta(days=(day.weekday() + 1) % 7)


def _tracked(track: Iterable[list], row: Series) -> list[list]:
    """The track with this look, if it was at a whole week."""
    kept = [point for point in track if point[0] != row.first.isoformat()]
    if row.day.weekday() == 6 and row.state != State.SHORT:
        kept.append([row.first.isoformat(), row.expected, row.upper])
    return sorted(kept)[-TRACKED:]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(f"{value:.4g}")
