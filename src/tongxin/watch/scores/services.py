import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from tongxin.ground.audit.services import Act, Row, record_many
from tongxin.ground.employers.models import Employer
from tongxin.ground.rulebook.models import Version
from tongxin.ground.rulebook.queries import named
from tongxin.ground.rulebook.uses import SCORING
from tongxin.kit.jobs import wake
from tongxin.watch.risk.queries import hot_in
from tongxin.watch.scores import rules, storing
from tongxin.watch.scores.bands import band_of, settle
from tongxin.watch.scores.models import Band, Calibration, Pass, Score
from tongxin.watch.scores.wordings import HOT_WORDS, reason_words

CHUNK = 5_000  # employers a transaction of the whole city's pass
MOVED = 1.0  # of the index, from which a day is kept in the history


@dataclass(frozen=True)
class Ground:
    """What every score is made with: rule, calibration, the sections' usual reporting."""

    version: Version
    table: rules.Table
    calibration: Calibration | None
    rates: Mapping[str, float]

    @property
    def means(self) -> Mapping[str, float]:
        return self.calibration.means if self.calibration else {}


def ground(at: datetime, rates: Mapping[str, float] | None = None) -> Ground | None:
    """What is in force at `at`; None where no rule is: then nothing is scored, and no evidence is lost."""
    version = named(SCORING, on=localtime(at).date())
    if version is None:
        return None
    if rates is None:
        latest = Pass.objects.order_by("-at", "-pk").first()
        rates = latest.rates if latest else {}
    calibration = Calibration.objects.filter(active=True, version=version).first()
    return Ground(version, rules.table_of(version.body), calibration, rates)


@transaction.atomic
def rescore(employers: Iterable[int], *, at: datetime, on: Ground | None = None) -> int:
    """Compute the scores of these employers from their evidence; returns how many changed their band.

    The number of statements is fixed, and none reads another employer's evidence.
    """
    keys = sorted(set(employers))
    on = on or ground(at)
    if not keys or on is None:
        return 0
    found, today = storing.known(keys, on.table, at), localtime(at).date()
    burning = hot_in([one.region for one in found if one.region]) if on.table.hot else set()
    rows, points, acts = [], [], []
    for one in found:
        if not one.heaps and one.band is None:
            continue
        row = _row(one, on, one.region in burning, at)
        if row["band"] != (one.band or Band.BLANK):
            acts.append(_moved(one, row))
        if one.pointed is None or abs(row["value"] - one.pointed) >= MOVED or row["band"] != one.band:
            row["pointed"] = row["value"]
            points.append((one.employer, today, row["value"], row["band"]))
        rows.append(row)
    storing.write(rows)
    storing.point(points)
    if acts:
        record_many(acts, by=None, at=at)
    if any(row["graded_at"] is None for row in rows):
        wake("alerts")
    return len(acts)


def pass_over(*, at: datetime) -> Pass | None:
    """Recompute the whole city, five thousand employers a transaction; None where no rule is in force."""
    began = time.monotonic()
    on = ground(at, storing.rates(at))
    if on is None:
        return None
    keys = storing.scored()
    for first in range(0, len(keys), CHUNK):
        rescore(keys[first : first + CHUNK], at=at, on=on)
    return Pass.objects.create(
        at=at, version=on.version, calibration=on.calibration, rates=on.rates, employers=len(keys),
        seconds=round(time.monotonic() - began, 2),
    )  # fmt: skip


def mark_graded(scores: Sequence[Score], *, at: datetime) -> int:
    """The alert stage has taken the change of band of these."""
    return Score.objects.filter(pk__in=[score.pk for score in scores]).update(graded_at=at)


def _row(one: storing.Known, on: Ground, burning: bool, at: datetime) -> dict[str, Any]:
    """The score of one employer as it is stored."""
    rate = on.rates.get(one.section, on.rates.get("", 0.0))
    divided = rules.divisor(rate * one.staff if one.staff else None)
    found = rules.index(one.heaps, on.table, divided=divided, hot=burning, means=on.means)
    now_in = band_of(found.value, on.table.lines)
    held = now_in == "red" and one.alone
    before = one.band or "blank"
    band, down_at = settle(before, one.down_at, "orange" if held else now_in, at)
    changed = band != before
    return {
        "employer_id": one.employer, "value": round(found.value, 2), "band": band, "held": held, "down_at": down_at,
        "probability": _probability(found.value, on.calibration), "reasons": _reasons(found, on.table),
        "changed_at": at if changed else one.changed_at,
        "graded_at": None if changed else (at if one.band is None else one.graded_at),
        "pointed": one.pointed, "version_id": on.version.pk, "at": at,
    }  # fmt: skip


def _moved(one: storing.Known, row: dict[str, Any]) -> Act:
    words = f"{Band(one.band or Band.BLANK).label} → {Band(row['band']).label}，指数{row['value']:.0f}"
    return Act(
        Row(Employer, one.employer),
        "grade",
        {"before": one.band or "blank", "after": row["band"], "reason": words},
    )


def _probability(value: float, calibration: Calibration | None) -> float | None:
    if calibration is None:
        return None
    low, high = calibration.measured["odds"]
    odds = min(high, max(low, rules.logit(value / 100)))  # nothing is promised beyond what was seen
    return round(rules.sigmoid(calibration.offset + calibration.slope * odds), 4)


def _reasons(found: rules.Index, table: rules.Table) -> list[dict[str, Any]]:
    """The five that add most, in words. `odds` is exact up to the fourth digit."""
    return [
        {
            "kind": r.kind, "points": round(r.points, 2), "odds": round(r.odds, 4), "n": r.n, "evidence": r.evidence,
            "words": HOT_WORDS if r.kind == rules.HOT else reason_words(table.kinds[r.kind].name, r.n, r.last),
        }
        for r in found.reasons[: rules.TOP]
        if r.points > 0.005
    ]  # fmt: skip
