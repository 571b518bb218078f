from datetime import date
from functools import cached_property
from typing import Any, Self

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from tongxin.ground.orgs.models import Org, ScopedQuerySet, paths
from tongxin.ground.people.roles import Role
from tongxin.kit.actor import Actor
from tongxin.kit.fields import BlindIndexField, EncryptedTextField


class AccountQuerySet(models.QuerySet):
    def visible_to(self, user: Actor) -> Self:
        """Accounts with a post in one's own union or below, and oneself."""
        condition = paths(user)
        if condition is None:
            return self.all()
        posts = Post.objects.filter(org__in=Org.objects.filter(condition))
        return self.filter(Q(pk=user.pk) | Q(pk__in=posts.values("account")))


class AccountBase(BaseUserManager.from_queryset(AccountQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "Account":
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may do follows from their posts."""

    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    email = models.EmailField("邮箱", blank=True)
    phone = EncryptedTextField("手机", context="people.account.phone", blank=True, default="")
    phone_index = BlindIndexField(source="phone")
    id_number = EncryptedTextField("身份证号", context="people.account.id_number", blank=True, default="")
    id_index = BlindIndexField(source="id_number")
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("首次登录须改密码", default=False)
    joined_at = models.DateTimeField("建立时间", auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = AccountBase()

    class Meta:
        verbose_name = "账号"

    def __str__(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether a post carries the right `perm`, at the union `obj` if one is given; no query of its own."""
        return self.is_active and rules.has_perm(perm, self, obj)

    @cached_property
    def current_posts(self) -> list["Post"]:
        """Posts held today, with their unions; one query a request."""
        return list(self.posts.current(localdate()).select_related("org").order_by("org__path"))

    @property
    def scopes(self) -> list[str]:
        return [post.org.path for post in self.current_posts]

    @property
    def roles(self) -> set[str]:
        return {post.role for post in self.current_posts}

    @property
    def post_label(self) -> str:
        """The first post in words, for the page head."""
        first = next(iter(self.current_posts), None)
        return f"{first.org.short or first.org.name} · {first.get_role_display()}" if first else "无岗位"

    @property
    def home_org(self) -> Org | None:
        """The union of the highest post."""
        first = next(iter(self.current_posts), None)
        return first.org if first else None


class PostQuerySet(ScopedQuerySet):
    def current(self, on: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)


class Post(models.Model):
    """A duty of a person at a union, from one day to another (both counted)."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="posts", verbose_name="人员")
    org = models.ForeignKey(Org, models.PROTECT, related_name="posts", verbose_name="工会")
    role = models.CharField("职责", max_length=20, choices=Role)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位"
        constraints = [
            models.CheckConstraint(name="people_post_role", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="people_post_period", condition=Q(until=None) | Q(until__gte=models.F("since"))
            ),
            models.UniqueConstraint(
                fields=["account", "org", "role"], condition=Q(until=None), name="people_post_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.org} · {self.get_role_display()}"
