"""Finding the incident a batch of reports belongs to: what shares a key, then members, then the decision.

Each step is one statement for the whole batch and takes a bounded number of rows for each report, so a report costs
the same among a thousand stored signals and among a million.
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils.timezone import localtime

from tongxin.ground.employers.queries import families_of
from tongxin.kit.statements import ask, tell
from tongxin.watch.incidents.joining import JOIN, OFFER, Match, fits, match, shares
from tongxin.watch.incidents.models import Apart, Key
from tongxin.watch.incidents.nearness import LONGEST
from tongxin.watch.incidents.pairs import FARTHEST
from tongxin.watch.incidents.reports import Report, report
from tongxin.watch.triage.models import Verdict

NEWEST, NEXT = 8, 4  # signals of one key that are looked at: the newest before a report, the first after it
CANDIDATES = 32  # of these, those that share most keys
INCIDENTS = 6  # of their incidents, those with most shared keys
FIRST, LAST = 2, 3  # members of an incident that a report is always held against
OFFERS = 3
SHARING = """
SELECT wanted.n, near.signal_id
FROM unnest(%s::bigint[], %s::bigint[]) WITH ORDINALITY AS wanted (key, until, n) CROSS JOIN LATERAL (
  (SELECT signal_id FROM incidents_key WHERE key = wanted.key
   AND at < to_timestamp(wanted.until) AND at >= to_timestamp(wanted.until) - %s
   ORDER BY at DESC, signal_id DESC LIMIT %s)
  UNION ALL
  (SELECT signal_id FROM incidents_key WHERE key = wanted.key
   AND at >= to_timestamp(wanted.until) AND at < to_timestamp(wanted.until) + %s
   ORDER BY at, signal_id LIMIT %s)) near"""
LINKED = """
SELECT link.signal_id, incident.id, incident.first_at, incident.last_at, incident.employer_id
FROM incidents_link link JOIN incidents_incident incident ON incident.id = link.incident_id
WHERE link.signal_id = ANY(%s) AND incident.merged_into_id IS NULL AND incident.state = 'open'"""
MEMBERS = """
SELECT member.incident_id, signal.id, signal.heard_at, left(signal.text, %s), verdict.category,
  verdict.employer_id, verdict.employer_text, verdict.region_id, verdict.amount,
  verdict.persons, verdict.months
FROM (
  SELECT incident_id, signal_id FROM incidents_link WHERE signal_id = ANY(%s)
  UNION
  SELECT wanted.id, near.signal_id FROM unnest(%s::bigint[]) AS wanted (id) CROSS JOIN LATERAL (
    (SELECT signal_id FROM incidents_link WHERE incident_id = wanted.id ORDER BY id LIMIT %s)
    UNION ALL
    (SELECT signal_id FROM incidents_link WHERE incident_id = wanted.id ORDER BY id DESC LIMIT %s)) near
) member JOIN signals_signal signal ON signal.id = member.signal_id
JOIN triage_verdict verdict ON verdict.signal_id = signal.id AND verdict.current
ORDER BY member.incident_id, signal.heard_at, signal.id"""
NOTE = """
INSERT INTO incidents_key (key, at, signal_id)
SELECT told.key, signal.heard_at, signal.id FROM unnest(%s::bigint[], %s::bigint[]) AS told (key, id)
JOIN signals_signal signal ON signal.id = told.id
ON CONFLICT DO NOTHING"""  # a signal may be given its keys while it is read anew
KEYLESS = """
DELETE FROM incidents_keyless WHERE signal_id IN (
  SELECT signal_id FROM incidents_keyless ORDER BY signal_id LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING signal_id"""


@dataclass(eq=False)
class Group:
    """An open incident as far as it was looked at; `incident` None: one that is about to be opened."""

    first: datetime
    last: datetime
    incident: int | None = None
    employer: int | None = None
    members: dict[int, Report] = field(default_factory=dict)

    def take(self, each: Report) -> None:
        self.members[each.signal] = each
        self.employer = self.employer or each.employer
        self.first, self.last = min(self.first, each.at), max(self.last, each.at)

    def open_to(self, each: Report) -> bool:
        """Not to another registered employer, which a member that is not looked at may have named."""
        known = {self.employer, each.employer} - {None}
        return len(known) < 2 and fits(each.at, self.first, self.last)

    def facing(self, candidates: set[int]) -> list[Report]:
        """The members a report is held against: the first, the newest, and those that share a key with it."""
        keys = list(self.members)
        shown = {*keys[:FIRST], *keys[-LAST:], *(key for key in keys if key in candidates)}
        return [self.members[key] for key in keys if key in shown]


@dataclass(frozen=True)
class Placing:
    """Where a report goes, how sure (0–1) and by which match; `match` None: into a new incident.

    `offers`: other groups that it may belong to, with the probability of each, the likeliest first.
    """

    group: Group
    probability: float
    match: Match | None
    offers: list[tuple[float, Match, Group]]


@dataclass
class Neighbourhood:
    """The open incidents that a batch of reports may join. Reports placed are found by the rest of the batch."""

    shared: dict[tuple[int, int], list[int]]
    group_of: dict[int, Group] = field(default_factory=dict)
    apart: set[tuple[int, int]] = field(default_factory=set)
    fresh: dict[int, deque[int]] = field(default_factory=dict)

    @classmethod
    def around(cls, reports: Sequence[Report]) -> "Neighbourhood":
        around = cls(_sharing(reports))
        nearest = [around._candidates(each) for each in reports]
        around._load(nearest)
        found = Apart.objects.filter(signal__in=[each.signal for each in reports])
        around.apart = set(found.values_list("signal_id", "incident_id"))
        return around

    def place(self, each: Report) -> Placing:
        """Decide where a report goes, and let those after it find it there."""
        found = self.matches(each)
        sure = shares({group: held for group, held in found.items() if held.may_join})
        best = max(sure, key=lambda group: sure[group], default=None)
        if best is not None and sure[best] < JOIN:
            best = None
        group = best or Group(each.at, each.at)
        self._note(each, group)
        likely = sorted(((s, found[g], g) for g, s in shares(found).items()), key=lambda o: -o[0])
        offers = [] if best else [offer for offer in likely if offer[0] >= OFFER][:OFFERS]
        return Placing(group, sure[best] if best else 1.0, found[best] if best else None, offers)

    def matches(self, each: Report) -> dict[Group, Match]:
        """The groups near a report that it could belong to."""
        candidates = self._candidates(each)
        near = Counter(group for key in candidates if (group := self.group_of.get(key)))
        found = {}
        for group, _ in near.most_common(INCIDENTS):
            if (each.signal, group.incident) not in self.apart and group.open_to(each):
                held = match(each, group.facing(candidates.keys() - {each.signal}))
                if held is not None:
                    found[group] = held
        return found

    def _candidates(self, each: Report) -> dict[int, int]:
        """Signal → how many keys it shares with a report, of those that share most."""
        until = _midnight(each.at)
        counted = Counter(
            signal
            for key in each.asked
            for signal in {*self.shared.get((key, until), ()), *self.fresh.get(key, ())}
        )
        counted.pop(each.signal, None)
        return dict(sorted(counted.items(), key=lambda item: (-item[1], -item[0]))[:CANDIDATES])

    def _note(self, each: Report, group: Group) -> None:
        group.take(each)
        self.group_of[each.signal] = group
        for key in each.keys:
            self.fresh.setdefault(key, deque(maxlen=NEWEST)).append(each.signal)

    def _load(self, nearest: Iterable[dict[int, int]]) -> None:
        """The incidents of the candidates, with the members that are looked at; two statements."""
        nearest = list(nearest)
        rows = ask(LINKED, [sorted({signal for each in nearest for signal in each})])
        families = _families([row[4] for row in rows])
        groups = {
            pk: Group(first, last, pk, next(iter(families.get(employer or 0, ())), None))
            for _, pk, first, last, employer in rows
        }
        held = {row[0]: groups[row[1]] for row in rows}
        wanted = set()
        for each in nearest:
            near = Counter(held[signal].incident for signal in each if signal in held)
            wanted |= {pk for pk, _ in near.most_common(INCIDENTS)}
        signals = [signal for signal, group in held.items() if group.incident in wanted]
        for pk, member in members(signals, sorted(pk for pk in wanted if pk)):
            groups[pk].members[member.signal] = member
            self.group_of[member.signal] = groups[pk]


def members(signals: Sequence[int], incidents: Sequence[int]) -> list[tuple[int, Report]]:
    """(incident, report) of these linked signals and of the first and newest of these incidents."""
    if not signals and not incidents:
        return []
    rows = ask(MEMBERS, [LONGEST, list(signals), list(incidents), FIRST, LAST])
    families = _families([row[5] for row in rows])
    return [(row[0], report(*row[1:], family=families.get(row[5] or 0, ()))) for row in rows]


def related(reports: Sequence[Report], incident: int) -> dict[int, list[Report]]:
    """Other open incidents that share keys with these reports of one, each with the members that are looked at."""
    around = Neighbourhood(_sharing(reports))
    around._load(around._candidates(each) for each in reports)
    groups = {group.incident: group for group in around.group_of.values() if group.incident != incident}
    return {pk: list(group.members.values()) for pk, group in groups.items() if pk}


def reports_of(verdicts: Sequence[Verdict]) -> list[Report]:
    """The reports of verdicts that carry `signal`, in their order."""
    families = _families([v.employer_id for v in verdicts])
    return [
        report(
            v.signal_id, v.signal.heard_at, v.signal.text[:LONGEST], v.category, v.employer_id,
            v.employer_text, v.region_id, v.amount, v.persons, v.months,
            family=families.get(v.employer_id or 0, ()),
        )
        for v in verdicts
    ]  # fmt: skip


def note_keys(reports: Sequence[Report]) -> None:
    """Store the keys of linked signals."""
    rows = [(key, each.signal) for each in reports for key in each.keys]
    if rows:
        tell(NOTE, [list(column) for column in zip(*rows, strict=True)])


def note_missing(limit: int) -> int:
    """Store the keys of up to `limit` signals that wait for theirs; five statements. Returns how many waited."""
    signals = [signal for (signal,) in ask(KEYLESS, [limit])]
    Key.objects.filter(signal__in=signals).delete()
    note_keys([each for _, each in members(signals, [])])
    return len(signals)


def _sharing(reports: Sequence[Report]) -> dict[tuple[int, int], list[int]]:
    """(key, midnight after) → signals that have the key, near that day."""
    wanted = sorted({(key, _midnight(each.at)) for each in reports for key in each.asked})
    if not wanted:
        return {}
    keys, days = zip(*wanted, strict=True)
    reach = FARTHEST + timedelta(days=1)
    found: dict[tuple[int, int], list[int]] = {}
    for n, signal in ask(SHARING, [list(keys), list(days), reach, NEWEST, FARTHEST, NEXT]):
        found.setdefault(wanted[n - 1], []).append(signal)
    return found


def _families(employers: Iterable[int | None]) -> Mapping[int, Sequence[int]]:
    """Employer → those that are one with it, the one they were merged into first."""
    keys = sorted({key for key in employers if key is not None})
    return families_of(keys) if keys else {}


def _midnight(at: datetime) -> int:
    """The end of its day here, in seconds since 1970: reports of one day ask for the same."""
    day = localtime(at)
    return int(datetime.combine(day.date() + timedelta(days=1), time(), tzinfo=day.tzinfo).timestamp())
