"""What a profile not yet saved would have made of last year's alerts, on the facts each was graded on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db.models import QuerySet

from tongxin.ground.people.models import Account
from tongxin.watch.alerts.columns import Ranks, from_json, levels
from tongxin.watch.alerts.comparing import Line, counted, crossed
from tongxin.watch.alerts.flow import State
from tongxin.watch.alerts.history import YEAR
from tongxin.watch.alerts.levels import RANK, Level
from tongxin.watch.alerts.models import Alert

LISTED = 50
OF_RANK = {rank: level for level, rank in RANK.items()}


@dataclass(frozen=True)
class Changed:
    """One alert that would have had another level; `after` None: it would not have been raised at all."""

    alert: Alert
    before: Level
    after: Level | None


@dataclass(frozen=True)
class Preview:
    """`then` and `now`: how many of each level; `keys` of those that change, the greatest change first."""

    total: int
    unknown: int
    rows: list[tuple[Level, int, int]]
    cross: list[Line]
    dropped: int
    keys: list[int]
    after: dict[int, Level | None]

    @property
    def changed(self) -> int:
        return len(self.keys)

    @property
    def more(self) -> int:
        return max(0, self.changed - LISTED)


def preview(body: Mapping[str, Any], user: Account, now: datetime) -> Preview:
    """Alerts in this person's scope of the last 365 days; those without a snapshot of facts are only counted."""
    told = list(_alerts(user, now).values_list("pk", "graded", "facts", "score_id", "hotspot_id"))
    known = [row for row in told if row[2]]
    keys = np.array([row[0] for row in known], dtype=np.int64)
    then = np.array([RANK[Level(row[1])] for row in known], dtype=np.int8)
    after = _levels(body, known)
    moved = np.flatnonzero(then != after)
    order = moved[np.lexsort((-keys[moved], -np.abs(after[moved] - then[moved])))]
    pairs = zip(counted(then), counted(after), strict=True)
    return Preview(
        len(known), len(told) - len(known),
        [(level, before, n) for (level, before), (_, n) in pairs],
        crossed(then, after), int((after == 0).sum()),
        [int(keys[at]) for at in order],
        {int(keys[at]): OF_RANK.get(int(after[at])) for at in order},
    )  # fmt: skip


def changed(found: Preview, user: Account, *, limit: int | None = LISTED) -> list[Changed]:
    """The alerts that change, in the order of the preview."""
    keys = found.keys if limit is None else found.keys[:limit]
    rows = Alert.objects.visible_to(user).with_subject().in_bulk(keys)
    return [Changed(rows[pk], Level(rows[pk].graded), found.after[pk]) for pk in keys if pk in rows]


def _alerts(user: Account, now: datetime) -> QuerySet[Alert]:
    rows = Alert.objects.visible_to(user).filter(at__gt=now - YEAR, at__lte=now)
    return rows.exclude(state=State.SUPERSEDED).order_by("pk")


def _levels(body: Mapping[str, Any], rows: list[tuple]) -> Ranks:
    """Incidents, employers and hot spots each by the clauses that speak of them."""
    columns = from_json([row[2] for row in rows])
    score = np.array([row[3] is not None for row in rows], dtype=bool)
    hotspot = np.array([row[4] is not None for row in rows], dtype=bool)
    of = {subject: levels(body, columns, subject) for subject in ("incident", "employer", "hotspot")}
    found: Ranks = np.where(score, of["employer"], np.where(hotspot, of["hotspot"], of["incident"]))
    return found
