"""先期处置要点: what the rulebook names to be done first, and the articles that apply."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from tongxin.ground.rulebook.models import Version
from tongxin.ground.rulebook.queries import named
from tongxin.ground.rulebook.uses import FIRST_RESPONSE
from tongxin.ground.statutes.queries import Citation, applicable
from tongxin.kit.templatetags.kit import CATEGORIES
from tongxin.watch.alerts.models import Alert


@dataclass(frozen=True)
class Note:
    """`steps`: (name of the item, what to do). `version` None: no such rule is in force."""

    version: Version | None
    steps: list[tuple[str, str]]
    citations: list[Citation]


def note(alert: Alert, now: datetime) -> Note:
    """For the level, category and subject of an alert, by the facts it was graded on. Three queries."""
    day, facts = localtime(now).date(), alert.facts
    collective, urgent = bool(facts.get("collective")), bool(facts.get("urgent"))
    version = named(FIRST_RESPONSE, on=day)
    rows = version.body.get("items", []) if version else []
    names = [alert.get_level_display(), CATEGORIES.get(alert.category, ""), alert.subject_label]
    names += (["集体争议"] if collective else []) + (["紧急"] if urgent else [])
    steps = [(row["name"], row["words"]) for name in names for row in rows if row.get("name") == name]
    cited = applicable(alert.category, on=day, collective=collective, urgent=urgent) if alert.category else []
    return Note(version, steps, cited)
