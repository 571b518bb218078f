from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from tongxin.ground.orgs.models import Org, ScopedQuerySet, paths
from tongxin.kit.actor import Actor
from tongxin.kit.fields import BlindIndexField, EncryptedTextField
from tongxin.watch.signals import flow
from tongxin.watch.signals.kinds import Kind
from tongxin.watch.signals.searching import narrowed


class Source(models.Model):
    """A registered sender of signals. `secret` signs its API calls (RFC 9421, HMAC-SHA256)."""

    key = models.SlugField("键", max_length=40, unique=True)
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("来源", max_length=12, choices=Kind)
    org = models.ForeignKey("orgs.Org", models.PROTECT, verbose_name="所属工会")
    secret = EncryptedTextField("签名密钥", context="signals.source.secret", blank=True, default="")
    per_minute = models.PositiveIntegerField("每分钟上限（条）", default=6000)
    active = models.BooleanField("启用", default=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="signals_source_kind", condition=Q(kind__in=Kind.values))]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """One import: a sheet or an API call of many, with its counts and its rejected rows."""

    State = flow.State

    source = models.ForeignKey(Source, models.PROTECT, verbose_name="来源")
    org = models.ForeignKey("orgs.Org", models.PROTECT, verbose_name="报送工会")
    file_name = models.CharField("文件名", max_length=200, blank=True)
    file = models.ForeignKey("files.File", models.PROTECT, null=True, related_name="+")
    digest = models.CharField("SM3", max_length=64, blank=True)
    period = models.CharField("期次", max_length=12, blank=True)
    rows = models.PositiveIntegerField("总行数", default=0)
    done = models.PositiveIntegerField("已处理行数", default=0)
    notes = models.JSONField("表格提示", default=list)
    state = models.CharField("状态", max_length=10, choices=State)
    accepted = models.PositiveIntegerField("接收", default=0)
    repeated = models.PositiveIntegerField("重复", default=0)
    rejected = models.PositiveIntegerField("退回", default=0)
    rejects = models.JSONField("退回的行", default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["org", "-at"], name="signals_batch_org"),
            models.Index(fields=["id"], condition=Q(state="waiting"), name="signals_batch_waiting"),
        ]

    def __str__(self) -> str:
        return self.file_name or f"批次 {self.pk}"


class SignalQuerySet(ScopedQuerySet):
    unions: list[int] | None = None  # the scope of `visible_to`, for the search index

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone.unions = self.unions
        return clone

    def current(self) -> Self:
        """Without those that a later version corrects."""
        return self.filter(corrected_at=None)

    def awaiting_triage(self) -> Self:
        return self.filter(triaged_at=None)

    def visible_to(self, user: Actor) -> Self:
        """As everywhere; the unions are named one by one: so the planner knows how many rows they have."""
        condition = paths(user)
        if condition is None:
            return self.all()
        unions = list(Org.objects.filter(condition).values_list("pk", flat=True))
        rows = self.filter(org__in=unions)
        rows.unions = unions
        return rows

    def search(self, words: str) -> QuerySet[Any]:
        """Those whose text or employer holds every word, two characters at a time."""
        return narrowed(self, words, self.unions)


HOLDS = Q(corrected_at=None)


class Signal(models.Model):
    """What was heard, as it was heard. A trigger refuses any change of it; a correction is a new version.

    `org` is the union in whose ground it lies, for scope; triage may set it. The two `…_at` marks
    are the stages' own.
    """

    # Neither source nor union is ever deleted, and every signal at once locking the same two rows to make sure
    # of it costs a twentieth of the intake: the database does not hold these two.
    source = models.ForeignKey(
        Source, models.PROTECT, db_index=False, db_constraint=False, verbose_name="来源单位"
    )
    kind = models.CharField("来源", max_length=12, choices=Kind)
    external_key = models.CharField("外部编号", max_length=80)
    version = models.PositiveSmallIntegerField("版本", default=1)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="更正"
    )
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, db_index=False, verbose_name="批次")
    heard_at = models.DateTimeField("发生时间")
    received_at = models.DateTimeField("收到时间", db_default=Now())
    text = models.TextField("内容")
    employer_name = models.CharField("用人单位（原文）", max_length=120, blank=True)
    place = models.CharField("地点（原文）", max_length=200, blank=True)
    region = models.ForeignKey(
        "places.Region", models.PROTECT, null=True, db_index=False, verbose_name="区划"
    )
    category_told = models.CharField("类别（报送）", max_length=12, blank=True)
    persons = models.PositiveIntegerField("人数（报送）", null=True)
    amount = models.DecimalField("金额（报送，元）", max_digits=14, decimal_places=2, null=True)
    reporter = EncryptedTextField("反映人", context="signals.signal.reporter", blank=True, default="")
    phone = EncryptedTextField("联系电话", context="signals.signal.phone", blank=True, default="")
    phone_index = BlindIndexField(source="phone", db_index=False)
    anonymous = models.BooleanField("要求保密", default=False)
    org = models.ForeignKey(
        "orgs.Org", models.PROTECT, db_index=False, db_constraint=False, verbose_name="属地工会"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, related_name="+"
    )
    triaged_at = models.DateTimeField("研判时间", null=True)
    corrected_at = models.DateTimeField("更正时间", null=True)

    objects = SignalQuerySet.as_manager()

    class Meta:
        verbose_name = "线索"
        indexes = [
            # those that hold, which is what lists show: counted without a look at the rows
            models.Index(fields=["-heard_at", "-id"], condition=HOLDS, name="signals_heard"),
            models.Index(
                fields=["org", "-heard_at", "-id"],
                include=["kind"],
                condition=HOLDS,
                name="signals_org_heard",
            ),
            models.Index(fields=["kind", "-heard_at", "-id"], condition=HOLDS, name="signals_kind_heard"),
            models.Index(fields=["id"], condition=Q(triaged_at=None), name="signals_awaiting"),
            # most signals have neither: an index of those that do costs the others nothing
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="signals_of_batch"),
            models.Index(
                fields=["phone_index"], condition=Q(phone_index__isnull=False), name="signals_of_phone"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(corrects__isnull=False), name="signals_corrected_once"
            ),
            models.UniqueConstraint(fields=["source", "external_key", "version"], name="signals_once"),
            models.CheckConstraint(name="signals_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="signals_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="signals_version",
                condition=Q(version=1, corrects=None) | Q(version__gt=1, corrects__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"线索 {self.pk}"


class Words(models.Model):
    """Pre-segmented bigrams of a signal's text and employer, for two-character Chinese search."""

    signal = models.OneToOneField(Signal, models.CASCADE, primary_key=True, related_name="words")
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="signals_words_gin")]

    def __str__(self) -> str:
        return str(self.signal_id)


class Wordless(models.Model):
    """A signal the search index does not hold yet; written with it, taken away by the stage."""

    signal_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.signal_id)


class Nonce(models.Model):
    """A signature seen from a source; the same one again is a replay."""

    pk = models.CompositePrimaryKey("source_id", "nonce")
    source = models.ForeignKey(Source, models.CASCADE, db_index=False, db_constraint=False)
    nonce = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [BrinIndex(fields=["at"], name="signals_nonce_at")]

    def __str__(self) -> str:
        return self.nonce


class Quota(models.Model):
    """How many signals a source has taken of its minute; one row a source, shared by all hosts."""

    source = models.OneToOneField(Source, models.CASCADE, primary_key=True)
    minute = models.DateTimeField()
    used = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.source_id}: {self.used}"
