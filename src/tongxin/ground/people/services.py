from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset
from django.db import models, transaction
from django.db.models import Q

from tongxin.ground.audit.queries import about
from tongxin.ground.audit.services import kind_of, record
from tongxin.ground.orgs.models import Org
from tongxin.ground.people import queries
from tongxin.ground.people.models import Account, Post
from tongxin.ground.people.passwords import issued
from tongxin.ground.people.roles import Role
from tongxin.kit.actor import Actor
from tongxin.kit.fields import EncryptedTextField, blind
from tongxin.kit.refused import Refused

SHORTEST_REASON = 4  # characters; "工作" is no reason


@dataclass(frozen=True)
class Issued:
    """An account with its first password, which is shown once and kept nowhere."""

    account: Account
    password: str


@transaction.atomic
def create_account(
    username: str,
    name: str,
    *,
    phone: str = "",
    email: str = "",
    id_number: str = "",
    by: Actor | None,
    at: datetime,
) -> Issued:
    """Make an account whose first password must be changed. Raises Refused for a taken name or ID number."""
    if Account.objects.filter(username__iexact=username).exists():
        raise Refused(f"登录名“{username}”已被使用，请换一个。")
    _check_id(id_number, None)
    password = issued()
    account = Account.objects.create_user(
        username,
        password,
        name=name,
        phone=phone,
        email=email,
        id_number=id_number,
        must_change_password=True,
    )
    record(account, "create", by=by, at=at)
    return Issued(account, password)


@transaction.atomic
def enrol(
    *,
    org: Org,
    role: str,
    since: date,
    until: date | None = None,
    by: Actor | None,
    at: datetime,
    **person: str,
) -> Issued:
    """`create_account` and `give_post` in one act, so that nobody is left without a place in the tree."""
    made = create_account(**person, by=by, at=at)
    give_post(made.account, org, role, since=since, until=until, by=by, at=at)
    return made


@transaction.atomic
def change_account(
    account: Account,
    *,
    name: str,
    phone: str,
    email: str,
    id_number: str | None = None,
    by: Actor | None,
    at: datetime,
) -> Account:
    """Correct personal facts; the trail says which, never the values. `id_number` None leaves it."""
    account = _locked(account)
    new = {"name": name, "phone": phone, "email": email}
    if id_number is not None:
        _check_id(id_number, account)
        new["id_number"] = id_number
    changed = [field for field, value in new.items() if getattr(account, field) != value]
    if not changed:
        return account
    for field in changed:
        setattr(account, field, new[field])
    account.save()
    record(account, "change", by=by, at=at, fields=changed)
    return account


@transaction.atomic
def deactivate(account: Account, *, by: Actor | None, at: datetime) -> Account:
    """Close an account: it can no longer sign in and is signed out everywhere. Its records stay."""
    account = _locked(account)
    if not account.is_active:
        raise Refused("该账号已停用。")
    if by is not None and account.pk == by.pk:
        raise Refused("不能停用自己的账号，请由另一位系统管理员办理。")
    _keep_an_administrator(account.posts.all(), at.date())
    account.is_active = False
    account.save(update_fields=["is_active"])
    _sign_out(account)
    record(account, "deactivate", by=by, at=at)
    return account


@transaction.atomic
def activate(account: Account, *, by: Actor | None, at: datetime) -> Account:
    """Open a closed account again; its posts hold as far as they have not ended."""
    account = _locked(account)
    if account.is_active:
        raise Refused("该账号正在使用中。")
    account.is_active = True
    account.save(update_fields=["is_active"])
    record(account, "activate", by=by, at=at)
    return account


@transaction.atomic
def reset_password(account: Account, *, by: Actor | None, at: datetime) -> Issued:
    """Issue a new first password and sign the person out everywhere."""
    account = _locked(account)
    password = issued()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    _sign_out(account)
    record(account, "reset_password", by=by, at=at)
    return Issued(account, password)


@transaction.atomic
def choose_password(account: Account, password: str, *, by: Actor | None, at: datetime) -> Account:
    """Set a password the person chose; an issued one is done with."""
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record(account, "change_password", by=by, at=at)
    return account


@transaction.atomic
def reset_factors(account: Account, *, by: Actor | None, at: datetime) -> int:
    """Remove a lost second factor and passkeys, so that the password alone opens again; returns how many."""
    count, _ = Authenticator.objects.filter(user=account).delete()
    if not count:
        raise Refused("该账号没有设置二次验证。")
    _sign_out(account)
    record(account, "reset_factors", by=by, at=at, count=count)
    return count


@transaction.atomic
def lock(account: Account, *, at: datetime) -> None:
    """Note that sign-in is held back after too many failures: once for each time it is."""
    account = _locked(account)
    last = about(kind_of(account), account.pk).filter(verb__in=["lock", "unlock"]).first()
    if last is None or last.verb == "unlock" or last.at <= at - queries.COOL_OFF:
        record(account, "lock", by=None, at=at)


@transaction.atomic
def unlock(account: Account, *, by: Actor | None, at: datetime) -> None:
    """Let somebody try again at once. Raises Refused if nothing holds them back."""
    account = _locked(account)
    if not queries.held_back(account, at):
        raise Refused("该账号没有被锁定。")
    reset(username=account.username)
    record(account, "unlock", by=by, at=at)


@transaction.atomic
def give_post(
    account: Account,
    org: Org,
    role: str,
    *,
    since: date,
    until: date | None = None,
    by: Actor | None,
    at: datetime,
) -> Post:
    """Give a duty at a union. Raises Refused when the same duty is held there in that time."""
    account = _locked(account)
    if org.merged_into_id:
        raise Refused(f"“{org.name}”已被合并，不能再任岗。")
    if until and until < since:
        raise Refused("止日不能早于起日。")
    same = account.posts.filter(org=org, role=role).filter(Q(until=None) | Q(until__gte=since))
    if (same.filter(since__lte=until) if until else same).exists():
        raise Refused(f"{account.name}在“{org.name}”已任{Role(role).label}，任期重叠。")
    post = Post.objects.create(account=account, org=org, role=role, since=since, until=until)
    record(account, "assign_post", by=by, at=at, org=org.pk, role=str(role), since=since.isoformat())
    return post


@transaction.atomic
def end_post(post: Post, *, until: date, by: Actor | None, at: datetime) -> Post:
    """End a duty after the day `until`. Raises Refused if it has ended or is the last administrator's."""
    post = Post.objects.select_for_update().select_related("account", "org").get(pk=post.pk)
    if post.until and post.until <= until:
        raise Refused("该岗位已经结束。")
    if until < post.since:
        raise Refused("止日不能早于起日。")
    _keep_an_administrator(Post.objects.filter(pk=post.pk), at.date())
    post.until = until
    post.save(update_fields=["until"])
    record(post.account, "end_post", by=by, at=at, org=post.org_id, role=post.role, until=until.isoformat())
    return post


@transaction.atomic
def unmask(row: models.Model, field: str, *, reason: str, by: Actor, at: datetime) -> str:
    """The plain value of an encrypted field of any row; who read it and why stands in the audit trail.

    The caller has found `row` within scope and asked for the right. Raises Refused without a reason.
    """
    if not isinstance(row._meta.get_field(field), EncryptedTextField):
        raise ValueError(f"{row._meta.label}.{field} is not encrypted")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("请写明查看原因（不少于 4 个字），查看会被记录。")
    record(row, "unmask", by=by, at=at, field=field, reason=reason.strip()[:200])
    return str(getattr(row, field))


@transaction.atomic
def end_session(session: UserSession, *, by: Actor | None, at: datetime) -> None:
    """Sign one device out."""
    record(session.user, "end_session", by=by, at=at)
    session.end()


@transaction.atomic
def end_other_sessions(account: Account, *, keep: str | None, by: Actor | None, at: datetime) -> int:
    """Sign every device out but the one with session key `keep`; returns how many."""
    others = list(UserSession.objects.filter(user=account).exclude(session_key=keep))
    for session in others:
        session.end()
    record(account, "end_session", by=by, at=at, count=len(others))
    return len(others)


def _locked(account: Account) -> Account:
    return Account.objects.select_for_update().get(pk=account.pk)


def _check_id(id_number: str, account: Account | None) -> None:
    """One person, one account."""
    if not id_number:
        return
    same = Account.objects.filter(blind(Account, id_number=id_number))
    if account is not None:
        same = same.exclude(pk=account.pk)
    if same.exists():
        raise Refused("该身份证号已有账号，请给原账号任岗，不要重复建立。")


def _keep_an_administrator(leaving: models.QuerySet[Post], on: date) -> None:
    """Whoever would lock everybody out is refused: the tree's root keeps an administrator."""
    top = Post.objects.current(on).filter(role=Role.ADMINISTRATOR, org__parent=None, account__is_active=True)
    left = top.exclude(pk__in=leaving.values("pk"))
    if top.filter(pk__in=leaving.values("pk")).exists() and not left.exists():
        raise Refused("这是最后一位市级系统管理员，请先给另一人任此岗。")


def _sign_out(account: Account) -> None:
    for session in UserSession.objects.filter(user=account):
        session.end()
