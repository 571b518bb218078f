"""From incidents and the quarterly survey to evidence. Idempotent: the same source gives the same rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tongxin.ground.employers.queries import heads_of
from tongxin.kit.statements import ask
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.services import mark_scored
from tongxin.watch.scores.drawing import Drawn, Told, draw, fine
from tongxin.watch.scores.models import Evidence
from tongxin.watch.scores.patterns import SURVEY, WORDS
from tongxin.watch.signals.models import Signal

FOUNDED = (Incident.Result.SETTLED, Incident.Result.PARTLY, Incident.Result.PROCEEDINGS)
SURVEYED = timedelta(days=730)  # older forms weigh nothing any more
HEARD = """
SELECT incident_id, array_agg(DISTINCT source_id), bool_or(verified), max(month) FROM (
  SELECT link.incident_id, signal.source_id,
    count(*) OVER (PARTITION BY link.incident_id ORDER BY signal.heard_at
      RANGE BETWEEN INTERVAL '30 days' PRECEDING AND CURRENT ROW) AS month,
    EXISTS (SELECT 1 FROM triage_verdict v
      WHERE v.signal_id = signal.id AND v.current AND v.by_id IS NOT NULL) AS verified
  FROM incidents_link link JOIN signals_signal signal ON signal.id = link.signal_id
  WHERE link.incident_id = ANY(%s)) heard GROUP BY incident_id"""
SAID = """
SELECT link.incident_id, words.kind, max(signal.heard_at),
  (array_agg(signal.id ORDER BY signal.heard_at DESC, signal.id))[1]
FROM incidents_link link JOIN signals_signal signal ON signal.id = link.signal_id
JOIN unnest(%s::text[], %s::text[], %s::text[]) AS words (kind, sources, pattern)
  ON (words.sources = '' OR signal.kind = ANY(string_to_array(words.sources, ','))) AND signal.text ~ words.pattern
WHERE link.incident_id = ANY(%s) GROUP BY 1, 2"""
FORMS = """
SELECT signal.id, verdict.employer_id, signal.source_id, signal.heard_at, found.kind, signal.persons,
  verdict.by_id IS NOT NULL
FROM signals_signal signal
JOIN triage_verdict verdict ON verdict.signal_id = signal.id AND verdict.current AND verdict.employer_id IS NOT NULL
JOIN LATERAL (SELECT words.kind FROM unnest(%s::text[], %s::text[]) AS words (kind, pattern)
  WHERE signal.text ~ words.pattern
  UNION SELECT 'survey_arrears' WHERE signal.persons > 0) found ON true
WHERE signal.kind = 'survey' AND signal.corrected_at IS NULL AND signal.heard_at > %s ORDER BY signal.id, found.kind"""
# Only told of others than they count for, or of employers merged away since: few, however much there is.
ASTRAY = """
WITH RECURSIVE head(asked, id, up) AS (
  SELECT id, id, merged_into_id FROM employers_employer WHERE id IN (
    SELECT told_id FROM scores_evidence WHERE told_id <> employer_id
    UNION SELECT v.told_id FROM scores_evidence v JOIN employers_employer m ON m.id = v.employer_id
      WHERE m.merged_into_id IS NOT NULL)
  UNION SELECT head.asked, e.id, e.merged_into_id FROM head JOIN employers_employer e ON e.id = head.up)
SELECT v.id, head.id FROM scores_evidence v JOIN head ON head.asked = v.told_id AND head.up IS NULL
WHERE v.employer_id <> head.id ORDER BY v.id LIMIT 2000"""
TOLD = (
    "employer", "told", "at", "facts", "group", "signal", "sources", "verified", "unfounded_at", "unfounded_why",
    "dropped_at",
)  # fmt: skip


@transaction.atomic
def draw_incidents(incidents: Sequence[Incident], *, at: datetime) -> set[int]:
    """Bring the evidence of these incidents up to date; returns the employers it touches. `employer` is loaded.

    What an incident no longer says is dropped, what its case found unfounded marked so. The number of statements is
    fixed.
    """
    keys = [incident.pk for incident in incidents]
    heard = {pk: rest for pk, *rest in ask(HEARD, [keys])}
    words = [list(WORDS), *([each[n] for each in WORDS.values()] for n in (0, 1))]
    said: dict[int, list[tuple[str, datetime, int]]] = {}
    for pk, kind, last, signal in ask(SAID, [*words, keys]):
        said.setdefault(pk, []).append((kind, last, signal))
    _read_fines(said)
    heads = heads_of([i.employer_id for i in incidents if i.employer_id])
    rows = [
        _row(incident, drawn, heads, heard[incident.pk])
        for incident in incidents
        if incident.employer_id and incident.merged_into_id is None and incident.pk in heard
        for drawn in draw(_told(incident, heard[incident.pk][2], said.get(incident.pk, ())))
    ]
    standing = Evidence.objects.filter(incident__in=keys, dropped_at=None)
    before = set(standing.values_list("employer", flat=True))  # a row may become another employer's
    Evidence.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=TOLD)
    standing.exclude(key__in=[row.key for row in rows]).update(dropped_at=at)
    mark_scored(incidents, at=at)
    return before | {row.employer_id for row in rows}


@transaction.atomic
def draw_survey(*, at: datetime) -> set[int]:
    """Bring the evidence of the quarterly forms of the last two years up to date; the employers whose rows changed."""
    found = ask(FORMS, [list(SURVEY), list(SURVEY.values()), at - SURVEYED])
    heads = heads_of([row[1] for row in found]) if found else {}
    wanted = {row.key: row for row in (_form(each, heads) for each in found)}
    standing = Evidence.objects.filter(incident=None, key__startswith="signal:", at__gt=at - SURVEYED)
    known = {row.key: row for row in standing}
    changed = [row for key, row in wanted.items() if key not in known or _differs(row, known[key])]
    gone = [row for key, row in known.items() if key not in wanted and row.dropped_at is None]
    Evidence.objects.bulk_create(changed, update_conflicts=True, unique_fields=["key"], update_fields=TOLD)
    Evidence.objects.filter(pk__in=[row.pk for row in gone]).update(dropped_at=at)
    moved = [known[row.key] for row in changed if row.key in known]
    return {row.employer_id for row in (*changed, *gone, *moved)}


@transaction.atomic
def follow_merges() -> set[int]:
    """Let evidence count for the employer at the end of its chain of merges; the employers on both sides."""
    heads = dict(ask(ASTRAY))
    rows = list(Evidence.objects.filter(pk__in=heads).select_for_update(of=("self",)).order_by("pk"))
    touched = {row.employer_id for row in rows} | set(heads.values())
    for row in rows:
        row.employer_id = heads[row.pk]
    Evidence.objects.bulk_update(rows, ["employer"])
    return touched


def astray() -> bool:
    """Whether evidence counts for another employer than it should since a merge, or since one was taken back."""
    return bool(ask(ASTRAY))


def _read_fines(said: dict[int, list[tuple[str, datetime, int]]]) -> None:
    """Put the class of a fine, by the sum in the words, in the place of `fined`; a statement where there is one."""
    fined = {signal for told in said.values() for kind, _, signal in told if kind == "fined"}
    if not fined:
        return
    texts = dict(Signal.objects.filter(pk__in=fined).values_list("pk", "text"))
    for told in said.values():
        told[:] = [(fine(texts[s]) if kind == "fined" else kind, last, s) for kind, last, s in told]


def _told(incident: Incident, most: int, said: Iterable[tuple[str, datetime, int]]) -> Told:
    return Told(
        incident.category, incident.first_at, incident.last_at, incident.persons, incident.amount, incident.months,
        incident.collective, incident.employer.staff if incident.employer else None, most, tuple(said),
    )  # fmt: skip


def _row(incident: Incident, drawn: Drawn, heads: dict[int, int], heard: Sequence[Any]) -> Evidence:
    """A case speaks of what had been heard when it closed, not of what is heard later."""
    sources, checked, _ = heard
    closed = incident.concluded_at is not None and drawn.at <= incident.concluded_at
    unfounded = closed and incident.result == Incident.Result.UNFOUNDED
    assert incident.employer_id is not None
    return Evidence(
        key=f"incident:{incident.pk}:{drawn.kind}", employer_id=heads[incident.employer_id],
        told_id=incident.employer_id, kind=drawn.kind, at=drawn.at, facts=drawn.facts,
        group=f"incident:{incident.pk}", incident=incident, signal_id=drawn.signal, sources=sources,
        verified=checked or (closed and incident.result in FOUNDED),
        unfounded_at=incident.concluded_at if unfounded else None,
        unfounded_why="所据事件办结为不属实" if unfounded else "",
    )  # fmt: skip


def _form(row: tuple[Any, ...], heads: dict[int, int]) -> Evidence:
    signal, employer, source, heard_at, kind, persons, checked = row
    quarter = f"{heard_at:%Y}Q{(heard_at.month + 2) // 3}"
    return Evidence(
        key=f"signal:{signal}:{kind}", employer_id=heads[employer], told_id=employer, kind=kind, at=heard_at,
        facts={"persons": persons} if persons else {}, group=f"survey:{quarter}", signal_id=signal,
        sources=[source], verified=checked,
    )  # fmt: skip


def _differs(row: Evidence, known: Evidence) -> bool:
    names = ("employer_id", "told_id", "at", "facts", "group", "sources", "verified")
    return known.dropped_at is not None or any(getattr(row, n) != getattr(known, n) for n in names)
