"""A marked stretch of the original text, the evidence of a verdict."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """`text == original[start:end]`; `field` names the part of the reading, `why` says it in words."""

    field: str
    start: int
    end: int
    text: str
    why: str
