from collections.abc import Sequence
from typing import Any, Protocol


class Actor(Protocol):
    """Who does something. `people.Account` is one; None stands for the platform itself."""

    pk: Any
    name: str
    is_active: bool

    @property
    def scopes(self) -> Sequence[str]:
        """Paths of the unions this person holds a post in; each covers all unions below it."""
        ...
