"""Compare the senders' ledger with what the platform holds."""

import time
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count
from procrastinate.contrib.django.models import ProcrastinateJob

from tongxin.ground.audit.models import Entry
from tongxin.ground.rollups.models import Delta
from tongxin.ground.rollups.queries import differences
from tongxin.project.drills.clients import Ledger
from tongxin.watch.alerts.models import Alert
from tongxin.watch.incidents.models import Incident, Link
from tongxin.watch.signals.models import Signal, Wordless
from tongxin.watch.triage.models import Verdict

DRAIN = 60  # seconds in which all queues must be empty
AT_ONCE = 1  # the same where something must be lost, which shows without waiting


@dataclass
class Findings:
    """What is wrong; all zero is a pass."""

    lost: int = 0
    twice: int = 0
    half_written: int = 0
    miscounted: int = 0
    stuck: int = 0
    unacknowledged: int = 0
    waited: int = DRAIN

    @property
    def clean(self) -> bool:
        return not (
            self.lost
            or self.twice
            or self.half_written
            or self.miscounted
            or self.stuck
            or self.unacknowledged
        )

    def line(self) -> str:
        return (
            f"丢失 {self.lost}，重复 {self.twice}，半写 {self.half_written}，汇总不符 {self.miscounted}，"
            f"{self.waited}秒后仍滞留 {self.stuck}，未获应答 {self.unacknowledged}"
        )


def settle(seconds: int) -> int:
    """Wait until every stage is empty; returns what is still waiting after these seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if _waiting() == 0:
            return 0
        time.sleep(0.5)
    return _waiting()


def examine(ledger: Ledger, *, drain: int = DRAIN) -> Findings:
    """Hold the senders' ledger against the tables, `drain` seconds after the last of them at most."""
    stuck = settle(drain)
    found = Findings(stuck=stuck, waited=drain, unacknowledged=ledger.sent - len(ledger.acknowledged))
    stored = Signal.objects.values_list("external_key", flat=True)
    keys = list(stored)
    found.lost = len(ledger.acknowledged - set(keys))
    found.twice = len(keys) - len(set(keys))
    audited = (
        Entry.objects.filter(kind="signals.signal").values("key").annotate(n=Count("pk")).filter(n=1).count()
    )
    judged = Verdict.objects.filter(current=True).count()
    linked = Link.objects.count()
    acting = Verdict.objects.filter(current=True, acts=True).count()
    proposed = Entry.objects.filter(kind="alerts.alert", verb__in=["propose", "hold"]).count()
    pairs = (audited, len(keys)), (judged, len(keys)), (linked, acting), (proposed, Alert.objects.count())
    found.half_written = sum(abs(one - other) for one, other in pairs)
    found.miscounted = len(differences())
    return found


def _waiting() -> int:
    connection.close_if_unusable_or_obsolete()
    return (
        Signal.objects.awaiting_triage().count()
        + Wordless.objects.count()
        + Verdict.objects.awaiting_link().count()
        + Incident.objects.awaiting_grade().count()
        + Alert.objects.groundless().count()
        + Delta.objects.count()
        + ProcrastinateJob.objects.filter(status="doing", queue_name="stages").count()
    )
