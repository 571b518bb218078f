"""Rows for tests of the index: the rule in force, incidents of an employer, evidence."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.services import register
from tongxin.ground.orgs.models import Org
from tongxin.ground.rulebook.models import Rule, Version
from tongxin.ground.rulebook.presets.scoring import BODY
from tongxin.ground.rulebook.uses import SCORING
from tongxin.project.testing import FRIDAY
from tongxin.watch.alerts.tests.makers import make_incident as heard_incident
from tongxin.watch.incidents.models import Incident
from tongxin.watch.scores.models import Evidence

numbers = count(1)
NAME = "杭州乌有云杉服饰有限公司"


def enact(body: dict[str, Any] = BODY, *, at: datetime = FRIDAY) -> Version:
    """Make `body` the rule of the index in force."""
    rule, _ = Rule.objects.get_or_create(
        key=SCORING, defaults={"kind": "other", "name": "指数", "active": True}
    )
    Rule.objects.filter(pk=rule.pk).update(active=True)
    return Version.objects.create(
        rule=rule, number=rule.versions.count() + 1, body=body, citation="测试", status="confirmed",
        since=FRIDAY.date().replace(year=2020), at=at,
    )  # fmt: skip


def make_employer(org: Org, name: str = NAME, **over: Any) -> Employer:
    return register(name=name, org=org, by=None, at=FRIDAY, **over)


def tell_of(employer: Employer, *, org: Org, at: datetime = FRIDAY, texts: int = 1, **facts: Any) -> Incident:
    """An incident of the employer, told by `texts` signals."""
    return heard_incident(org, at=at, texts=texts, employer=employer.pk, employer_text=employer.name, **facts)


def make_evidence(
    employer: Employer, kind: str = "matter_small", *, days: float = 0, **over: Any
) -> Evidence:
    """A row of evidence that is `days` old."""
    key = f"test:{next(numbers)}"
    told = {"told": employer, "kind": kind, "at": FRIDAY - timedelta(days=days), "group": key, "key": key}
    return Evidence.objects.create(employer=employer, **told | over)
