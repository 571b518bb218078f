"""先期处置要点: what the rulebook names to be done first, and the articles that apply."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.timezone import localtime

from tongxin.ground.rulebook.models import Version
from tongxin.ground.rulebook.queries import named
from tongxin.ground.rulebook.uses import FIRST_RESPONSE
from tongxin.ground.statutes.queries import Citation, applicable
from tongxin.kit.templatetags.kit import CATEGORIES
from tongxin.watch.alerts.models import Alert
from tongxin.watch.incidents.models import Incident
from tongxin.watch.scores.models import Evidence


@dataclass(frozen=True)
class Note:
    """`steps`: (name of the item, what to do). `version` None: no such rule is in force."""

    version: Version | None
    steps: list[tuple[str, str]]
    citations: list[Citation]


def note(alert: Alert, now: datetime) -> Note:
    """For the level, category and subject of an alert, by the facts it was graded on. Four queries."""
    category = alert.category or _commonest(alert)
    day, facts = localtime(now).date(), alert.facts
    collective, urgent = bool(facts.get("collective")), bool(facts.get("urgent"))
    version = named(FIRST_RESPONSE, on=day)
    rows = version.body.get("items", []) if version else []
    names = [alert.get_level_display(), CATEGORIES.get(category, ""), alert.subject_label]
    names += (["集体争议"] if collective else []) + (["紧急"] if urgent else [])
    steps = [(row["name"], row["words"]) for name in names for row in rows if row.get("name") == name]
    cited = applicable(category, on=day, collective=collective, urgent=urgent) if category else []
    return Note(version, steps, cited)


def _commonest(alert: Alert) -> str:
    """What most of the incidents are about that an alert rests on, those behind an index or those of a hot spot."""
    if alert.hotspot_id:
        rested = Incident.objects.filter(pk__in=alert.evidence)
    else:
        rested = Incident.objects.filter(
            pk__in=Evidence.objects.filter(pk__in=alert.evidence).values("incident")
        )
    told = rested.values_list("category").annotate(number=Count("pk")).order_by("-number", "category")
    return next((category for category, _ in told), "")
