from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet, Sum

from tongxin.ground.orgs.models import Org
from tongxin.ground.people.devices import device
from tongxin.ground.people.models import Account, Post
from tongxin.ground.people.rights import allowed
from tongxin.kit.fields import blind

COOL_OFF = timedelta(hours=settings.AXES_COOLOFF_TIME)


def listed(user: Account, on: date) -> QuerySet[Account]:
    """The accounts a person sees, each with `held`, its posts of the day."""
    held = Post.objects.current(on).select_related("org").order_by("org__path", "pk")
    return Account.objects.visible_to(user).prefetch_related(Prefetch("posts", held, to_attr="held"))


def search(rows: QuerySet[Account], words: str) -> QuerySet[Account]:
    """By name or login name; a whole phone or ID number finds through its blind index."""
    condition = Q(name__contains=words) | Q(username__istartswith=words)
    digits = words.replace(" ", "").replace("-", "")
    if len(digits) == 11 and digits.isdigit():
        condition |= blind(Account, phone=digits)
    if len(digits) in (15, 18):
        condition |= blind(Account, id_number=digits)
    return rows.filter(condition)


def with_role(rows: QuerySet[Account], role: str, on: date) -> QuerySet[Account]:
    return rows.filter(pk__in=Post.objects.current(on).filter(role=role).values("account"))


def at_or_below(rows: QuerySet[Account], org_pk: str, on: date) -> QuerySet[Account]:
    """Those with a post at a union or below it."""
    path = Org.objects.filter(pk=org_pk).values_list("path", flat=True).first() or "-"
    return rows.filter(pk__in=Post.objects.current(on).filter(org__path__startswith=path).values("account"))


def manageable(editor: Account, posts: Iterable[Post]) -> bool:
    """Whether somebody may change an account: they hold `people.edit` over every post it holds.

    Else an administrator of a district could take over a person who also has a post at the city.
    """
    held = list(posts)
    if not held:
        return any(post.org.parent_id is None for post in editor.current_posts) and allowed(
            editor, "people.edit"
        )
    return all(allowed(editor, "people.edit", post.org) for post in held)


def sessions(account: Account, current_key: str | None) -> list[dict[str, Any]]:
    """Where the person is signed in, this device first."""
    found = UserSession.objects.filter(user=account).order_by("-last_seen_at")[:50]
    rows = [
        {
            "pk": s.pk,
            "device": device(s.user_agent),
            "ip": s.ip,
            "since": s.created_at,
            "current": s.session_key == current_key,
        }
        for s in found
    ]
    return sorted(rows, key=lambda row: not row["current"])


def held_back(account: Account, at: datetime) -> bool:
    """Whether sign-in to the account is locked, from any address, after too many failures."""
    attempts = AccessAttempt.objects.filter(username=account.username, attempt_time__gt=at - COOL_OFF)
    failures = attempts.values("ip_address").annotate(failures=Sum("failures_since_start"))
    return failures.filter(failures__gte=settings.AXES_FAILURE_LIMIT).exists()


def factors(account: Account) -> list[str]:
    """The kinds of second factor that are set up, in words."""
    kinds = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    labels = {"totp": "动态口令", "webauthn": "通行密钥", "recovery_codes": "恢复码"}
    return [label for kind, label in labels.items() if kind in kinds]


def ties(account: Account) -> list[dict[str, Any]]:
    """The identities of single sign-on tied to an account, by the name the server told last."""
    found = SocialAccount.objects.filter(user=account).order_by("pk")
    return [{"pk": tie.pk, "name": claims(tie).get("preferred_username", "")} for tie in found]


def claims(tie: SocialAccount) -> dict[str, Any]:
    """What the server told of somebody; its answer about the person goes before its token."""
    told = tie.extra_data
    return (told.get("id_token") or {}) | (told.get("userinfo") or {})
