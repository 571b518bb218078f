"""Reads on incidents: their signals, how their facts came about, and with what they could be merged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.queries import families_of, heads_of
from tongxin.ground.employers.queries import search as search_employers
from tongxin.ground.orgs.models import Org, paths
from tongxin.kit.actor import Actor
from tongxin.kit.templatetags.kit import instant_cn, number, yuan
from tongxin.watch.incidents.joining import Match, match, shares
from tongxin.watch.incidents.linking import members, related
from tongxin.watch.incidents.models import Change, Incident, Key, Ledger, Link, Suggestion
from tongxin.watch.incidents.nearness import bands, likeness, shingles
from tongxin.watch.incidents.pairs import Reason
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.models import Verdict

NEAR_TIME = timedelta(days=90)  # how far apart an officer is offered matters of one employer
ALIKE = 0.3  # Jaccard from which a text is shown as similar
LEAST = 0.1  # probability from which an incident is offered for a merge; an officer looks for more than he is shown
SHOWN = 100
OFFERED = 20


@dataclass(frozen=True)
class Linked:
    """A signal of an incident with its current verdict, the weight (0–1) and reason of the link."""

    link: Link
    signal: Signal
    verdict: Verdict


@dataclass(frozen=True)
class Fact:
    """One fact of an incident in words, and which signals say so."""

    label: str
    value: str
    why: str


@dataclass(frozen=True)
class Candidate:
    """An incident that may be the same matter, why, how sure (0–1) and what weighs how much, if weighed."""

    incident: Incident
    why: str
    weight: float
    reasons: Sequence[Reason] = ()


@dataclass(frozen=True)
class Busy:
    """An employer with the number of its incidents and the people these concern, None if none is known of any."""

    employer: int
    incidents: int
    persons: int | None


def by_employer(rows: QuerySet[Incident]) -> list[Busy]:
    """The registered employers of a selection, the busiest first; those merged together are one.

    One statement, two where an employer was merged into another.
    """
    counted = rows.exclude(employer=None).order_by().values_list("employer", "employer__merged_into")
    found = list(counted.annotate(n=Count("pk"), people=Sum("persons")))
    merged = [pk for pk, into, _, _ in found if into]
    heads = heads_of(merged) if merged else {}
    sums: dict[int, tuple[int, int | None]] = {}
    for pk, _, n, people in found:
        head = heads.get(pk, pk)
        had, known = sums.get(head, (0, None))
        sums[head] = (had + n, people if known is None else known + (people or 0))
    busy = [Busy(pk, n, people) for pk, (n, people) in sums.items()]
    return sorted(busy, key=lambda b: (-b.incidents, b.persons is None, -(b.persons or 0), b.employer))


def within(rows: QuerySet[Incident], code: str) -> QuerySet[Incident]:
    """Those that happened in a region; one of which no place is known is where its union is, as it is counted."""
    known, told = Q(region__code__startswith=code), Q(region=None, org__region__code__startswith=code)
    return rows.filter(known | told)


def search(rows: QuerySet[Incident], words: str) -> QuerySet[Incident]:
    """Incidents whose title holds all the words, or whose employer bears such a name (former ones too)."""
    title = Q()
    for word in words.split():
        title &= Q(title__icontains=word)
    employers = search_employers(Employer.objects.all(), words).order_by("pk").values_list("pk", flat=True)
    return rows.filter(title | Q(employer__in=list(employers[:500])))


def search_ledgers(rows: QuerySet[Ledger], words: str) -> QuerySet[Ledger]:
    """Ledgers whose file or importer bears the words."""
    return rows.filter(Q(name__icontains=words) | Q(by__name__icontains=words))


def overlapping(ledger: Ledger, user: Actor) -> QuerySet[Ledger]:
    """Other ledgers that count days of the same period; none for one that counts nothing itself."""
    if ledger.withdrawn_at or ledger.first is None:
        return Ledger.objects.none()
    counted = Ledger.objects.visible_to(user).filter(withdrawn_at=None).exclude(pk=ledger.pk)
    return counted.filter(first__lte=ledger.last, last__gte=ledger.first).defer("rejects").order_by("at")


def linked(incident: Incident, user: Actor) -> list[Linked]:
    """The newest signals of an incident that the person may see; one statement (a link has its verdict)."""
    condition = paths(user, "signal__org__")
    verdicts = Verdict.objects.filter(condition or Q(), current=True, signal__link__incident=incident)
    verdicts = verdicts.select_related("signal__source", "signal__link__by", "employer", "region", "by")
    newest = verdicts.order_by("-signal__heard_at", "-signal_id")[:SHOWN]
    return [Linked(verdict.signal.link, verdict.signal, verdict) for verdict in newest]


def facts(incident: Incident, signals: Sequence[Linked]) -> list[Fact]:
    """What is known of the incident and where it comes from. The rules are those of `services.refresh`."""
    told = [each.verdict for each in reversed(signals)]  # the first heard first
    place = "".join(incident.region.chain[1:]) if incident.region else ""
    employer = incident.employer.name if incident.employer else incident.employer_text
    kind = "已登记的单位" if incident.employer else "尚未登记，按原文"
    return [
        Fact("用人单位", employer or "不详", _first(told, kind, lambda v: v.employer_id or v.employer_text)),
        Fact("类别", incident.get_category_display(), _first(told, "形成事件时的类别", lambda v: True)),
        Fact("发生地", place or "不详", _first(told, "首个提到地点的线索", lambda v: v.region_id)),
        Fact("人数", _shown(incident.persons, _people), _most(told, "persons", incident.persons)),
        Fact("金额", _shown(incident.amount, yuan), _most(told, "amount", incident.amount)),
        Fact("拖欠月数", _shown(incident.months, _months), _most(told, "months", incident.months)),
        Fact(
            "集体争议",
            _yes(incident.collective),
            _any(told, "collective", "达到集体争议的人数，或文中说明是集体"),
        ),
        Fact("紧急", _yes(incident.urgent), _any(told, "urgent", "文中有紧急迹象")),
    ]


def changes(incident: Incident) -> QuerySet[Change]:
    """Merges and splits this incident took part in, the newest first."""
    rows = Change.objects.filter(Q(kept=incident) | Q(other=incident))
    return rows.select_related("kept__org", "other__org", "by").order_by("-at", "-pk")


def candidates(incident: Incident, user: Actor) -> list[Candidate]:
    """Incidents that may be the same matter by their weights, employer, or place and category; best first."""
    near = {"last_at__gte": incident.first_at - NEAR_TIME, "first_at__lte": incident.last_at + NEAR_TIME}
    rows = Incident.objects.visible_to(user).current().filter(**near).exclude(pk=incident.pk)
    rows = rows.select_related("employer", "region", "org")
    found = {each.incident.pk: each for each in _weighed(incident, rows)}
    same = _at(incident.employer_id) if incident.employer_id else Q(employer_text=incident.employer_text)
    if incident.employer_id or incident.employer_text:
        for other in rows.filter(same).order_by("-last_at")[:OFFERED]:
            _offer(found, other, "同一用人单位", 0.1)
    if len(found) < OFFERED and incident.region_id:
        here = rows.filter(region=incident.region_id, category=incident.category).order_by("-last_at")
        for other in here[: OFFERED - len(found)]:
            _offer(found, other, "同一地点、同一类别", 0.05)
    return sorted(found.values(), key=lambda each: (-each.weight, -each.incident.pk))[:OFFERED]


def suggestions(signal: Signal, user: Actor) -> list[Suggestion]:
    """可能相同: the incidents a signal may belong to that nobody has decided on yet, the likeliest first.

    `incident` of each is what it was merged into since, stands in the list once, and only if the person
    may see it; three statements, one more for each further merge.
    """
    rows = Suggestion.objects.visible_to(user).open().filter(signal=signal).order_by("-weight", "pk")
    home = Link.objects.filter(signal=signal).values_list("incident", flat=True).first()
    found: dict[int, Suggestion] = {}
    for each in rows.select_related("incident__merged_into", "incident__org"):
        each.incident = each.incident.survivor
        if each.incident.signal_count and each.incident_id != home:
            found.setdefault(each.incident_id, each)
    seen = set(Incident.objects.visible_to(user).filter(pk__in=found).values_list("pk", flat=True))
    return [each for pk, each in found.items() if pk in seen]


def homes(signal: Signal) -> list[Org]:
    """The union of the incident a signal is in, if it is in one: whoever moves it needs the right there."""
    return list(Org.objects.filter(incident__links__signal=signal))


def likely(signal: Signal, user: Actor, shown: int = 6) -> list[Candidate]:
    """The incident a signal is in, first, then others of the same employer; three statements."""
    verdict = Verdict.objects.filter(signal=signal, current=True).select_related("signal__link").first()
    link = getattr(verdict.signal, "link", None) if verdict else None
    if verdict is None or not (link or verdict.employer_id):
        return []
    wanted = Q(pk=link.incident_id) if link else Q(pk__in=[])
    if verdict.employer_id:
        wanted |= _at(verdict.employer_id)
    rows = Incident.objects.visible_to(user).current().filter(wanted).order_by("-last_at")[:shown]
    found = [
        Candidate(each, f"现归入此事件：{link.why}", 1) if link and each.pk == link.incident_id
        else Candidate(each, "同一用人单位", 0.7)
        for each in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: -each.weight)


def merged(kept: Incident, other: Incident) -> list[tuple[str, str, str, str]]:
    """What a merge would make of the two, as `services.refresh` does: (label, kept, other, result)."""
    both = (kept, other)

    def most(name: str) -> Any:
        return max((getattr(i, name) for i in both if getattr(i, name) is not None), default=None)

    first = min(both, key=lambda incident: incident.first_at)
    employer = next(
        (i.employer.name for i in (first, *both) if i.employer),
        first.employer_text or kept.employer_text or other.employer_text,
    )
    rows: list[tuple[str, Callable[[Incident], str], str]] = [
        (
            "用人单位",
            lambda i: i.employer.name if i.employer else i.employer_text or "不详",
            employer or "不详",
        ),
        ("类别", lambda i: i.get_category_display(), kept.get_category_display()),
        (
            "线索数",
            lambda i: f"{number(i.signal_count)}条",
            f"{number(kept.signal_count + other.signal_count)}条",
        ),
        ("首次发生", lambda i: instant_cn(i.first_at), instant_cn(first.first_at)),
        ("最近发生", lambda i: instant_cn(i.last_at), instant_cn(max(i.last_at for i in both))),
        ("人数", lambda i: _shown(i.persons, _people), _shown(most("persons"), _people)),
        ("金额", lambda i: _shown(i.amount, yuan), _shown(most("amount"), yuan)),
        ("拖欠月数", lambda i: _shown(i.months, _months), _shown(most("months"), _months)),
        ("集体争议", lambda i: _yes(i.collective), _yes(kept.collective or other.collective)),
        ("紧急", lambda i: _yes(i.urgent), _yes(kept.urgent or other.urgent)),
    ]
    return [(label, say(kept), say(other), result) for label, say, result in rows]


def similar(signal: Signal, user: Actor, shown: int = 5) -> list[tuple[Signal, float]]:
    """Other signals with near-same text that the person may see, and how near (0–1), the nearest first."""
    mine = shingles(signal.text)
    keys = set(
        Key.objects.filter(key__in=bands(mine))
        .exclude(signal=signal.pk)
        .values_list("signal", flat=True)[:200]
    )
    rows = Signal.objects.filter(paths(user, "org__") or Q(), pk__in=keys, corrected_at=None)
    scored = sorted(
        ((other, likeness(mine, shingles(other.text))) for other in rows), key=lambda pair: -pair[1]
    )
    return [pair for pair in scored if pair[1] >= ALIKE][:shown]


def _weighed(incident: Incident, rows: QuerySet[Incident]) -> list[Candidate]:
    """Incidents that share a key with this one's first and newest signals, held against these."""
    mine = [report for _, report in members([], [incident.pk])]
    facing = related(mine, incident.pk)
    others = {other.pk: other for other in rows.filter(pk__in=facing)}
    best: dict[int, Match] = {}
    for pk in others:
        held = [found for report in mine if (found := match(report, facing[pk]))]
        if held:
            best[pk] = max(held, key=lambda found: found.weight)
    return [
        Candidate(others[pk], best[pk].why, share, best[pk].reasons)
        for pk, share in shares(best).items()
        if share >= LEAST
    ]


def _offer(found: dict[int, Candidate], other: Incident, why: str, weight: float) -> None:
    known = found.get(other.pk)
    reasons = known.why if known else why
    found[other.pk] = Candidate(
        other, reasons, max(weight, known.weight if known else 0), known.reasons if known else ()
    )


def _at(employer: int) -> Q:
    """At an employer, or at one that is one with it today."""
    return Q(employer__in=families_of([employer])[employer])


def _shown(value: Any, words: Callable[[Any], str]) -> str:
    return "不详" if value is None else words(value)


def _people(n: int) -> str:
    return f"{number(n)}人"


def _months(n: int) -> str:
    return f"{n}个月"


def _yes(holds: bool) -> str:
    return "是" if holds else "否"


def _says(verdict: Verdict) -> str:
    by = f"，{verdict.by.name}改判" if verdict.by else ""
    return f"线索 {verdict.signal_id}{by}"


def _first(told: Sequence[Verdict], why: str, holds: Callable[[Verdict], Any]) -> str:
    verdict = next((v for v in told if holds(v)), None)
    return f"{why}（{_says(verdict)}）" if verdict else ""


def _most(told: Sequence[Verdict], name: str, value: Any) -> str:
    verdict = next((v for v in told if value is not None and getattr(v, name) == value), None)
    return f"各线索所述的最大值（{_says(verdict)}）" if verdict else ""


def _any(told: Sequence[Verdict], name: str, why: str) -> str:
    verdict = next((v for v in told if getattr(v, name)), None)
    return f"{why}（{_says(verdict)}）" if verdict else ""
