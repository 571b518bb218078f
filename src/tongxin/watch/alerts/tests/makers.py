"""Rows for tests of alerts: a profile in force, incidents with their signals, alerts."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from tongxin.ground.orgs.models import Org
from tongxin.ground.rollups.services import count
from tongxin.ground.rulebook.models import Rule, Version
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts import services
from tongxin.watch.alerts.models import Alert
from tongxin.watch.incidents.models import Incident
from tongxin.watch.incidents.services import join
from tongxin.watch.signals.counting import cell
from tongxin.watch.signals.models import Signal
from tongxin.watch.triage.models import Verdict
from tongxin.watch.triage.services import judge
from tongxin.watch.triage.tests.makers import make_signal

PROFILE = {
    "levels": {
        "red": {
            "any": [
                {
                    "all": [["persons", ">=", 30], ["collective", "==", True]],
                    "words": "集体争议达到30人",
                    "clause": "示例第一条",
                }
            ]
        },
        "orange": {
            "any": [
                {"all": [["persons", ">=", 10]], "words": "达到集体争议人数", "clause": "示例第二条"},
                {"all": [["months", ">=", 3]], "words": "拖欠达三个月", "clause": "示例第三条"},
            ]
        },
        "yellow": {
            "any": [{"all": [["category", "==", "wages"]], "words": "涉及劳动报酬", "clause": "示例第四条"}]
        },
        "blue": {"any": []},
    },
    "default": "blue",
}


def enact(kind: str, body: dict, *, since: date = date(2020, 1, 1)) -> Version:
    """Make `body` what is in force of its kind."""
    Rule.objects.filter(kind=kind, active=True).update(active=False)
    number = Rule.objects.filter(kind=kind).count()
    rule = Rule.objects.create(
        key=f"test-{kind}-{number}".replace("_", "-"), kind=kind, name="测试规则", active=True
    )
    return Version.objects.create(
        rule=rule, number=1, body=body, citation="测试", status="confirmed", since=since, at=FRIDAY
    )


def use_example(key: str) -> Rule:
    """Let a shipped example count, as the demonstration does."""
    Rule.objects.filter(key=key).update(active=True, example_number=1)
    return Rule.objects.get(key=key)


def make_incident(
    org: Org, *, region: str | None = "330106", at: datetime = FRIDAY, texts: int = 1, **facts: Any
) -> Incident:
    """An incident of `texts` signals, counted; `facts` replace what the machine read of each."""
    signals = [make_signal(org, f"第{i}条：{facts.get('title', '拖欠工资')}", at=at) for i in range(texts)]
    judge(signals, at=at)
    told = {
        "acts": True,
        "category": "wages",
        "persons": 5,
        "amount": 50_000,
        "months": 1,
        "region": region,
        "employer": None,
        "employer_text": "示例云杉用工单位",
        "collective": False,
        "urgent": False,
    }
    told |= {key: value for key, value in facts.items() if key in told}
    reread(signals, **told)
    verdicts = Verdict.objects.filter(signal__in=signals, current=True)
    ready = list(verdicts.select_related("signal__org", "employer", "region").order_by("pk"))
    return join(ready, at=at)[0]


def reread(signals: Iterable[Signal], **told: Any) -> None:
    """Let the current verdicts of these signals say something else, counted."""
    verdicts = Verdict.objects.filter(signal__in=list(signals), current=True).select_related("signal__org")
    before = [cell(verdict.signal, verdict).back() for verdict in verdicts]
    verdicts.update(**told)
    count([*before, *(cell(verdict.signal, verdict) for verdict in verdicts.all())])


def make_alert(org: Org, *, by: Any = None, at: datetime = FRIDAY, **over: Any) -> Alert:
    """A proposed alert; confirmed if `by` is given."""
    alert = services.grade(make_incident(org, at=at, **over), at=at)
    assert alert is not None
    return services.confirm(alert, by=by, at=at) if by else alert
