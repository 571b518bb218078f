from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import StrIndex

from tongxin.ground.rulebook import queries as rulebook
from tongxin.ground.rulebook.models import Kind
from tongxin.ground.statutes.models import Article, Statute
from tongxin.ground.statutes.rules import opening, parts

WORDS = 8  # of one search; further ones are left out


@dataclass(frozen=True)
class Citation:
    """An article to be named for a category, and `why` in a few words.

    `text` is the article, '' where it is not imported; `url` is None then, and it is cited by name and number only.
    """

    title: str
    label: str
    why: str
    text: str = ""
    url: str | None = None

    @property
    def opening(self) -> str:
        """The first sixty characters or so."""
        return opening(self.text)

    @property
    def parts(self) -> list[tuple[str, str]]:
        return parts(self.text)


@dataclass(frozen=True)
class Chapter:
    """A chapter of the table of contents; `anchor` is where its first article stands."""

    title: str
    anchor: str
    span: str


def applicable(category: str, *, on: date, collective: bool = False, urgent: bool = False) -> list[Citation]:
    """The articles the rulebook names for a category on a day, then those for a collective and an urgent matter.

    Empty where no such rule is in force. Two statements to the database.
    """
    version = rulebook.active(Kind.CITATIONS, on)
    if version is None:
        return []
    groups = [category, *(["collective"] if collective else []), *(["urgent"] if urgent else [])]
    rows = version.body["citations"]
    cited = {
        (row["statute"], row["article"]): row["words"]
        for group in reversed(groups)  # an article of two groups keeps the word of the first
        for row in rows
        if row["of"] == group
    }
    order = list(dict.fromkeys((r["statute"], r["article"]) for g in groups for r in rows if r["of"] == g))
    imported = _imported(order, on)
    return [_citation(name, label, cited[name, label], imported) for name, label in order]


def statutes_listed(on: date) -> QuerySet[Statute]:
    """Every version of every statute with `count` of its articles and `newer`."""
    return Statute.objects.with_newer(on).annotate(count=Count("articles"))


def articles_listed(on: date) -> QuerySet[Article]:
    """The articles of what is current on a day."""
    return Article.objects.filter(statute__in=Statute.objects.current(on)).select_related("statute")


def search_articles(rows: QuerySet[Article], text: str) -> QuerySet[Article]:
    """Those that contain all the words, in the text or in the name of article, chapter or statute.

    Each with `found_at`, the 1-based place of the first word in the text, 0 where it is not in it.
    """
    words = text.split()[:WORDS]
    for word in words:
        rows = rows.filter(
            Q(text__icontains=word)
            | Q(label__icontains=word)
            | Q(chapter__icontains=word)
            | Q(statute__short__icontains=word)
        )
    return rows.annotate(found_at=StrIndex("text", Value(words[0]))) if words else rows


def versions(statute: Statute) -> QuerySet[Statute]:
    """The versions of the same title, newest first, with this one."""
    return Statute.objects.filter(short=statute.short).order_by("-version")


def contents(articles: Sequence[Article]) -> list[Chapter]:
    """The chapters in order, each with the articles it spans: 第一条至第九条. Of one name in two parts they are two."""
    grouped = [(title, list(held)) for title, held in groupby(articles, key=lambda article: article.chapter)]
    return [Chapter(title, held[0].anchor, _span(held)) for title, held in grouped if title]


def _span(held: Sequence[Article]) -> str:
    return held[0].label if len(held) == 1 else f"{held[0].label}至{held[-1].label}"


def _imported(cited: Sequence[tuple[str, str]], on: date) -> dict[tuple[str, str], Article]:
    names, labels = {name for name, _ in cited}, {label for _, label in cited}
    current = Statute.objects.current(on).filter(short__in=names)
    found = Article.objects.filter(statute__in=current, label__in=labels).select_related("statute")
    return {(article.statute.short, article.label): article for article in found}


def _citation(name: str, label: str, why: str, imported: dict[tuple[str, str], Article]) -> Citation:
    article = imported.get((name, label))
    if article is None:
        return Citation(name, label, why)
    return Citation(name, label, why, article.text, article.url)
