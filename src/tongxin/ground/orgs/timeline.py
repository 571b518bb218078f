from collections.abc import Iterable
from typing import Any

from tongxin.ground.audit import words
from tongxin.ground.audit.models import Entry


def entries(found: Iterable[Entry]) -> list[dict[str, Any]]:
    """Audit entries as the timeline of a page wants them."""
    return [{"at": e.at, "title": words.verb(e.verb), "who": e.actor, "text": ""} for e in found]
