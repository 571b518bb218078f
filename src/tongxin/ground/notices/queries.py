from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from tongxin.ground.notices.models import Channel, Notice, Sending
from tongxin.ground.people.models import Account


def unread(user: Account) -> int:
    """How many notices the person has not read; from a partial index."""
    return Notice.objects.visible_to(user).unread().count()


def waiting(at: datetime) -> QuerySet[Sending]:
    """Messages whose time has come, the oldest first."""
    return Sending.objects.filter(state=Sending.State.WAITING, due_at__lte=at).order_by("due_at", "pk")


def channels_of(user: Account) -> QuerySet[Channel]:
    """The person's ways out, each with state, error and instant of its latest message as `last_…`."""
    last = Sending.objects.filter(channel=OuterRef("pk")).order_by("-pk")
    return Channel.objects.filter(account=user.pk).annotate(
        last_state=Subquery(last.values("state")[:1]),
        last_error=Subquery(last.values("error")[:1]),
        last_at=Subquery(last.values("sent_at")[:1]),
    ).order_by("pk")  # fmt: skip
