"""The city's desk reads what the machine is not sure of, and a part of the rest; what it says is what the text meant."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from tongxin.ground.people.models import Account
from tongxin.project.demo.history import Report
from tongxin.watch.learning.agreement import measure
from tongxin.watch.learning.jobs import gather_examples, train_waiting
from tongxin.watch.learning.models import Example
from tongxin.watch.learning.services import LEAST, ask
from tongxin.watch.triage.models import Verdict
from tongxin.watch.triage.services import confirm, overrule

LOOKED_AT = 0.06  # share of what the machine is sure of that the desk reads all the same
LEFT = timedelta(days=30)  # the newest weeks are left for whoever looks at the city
WEEKS = 26


def judge(
    reports: Iterable[Report], desk: Account, chance: random.Random, *, at: datetime, now: datetime
) -> None:
    """Agree with or overrule the machine on what was heard the day before."""
    meant = {each.key: each for each in reports}
    if at > now - LEFT or not meant:
        return
    rows = Verdict.objects.filter(current=True, by=None, signal__external_key__in=meant)
    for verdict in rows.select_related("signal__org").order_by("pk"):
        if not verdict.unsure and chance.random() >= LOOKED_AT:
            continue
        told = meant[verdict.signal.external_key]
        answer: dict[str, Any] = {"acts": told.union, "category": told.truth or verdict.category}
        if any(getattr(verdict, name) != value for name, value in answer.items()):
            overrule(verdict.signal, by=desk, at=at, **answer)
        else:
            confirm(verdict.signal, by=desk, at=at)


def learn(desk: Account, *, now: datetime) -> None:
    """Examples of what the desk said, the weekly measure, and one training that waits to be put to use."""
    while gather_examples(now):
        pass
    monday = now - timedelta(days=now.weekday())
    for weeks in range(WEEKS, -1, -1):
        measure(at=monday - timedelta(weeks=weeks))
    if Example.objects.count() >= LEAST:
        ask(by=desk, at=now)
        train_waiting(now)
