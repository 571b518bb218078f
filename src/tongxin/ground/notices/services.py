from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from tongxin.ground.audit.services import Act, record, record_many
from tongxin.ground.notices.addresses import checked
from tongxin.ground.notices.models import Channel, Notice, Sending, SendingQuerySet
from tongxin.ground.notices.rules import due
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Account, Post
from tongxin.kit.actor import Actor
from tongxin.kit.jobs import wake
from tongxin.kit.refused import Refused

CHANNELS = 5  # for one person; more would be a mistake or an abuse


@transaction.atomic
def notify(
    accounts: Iterable[Account],
    title: str,
    *,
    body: str = "",
    url: str = "",
    urgent: bool = False,
    at: datetime,
) -> int:
    """Put a notice into each active person's inbox and queue it for their channels; returns how many got it.

    Nobody gets it twice. Call it in the transaction of the act it tells of: both happen or neither.
    """
    people = {account.pk for account in accounts if account.is_active}
    notices = Notice.objects.bulk_create(
        [
            Notice(account_id=pk, title=title[:120], body=body, url=url[:200], urgent=urgent, at=at)
            for pk in sorted(people)
        ],
        batch_size=1000,
    )
    _queue({notice.account_id: notice for notice in notices}, urgent=urgent, at=at)
    return len(notices)


def holders(org: Org, roles: Iterable[str] | None = None, *, on: date | None = None) -> QuerySet[Account]:
    """The active people with a post (in one of `roles`) at `org` itself on a day, today if none is given."""
    posts = Post.objects.filter(org=org).current(on or localdate())
    if roles is not None:
        posts = posts.filter(role__in=list(roles))
    return Account.objects.filter(is_active=True, pk__in=posts.values("account"))


def read(notice: Notice, *, at: datetime) -> Notice:
    """Mark as read; a second reading keeps the first instant."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)
    notice.refresh_from_db(fields=["read_at"])
    return notice


def read_some(account: Account, keys: Iterable[int], *, at: datetime) -> int:
    """Mark those of the person's notices as read, passing over foreign ones; returns how many were unread."""
    return Notice.objects.filter(account=account, pk__in=list(keys), read_at=None).update(read_at=at)


def read_all(account: Account, *, at: datetime) -> int:
    """Mark everything in the inbox as read; returns how many were unread."""
    return Notice.objects.filter(account=account, read_at=None).update(read_at=at)


@transaction.atomic
def add_channel(
    account: Account, kind: str, address: str, *, urgent_only: bool = False, by: Actor | None, at: datetime
) -> Channel:
    """Give a person one more way out. Raises Refused for an address that nothing can be sent to."""
    if Channel.objects.filter(account=account).count() >= CHANNELS:
        raise Refused(f"每人最多设置 {CHANNELS} 个通知方式，请先删除不用的。")
    channel = Channel.objects.create(
        account=account, kind=kind, address=checked(kind, address), urgent_only=urgent_only
    )
    record(channel, "add", by=by, at=at, account=account.pk, way=kind, urgent_only=urgent_only)
    return channel


@transaction.atomic
def remove_channel(channel: Channel, *, by: Actor | None, at: datetime) -> None:
    """Forget the address, and what was still to be sent to it."""
    record(channel, "remove", by=by, at=at, account=channel.account_id, way=channel.kind)
    channel.delete()


@transaction.atomic
def test_channel(channel: Channel, *, by: Actor | None, at: datetime) -> Sending:
    """Queue a test message for this channel alone; how it went is shown beside the channel."""
    notice = Notice.objects.create(
        account_id=channel.account_id, title="测试通知", body="收到本条，说明该通知方式可用。",
        urgent=True, at=at, read_at=at,
    )  # fmt: skip
    sending = Sending.objects.create(notice=notice, channel=channel, due_at=at)
    record(channel, "test", by=by, at=at, account=channel.account_id, way=channel.kind)
    wake("notices-send")
    return sending


@transaction.atomic
def retry(sendings: SendingQuerySet, *, by: Actor | None, at: datetime) -> int:
    """Send what failed or waits once more, at once and with all its tries; returns how many."""
    chosen = list(sendings.unsent().select_for_update(of=("self",)))
    for sending in chosen:
        sending.state, sending.due_at, sending.tries = Sending.State.WAITING, at, 0
    Sending.objects.bulk_update(chosen, ["state", "due_at", "tries"])
    record_many([Act(sending, "retry") for sending in chosen], by=by, at=at)
    if chosen:
        wake("notices-send")
    return len(chosen)


def _queue(notices: dict[int, Notice], *, urgent: bool, at: datetime) -> None:
    channels = Channel.objects.filter(account__in=list(notices), active=True)
    if not urgent:
        channels = channels.filter(urgent_only=False)
    sendings = [
        Sending(notice=notices[account], channel_id=pk, due_at=due(at, urgent=urgent))
        for pk, account in channels.values_list("pk", "account")
    ]
    if sendings:
        Sending.objects.bulk_create(sendings, batch_size=1000)
        wake("notices-send")
