"""Calibration on the city's own outcomes: past indices replayed from evidence, and what came in the eight weeks after.

An outcome is a collective matter, or arrears over the criminal line, that began within the eight weeks and whose case
has closed as founded. An employer whose matter is still open is left out: nobody knows yet. What an incident told later
is counted from when it was last heard, so a replay knows rather less than the desk did; hot spots are not replayed.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction

from tongxin.ground.audit.services import record
from tongxin.kit.actor import Actor
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused
from tongxin.watch.incidents.models import Incident
from tongxin.watch.scores import fitting, rules, storing
from tongxin.watch.scores.models import Calibration, Evidence
from tongxin.watch.scores.services import CHUNK, Ground, ground

AHEAD = timedelta(weeks=8)
LOOKS = 13  # two years of instants that do not overlap
LEAST = 40  # of either outcome: twenty for each of the two numbers fitted
HELD = 0.7  # of the rows by time are learnt from, the rest is measured on
EDGES = (0.01, 0.99)  # of the log-odds seen; beyond them the probability stays what it is there
GRAVE = ("collective", "crime_line")
Sample = tuple[datetime, float, float, dict[str, float]]  # instant, log-odds, outcome, points by kind


def calibrate(*, by: Actor | None, at: datetime) -> Calibration:
    """Fit, measure on the later part, fit on all, and keep that, not in use yet. `Refused` with too few outcomes."""
    on = ground(at)
    if on is None:
        raise Refused("没有启用“用人单位指数”规则，无从校准。")
    rows = list(_samples(on, at))
    came = np.array([row[2] for row in rows])
    _enough(came)
    odds = np.array([row[1] for row in rows])
    slope, offset = fitting.platt(odds, came)
    if slope <= 0:
        raise Refused("按已了结的事件看，指数高的单位并不更多出事，不能校准；请先修订分值。")
    measured = _measured(odds, came) | {"since": f"{rows[0][0]:%Y-%m-%d}", "until": f"{at:%Y-%m-%d}"}
    return _keep(on, slope, offset, _means(rows), measured, by=by, at=at)


@transaction.atomic
def activate(calibration: Calibration, *, by: Actor | None, at: datetime) -> Calibration:
    """From now on the page says 概率 beside the index; the city is computed anew by the worker."""
    calibration = Calibration.objects.select_for_update().get(pk=calibration.pk)
    on = ground(at)
    if calibration.active:
        raise Refused("这个校准已在使用。")
    if on is None or calibration.version_id != on.version.pk:
        raise Refused("这个校准是按另一版规则做的，不能启用，请重新校准。")
    before = Calibration.objects.select_for_update().filter(active=True).first()
    if before:
        before.active = False
        before.save(update_fields=["active"])
    if calibration.activated_at is None:  # once, so that walking back comes to none
        calibration.before = before
    calibration.active, calibration.activated_at = True, at
    calibration.activated_by_id = by.pk if by else None
    calibration.save(update_fields=["active", "before", "activated_at", "activated_by"])
    record(calibration, "activate", by=by, at=at, version=calibration.name)
    wake("scores")
    return calibration


@transaction.atomic
def roll_back(*, by: Actor | None, at: datetime) -> Calibration | None:
    """Back to what was used before; None: the index stands alone again."""
    now = Calibration.objects.select_for_update(of=("self",)).filter(active=True).first()
    if now is None:
        raise Refused("没有在用的校准。")
    before, now.active = now.before, False
    now.save(update_fields=["active"])
    if before and before.version_id == now.version_id:
        before.active, before.activated_at, before.activated_by_id = True, at, by.pk if by else None
        before.save(update_fields=["active", "activated_at", "activated_by"])
    else:
        before = None
    record(now, "roll-back", by=by, at=at, version=now.name, to=before.name if before else "")
    wake("scores")
    return before


def _enough(came: np.ndarray) -> None:
    yes, no = int(came.sum()), int(len(came) - came.sum())
    if min(yes, no) < LEAST:
        raise Refused(
            f"结局太少，不能校准：八周内出现集体争议或达刑事数额欠薪且已查实了结的有 {yes} 次，没有出现的 {no} 次，"
            f"各至少要 {LEAST} 次（要定的数有两个，每个至少 20 次，少了定不准）。"
        )


def _samples(on: Ground, at: datetime) -> Iterator[Sample]:
    """Every employer with evidence at each instant, the oldest first."""
    outcomes, employers = _outcomes(), storing.scored()
    divided = _divisors(on, employers)
    for look in range(LOOKS, 0, -1):
        then = at - look * AHEAD
        for first in range(0, len(employers), CHUNK):
            heaps: dict[int, list[rules.Heap]] = defaultdict(list)
            for row in storing.heaps(employers[first : first + CHUNK], on.table, then):
                heaps[row[0]].append(rules.Heap(row[1], row[2], row[3], row[4], row[5]))
            for employer, found in heaps.items():
                came = _came(outcomes.get(employer, ()), then)
                if came is not None:
                    made = rules.index(found, on.table, divided=divided.get(employer, 1.0))
                    yield then, made.odds, came, {reason.kind: reason.points for reason in made.reasons}


def _outcomes() -> dict[int, list[tuple[datetime, bool | None]]]:
    """Employer → (when a grave matter began, whether founded; None while its case is open).

    One heard of again after it was found unfounded is open; what an objection struck is none.
    """
    found: dict[int, list[tuple[datetime, bool | None]]] = defaultdict(list)
    rows = Evidence.objects.filter(kind__in=GRAVE, dropped_at=None, upheld_at=None, incident__isnull=False)
    names = ("first_at", "state", "result", "concluded_at")
    told = rows.values_list("employer_id", "at", *(f"incident__{name}" for name in names))
    for employer, last, began, state, result, concluded in told:
        unfounded = result == Incident.Result.UNFOUNDED
        closed = state == Incident.State.CONCLUDED and result and not (unfounded and last > concluded)
        found[employer].append((began, not unfounded if closed else None))
    return found


def _came(matters: Any, then: datetime) -> float | None:
    """1 if one that was founded began in the eight weeks, 0 if none; None where only an open one did."""
    within = [founded for began, founded in matters if then < began <= then + AHEAD]
    if any(within):
        return 1.0
    return None if None in within else 0.0


def _divisors(on: Ground, employers: list[int]) -> dict[int, float]:
    found = {}
    for employer, staff, section, *_ in storing.standing(employers):
        rate = on.rates.get(section, on.rates.get("", 0.0))
        found[employer] = rules.divisor(rate * staff if staff else None)
    return found


def _measured(odds: np.ndarray, came: np.ndarray) -> dict[str, Any]:
    """Learnt on the earlier part, measured on the later; rows are in order of time."""
    cut = int(len(came) * HELD)
    early, late = came[:cut], came[cut:]
    slope, offset = fitting.platt(odds[:cut], early)
    said = fitting.sigmoid(offset + slope * odds[cut:])
    return {
        "rows": len(came), "outcomes": int(came.sum()), "held": len(late), "held_outcomes": int(late.sum()),
        "brier": round(fitting.brier(said, late), 4),
        "brier_index": round(fitting.brier(fitting.sigmoid(odds[cut:]), late), 4),
        "brier_same": round(fitting.brier(np.full(len(late), early.mean()), late), 4),
        "bins": fitting.bins(said, late), "odds": [round(float(q), 4) for q in np.quantile(odds, EDGES)],
    }  # fmt: skip


def _means(rows: list[Sample]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for *_, points in rows:
        for kind, value in points.items():
            sums[kind] += value
    return {kind: round(total / len(rows), 4) for kind, total in sorted(sums.items())}


@transaction.atomic
def _keep(
    on: Ground, slope: float, offset: float, means: dict[str, float], measured: dict[str, Any], *,
    by: Actor | None, at: datetime,
) -> Calibration:  # fmt: skip
    day = f"index-{at:%Y%m%d}"
    number = Calibration.objects.filter(name__startswith=day).count() + 1
    made = Calibration.objects.create(
        name=f"{day}-{number}", slope=slope, offset=offset, means=means, measured=measured,
        version=on.version, made_at=at,
    )  # fmt: skip
    record(made, "calibrate", by=by, at=at, version=made.name, rows=measured["rows"])
    return made
