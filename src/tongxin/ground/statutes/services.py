from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tongxin.ground.audit.services import record
from tongxin.ground.statutes.models import Article, Statute
from tongxin.ground.statutes.parsing import Found, FoundArticle
from tongxin.ground.statutes.rules import rank
from tongxin.kit.actor import Actor

NEW, SAME, REPLACED = "new", "same", "replaced"


@dataclass(frozen=True)
class Taken:
    """What became of one statute (`NEW`, `SAME`, `REPLACED`) and how many of its articles did what."""

    became: str
    new: int = 0
    same: int = 0
    replaced: int = 0
    removed: int = 0


@transaction.atomic
def take(found: Found, *, source: str, by: Actor | None, at: datetime) -> Taken:
    """Keep a version of a statute. The same text again changes nothing, another one takes its place.

    `source` is the name of the file it was read from.
    """
    told = _columns(found)
    there = Statute.objects.select_for_update().filter(short=found.short, version=found.version).first()
    if there is None:
        made = Statute.objects.create(**told, source=source, imported_at=at)
        _write(made, found.articles)
        record(made, "import", by=by, at=at, name=str(made), count=len(found.articles))
        return Taken(NEW, new=len(found.articles))
    before = {(a.number, a.branch): _said(a) for a in there.articles.all()}
    after = {(a.number, a.branch): _said(a) for a in found.articles}
    taken = _compared(before, after)
    if before == after and all(getattr(there, name) == value for name, value in told.items()):
        return taken
    for name, value in {**told, "source": source, "imported_at": at}.items():
        setattr(there, name, value)
    there.save()
    there.articles.all().delete()
    _write(there, found.articles)
    record(
        there, "change", by=by, at=at, name=str(there), count=len(after), changed=taken.new + taken.replaced
    )
    return Taken(REPLACED, taken.new, taken.same, taken.replaced, taken.removed)


def _columns(found: Found) -> dict[str, object]:
    return {
        "title": found.title,
        "short": found.short,
        "rank": rank(found.title, found.issued),
        "version": found.version,
        "issued": found.issued,
        "preamble": found.preamble,
        "appendix": found.appendix,
    }


def _said(article: Article | FoundArticle) -> tuple[str, str, str, str]:
    return article.label, article.chapter, article.section, article.text


def _compared(before: dict, after: dict) -> Taken:
    kept = [key for key in after if key in before]
    same = sum(before[key] == after[key] for key in kept)
    return Taken(SAME, len(after) - len(kept), same, len(kept) - same, len(before) - len(kept))


def _write(statute: Statute, articles: Sequence[FoundArticle]) -> None:
    Article.objects.bulk_create(
        Article(
            statute=statute, number=a.number, branch=a.branch, label=a.label, chapter=a.chapter,
            section=a.section, text=a.text, position=position,
        )
        for position, a in enumerate(articles, 1)
    )  # fmt: skip
