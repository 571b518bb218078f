from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Preset:
    """A rule with its first version. `source` is a web address or the name of the act."""

    key: str
    kind: str
    name: str
    since: date
    citation: str
    source: str
    body: dict[str, Any]
    enacted_by: str = ""
    note: str = ""


@dataclass(frozen=True)
class Act:
    """A law or regulation whose terms are shipped: items of (name, words, clause, n, unit)."""

    key: str
    name: str
    since: date
    enacted_by: str
    title: str
    items: tuple[tuple, ...]
    note: str = ""
    missing: tuple[str, ...] = field(default=())

    def preset(self) -> Preset:
        items = [item(*each) for each in self.items]
        body: dict[str, Any] = {"items": items}
        if self.missing:
            body["missing"] = list(self.missing)
        return Preset(
            self.key, "other", self.name, self.since, self.title, self.title, body, self.enacted_by, self.note
        )


def item(name: str, words: str, clause: str, n: int | None = None, unit: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "words": words, "clause": clause}
    return made if n is None else made | {"n": n, "unit": unit}
