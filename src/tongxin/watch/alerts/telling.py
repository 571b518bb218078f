"""Who is told of new alerts: those who may confirm them, a red one at once and at every desk above as well."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from tongxin.ground.notices.services import notify
from tongxin.ground.people.models import Account, Post
from tongxin.ground.people.rights import RIGHTS
from tongxin.watch.alerts.levels import Level
from tongxin.watch.alerts.models import Alert

ASKED = "请核查后反馈属实、不属实或已化解。"
CONFIRM, ANSWER = "alerts.confirm", "alerts.answer"
Desks = dict[int, list[Account]]  # union → who may confirm there


def tell(alerts: Sequence[Alert], *, at: datetime) -> None:
    """One notice a desk for all red ones of a batch, one for the rest. Alerts carry `org` and their subject."""
    desks = _desks(alerts, at)
    told: dict[tuple[int, bool], list[Alert]] = defaultdict(list)
    for alert in alerts:
        red = alert.level == Level.RED
        nearest = [pk for pk in reversed(_way(alert)) if pk in desks]
        for desk in nearest if red else nearest[:1]:
            told[desk, red].append(alert)
    for (desk, red), theirs in told.items():
        title, url = _words(theirs, red)
        notify(desks[desk], title, url=url, urgent=red, at=at)


def ask(alerts: Sequence[Alert], *, at: datetime) -> None:
    """The nearest union with people who may answer is asked to check each; an urgent notice for a red one."""
    _to_checkers(alerts, "交办核查", ASKED, at)


def postpone(alerts: Sequence[Alert], *, at: datetime) -> None:
    """The deadline of a check has moved with the calendar: the union that was asked hears the new one."""
    _to_checkers(alerts, "核查期限有变", "工作日历有变，核查期限随之改动。", at)


def _to_checkers(alerts: Sequence[Alert], words: str, body: str, at: datetime) -> None:
    asked = _desks(alerts, at, ANSWER)
    for alert in alerts:
        union = next((pk for pk in reversed(_way(alert)) if pk in asked), None)
        if union is not None:
            due = alert.check_due_at
            notify(
                asked[union], f"{words}：{alert.get_level_display()}预警，{alert.title}"[:120],
                body=body + (f"请在 {localtime(due):%m-%d %H:%M} 前反馈。" if due else ""),
                url=reverse("alert-detail", args=[alert.pk]), urgent=alert.level == Level.RED, at=at,
            )  # fmt: skip


def remind(alerts: Sequence[Alert], *, at: datetime) -> None:
    """A check is late: the union that was asked hears it, and the desk that may confirm."""
    asked, desks = _desks(alerts, at, ANSWER), _desks(alerts, at)
    for alert in alerts:
        way = list(reversed(_way(alert)))
        nearest = [next((found[pk] for pk in way if pk in found), []) for found in (asked, desks)]
        people = {person.pk: person for each in nearest for person in each}
        if people:
            notify(
                list(people.values()), f"核查逾期：{alert.get_level_display()}预警，{alert.title}"[:120],
                body="已过核查期限，还没有反馈。", url=reverse("alert-detail", args=[alert.pk]),
                urgent=alert.level == Level.RED, at=at,
            )  # fmt: skip


def _words(alerts: Sequence[Alert], red: bool) -> tuple[str, str]:
    """Title and link: the alert itself where it is one, else the list of those that wait."""
    if len(alerts) == 1:
        (alert,) = alerts
        return f"{alert.get_level_display()}预警待确认：{alert.title}", reverse(
            "alert-detail", args=[alert.pk]
        )
    url = reverse("alert-list") + "?mine=1"
    return (
        (f"有 {len(alerts)} 件红色预警待确认", f"{url}&level=red")
        if red
        else (f"有 {len(alerts)} 件新预警待确认", url)
    )


def _desks(alerts: Sequence[Alert], at: datetime, right: str = CONFIRM) -> Desks:
    """Of all unions on the way to the alerts, those with somebody who holds the right; one query."""
    ways = {pk for alert in alerts for pk in _way(alert)}
    posts = Post.objects.current(localtime(at).date()).filter(org__in=ways, role__in=RIGHTS[right])
    found: Desks = defaultdict(list)
    for post in posts.select_related("account").order_by("pk") if ways else ():
        if post.account.is_active:
            found[post.org_id].append(post.account)
    return dict(found)


def _way(alert: Alert) -> list[int]:
    """The unions from the root down to the one of the ground."""
    return [int(step) for step in alert.org.path.strip(".").split(".")]
