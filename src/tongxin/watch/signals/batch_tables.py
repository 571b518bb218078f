"""The lists of what came in at once, and of who sends."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from tongxin.ground.people.models import Account
from tongxin.ground.people.rights import allowed
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Flag, Period
from tongxin.kit.tables.table import Step, Table
from tongxin.watch.signals.flow import State
from tongxin.watch.signals.kinds import NATURES, Dimension, Kind
from tongxin.watch.signals.models import Batch, Source
from tongxin.watch.signals.tables import sources_of

TONES = {State.PREVIEWED: "wait", State.WAITING: "note", State.DONE: "good", State.CANCELLED: "over"}


def chip(batch: Batch) -> dict[str, str]:
    return {"label": batch.get_state_display(), "tone": TONES[State(batch.state)]}


def _search(rows: QuerySet, words: str) -> QuerySet:
    named = Q(file_name__icontains=words) | Q(source__name__icontains=words) | Q(by__name__icontains=words)
    number = Q(pk=int(words)) if words.isdecimal() and len(words) < 18 else Q()
    return rows.filter(named | number)


def batches(user: Account) -> Table:
    """The list of batches; those who may import take the rejected rows from it."""

    def rejects(batch: Batch) -> dict[str, str] | str:
        if not (batch.rejected and batch.file_id and allowed(user, "signals.import", batch.org)):
            return ""
        return {"label": "下载退回的行", "url": reverse("batch-rejected", args=[batch.pk])}

    return Table(
        key="batches",
        title="批次",
        columns=(
            Column("name", "文件", str, link=True, wide=True),
            Column("source", "来源单位", lambda b: b.source.name),
            Column("kind", "来源", lambda b: b.source.get_kind_display(), shown=False),
            Column("org", "报送工会", lambda b: b.org.name),
            Column("period", "期次", lambda b: b.period, shown=False),
            Column("at", "时间", lambda b: b.at, kind="time", sort="at"),
            Column("rows", "总行数", lambda b: b.rows, kind="number", sort="rows"),
            Column("accepted", "接收", lambda b: b.accepted, kind="number", sort="accepted"),
            Column("repeated", "重复", lambda b: b.repeated, kind="number", sort="repeated"),
            Column("rejected", "退回", lambda b: b.rejected, kind="number", sort="rejected"),
            Column("state", "状态", chip, kind="state", sort="state", ranks=State.values),
            Column("rejects", "退回的行", rejects, kind="download"),
            Column("by", "经办人", lambda b: b.by.name if b.by else "接口"),
            Column("id", "编号", lambda b: b.pk, sort="id", shown=False),
        ),
        url=lambda batch: reverse("batch-detail", args=[batch.pk]),
        order="-at",
        filters=(
            Choice("source", "来源单位", sources_of, field="source_id"),
            Choice("kind", "来源", Kind.choices, field="source__kind"),
            Choice("state", "状态", State.choices),
            Flag("sent_back", "有退回的行", lambda: Q(rejected__gt=0)),
            Period("at", "时间", "at"),
        ),
        search=_search,
        search_hint="文件、来源或经办人",
        empty_title="还没有批次",
        empty_hint="导入一份表格，或由登记的来源经接口成批报送后，会列在这里。",
        empty_step=Step("导入表格", "batch-import", "signals.import"),
    )


def _of_dimension(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(kind__in=[kind for kind, nature in NATURES.items() if nature.dimension == value])


def _find(rows: QuerySet, words: str) -> QuerySet:
    return rows.filter(Q(name__icontains=words) | Q(key__icontains=words) | Q(org__name__icontains=words))


def _switched(source: Source) -> dict[str, str]:
    return {"label": "启用" if source.active else "停用", "tone": "good" if source.active else "over"}


def _nature(source: Source, part: str) -> Any:
    return getattr(NATURES[source.kind], part).label


SOURCES = Table(
    key="sources",
    title="来源单位",
    columns=(
        Column("name", "名称", lambda s: s.name, sort="name", link=True),
        Column("key", "键", lambda s: s.key, kind="code", sort="key"),
        Column("kind", "来源", lambda s: s.get_kind_display(), sort="kind"),
        Column("dimension", "维度", lambda s: _nature(s, "dimension")),
        Column("cadence", "频次", lambda s: _nature(s, "cadence"), shown=False),
        Column("org", "所属工会", lambda s: s.org.name),
        Column("limit", "每分钟上限", lambda s: s.per_minute, kind="number", sort="per_minute"),
        Column("secret", "签名密钥", lambda s: "有" if s.secret else "未发放"),
        Column("active", "状态", _switched, kind="state", sort="active"),
    ),
    url=lambda source: reverse("source-detail", args=[source.pk]),
    order="name",
    filters=(
        Choice("kind", "来源", Kind.choices),
        Choice("dimension", "信息维度", Dimension.choices, apply=_of_dimension),
        Choice("active", "状态", (("True", "启用"), ("False", "停用"))),
    ),
    search=_find,
    search_hint="名称、键或所属工会",
    empty_title="还没有登记来源单位",
    empty_hint="登记后发放密钥，对方系统就能经接口报送；表格导入也要先登记来源。",
    empty_step=Step("登记来源", "source-register", "signals.sources"),
)
