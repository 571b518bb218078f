from datetime import datetime

from django.db import transaction

from tongxin.ground.orgs.models import Org
from tongxin.kit.jobs import stage, sweep
from tongxin.watch.alerts.models import Alert
from tongxin.watch.cases import cards, opening

BATCH = 200


def waiting() -> bool:
    """Before there is a city federation nobody could dispatch; the alerts wait."""
    return Alert.objects.awaiting_case().exists() and Org.objects.filter(parent=None).exists()


@stage("cases", waiting=waiting)
def open_cases(now: datetime) -> int:
    """Open cases for the oldest confirmed alerts that wait."""
    with transaction.atomic():
        alerts = list(
            Alert.objects.awaiting_case().select_for_update(skip_locked=True).order_by("pk")[:BATCH]
        )
        if alerts and Org.objects.filter(parent=None).exists():
            return len(opening.open_all(alerts, at=now))
    return 0


@sweep("cases-cards", every="* * * * *")
def deal_cards(now: datetime) -> int:
    """Yellow and red cards, and late acceptance."""
    cards.deal(now)
    return 0


@sweep("cases-calendar", every="*/10 * * * *")
def follow_calendar(now: datetime) -> int:
    """Deadlines of a year that has become official."""
    cards.recompute(now)
    return 0
