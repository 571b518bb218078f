from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Count, Max, Min
from django.utils.timezone import localtime

from tongxin.ground.audit.services import Act, record, record_many
from tongxin.ground.rollups.services import Change as Counted
from tongxin.ground.rollups.services import count
from tongxin.kit.actor import Actor
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused
from tongxin.watch.incidents import rules
from tongxin.watch.incidents.linking import Neighbourhood
from tongxin.watch.incidents.models import Band, Change, Incident, Link
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.models import Verdict

Amount = TypeVar("Amount", Decimal, int)
FACTS = (
    "employer",
    "employer_text",
    "region",
    "org",
    "first_at",
    "last_at",
    "signal_count",
    "persons",
    "amount",
    "months",
    "collective",
    "urgent",
    "source",
    "title",
    "graded_at",
)
PLACING = (
    "acts",
    "category",
    "employer_id",
    "employer_text",
    "region_id",
)  # what of a verdict moves a signal


@transaction.atomic
def join(verdicts: Sequence[Verdict], *, at: datetime) -> list[Incident]:
    """Put each verdict's signal into its incident, an old or a new one; returns the incidents touched.

    Verdicts must carry `signal` with its org. A signal that is no union matter leaves its incident; one whose
    new verdict tells of the same matter stays where it is, also where a person has put it.
    """
    touched = _staying(verdicts)
    moving = [v for v in verdicts if v.signal_id not in touched]
    _loosen(moving)
    acting = [v for v in moving if v.acts and v.signal.corrected_at is None]
    around = Neighbourhood.around(acting)
    touched = {incident.pk: incident for incident in touched.values()}
    links, marks, opened = [], [], []
    for verdict in acting:
        found = around.find(verdict)
        incident = found.incident if found else _open(verdict)
        if found is None:
            around.remember(incident)
            opened.append(Act(incident, "open", {"signal": verdict.signal_id}))
        weight, why = (found.weight, found.why) if found else (1.0, "首报线索")
        links.append(Link(signal=verdict.signal, incident=incident, weight=weight, why=why, at=at))
        keys = around.note_text(verdict.signal, incident)
        marks += [Band(key=key, signal=verdict.signal, at=verdict.signal.heard_at) for key in keys]
        incident.first_at = min(incident.first_at, verdict.signal.heard_at)
        incident.last_at = max(incident.last_at, verdict.signal.heard_at)
        touched[incident.pk] = incident
    Link.objects.bulk_create(links)
    Band.objects.bulk_create(marks, batch_size=2000)
    Verdict.objects.filter(pk__in=[v.pk for v in verdicts]).update(linked_at=at)
    record_many(opened, by=None, at=at)
    refresh(touched)
    return list(touched.values())


def refresh(keys: Iterable[int]) -> None:
    """Recompute what these incidents' signals together say, move their counts, and have them graded again."""
    incidents = Incident.objects.select_for_update().select_related("org").in_bulk(list(keys))
    sums = _sums(incidents)
    changes = []
    for pk, incident in incidents.items():
        if incident.signal_count:
            changes += [c.back() for c in cells(incident)]
        _apply(incident, sums.get(pk))
        incident.graded_at = None
        changes += cells(incident)
    Incident.objects.bulk_update(incidents.values(), FACTS, batch_size=500)
    count(changes)
    wake("alerts")


@transaction.atomic
def merge(kept: Incident, other: Incident, *, by: Actor, at: datetime) -> Change:
    """Move all signals of `other` into `kept`. Undone with `undo`."""
    kept, other = _lock(kept, other)
    if kept.pk == other.pk or kept.merged_into_id or other.merged_into_id:
        raise Refused("只能合并两个不同的、尚未被合并的事件。")
    moved = list(other.links.values_list("signal_id", flat=True))
    count([c.back() for c in cells(other)])
    other.links.update(incident=kept)
    other.merged_into, other.signal_count = kept, 0
    other.save(update_fields=["merged_into", "signal_count"])
    _carry(kept, _sum(kept.recovered, other.recovered), _sum(kept.helped, other.helped))
    change = Change.objects.create(kind="merge", kept=kept, other=other, signals=moved, by_id=by.pk, at=at)
    record(kept, "merge", by=by, at=at, other=other.pk, signals=moved, change=change.pk)
    refresh([kept.pk])
    return change


@transaction.atomic
def split(incident: Incident, signals: Sequence[Signal], *, by: Actor, at: datetime) -> Change:
    """Take some of its signals out of an incident into a new one. Undone with `undo`."""
    (incident,) = _lock(incident)
    wanted = [signal.pk for signal in signals]
    links = list(incident.links.filter(signal__in=wanted))
    if not links or len(links) != len(wanted):
        raise Refused("所选线索不都属于这个事件。")
    if len(links) == incident.links.count():
        raise Refused("不能拆出全部线索，至少要留下一条。")
    verdict = Verdict.objects.select_related("signal__org").get(signal=wanted[0], current=True)
    fresh = _open(verdict)
    incident.links.filter(signal__in=wanted).update(incident=fresh, why="人工拆分")
    change = Change.objects.create(
        kind="split", kept=incident, other=fresh, signals=wanted, by_id=by.pk, at=at
    )
    record(incident, "split", by=by, at=at, other=fresh.pk, signals=wanted, change=change.pk)
    refresh([incident.pk, fresh.pk])
    return change


@transaction.atomic
def undo(change: Change, *, by: Actor, at: datetime) -> Change:
    """Take a merge or split back: its signals return to where they were."""
    change = Change.objects.select_for_update().get(pk=change.pk)
    if change.undone_at:
        raise Refused("这次操作已经撤销过。")
    kept, other = _lock(change.kept, change.other)
    back_to = other if change.kind == "merge" else kept
    leaving = kept if change.kind == "merge" else other
    returning = Link.objects.filter(signal__in=change.signals, incident=leaving)
    if leaving.links.count() == returning.count() and change.kind == "merge":
        raise Refused("保留的事件已没有其他线索，不能撤销合并。")
    returning.update(incident=back_to)
    if change.kind == "merge":
        other.merged_into = None
        other.save(update_fields=["merged_into"])
        _carry(kept, _less(kept.recovered, other.recovered), _less(kept.helped, other.helped))
    elif not other.links.exists():
        count([c.back() for c in cells(other)])
        other.merged_into, other.signal_count = kept, 0
        other.save(update_fields=["merged_into", "signal_count"])
    change.undone_at = at
    change.save(update_fields=["undone_at"])
    record(kept, "undo", by=by, at=at, change=change.pk)
    refresh([i.pk for i in (kept, other) if i.merged_into_id is None])
    return change


@transaction.atomic
def conclude(
    incident: Incident,
    *,
    result: str,
    recovered: Decimal | None,
    helped: int | None,
    by: Actor | None,
    at: datetime,
) -> Incident:
    """Write back what became of the matter; the result of a closed case.

    A second case on the same matter adds to what the first recovered; a result that says nothing ('')
    leaves the one before.
    """
    (incident,) = _lock(incident)
    incident.state, incident.concluded_at = Incident.State.CONCLUDED, at
    incident.result = Incident.Result(result or incident.result)
    incident.recovered = _sum(incident.recovered, recovered)
    incident.helped = _sum(incident.helped, helped)
    incident.save(update_fields=["state", "result", "recovered", "helped", "concluded_at"])
    record(
        incident, "conclude", by=by, at=at, result=result, recovered=str(recovered or 0), helped=helped or 0
    )
    return incident


def mark_graded(incidents: Sequence[Incident], *, at: datetime) -> int:
    """The grading stage has looked at these."""
    return Incident.objects.filter(pk__in=[i.pk for i in incidents]).update(graded_at=at)


def cells(incident: Incident) -> list[Counted]:
    """Where an incident counts; nowhere once merged. `incident.org` should be loaded."""
    if incident.merged_into_id or not incident.signal_count:
        return []
    region = incident.region_id or incident.org.region_id or ""
    return [
        Counted("incidents", localtime(incident.first_at).date(), region, incident.category, incident.source)
    ]


def _carry(kept: Incident, recovered: Decimal | None, helped: int | None) -> None:
    """What closed cases of the two have brought stands on the one that is kept."""
    kept.recovered, kept.helped = recovered, helped
    kept.save(update_fields=["recovered", "helped"])


def _sum(one: Amount | None, two: Amount | None) -> Amount | None:
    return two if one is None else one if two is None else one + two


def _less(whole: Amount | None, part: Amount | None) -> Amount | None:
    """`whole` without `part`, None where nothing is left."""
    return whole if whole is None or part is None else (whole - part) or None


def _staying(verdicts: Sequence[Verdict]) -> dict[int, Incident]:
    """Signal → its incident, where the verdict tells of the same matter as the one it was linked by."""
    links = Link.objects.filter(signal__in=[v.signal_id for v in verdicts]).select_related("incident")
    held = {link.signal_id: link.incident for link in links}
    if not held:
        return {}
    linked = Verdict.objects.filter(signal__in=held, current=False, linked_at__isnull=False)
    before = {v.signal_id: v for v in linked.order_by("signal", "-pk").distinct("signal")}
    return {
        v.signal_id: held[v.signal_id]
        for v in verdicts
        if v.signal_id in before
        and all(getattr(v, name) == getattr(before[v.signal_id], name) for name in PLACING)
    }


def _loosen(verdicts: Sequence[Verdict]) -> None:
    """Take signals that are read anew out of their incidents, and close what is left empty."""
    old = Link.objects.filter(signal__in=[v.signal_id for v in verdicts] + _corrected(verdicts))
    incidents = set(old.values_list("incident_id", flat=True))
    if not incidents:
        return
    Band.objects.filter(signal__in=old.values("signal")).delete()
    old.delete()
    emptied = Incident.objects.filter(pk__in=incidents, links=None).select_related("org")
    count([c.back() for incident in emptied for c in cells(incident)])
    refresh(incidents - {incident.pk for incident in emptied})
    Incident.objects.filter(pk__in=[i.pk for i in emptied]).update(signal_count=0)


def _corrected(verdicts: Sequence[Verdict]) -> list[int]:
    return [v.signal.corrects_id for v in verdicts if v.signal.corrects_id]


def _open(verdict: Verdict) -> Incident:
    signal = verdict.signal
    return Incident.objects.create(
        title="",
        category=verdict.category,
        employer_id=verdict.employer_id,
        employer_text=verdict.employer_text,
        region_id=verdict.region_id,
        org_id=signal.org_id,
        source=signal.kind,
        first_at=signal.heard_at,
        last_at=signal.heard_at,
    )


def _lock(*incidents: Incident) -> list[Incident]:
    keys = sorted(incident.pk for incident in incidents)
    locked = (
        Incident.objects.select_for_update(of=("self",)).select_related("org").order_by("pk").in_bulk(keys)
    )
    return [locked[incident.pk] for incident in incidents]


def _sums(incidents: Iterable[int]) -> dict[int, dict]:
    rows = (
        Link.objects.filter(incident__in=list(incidents))
        .values("incident")
        .annotate(n=Count("pk"), first=Min("signal__heard_at"), last=Max("signal__heard_at"))
    )
    sums: dict[int, dict[str, Any]] = {row["incident"]: dict(row) for row in rows}
    verdicts = Verdict.objects.filter(current=True, signal__link__incident__in=list(incidents))
    told = verdicts.select_related("employer", "region", "signal").order_by("signal__heard_at", "pk")
    links = dict(Link.objects.filter(incident__in=list(incidents)).values_list("signal_id", "incident_id"))
    for verdict in told:
        sums[links[verdict.signal_id]].setdefault("verdicts", []).append(verdict)
    return sums


def _apply(incident: Incident, sums: dict | None) -> None:
    """The facts of an incident from its signals: the most stated, the first named."""
    if sums is None:
        incident.signal_count = 0
        return
    verdicts = sums["verdicts"]
    incident.signal_count, incident.first_at, incident.last_at = sums["n"], sums["first"], sums["last"]
    incident.persons = max((v.persons for v in verdicts if v.persons is not None), default=None)
    incident.amount = max((v.amount for v in verdicts if v.amount is not None), default=None)
    incident.months = max((v.months for v in verdicts if v.months is not None), default=None)
    incident.collective = any(v.collective for v in verdicts)
    incident.urgent = any(v.urgent for v in verdicts)
    named = next((v for v in verdicts if v.employer_id), None) or next(
        (v for v in verdicts if v.employer_text), None
    )
    if named:
        incident.employer_id, incident.employer_text = named.employer_id, named.employer_text
    placed = next((v for v in verdicts if v.region_id), None)
    if placed:
        incident.region_id, incident.org_id = placed.region_id, placed.signal.org_id
    incident.source = verdicts[0].signal.kind
    employer = named.employer.name if named and named.employer else incident.employer_text
    place = placed.region.name if placed else ""
    incident.title = rules.title(employer, place, incident.category, incident.persons)
