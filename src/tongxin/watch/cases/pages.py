"""What the page of one case shows; a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import allowed
from tongxin.ground.worktime.queries import current_calendar
from tongxin.kit.masking import mask_text
from tongxin.watch.alerts.queries import reasons
from tongxin.watch.cases import queries
from tongxin.watch.cases.acts import open_acts
from tongxin.watch.cases.flow import RUNNING, State
from tongxin.watch.cases.forms import AttachForm
from tongxin.watch.cases.models import Case
from tongxin.watch.cases.tables import card, chip
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.models import Verdict

SHOWN = 20  # signals and earlier cases on one page


@dataclass(frozen=True)
class Told:
    """One signal with what was read from it. `open`: the reader may open the signal itself, where the numbers
    in it can be read, which leaves an entry in the trail."""

    signal: Signal
    verdict: Verdict
    open: bool

    @property
    def pieces(self) -> list[tuple[str, str, str]]:
        """The text cut at its evidence: (text, which field it shows, why), the last two '' between marks."""
        text, found, at = mask_text(self.signal.text), [], 0
        for field, start, end, _, why in sorted(self.verdict.spans, key=itemgetter(1)):
            if start < at or end > len(text):
                continue  # inside a mark already made
            found += [(text[at:start], "", ""), (text[start:end], field, why)]
            at = end
        return [piece for piece in [*found, (text[at:], "", "")] if piece[0]]


def told(case: Case, user: Account) -> list[Told]:
    """The signals of the incident, the oldest first; who handles the case reads their text, numbers masked."""
    rows = Verdict.objects.filter(current=True, signal__link__incident=case.incident_id)
    rows = rows.select_related("signal__org", "region").order_by("signal__heard_at", "pk")
    scopes = user.scopes
    return [Told(v.signal, v, any(v.signal.org.path.startswith(s) for s in scopes)) for v in rows[:SHOWN]]


def detail_of(case: Case, user: Account, now: datetime) -> dict[str, Any]:
    steps = list(case.steps.select_related("by"))
    mine = case.state in {State.OPEN, State.REPORTED, State.APPROVED, *RUNNING}
    may_attach = mine and allowed(user, "cases.handle", case.org)
    return {
        "case": case,
        "chip": chip(case),
        "card": card(case),
        "clock": queries.clock(case, now, current_calendar()),
        "acts": open_acts(case, user, now),
        "told": told(case, user),
        "reasons": reasons(case.alert) if case.alert else [],
        "documents": list(case.documents.select_related("file", "by").order_by("at", "pk")),
        "earlier": list(queries.earlier(case, user)[:SHOWN]),
        "timeline": queries.timeline(steps),
        "attach_form": AttachForm(case=case, user=user) if may_attach else None,
    }
