"""Compare the senders' ledger with what the platform holds."""

import time
from collections import Counter
from dataclasses import dataclass, field

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
    stuck: Counter[str] = field(default_factory=Counter)
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
            f"{self.waited}秒后仍滞留 {self.stuck.total()}{self._where()}，未获应答 {self.unacknowledged}"
        )

    def _where(self) -> str:
        kinds = "、".join(f"{kind} {number}" for kind, number in self.stuck.items())
        return f"（{kinds}）" if kinds else ""


def settle(seconds: int) -> Counter[str]:
    """Wait until every stage is empty; returns what is still waiting after these seconds, by stage."""
    until = time.monotonic() + seconds
    while waiting := _waiting():
        if time.monotonic() >= until:
            break
        time.sleep(0.5)
    return waiting


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


def _waiting() -> Counter[str]:
    """How much waits for which stage; empty where nothing does."""
    connection.close_if_unusable_or_obsolete()
    doing = ProcrastinateJob.objects.filter(status="doing", queue_name="stages")
    return +Counter(
        {
            "待研判": Signal.objects.awaiting_triage().count(),
            "待编词": Wordless.objects.count(),
            "待归并": Verdict.objects.awaiting_link().count(),
            "待定级": Incident.objects.awaiting_grade().count(),
            "待撤回": Alert.objects.groundless().count(),
            "待汇总": Delta.objects.count(),
            "运行中": doing.count(),
        }
    )
