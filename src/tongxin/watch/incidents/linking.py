"""Finding the open incident a signal belongs to: by employer and category, or by near-same text."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q

from tongxin.kit.statements import ask
from tongxin.watch.incidents.models import Incident, Link
from tongxin.watch.incidents.nearness import SAME, bands, likeness, shingles
from tongxin.watch.incidents.rules import WINDOW, Matter, key_of, within
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.models import Verdict

# One text that came a thousand times is one incident: to find it, the newest of those alike are enough.
NEWEST = 20
ALIKE = """
SELECT wanted.key, alike.signal_id FROM unnest(%s::bigint[]) AS wanted (key) CROSS JOIN LATERAL (
  SELECT signal_id, at FROM incidents_band WHERE key = wanted.key AND at >= %s ORDER BY at DESC LIMIT %s) alike
ORDER BY alike.at"""


@dataclass(frozen=True)
class Found:
    """The incident found for a signal, how sure (0–1) and why in words."""

    incident: Incident
    weight: float
    why: str


@dataclass
class Neighbourhood:
    """The open incidents that a batch of verdicts may join, loaded with three statements."""

    by_key: dict[tuple, list[Incident]] = field(default_factory=dict)
    by_text: dict[int, deque[tuple[Signal, Incident]]] = field(default_factory=dict)
    pieces: dict[int, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def around(cls, verdicts: Sequence[Verdict]) -> "Neighbourhood":
        around = cls()
        matters = [matter_of(verdict) for verdict in verdicts]
        for incident in _candidates(matters):
            around.remember(incident)
        keys = {k for v in verdicts for k in bands(around._shingles(v.signal))}
        for key, signal, incident in _alike(keys, verdicts):
            around._near(key).append((signal, incident))
        return around

    def remember(self, incident: Incident) -> None:
        """Make an incident findable for the rest of the batch."""
        key = key_of(
            Matter(
                incident.employer_id,
                incident.employer_text,
                (incident.region_id or "")[:6],
                incident.category,
                incident.last_at,
            )
        )
        if key is not None:
            self.by_key.setdefault(key, []).append(incident)

    def note_text(self, signal: Signal, incident: Incident) -> list[int]:
        """Make a signal's text findable for the rest of the batch; returns its bands."""
        keys = bands(self._shingles(signal))
        for key in keys:
            self._near(key).append((signal, incident))
        return keys

    def find(self, verdict: Verdict) -> Found | None:
        """The incident this verdict's signal belongs to, or None for a new one."""
        matter = matter_of(verdict)
        key = key_of(matter)
        for incident in self.by_key.get(key, []) if key else []:
            if within(matter.at, incident.first_at, incident.last_at):
                return Found(incident, 0.9, "同一用人单位、同一类别，30天内")
        return self._by_text(verdict, matter)

    def _by_text(self, verdict: Verdict, matter: Matter) -> Found | None:
        mine, best = self._shingles(verdict.signal), None
        near = {signal.pk: (signal, incident) for key in bands(mine) for signal, incident in self._near(key)}
        near.pop(verdict.signal_id, None)
        for signal, incident in near.values():
            if not within(matter.at, incident.first_at, incident.last_at) or _other_employer(
                incident, matter
            ):
                continue
            score = likeness(mine, self._shingles(signal))
            if score >= SAME and (best is None or score > best.weight):
                best = Found(incident, round(score, 3), f"内容相近（{score:.0%}），与线索{signal.pk}")
        return best

    def _near(self, key: int) -> deque[tuple[Signal, Incident]]:
        return self.by_text.setdefault(key, deque(maxlen=NEWEST))

    def _shingles(self, signal: Signal) -> frozenset[str]:
        if signal.pk not in self.pieces:
            self.pieces[signal.pk] = shingles(signal.text)
        return self.pieces[signal.pk]


def matter_of(verdict: Verdict) -> Matter:
    return Matter(
        verdict.employer_id,
        verdict.employer_text,
        (verdict.region_id or "")[:6],
        verdict.category,
        verdict.signal.heard_at,
    )


def _other_employer(incident: Incident, matter: Matter) -> bool:
    both = incident.employer_id is not None and matter.employer is not None
    return both and incident.employer_id != matter.employer


def _candidates(matters: Iterable[Matter]) -> list[Incident]:
    employers = {m.employer for m in matters if m.employer is not None}
    names = {m.name for m in matters if m.employer is None and m.name}
    if not employers and not names:
        return []
    since = min(m.at for m in matters) - WINDOW - timedelta(days=1)
    wanted = Q(employer__in=employers) | Q(employer=None, employer_text__in=names)
    rows = Incident.objects.current().filter(wanted, state=Incident.State.OPEN, last_at__gte=since)
    return list(rows.order_by("-last_at"))


def _alike(keys: set[int], verdicts: Sequence[Verdict]) -> list[tuple[int, Signal, Incident]]:
    if not keys:
        return []
    since = min(v.signal.heard_at for v in verdicts) - WINDOW
    hits = ask(ALIKE, [sorted(keys), since, NEWEST])
    links = Link.objects.filter(
        signal__in={pk for _, pk in hits}, incident__merged_into=None, incident__state=Incident.State.OPEN
    ).select_related("signal", "incident")
    by_signal = {link.signal_id: link for link in links}
    return [(key, by_signal[pk].signal, by_signal[pk].incident) for key, pk in hits if pk in by_signal]
