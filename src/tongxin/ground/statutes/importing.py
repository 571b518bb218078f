"""A folder of statutes as text files, taken in file by file; one that cannot be read does not hold up the rest."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tongxin.ground.statutes import services
from tongxin.ground.statutes.parsing import Found, Unreadable, parse
from tongxin.kit.actor import Actor
from tongxin.kit.refused import Refused

LARGEST = 2 * 1024 * 1024  # bytes; the longest code in force has a fifth of it
MOST_FILES = 2000


@dataclass
class Outcome:
    """How many statutes and articles became what (new, same, replaced; articles also removed).

    `refused`: file name and reason, in the order of the names.
    """

    statutes: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str]] = field(default_factory=list)


def import_folder(
    folder: Path, *, by: Actor | None, at: datetime, progress: Callable[[int, int], None] | None = None
) -> Outcome:
    """Take in every .md file of `folder`, not of folders below. `progress` is told files done, of how many.

    Refused where there is none at all, or more than MOST_FILES.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".md" and path.is_file())
    if not files:
        raise Refused(f"目录“{folder.name}”里没有 .md 文件。")
    if len(files) > MOST_FILES:
        raise Refused(f"目录“{folder.name}”里有 {len(files):,} 个文件，超过 {MOST_FILES:,} 个。")
    outcome = Outcome()
    for done, path in enumerate(files, 1):
        _take(path, outcome, by=by, at=at)
        if progress:
            progress(done, len(files))
    return outcome


def read_file(path: Path) -> Found:
    """The statute in a file. Raises Unreadable with the reason in Chinese."""
    try:
        with path.open("rb") as file:
            held = file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(f"文件打不开：{error.strerror}") from error
    if len(held) > LARGEST:
        raise Unreadable(f"文件超过 {LARGEST // 1024 // 1024} MB")
    try:
        return parse(path.name, held.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable("文件不是 UTF-8 编码") from error


def _take(path: Path, outcome: Outcome, *, by: Actor | None, at: datetime) -> None:
    try:
        found = read_file(path)
    except Unreadable as error:
        outcome.refused.append((path.name, str(error)))
        return
    taken = services.take(found, source=path.name, by=by, at=at)
    outcome.statutes[taken.became] += 1
    outcome.articles.update(new=taken.new, same=taken.same, replaced=taken.replaced, removed=taken.removed)
