"""What a document is made of. Texts are plain: no renderer reads marks in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Heading:
    """Level 1 to 3."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Facts:
    """Labels with their values, such as 案号: 2026-001."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class TableBlock:
    """A table whose header is repeated on each page; `widths` are proportions, one a column."""

    header: Sequence[str]
    rows: Sequence[Sequence[object]]
    caption: str = ""
    widths: Sequence[float] = ()
    align: Sequence[Align] = ()

    def cells(self) -> list[list[str]]:
        """The rows as text, each as long as the header."""
        filled = ([*row, *[None] * len(self.header)][: len(self.header)] for row in self.rows)
        return [["" if cell is None else str(cell) for cell in row] for row in filled]

    def shares(self) -> list[float]:
        """Each column's part of the width; they add up to 1."""
        wanted = list(self.widths) if len(self.widths) == len(self.header) else [1.0] * len(self.header)
        return [width / sum(wanted) for width in wanted]

    def sides(self) -> list[Align]:
        """Each column's alignment, centred unless said."""
        centred: list[Align] = ["center"] * len(self.header)
        return [*self.align, *centred][: len(self.header)]


@dataclass(frozen=True)
class Chart:
    """Bars, lines or stacked bars over `labels`; `series` holds one number or None a label."""

    kind: Literal["bar", "line", "stacked"]
    title: str
    labels: Sequence[str]
    series: Mapping[str, Sequence[float | None]]
    unit: str = ""
    caption: str = ""


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Facts | TableBlock | Chart | PageBreak


@dataclass(frozen=True)
class Document:
    """`subtitle` stands below the title (period, issuer); `signature` and `dated` at the right end."""

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    signature: str = ""
    dated: str = ""
