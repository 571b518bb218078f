"""What the signals of incidents together say: the most stated, the first named. Two statements read, one writes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tongxin.kit.statements import ask, tell
from tongxin.watch.incidents import rules
from tongxin.watch.incidents.models import Incident
from tongxin.watch.triage.models import Verdict

# An incident of ten thousand signals is summed where they lie; three of its verdicts travel.
SUMS = """
SELECT link.incident_id, count(*), min(signal.heard_at), max(signal.heard_at), max(verdict.persons),
  max(verdict.amount), max(verdict.months), bool_or(verdict.collective), bool_or(verdict.urgent),
  (array_agg(verdict.id ORDER BY CASE WHEN verdict.employer_id IS NOT NULL THEN 0
    WHEN verdict.employer_text <> '' THEN 1 ELSE 2 END, signal.heard_at, verdict.id))[1],
  (array_agg(verdict.id ORDER BY verdict.region_id IS NULL, signal.heard_at, verdict.id))[1],
  (array_agg(verdict.id ORDER BY signal.heard_at, verdict.id))[1]
FROM incidents_link link JOIN signals_signal signal ON signal.id = link.signal_id
JOIN triage_verdict verdict ON verdict.signal_id = signal.id AND verdict.current
WHERE link.incident_id = ANY(%s) GROUP BY link.incident_id"""
COLUMNS = {  # of an incident, in the order they are written
    "employer_id": "bigint", "employer_text": "text", "region_id": "text", "org_id": "bigint",
    "industry_org_id": "bigint",
    "first_at": "timestamptz", "last_at": "timestamptz", "signal_count": "int", "persons": "int",
    "amount": "numeric", "months": "int", "collective": "bool", "urgent": "bool", "source": "text", "title": "text",
}  # fmt: skip
WRITE = f"""
UPDATE incidents_incident
SET {", ".join(f"{name} = told.{name}" for name in COLUMNS)}, graded_at = NULL, scored_at = NULL
FROM unnest(%s::bigint[], {", ".join(f"%s::{kind}[]" for kind in COLUMNS.values())})
  AS told (id, {", ".join(COLUMNS)})
WHERE incidents_incident.id = told.id"""  # noqa: S608  (constants)


@dataclass(frozen=True)
class Sum:
    """What the signals of one incident say. `named`, `placed`: the first verdict that tells the employer, the place."""

    signals: int
    first_at: datetime
    last_at: datetime
    persons: int | None
    amount: Decimal | None
    months: int | None
    collective: bool
    urgent: bool
    named: Verdict
    placed: Verdict
    first: Verdict


def sums(incidents: Iterable[int]) -> dict[int, Sum]:
    """Incident → its sum; those without signals are left out."""
    rows = ask(SUMS, [list(incidents)])
    told = Verdict.objects.select_related("employer", "region", "signal")
    verdicts = told.in_bulk({key for row in rows for key in row[9:]})
    return {row[0]: Sum(*row[1:9], *(verdicts[key] for key in row[9:])) for row in rows}


def apply(incident: Incident, found: Sum | None) -> None:
    """Set the facts of an incident from the sum of its signals."""
    incident.graded_at = incident.scored_at = None
    if found is None:
        incident.signal_count = 0
        return
    incident.signal_count, incident.first_at, incident.last_at = found.signals, found.first_at, found.last_at
    incident.persons, incident.amount, incident.months = found.persons, found.amount, found.months
    incident.collective, incident.urgent = found.collective, found.urgent
    named, placed = found.named, found.placed
    incident.employer_id, incident.employer_text = named.employer_id, named.employer_text
    incident.industry_org_id = named.employer.industry_org_id if named.employer else None
    incident.region_id = placed.region_id
    incident.org_id = (placed if placed.region_id else found.first).signal.org_id
    incident.source = found.first.signal.kind
    employer = named.employer.name if named.employer else incident.employer_text
    place = placed.region.name if placed.region else ""
    incident.title = rules.title(employer, place, incident.category, incident.persons)


def write(incidents: Mapping[int, Incident]) -> None:
    """Store the facts of these incidents, to be graded again."""
    rows: Sequence[Incident] = list(incidents.values())
    if rows:
        columns = [[getattr(row, name) for row in rows] for name in COLUMNS]
        tell(WRITE, [[row.pk for row in rows], *columns])
