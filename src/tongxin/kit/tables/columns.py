from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from tongxin.kit.sparks import words
from tongxin.kit.templatetags.kit import CATEGORIES, LEVELS, percent

TEMPLATES = {"level": "kit/_level.html", "state": "kit/_state.html", "clock": "kit/_clock.html"}
# Codes as the words the page shows. Numbers, money and instants stay values, for the sheet can count with them.
WORDS: dict[str, Callable[[Any], str]] = {
    "category": lambda code: CATEGORIES.get(code, CATEGORIES["other"]),
    "level": lambda code: LEVELS[code][0] if code in LEVELS else "未定级",
    "percent": percent,
    "spark": words,
}


@dataclass(frozen=True)
class Column:
    """One column. `value` takes a row; `sort` is a database field, '' if it cannot be sorted by.

    `kind`: text, code, time, day, date (a day with its year, also in this one), number, yuan, percent, level,
    state, clock, flag, category, download, spark.
    A `nullable` sort field puts empty values last. `ranks`: the codes of the sort field from low to high,
    where their letters say nothing of it. A `download` is a dict of `label` and `url`.
    """

    key: str
    label: str
    value: Callable[[Any], Any]
    kind: str = "text"
    sort: str = ""
    nullable: bool = False
    ranks: Sequence[str] = ()
    shown: bool = True
    link: bool = False
    wide: bool = False

    @property
    def css(self) -> str:
        return " ".join(
            filter(
                None,
                [
                    f"col-{self.kind}",
                    "text-end" if self.kind in ("number", "yuan") else "",
                    "col-wide" if self.wide else "",
                ],
            )
        )

    def plain(self, row: Any) -> Any:
        """The value as it goes into an exported sheet."""
        value = self.value(row)
        if isinstance(value, datetime):
            return localtime(value).strftime("%Y-%m-%d %H:%M")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, dict):  # chips carry a label beside what the template needs
            return value.get("label", "")
        if isinstance(value, bool):
            return "是" if value else ""
        if value in (None, ""):
            return value
        return WORDS[self.kind](value) if self.kind in WORDS else value


@dataclass(frozen=True)
class Cell:
    """One value of one row, as the list template wants it."""

    value: Any
    kind: str
    css: str
    link: bool

    @property
    def template(self) -> str | None:
        return TEMPLATES.get(self.kind)

    @property
    def blank(self) -> bool:
        """Nothing to show: left out where each cell has a line of its own."""
        return self.value in (None, "") or (self.kind == "flag" and not self.value)


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    pk: Any
    url: str
    cells: list[Cell]
