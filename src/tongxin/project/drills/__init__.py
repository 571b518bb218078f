"""Drills: each breaks something on purpose and says in one line whether the platform held."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """The result of one drill; `line` is what the command prints."""

    name: str
    passed: bool
    line: str
