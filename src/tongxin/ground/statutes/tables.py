from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from tongxin.ground.statutes.models import Article, Statute
from tongxin.ground.statutes.queries import search_articles
from tongxin.ground.statutes.rules import RANKS, excerpt
from tongxin.kit.tables.columns import Column
from tongxin.kit.tables.filters import Choice, Flag
from tongxin.kit.tables.table import Table

OLD = {"label": "旧版", "tone": "over"}


def _search(rows: QuerySet[Statute], text: str) -> QuerySet[Statute]:
    for word in text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(issued__icontains=word))
    return rows


def _titles(user: Any) -> Iterable[tuple[int, str]]:
    return Statute.objects.current(localdate()).values_list("pk", "short")


def _excerpt(article: Article) -> str:
    return excerpt(article.text, max(0, getattr(article, "found_at", 0) - 1))


STATUTES = Table(
    key="statutes",
    title="法律法规",
    columns=[
        Column("title", "名称", lambda s: s.short, sort="short", link=True),
        Column("rank", "效力层级", lambda s: s.get_rank_display(), sort="rank"),
        Column("version", "版本日期", lambda s: s.version, kind="day", sort="version"),
        Column("old", "版本", lambda s: OLD if s.newer else None, kind="state"),
        Column("count", "条数", lambda s: s.count, kind="number"),
        Column("imported_at", "导入", lambda s: s.imported_at, kind="time", shown=False),
        Column("source", "来源文件", lambda s: s.source, shown=False),
    ],
    url=lambda s: s.get_absolute_url(),
    order="rank",
    filters=[
        Choice("rank", "效力层级", RANKS),
        Flag("current", "只看现行的", lambda: Q(newer=False)),
    ],
    search=_search,
    search_hint="名称",
    empty_title="还没有导入法律法规",
    empty_hint="由管理员用 tongxin law import 导入。",
)

ARTICLES = Table(
    key="articles",
    title="条文",
    columns=[
        Column("label", "条", lambda a: f"《{a.statute.short}》{a.label}", link=True),
        Column("text", "条文", _excerpt, wide=True),
        Column("chapter", "章", lambda a: a.chapter),
        Column("rank", "效力层级", lambda a: a.statute.get_rank_display(), sort="statute__rank", shown=False),
        Column(
            "version",
            "版本日期",
            lambda a: a.statute.version,
            kind="day",
            sort="statute__version",
            shown=False,
        ),
    ],
    url=lambda a: a.url,
    order="rank",
    filters=[
        Choice("statute", "法规", _titles, field="statute_id"),
        Choice("rank", "效力层级", RANKS, field="statute__rank"),
    ],
    search=search_articles,
    search_hint="条文中的词，如 经济补偿",
    empty_title="还没有导入法律法规",
    empty_hint="由管理员用 tongxin law import 导入。",
)
