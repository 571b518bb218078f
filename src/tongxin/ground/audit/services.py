import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from tongxin.ground.audit import sealing
from tongxin.ground.audit.models import Seal
from tongxin.kit.actor import Actor
from tongxin.kit.jobs import wake
from tongxin.kit.statements import Statement, tell

PLATFORM = "平台"
# Plain SQL: every act goes through here, and building rows of the model costs more than storing them.
INTO = "INSERT INTO audit_entry (at, actor_id, actor, kind, key, verb, facts) "
WRITE = INTO + "VALUES "
ROW = "(%s, %s, %s, %s, %s, %s, %s)"
OF_ROWS = INTO + "SELECT %s, %s, %s, %s, id::text, %s, %s FROM "  # noqa: S608
WRITTEN = 1000  # rows a statement


@dataclass(frozen=True)
class Row:
    """A row known by its number alone; a model of it costs more than the entry that is written about it."""

    model: type[models.Model]
    pk: Any

    @property
    def _meta(self) -> Any:
        return self.model._meta


Subject = models.Model | Row


@dataclass(frozen=True)
class Act:
    """One act, for `record_many`."""

    subject: Subject
    verb: str
    facts: dict[str, Any] = field(default_factory=dict)


def record(subject: Subject, verb: str, *, by: Actor | None, at: datetime, **facts: Any) -> None:
    """Write one act into the audit trail, inside the caller's transaction.

    `facts` are JSON values; personal data never goes in. `by` None is the platform itself.
    """
    record_many([Act(subject, verb, facts)], by=by, at=at)


def record_many(acts: Iterable[Act], *, by: Actor | None, at: datetime) -> None:
    """Write many acts with one statement a thousand."""
    rows = [_row(act, by, at) for act in acts]
    for first in range(0, len(rows), WRITTEN):
        part = rows[first : first + WRITTEN]
        tell(WRITE + ", ".join([ROW] * len(part)), [value for row in part for value in row])
    wake("audit-seal")


def recording(
    rows: str, model: type[models.Model], verb: str, *, by: Actor | None, at: datetime, **facts: Any
) -> Statement:
    """What `record` writes, of each `id` in `rows`, as a part of the statement that makes them.

    Who sends it wakes `audit-seal`.
    """
    at_, actor_id, actor, kind, _, verb, told = _row(Act(Row(model, None), verb, facts), by, at)
    return Statement(OF_ROWS + rows, [at_, actor_id, actor, kind, verb, told])


@transaction.atomic
def seal(at: datetime) -> Seal | None:
    """Seal up to 10,000 committed entries; None if there are none. Nobody who writes waits for it."""
    sealing.one_at_a_time()
    last = sealing.last_seal()
    batch = sealing.read_batch(last)
    if not batch.numbers:
        return None
    made = sealing.sealed(batch, last, at)
    sealing.keep(made, batch)
    return made


def kind_of(subject: Subject) -> str:
    return subject._meta.label_lower


def _row(act: Act, by: Actor | None, at: datetime) -> tuple[Any, ...]:
    return (
        at,
        by.pk if by else None,
        by.name if by else PLATFORM,
        kind_of(act.subject),
        str(act.subject.pk),
        act.verb,
        json.dumps(act.facts),
    )
