from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from tongxin.ground.audit import sealing
from tongxin.ground.audit.models import Entry, Seal
from tongxin.kit.actor import Actor
from tongxin.kit.jobs import wake

PLATFORM = "平台"


@dataclass(frozen=True)
class Act:
    """One act, for `record_many`."""

    subject: models.Model
    verb: str
    facts: dict[str, Any] = field(default_factory=dict)


def record(subject: models.Model, verb: str, *, by: Actor | None, at: datetime, **facts: Any) -> None:
    """Write one act into the audit trail, inside the caller's transaction.

    `facts` are JSON values; personal data never goes in. `by` None is the platform itself.
    """
    record_many([Act(subject, verb, facts)], by=by, at=at)


def record_many(acts: Iterable[Act], *, by: Actor | None, at: datetime) -> None:
    """Write many acts with one statement a thousand."""
    Entry.objects.bulk_create([_entry(act, by, at) for act in acts], batch_size=1000)
    wake("audit-seal")


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


def kind_of(subject: models.Model) -> str:
    return subject._meta.label_lower


def _entry(act: Act, by: Actor | None, at: datetime) -> Entry:
    return Entry(
        at=at,
        actor_id=by.pk if by else None,
        actor=by.name if by else PLATFORM,
        kind=kind_of(act.subject),
        key=str(act.subject.pk),
        verb=act.verb,
        facts=act.facts,
    )
