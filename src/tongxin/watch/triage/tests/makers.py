"""Rows for tests of the watch wing."""

from datetime import datetime
from itertools import count
from typing import Any

from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.services import register
from tongxin.ground.orgs.models import Org
from tongxin.ground.rollups.services import count as count_changes
from tongxin.project.testing import FRIDAY
from tongxin.watch.signals.counting import cell
from tongxin.watch.signals.models import Signal, Source

numbers = count(1)
ARREARS = "我们厂拖欠工资三个月了，一共三十多个工友，每人欠一万多，老板电话打不通"


def make_source(org: Org, kind: str = "app") -> Source:
    return Source.objects.get_or_create(
        key=f"{kind}-{org.pk}", defaults={"name": kind, "kind": kind, "org": org}
    )[0]


def make_signal(
    org: Org, text: str = ARREARS, *, kind: str = "app", at: datetime = FRIDAY, **over: Any
) -> Signal:
    """A signal as intake stores it, counted."""
    source = make_source(org, kind)
    fields = {
        "source": source,
        "kind": kind,
        "external_key": f"t-{next(numbers)}",
        "heard_at": at,
        "org": org,
        "text": text,
    }
    signal = Signal.objects.create(**fields | over)
    count_changes([cell(signal, None)])
    return signal


def make_employer(org: Org, name: str, **over: Any) -> Employer:
    return register(name=name, org=org, by=None, at=FRIDAY, **over)
