"""What goes along when one union is merged into another. The apps that own the rows register here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tongxin.ground.orgs.models import Org
from tongxin.kit.actor import Actor

Follow = Callable[[Org, Org, Actor | None, datetime], Any]
Return = Callable[[Org, Org, Any, Actor | None, datetime], None]


@dataclass(frozen=True)
class Follower:
    """`follow(gone, into, by, at)` moves rows, returns JSON; `back(gone, into, that, by, at)` undoes it."""

    key: str
    follow: Follow
    back: Return


FOLLOWERS: dict[str, Follower] = {}


def register(follower: Follower) -> None:
    """Call it in AppConfig.ready."""
    FOLLOWERS[follower.key] = follower
