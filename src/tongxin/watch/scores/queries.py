from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localtime

from tongxin.ground.audit.queries import about
from tongxin.ground.employers.models import Employer
from tongxin.ground.people.models import Account
from tongxin.ground.rulebook.queries import named
from tongxin.ground.rulebook.uses import SCORING
from tongxin.kit.templatetags.kit import day_cn
from tongxin.watch.incidents.models import Incident
from tongxin.watch.scores import charts, rules
from tongxin.watch.scores.drawing import DRAWN
from tongxin.watch.scores.models import Calibration, Contest, Evidence, Score, ScorePoint
from tongxin.watch.scores.wordings import facts_words
from tongxin.watch.signals.models import Signal

SHOWN = 30  # pieces of evidence, the newest
DAYS = 366  # points of the chart


@dataclass(frozen=True)
class Piece:
    """One piece of evidence as the page shows it. `points`: what it counts for now; `incident`, `signal`: links."""

    evidence: Evidence
    name: str
    words: str
    points: float
    contest: Contest | None
    incident: int | None
    signal: int | None

    @property
    def full(self) -> bool:
        """Whether it counts nothing because its group has reached the cap."""
        return not self.struck and self.points == 0

    @property
    def entered(self) -> date | None:
        """The day an officer entered it for; None where a source delivered it."""
        return localtime(self.evidence.at).date() if "source" in self.evidence.facts else None

    @property
    def struck(self) -> str:
        """Why it does not count, '' if it does."""
        if self.evidence.unfounded_at:
            return self.evidence.unfounded_why
        if self.evidence.upheld_at:
            return "异议成立"
        return "所据事件现已不再载明" if self.evidence.dropped_at else ""


@dataclass(frozen=True)
class Offered:
    """A kind of evidence that officers enter; from `first` to `last` it would count today."""

    name: str
    first: date
    last: date

    def flaw(self, day: date) -> str:
        """Why it cannot have happened on `day`, '' if it can."""
        if day > self.last:
            return "不能晚于今天。"
        return "" if day >= self.first else f"不能早于{day_cn(self.first)}，再早的已不计分。"


def offered(at: datetime) -> dict[str, Offered]:
    """The kinds that the rule in force weighs and no source delivers; one statement."""
    version, today = rule_in_force(localtime(at).date()), localtime(at).date()
    kinds = rules.table_of(version.body).kinds if version else {}
    lasting = {key: rules.lasting(kind) for key, kind in kinds.items() if key not in DRAWN}
    return {
        key: Offered(kinds[key].name, localtime(at - timedelta(days=days)).date() + timedelta(days=1), today)
        for key, days in lasting.items()
        if days >= 1
    }


def brief(employer: Employer) -> dict[str, Any]:
    """What the employer's page says of its index; one statement where `score` is loaded, `score` None without one."""
    score = getattr(employer, "score", None)
    return {"score": score, "chart": history(score) if score else None}


def history(score: Score) -> dict[str, Any] | None:
    """The chart of the last year's index; one statement."""
    kept = ScorePoint.objects.filter(employer=score.employer_id).order_by("-day")[:DAYS]
    known = {point.day: point.value for point in reversed(kept)}
    return charts.history(known | {localtime(score.at).date(): score.value})


def pieces(score: Score, user: Account, at: datetime) -> tuple[list[Piece], int]:
    """The evidence of an employer with what each counts for, the newest and what the reasons name, and how many
    are left out.

    Four statements; all of it is read, for what one counts depends on its group. Links only to what he may see.
    """
    everything = list(Evidence.objects.filter(employer=score.employer_id).order_by("-at", "-pk"))
    table = _table(score, at)
    items = [rules.Item(row.key, row.kind, row.at, row.group) for row in everything if row.counts]
    weighed = rules.weigh(items, table, at) if table else {}
    named = {reason["evidence"] for reason in score.reasons}
    rows = [row for n, row in enumerate(everything) if n < SHOWN or row.pk in named]
    contests: dict[int, Contest] = {}
    for each in Contest.objects.filter(evidence__in=rows).select_related("by", "decided_by").order_by("pk"):
        contests[each.evidence_id] = each
    incidents = _seen(Incident.objects.visible_to(user), [row.incident_id for row in rows])
    signals = _seen(Signal.objects.visible_to(user), [row.signal_id for row in rows if not row.incident_id])
    return [
        Piece(
            row, table.kinds[row.kind].name if table and row.kind in table.kinds else row.kind,
            facts_words(row.facts), weighed.get(row.key, 0.0), contests.get(row.pk),
            row.incident_id if row.incident_id in incidents else None,
            row.signal_id if row.signal_id in signals else None,
        )
        for row in rows
    ], len(everything) - len(rows)  # fmt: skip


def timeline(score: Score) -> list[dict[str, Any]]:
    """The changes of band as `kit/_timeline.html` wants them, the newest first; one statement."""
    entries = about("employers.employer", score.employer_id).filter(verb="grade")[:SHOWN]
    return [{"at": e.at, "title": e.facts.get("reason", ""), "who": e.actor, "text": ""} for e in entries]


def calibrations() -> QuerySet[Calibration]:
    return Calibration.objects.select_related("version__rule", "before", "activated_by").order_by("-pk")


def in_use() -> Calibration | None:
    """The calibration that turns indices into probabilities; None until there is one."""
    return calibrations().filter(active=True).first()


def rule_in_force(on: date) -> Any:
    """The version scores are made by; None: nothing is in force, and the page says so."""
    return named(SCORING, on=on)


def _table(score: Score, at: datetime) -> rules.Table | None:
    version = rule_in_force(localtime(at).date())
    return rules.table_of(version.body) if version else None


def _seen(rows: QuerySet[Any], keys: Sequence[int | None]) -> set[int]:
    wanted = {key for key in keys if key}
    return set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
