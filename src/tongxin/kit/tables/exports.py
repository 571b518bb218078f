"""An export leaves the platform, so somebody must take it down. kit keeps no trail: the app that does registers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model

from tongxin.kit.actor import Actor


@dataclass(frozen=True)
class Export:
    """Which list left the platform, narrowed how. `searched`: by words too, which may name a person."""

    model: type[Model]
    title: str
    rows: int
    columns: Sequence[str]
    filters: Sequence[str]
    searched: bool


Witness = Callable[[Export, Actor, datetime], None]

_witnesses: list[Witness] = []


def register(witness: Witness) -> None:
    """Call it in AppConfig.ready."""
    _witnesses.append(witness)


def take_down(export: Export, *, by: Actor, at: datetime) -> None:
    """Nothing is handed out that nobody took down."""
    if not _witnesses:
        raise ImproperlyConfigured("no witness of exports is registered")
    for witness in _witnesses:
        witness(export, by, at)
