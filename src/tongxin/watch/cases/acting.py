"""What every act on a case has in common: lock, table, timeline, audit, counts, notices."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from tongxin.ground.audit.services import record
from tongxin.ground.notices.services import holders, notify
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.rights import DESK, HANDLERS
from tongxin.ground.rollups.services import Change
from tongxin.kit.actor import Actor
from tongxin.watch.alerts.levels import Level
from tongxin.watch.cases.counting import cells, recount
from tongxin.watch.cases.flow import flow
from tongxin.watch.cases.models import Case, Passage, Step


@dataclass
class Turn:
    """One act in progress on a locked case."""

    case: Case
    verb: str
    by: Actor | None
    at: datetime
    before: list[Change] = field(default_factory=list)

    def done(self, *, note: str = "", **facts: Any) -> Case:
        """Save the case and write the act: a step, an audit entry, moved counts. `facts` are JSON values."""
        self.case.save()
        by = self.by.pk if self.by else None
        step = Step.objects.create(
            case=self.case, verb=self.verb, state=self.case.state, org_id=self.case.org_id, note=note,
            facts=facts, by_id=by, at=self.at,
        )  # fmt: skip
        record(self.case, self.verb, by=self.by, at=self.at, step=step.pk, state=self.case.state, **facts)
        recount(self.before, cells(self.case))
        return self.case

    def tell(self, org: Org, words: str, *, desk: bool = False, urgent: bool | None = None) -> None:
        """A notice to those at `org` whom it concerns: its handlers, or only its desk."""
        roles = DESK if desk else HANDLERS
        people = holders(org, roles, on=localtime(self.at).date())
        told = [person for person in people if self.by is None or person.pk != self.by.pk]
        hot = self.case.level == Level.RED if urgent is None else urgent
        url = reverse("case-detail", args=[self.case.pk])
        notify(
            told,
            f"{words}：{self.case.title}",
            body=f"工单 {self.case.number}",
            url=url,
            urgent=hot,
            at=self.at,
        )


def begin(case: Case, verb: str, *, by: Actor | None, at: datetime, moves: bool = True) -> Turn:
    """Lock the case and, if the verb `moves` it, take the next state from the table, or be `Refused`."""
    rows = Case.objects.select_for_update(of=("self",)).select_related(
        "org", "desk", "incident", "alert", "deadlines__rule"
    )
    case = rows.get(pk=case.pk)
    turn = Turn(case, verb, by, at, cells(case))
    if moves:
        case.state = flow.after(verb, case.state)
    return turn


def pass_through(case: Case, orgs: Iterable[Org], at: datetime) -> None:
    """Remember the unions a case came to: they go on seeing it."""
    Passage.objects.bulk_create([Passage(case=case, org=org, at=at) for org in orgs], ignore_conflicts=True)
