from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime

from tongxin.ground.audit.services import record
from tongxin.ground.people import services
from tongxin.ground.people.models import Account


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
        """One entry a failure of a known account; none while it is locked, or the trail could be flooded."""
        account = Account.objects.filter(username=credentials.get("username", "")).first()
        if account is not None and not getattr(request, "axes_locked_out", False):
            record(account, "login_failed", by=None, at=localtime())

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            record(request.user, "logout", by=request.user, at=localtime())
        super().logout(request)


class SocialAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens existing accounts only; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


def login_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """The login name axes counts failures by: allauth calls it `username` here and `login` in its form."""
    known = credentials or {}
    return known.get("username") or known.get("login") or request.POST.get("login")
