"""The incidents of a year as columns, set by set: what `grading.facts` says of each, for thousands at once."""

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Count, QuerySet

from tongxin.ground.people.models import Account
from tongxin.watch.alerts.columns import Columns
from tongxin.watch.alerts.grading import CONSTRUCTION, MONTH
from tongxin.watch.incidents.models import Incident, Link
from tongxin.watch.triage.models import Verdict

YEAR = timedelta(days=365)
SHIFT = 46  # bits for microseconds: 814 days, twice what is asked for
MICROSECOND = timedelta(microseconds=1)
FIELDS = (
    "pk", "employer_id", "first_at", "last_at", "category", "persons", "amount", "months", "collective", "urgent",
    "employer__section",
)  # fmt: skip


def of_last_year(user: Account, now: datetime) -> Columns:
    """Facts as they are now of the incidents in this person's scope that were heard of in the last 365 days."""
    rows = Incident.objects.visible_to(user).current().filter(last_at__gt=now - YEAR, last_at__lte=now)
    return columns(rows, since=now - YEAR)


def columns(rows: QuerySet[Incident], *, since: datetime) -> Columns:
    """In the order of their keys; `since` is before every `last_at`. Four queries and no loop of them."""
    told = list(rows.order_by("pk").values_list(*FIELDS))
    if not told:
        return Columns(0)
    keys, employers, firsts, lasts, categories, *figures, sections = zip(*told, strict=True)
    counted = dict(_signals(rows))
    names = ("persons", "amount", "months", "collective", "urgent")
    judged = Verdict.objects.filter(
        current=True, by__isnull=False, signal__link__incident__in=rows.values("pk")
    )
    verified = set(judged.values_list("signal__link__incident_id", flat=True))
    return Columns(
        len(told),
        category=categories,
        **{name: _floats(values) for name, values in zip(names, figures, strict=True)},
        signals=[counted.get(pk, (0, 0))[0] for pk in keys],
        sources=[counted.get(pk, (0, 0))[1] for pk in keys],
        verified=[pk in verified for pk in keys],
        construction=[section == CONSTRUCTION for section in sections],
        days=[(last - first).days for first, last in zip(firsts, lasts, strict=True)],
        reports_month=_month(rows, keys, employers, lasts, since),
        per_person_amount=_each(figures[1], figures[0]),
    )


def _signals(rows: QuerySet[Incident]) -> list[tuple[int, tuple[int, int]]]:
    links = Link.objects.filter(incident__in=rows.values("pk")).order_by().values("incident_id")
    counted = links.annotate(n=Count("pk"), sources=Count("signal__source_id", distinct=True))
    return [(pk, (n, sources)) for pk, n, sources in counted.values_list("incident_id", "n", "sources")]


def _floats(values: Any) -> npt.NDArray[np.float64]:
    return np.array([np.nan if value is None else float(value) for value in values])


def _each(amounts: Any, persons: Any) -> npt.NDArray[np.float64]:
    heads = _floats(persons)
    return _floats(amounts) / np.where(heads > 0, heads, np.nan)


def _month(
    rows: QuerySet[Incident], keys: tuple, employers: tuple, lasts: tuple, since: datetime
) -> npt.NDArray[np.int64]:
    """Signals on the same employer (or, where none is known, of the incident) in the 30 days up to its last."""
    begin = since - 2 * MONTH
    named = rows.filter(employer__isnull=False).values("employer")
    heard = Link.objects.filter(signal__heard_at__gt=begin)
    alike = heard.filter(incident__employer__in=named).values_list(
        "incident__employer_id", "signal__heard_at"
    )
    alone = heard.filter(incident__in=rows.filter(employer=None).values("pk"))
    times = [*alike, *((-pk, when) for pk, when in alone.values_list("incident_id", "signal__heard_at"))]
    groups = np.array([employer or -pk for pk, employer in zip(keys, employers, strict=True)])
    known = np.unique(groups)
    heaped = np.sort(
        _keyed(known, np.array([group for group, _ in times]), [when for _, when in times], begin)
    )
    ends = _keyed(known, groups, list(lasts), begin)
    month = MONTH // MICROSECOND
    found: npt.NDArray[np.int64] = np.searchsorted(heaped, ends, "right") - np.searchsorted(
        heaped, ends - month, "right"
    )
    return found


def _keyed(
    known: npt.NDArray[np.int64], groups: npt.NDArray[np.int64], times: list[datetime], begin: datetime
) -> npt.NDArray[np.int64]:
    """One sortable number of group and instant. `begin` lies two months back, so a month never leaves its group."""
    passed = np.array([(when - begin) // MICROSECOND for when in times], dtype=np.int64)
    return (np.searchsorted(known, groups).astype(np.int64) << SHIFT) + passed
