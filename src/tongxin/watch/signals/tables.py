from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils.timezone import localtime

from tongxin.ground.orgs.models import Level, Org
from tongxin.ground.people.models import Account
from tongxin.kit.masking import mask_text
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Period
from tongxin.kit.tables.table import Step, Table
from tongxin.watch.signals.adapters.heard import CATEGORIES
from tongxin.watch.signals.flow import State
from tongxin.watch.signals.kinds import NATURES, Dimension, Kind
from tongxin.watch.signals.models import Batch, Signal, SignalQuerySet, Source

EXCERPT = 60
BATCHES = 50  # offered in the filter
STATES = (("waiting", "待研判"), ("judged", "已研判"), ("acting", "属工会事项"), ("outside", "非工会事项"))


def current_verdict(signal: Signal) -> Any:
    """The verdict in force, from the rows fetched with the list."""
    return next((verdict for verdict in signal.verdicts.all() if verdict.current), None)


def _category(signal: Signal) -> str:
    verdict = current_verdict(signal)
    return CATEGORIES.get(verdict.category if verdict else signal.category_told, "")


def _region(signal: Signal) -> str:
    verdict = current_verdict(signal)
    region = (verdict.region if verdict else None) or signal.region
    return region.name if region else ""


def _persons(signal: Signal) -> int | None:
    verdict = current_verdict(signal)
    return verdict.persons if verdict else signal.persons


def _state(signal: Signal) -> dict[str, str]:
    verdict = current_verdict(signal)
    if verdict is None:
        return {"label": "待研判", "tone": "wait"}
    return {"label": "已研判", "tone": "good"} if verdict.acts else {"label": "非工会事项", "tone": ""}


def _excerpt(signal: Signal) -> str:
    text = mask_text(" ".join(signal.text[: EXCERPT * 2].split()))
    return text[:EXCERPT] + ("…" if len(text) > EXCERPT else "")


def _of_dimension(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(kind__in=[kind for kind, nature in NATURES.items() if nature.dimension == value])


def _of_category(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(verdicts__current=True, verdicts__acts=True, verdicts__category=value)


def _in_state(rows: QuerySet, value: str) -> QuerySet:
    if value == "waiting":
        return rows.filter(triaged_at=None)
    if value in ("acting", "outside"):
        return rows.filter(verdicts__current=True, verdicts__acts=value == "acting")
    return rows.filter(triaged_at__isnull=False)


def _on_ground(rows: QuerySet, value: str) -> QuerySet:
    """Signals on the ground of a union; unions one by one, so that the planner knows their sizes.

    Asked twice for the same ground, the planner would expect next to nothing.
    """
    path = Subquery(Org.objects.filter(pk=value).values("path"))
    unions = list(Org.objects.filter(path__startswith=path).values_list("pk", flat=True))
    scope: list[int] | None = getattr(rows, "unions", None)
    return rows if scope is not None and set(scope) <= set(unions) else rows.filter(org__in=unions)


def _districts(user: Account) -> Iterable[tuple[Any, str]]:
    return (
        Org.objects.visible_to(user)
        .current()
        .filter(level=Level.DISTRICT)
        .order_by("code")
        .values_list("pk", "name")
    )


def sources_of(user: Account) -> Iterable[tuple[Any, str]]:
    return Source.objects.visible_to(user).order_by("kind", "name").values_list("pk", "name")


def _batches(user: Account) -> Iterable[tuple[Any, str]]:
    """The newest sheets imported that the person may see."""
    sheets = Batch.objects.visible_to(user).filter(state=State.DONE).exclude(file_name="")
    newest = sheets.order_by("-at").only("pk", "file_name", "at")[:BATCHES]
    return [(batch.pk, f"{batch.file_name} {localtime(batch.at):%m-%d %H:%M}") for batch in newest]


SIGNALS = Table(
    key="signals",
    title="线索",
    columns=(
        Column("text", "内容", _excerpt, wide=True, link=True),
        Column("heard", "发生时间", lambda s: s.heard_at, kind="time", sort="heard_at"),
        Column("kind", "来源", lambda s: s.get_kind_display()),
        Column("category", "类别", _category),
        Column("employer", "用人单位", lambda s: s.employer_name),
        Column("region", "发生地", _region),
        Column("persons", "人数", _persons, kind="number"),
        Column("state", "状态", _state, kind="state"),
        Column("amount", "金额（报送）", lambda s: s.amount, kind="yuan", shown=False),
        Column("source", "来源单位", lambda s: s.source.name, shown=False),
        Column("org", "属地工会", lambda s: s.org.name, shown=False),
        Column("received", "收到时间", lambda s: s.received_at, kind="time", shown=False),
        Column("key", "外部编号", lambda s: s.external_key, shown=False),
        Column("id", "编号", lambda s: s.pk, sort="id", shown=False),
    ),
    url=lambda signal: reverse("signal-detail", args=[signal.pk]),
    order="-heard",
    filters=(
        Choice("dimension", "信息维度", Dimension.choices, apply=_of_dimension),
        Choice("kind", "来源", Kind.choices),
        Choice("source", "来源单位", sources_of, field="source_id"),
        Choice("category", "类别", tuple(CATEGORIES.items()), apply=_of_category),
        Choice("state", "状态", STATES, apply=_in_state),
        Choice("district", "区县", _districts, apply=_on_ground),
        Choice("by", "报送人", lambda user: [(user.pk, "我报送的")], field="by"),
        Choice("batch", "导入批次", _batches, field="batch_id"),
        Period("heard", "发生", "heard_at"),
    ),
    search=SignalQuerySet.search,  # type: ignore[arg-type]
    search_hint="搜内容、用人单位",
    empty_title="还没有线索",
    empty_hint="可以导入周报表格，或由登记的来源经接口报送。",
    empty_step=Step("导入表格", "batch-import", "signals.import"),
)


def listed(rows: QuerySet) -> QuerySet:
    """`rows` with all that the list shows, in a fixed number of queries."""
    return rows.select_related("region", "source", "org").prefetch_related("verdicts__region")
