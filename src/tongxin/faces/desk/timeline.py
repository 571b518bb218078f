"""The acts on one row, from the audit trail, for the side of its page."""

from typing import Any

from django.db import models

from tongxin.ground.audit import words
from tongxin.ground.audit.queries import about
from tongxin.ground.audit.services import kind_of
from tongxin.kit.masking import mask_text

SHOWN = 20


def acts_on(subject: models.Model, shown: int = SHOWN) -> list[dict[str, Any]]:
    """The newest acts as `kit/_timeline.html` wants them; one query."""
    entries = about(kind_of(subject), subject.pk)[:shown]
    return [
        {"at": entry.at, "title": words.verb(entry.verb, entry.kind), "who": entry.actor,
         "text": mask_text(entry.facts.get("reason") or entry.facts.get("note") or "")}
        for entry in entries
    ]  # fmt: skip
