from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime

from tongxin.ground.audit.services import record
from tongxin.ground.people import queries, services
from tongxin.ground.people.models import Account

UNKNOWN = "统一身份认证已通过，但平台里没有登录名为“{}”的在用账号，请联系本级平台管理员建立。"

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104  (a caller on a local socket has none)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; nobody signs up. Signing in and out stands in the audit trail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_password(self, password: str, user: Account | None = None) -> str:
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError("新密码不能与现在的密码相同。")
        return super().clean_password(password, user=user)

    def set_password(self, user: Account, password: str) -> None:
        services.choose_password(user, password, by=user, at=localtime())

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        record(user, "login", by=user, at=localtime())
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """One entry a failure of a known account, then one for the lock; no more while it holds, or the
        trail could be flooded."""
        account = Account.objects.filter(username=credentials.get("username", "")).first()
        if account is not None and getattr(request, "axes_locked_out", False):
            services.lock(account, at=localtime())
        elif account is not None:
            record(account, "login_failed", by=None, at=localtime())

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            record(request.user, "logout", by=request.user, at=localtime())
        super().logout(request)


class SocialAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens existing accounts only; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Somebody the server vouches for is who has that login name here; the tie is kept from then on."""
        if sociallogin.is_existing:
            return
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            if isinstance(request.user, Account):  # who is not signed in has nothing to tie to
                record(request.user, "connect", by=request.user, at=localtime())
            return
        name = _claimed(sociallogin)
        account = Account.objects.filter(username=name.lower(), is_active=True).first() if name else None
        if account is None:
            page = render(request, "403.html", {"message": UNKNOWN.format(name or "（空）")}, status=403)
            raise ImmediateHttpResponse(page)
        with transaction.atomic():
            sociallogin.connect(request, account)
            record(account, "connect", by=account, at=localtime())

    def validate_disconnect(self, account: SocialAccount, accounts: list[SocialAccount]) -> None:
        super().validate_disconnect(account, accounts)
        record(account.user, "disconnect", by=account.user, at=localtime())

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """None: the platform's mail goes through its notices, and the act stands in the audit trail."""


def by_single_sign_on(request: HttpRequest) -> bool:
    """Whether this session was opened by the city's server and not by a password of ours."""
    return any(
        each["method"] == "socialaccount" for each in get_authentication_records(request, request.user)
    )


def _claimed(sociallogin: Any) -> str:
    """The login name the server told, from the claim that the settings name."""
    return str(queries.claims(sociallogin.account).get(settings.TONGXIN_OIDC_CLAIM) or "").strip()


def login_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """The login name axes counts failures by: allauth calls it `username` here and `login` in its form."""
    known = credentials or {}
    return known.get("username") or known.get("login") or request.POST.get("login")


def client_address(request: HttpRequest) -> str:
    """Where a call comes from: beyond as many entries of X-Forwarded-For as there are proxies of ours.

    What stands before those was written by the caller and is not believed.
    """
    direct = request.META.get("REMOTE_ADDR") or UNKNOWN_ADDRESS
    passed = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if not 0 < settings.TONGXIN_PROXIES <= len(passed):
        return direct
    try:
        return str(ip_address(passed[-settings.TONGXIN_PROXIES]))
    except ValueError:
        return direct
