"""Rows for tests of cases: terms in force, and a case brought to a state by its verbs."""

from datetime import datetime
from typing import Any

from tongxin.ground.orgs.models import Org
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.tests.makers import PROFILE, enact, make_alert
from tongxin.watch.cases import services
from tongxin.watch.cases.models import Case


def _term(n: int, unit: str = "working_day") -> dict[str, Any]:
    return {"n": n, "unit": unit}


TERMS = {
    "red": {"accept": _term(4, "service_hour"), "handle": _term(1)},
    "orange": {"accept": _term(8, "service_hour"), "handle": _term(3)},
    "yellow": {"accept": _term(1), "handle": _term(5)},
    "blue": {"accept": _term(2), "handle": _term(10)},
}


def rules_in_force() -> None:
    enact("alert_profile", PROFILE)
    enact("deadlines", TERMS)


def make_case(
    cast: Any, *, state: str = "open", to: Org | None = None, at: datetime = FRIDAY, **over: Any
) -> Case:
    """A case brought to `state` by its verbs, all at one instant."""
    case = services.open_for(make_alert(cast.xihu, by=cast.chen, at=at, **over), at=at)
    to = to or cast.xihu
    way = [
        ("open", lambda c: c),
        ("dispatched", lambda c: services.dispatch(c, to=to, by=cast.chen, at=at)),
        ("accepted", lambda c: services.accept(c, by=cast.xi, at=at)),
        ("verified", lambda c: services.verify(c, finding="substantiated", note="属实", by=cast.wang, at=at)),
        (
            "handled",
            lambda c: services.handle(c, actions="约谈", recovered=50_000, helped=5, by=cast.wang, at=at),
        ),
        ("reported", lambda c: services.report_up(c, by=cast.xi, at=at)),
        ("approved", lambda c: services.approve(c, by=cast.chen, at=at)),
        ("closed", lambda c: services.close(c, result="settled", by=cast.chen, at=at)),
        ("called_back", lambda c: services.call_back(c, satisfaction=5, by=cast.chen, at=at)),
    ]
    for name, step in way:
        case = step(case)
        if name == state:
            return case
    raise ValueError(state)
