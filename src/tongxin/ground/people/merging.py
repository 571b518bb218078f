"""What becomes of posts when a union is merged into another."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from tongxin.ground.audit.services import Act, record_many
from tongxin.ground.orgs.models import Org
from tongxin.ground.people.models import Post
from tongxin.kit.actor import Actor


def follow(gone: Org, into: Org, by: Actor | None, at: datetime) -> dict[str, Any]:
    """End the posts at `gone` and give the same at `into` from that day on."""
    day = localdate(at)
    moved: dict[str, Any] = {"ended": {}, "given": [], "turned": []}
    acts = []
    for post in Post.objects.filter(Q(until=None) | Q(until__gte=day), org=gone).select_related("account"):
        if post.since >= day:  # it has not run a day there: it simply is at the other union
            if not _held(post, into, post.since):
                Post.objects.filter(pk=post.pk).update(org=into)
                moved["turned"].append(post.pk)
            continue
        moved["ended"][str(post.pk)] = post.until and post.until.isoformat()
        if not _held(post, into, day):
            new = Post.objects.create(
                account=post.account, org=into, role=post.role, since=day, until=post.until
            )
            moved["given"].append(new.pk)
            acts.append(
                Act(
                    post.account, "assign_post", {"org": into.pk, "role": post.role, "since": day.isoformat()}
                )
            )
        Post.objects.filter(pk=post.pk).update(until=day - timedelta(days=1))
    record_many(acts, by=by, at=at)
    return moved


def back(gone: Org, into: Org, moved: dict[str, Any], by: Actor | None, at: datetime) -> None:
    """Give the posts back that nobody has touched since."""
    Post.objects.filter(pk__in=moved["turned"], org=into).update(org=gone)
    Post.objects.filter(pk__in=moved["given"], org=into).delete()
    acts = []
    for post in Post.objects.filter(pk__in=[int(pk) for pk in moved["ended"]], org=gone).select_related(
        "account"
    ):
        until = moved["ended"][str(post.pk)]
        post.until = date.fromisoformat(until) if until else None
        post.save(update_fields=["until"])
        acts.append(Act(post.account, "assign_post", {"org": gone.pk, "role": post.role}))
    record_many(acts, by=by, at=at)


def _held(post: Post, org: Org, day: date) -> bool:
    return Post.objects.filter(account=post.account, org=org, role=post.role).filter(
        Q(until=None) | Q(until__gte=day)
    ).exists()  # fmt: skip
