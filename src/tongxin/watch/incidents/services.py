from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import TypeVar

from django.db import transaction
from django.utils.timezone import localtime

from tongxin.ground.audit.services import Act, record, record_many
from tongxin.ground.rollups.services import Change as Counted
from tongxin.ground.rollups.services import count
from tongxin.kit.actor import Actor
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused
from tongxin.watch.incidents import summing
from tongxin.watch.incidents.linking import Group, Neighbourhood, Placing, note_keys, reports_of
from tongxin.watch.incidents.locking import Held, in_order, lock
from tongxin.watch.incidents.models import Apart, Change, Incident, Key, Link, Suggestion
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.models import Verdict

FIRST_REPORT, TAKEN_BACK = "首报线索", "撤销后归回"
Amount = TypeVar("Amount", Decimal, int)
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
    return in_order(partial(_join, verdicts, at))


def _join(verdicts: Sequence[Verdict], at: datetime, held: Held) -> list[Incident]:
    _hold_homes(verdicts, held)
    staying = _staying(verdicts)
    moving = [v for v in verdicts if v.signal_id not in staying]
    _loosen(moving, held)
    acting = [v for v in moving if v.acts and v.signal.corrected_at is None]
    reports = reports_of(acting)
    around = Neighbourhood.around(reports)
    placed = [around.place(each) for each in reports]
    incidents = _incidents(acting, placed, at, held)
    links = [
        _link(verdict, incidents[placing.group], placing, at)
        for verdict, placing in zip(acting, placed, strict=True)
    ]
    Link.objects.bulk_create(links)
    Suggestion.objects.bulk_create(_offered(acting, placed, at), ignore_conflicts=True)
    kept = [v for v in verdicts if v.signal_id in staying and v.acts]
    Key.objects.filter(signal__in=[v.signal_id for v in kept]).delete()
    note_keys([*reports, *reports_of(kept)])
    Verdict.objects.filter(pk__in=[v.pk for v in verdicts]).update(linked_at=at)
    touched = {incident.pk: incident for incident in (*staying.values(), *incidents.values())}
    refresh(touched)
    return list(touched.values())


def refresh(keys: Iterable[int]) -> None:
    """Recompute what these incidents' signals together say, move their counts, and have them graded again."""
    incidents = lock(keys)
    told = summing.sums(incidents)
    changes = []
    for pk, incident in incidents.items():
        if incident.signal_count:
            changes += [c.back() for c in cells(incident)]
        summing.apply(incident, told.get(pk))
        changes += cells(incident)
    summing.write(incidents)
    count(changes)
    wake("scores")
    wake("alerts")


@transaction.atomic
def merge(kept: Incident, other: Incident, *, by: Actor, at: datetime) -> Change:
    """Move all signals of `other` into `kept`. Undone with `undo`."""
    kept, other = _lock(kept, other)
    if kept.pk == other.pk or kept.merged_into_id or other.merged_into_id:
        raise Refused("只能合并两个不同的、尚未被合并的事件。")
    moved = list(other.links.values_list("signal_id", flat=True))
    other.links.update(incident=kept)
    Apart.objects.filter(signal__in=moved, incident=kept).delete()
    absorb(kept, other)
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
    fresh = _incident(verdict)
    fresh.save()
    incident.links.filter(signal__in=wanted).update(incident=fresh, why="人工拆分", reasons=[], by=by.pk)
    keep_apart(wanted, incident)
    change = Change.objects.create(
        kind="split", kept=incident, other=fresh, signals=wanted, by_id=by.pk, at=at
    )
    record(incident, "split", by=by, at=at, other=fresh.pk, signals=wanted, change=change.pk)
    refresh([incident.pk, fresh.pk])
    return change


@transaction.atomic
def undo(change: Change, *, by: Actor, at: datetime) -> Change:
    """Take a merge, a split or a placing back: its signals return to where they were."""
    change = Change.objects.select_for_update().get(pk=change.pk)
    if change.undone_at:
        raise Refused("这次操作已经撤销过。")
    kept, other = _lock(change.kept, change.other)
    joined = change.kind != Change.Kind.SPLIT
    leaving, back_to = (kept, other) if joined else (other, kept)
    if leaving.merged_into_id or back_to.merged_into_id not in (None, leaving.pk):
        raise Refused("其中一个事件后来又被合并，请先撤销那次合并。")
    returning = Link.objects.filter(signal__in=change.signals, incident=leaving)
    if not returning:
        raise Refused("当时移动的线索已不在该事件中，不能撤销。")
    if joined and leaving.links.count() == returning.count():
        raise Refused(f"保留的事件已没有其他线索，不能撤销{change.get_kind_display()}。")
    returning.update(incident=back_to, why=TAKEN_BACK, reasons=[], weight=1, by=by.pk)
    if joined:
        keep_apart(change.signals, kept)
        _revive(other, kept)
    else:
        Apart.objects.filter(signal__in=change.signals, incident=kept).delete()
        _close_if_empty(other, kept)
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
    incident.helped, incident.scored_at = _sum(incident.helped, helped), None
    incident.save(update_fields=["state", "result", "recovered", "helped", "concluded_at", "scored_at"])
    wake("scores")
    record(
        incident, "conclude", by=by, at=at, result=result, recovered=str(recovered or 0), helped=helped or 0
    )
    return incident


def mark_graded(incidents: Sequence[Incident], *, at: datetime) -> int:
    """The grading stage has looked at these."""
    return Incident.objects.filter(pk__in=[i.pk for i in incidents]).update(graded_at=at)


def mark_scored(incidents: Sequence[Incident], *, at: datetime) -> int:
    """The index has taken in what these say of their employer."""
    return Incident.objects.filter(pk__in=[i.pk for i in incidents]).update(scored_at=at)


def score_anew() -> int:
    """Let the index take in every incident again; returns how many."""
    return Incident.objects.update(scored_at=None)


def cells(incident: Incident) -> list[Counted]:
    """Where an incident counts; nowhere once merged. `incident.org` should be loaded."""
    if incident.merged_into_id or not incident.signal_count:
        return []
    region = incident.region_id or incident.org.region_id or ""
    day, kind = localtime(incident.first_at).date(), (incident.category, incident.source)
    found = [Counted("incidents", day, region, *kind)]
    if incident.industry_org_id:
        found.append(Counted("incidents_industry", day, region, *kind, str(incident.industry_org_id)))
    return found


def absorb(kept: Incident, other: Incident) -> None:
    """An incident that lost its last signal to another: it counts no more, what it brought stands on the other."""
    count([c.back() for c in cells(other)])
    other.merged_into, other.signal_count, other.scored_at = kept, 0, None
    other.save(update_fields=["merged_into", "signal_count", "scored_at"])
    _carry(kept, _sum(kept.recovered, other.recovered), _sum(kept.helped, other.helped))
    barred = Apart.objects.filter(incident=other).exclude(signal__link__incident=kept)
    keep_apart(list(barred.values_list("signal", flat=True)), kept)


def keep_apart(signals: Iterable[int], incident: Incident) -> None:
    """The machine shall never put these signals into this incident again."""
    rows = [Apart(signal_id=signal, incident=incident) for signal in signals]
    Apart.objects.bulk_create(rows, ignore_conflicts=True)


def _revive(other: Incident, kept: Incident) -> None:
    """Undo `absorb`, where it was done."""
    if other.merged_into_id != kept.pk:
        return
    other.merged_into = None
    other.save(update_fields=["merged_into"])
    _carry(kept, _less(kept.recovered, other.recovered), _less(kept.helped, other.helped))


def _close_if_empty(fresh: Incident, kept: Incident) -> None:
    """What a split had opened, once all its signals are back."""
    if fresh.links.exists():
        return
    count([c.back() for c in cells(fresh)])
    fresh.merged_into, fresh.signal_count, fresh.scored_at = kept, 0, None
    fresh.save(update_fields=["merged_into", "signal_count", "scored_at"])


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


def _hold_homes(verdicts: Sequence[Verdict], held: Held) -> None:
    """The incidents of these signals and of those they correct, and again if a person has moved one meanwhile."""
    signals = [v.signal_id for v in verdicts] + _corrected(verdicts)
    links = Link.objects.filter(signal__in=signals).values_list("incident_id", flat=True)
    while not (homes := set(links.all())) <= held.rows.keys():
        held.take(homes)


def _loosen(verdicts: Sequence[Verdict], held: Held) -> None:
    """Take signals that are read anew out of their incidents, and close what is left empty."""
    old = Link.objects.filter(signal__in=[v.signal_id for v in verdicts] + _corrected(verdicts))
    incidents = set(old.values_list("incident_id", flat=True))
    if not incidents:
        return
    signals = list(old.values_list("signal", flat=True))
    Key.objects.filter(signal__in=signals).delete()
    Suggestion.objects.open().filter(signal__in=signals).delete()
    old.delete()
    emptied = set(Incident.objects.filter(pk__in=incidents, links=None).values_list("pk", flat=True))
    count([c.back() for pk in emptied for c in cells(held.rows[pk])])
    refresh(incidents - emptied)
    Incident.objects.filter(pk__in=emptied).update(signal_count=0, scored_at=None)


def _corrected(verdicts: Sequence[Verdict]) -> list[int]:
    return [v.signal.corrects_id for v in verdicts if v.signal.corrects_id]


def _incidents(
    verdicts: Sequence[Verdict], placed: Sequence[Placing], at: datetime, held: Held
) -> dict[Group, Incident]:
    """The incident of each group a signal was placed in; those that are new are opened, by their first signal."""
    old = _standing({p.group.incident for p in placed if p.group.incident}, held)
    found = {p.group: old[p.group.incident] for p in placed if p.group.incident}
    opening: dict[Group, Verdict] = {}
    for verdict, placing in zip(verdicts, placed, strict=True):
        if placing.group.incident is None:
            opening.setdefault(placing.group, verdict)
    opened = Incident.objects.bulk_create([_incident(verdict) for verdict in opening.values()])
    acts = [
        Act(incident, "open", {"signal": verdict.signal_id})
        for incident, verdict in zip(opened, opening.values(), strict=True)
    ]
    record_many(acts, by=None, at=at)
    for group, incident in zip(opening, opened, strict=True):
        group.incident, found[group] = incident.pk, incident
    return found


def _standing(keys: set[int], held: Held) -> dict[int, Incident]:
    """The incidents looked at before, locked; what was merged since stands for what it was merged into."""
    held.take(keys)
    found = {pk: held.rows[pk] for pk in keys}
    while merged := {pk: each.merged_into_id for pk, each in found.items() if each.merged_into_id}:
        held.take({pk for pk in merged.values() if pk})
        found |= {pk: held.rows[target] for pk, target in merged.items() if target}
    return found


def _incident(verdict: Verdict) -> Incident:
    """A new one with what its first signal says, not stored yet."""
    signal = verdict.signal
    return Incident(
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


def _link(verdict: Verdict, incident: Incident, placing: Placing, at: datetime) -> Link:
    match = placing.match
    return Link(
        signal=verdict.signal, incident=incident, at=at, weight=round(placing.probability, 3),
        why=match.why if match else FIRST_REPORT,
        reasons=[[each.words, each.weight] for each in match.reasons] if match else [],
    )  # fmt: skip


def _offered(verdicts: Sequence[Verdict], placed: Sequence[Placing], at: datetime) -> list[Suggestion]:
    """可能相同: what the machine is not sure enough of. Groups opened by this batch are known by now."""
    return [
        Suggestion(
            signal_id=verdict.signal_id, incident_id=pk, weight=round(share, 3), at=at,
            reasons=[[each.words, each.weight] for each in match.reasons],
        )
        for verdict, placing in zip(verdicts, placed, strict=True)
        for share, match, group in placing.offers
        if (pk := group.incident)
    ]  # fmt: skip


def _lock(*incidents: Incident) -> list[Incident]:
    locked = lock(incident.pk for incident in incidents)
    return [locked[incident.pk] for incident in incidents]
