"""How long work shows that it is going on: on a terminal only, and never in the output itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)


@contextmanager
def busy(words: str) -> Iterator[None]:
    """For work that cannot say how far it is."""
    with _bar(SpinnerColumn()) as bar:
        bar.add_task(words, total=None)
        yield


@contextmanager
def counted(words: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """For work that tells how many of `total` it has done."""
    with _bar(BarColumn(), MofNCompleteColumn()) as bar:
        task = bar.add_task(words, total=total)
        yield lambda done: bar.update(task, completed=done)


def _bar(*columns: ProgressColumn) -> Progress:
    words = TextColumn("{task.description}")
    return Progress(words, *columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
