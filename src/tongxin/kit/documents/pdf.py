"""PDF by typst. Every text goes in as a string literal, so no character of it is ever read as markup."""

import tempfile
from functools import singledispatch
from pathlib import Path

import typst

from tongxin.kit.documents.blocks import (
    Chart,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    TableBlock,
)
from tongxin.kit.documents.fonts import FAMILY, FONT_DIR, SYSTEM, built_in
from tongxin.kit.text import clean

# Page and type area of GB/T 9704-2012 5.2.1: 156 mm × 225 mm, top margin 37 mm, binding margin 28 mm.
PREAMBLE = """
#set document(title: {title})
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")
#set text(font: ({fonts}), size: 14pt, lang: "zh", region: "cn")
#set par(leading: 0.9em, spacing: 0.9em, justify: true, first-line-indent: (amount: 2em, all: true))
#set table(stroke: 0.5pt + rgb("#666666"), inset: 5pt)
#show table: set text(size: 10.5pt)
#show table: set par(first-line-indent: 0pt, justify: false, leading: 0.5em)
#show heading: set par(first-line-indent: 0pt)
#show heading.where(level: 1): set text(size: 16pt)
#show heading.where(level: 2): set text(size: 15pt)
#show heading.where(level: 3): set text(size: 14pt)
#show heading: set block(above: 1.2em, below: 0.8em)
#show figure: set block(breakable: true)
#let caption(it) = align(center, text(size: 10.5pt, it))
#align(center, text(size: 22pt, weight: "bold", {title}))
"""


def to_pdf(document: Document, *, fonts: Path | None = None) -> bytes:
    """A4, numbered pages, tables whose header repeats. `fonts` replaces the built-in font folder."""
    folder = fonts or FONT_DIR
    families = (FAMILY, *SYSTEM[1:])
    parts = [PREAMBLE.format(title=quoted(document.title), fonts=", ".join(map(quoted, families)))]
    if document.subtitle:
        parts.append(f"#align(center, text(size: 14pt, {quoted(document.subtitle)}))\n")
    with tempfile.TemporaryDirectory() as root:
        for i, block in enumerate(document.blocks):
            if isinstance(block, Chart):
                (Path(root) / f"{i}.svg").write_bytes(_drawn(block, fonts))
                parts.append(f'#align(center, image("{i}.svg", width: 100%))\n')
            parts.append(_source(block))
        parts.extend(f"#align(right, {quoted(end)})\n" for end in (document.signature, document.dated) if end)
        main = Path(root) / "main.typ"
        main.write_text("\n".join(parts), encoding="utf-8")
        # Before the front end was built there is no font in the package: the system's are better than none.
        own = bool(built_in(folder))
        return typst.compile(
            str(main), root=root, font_paths=[str(folder)] if own else [], ignore_system_fonts=False
        )


def _drawn(block: Chart, fonts: Path | None) -> bytes:
    from tongxin.kit.documents.charts import draw  # noqa: PLC0415  (matplotlib loads slowly, few draw)

    return draw(block, "svg", fonts)


def quoted(text: str) -> str:
    """`text` as a typst string literal."""
    escaped = clean(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\r", "").replace("\n", "\\n").replace("\t", "\\t") + '"'


@singledispatch
def _source(block: object) -> str:
    raise TypeError(f"no way to print {type(block).__name__}")


@_source.register
def _heading(block: Heading) -> str:
    return f"#heading(level: {min(max(block.level, 1), 3)}, {quoted(block.text)})\n"


@_source.register
def _paragraph(block: Paragraph) -> str:
    return "".join(f"#par({quoted(line)})\n" for line in block.text.split("\n") if line.strip())


@_source.register
def _facts(block: Facts) -> str:
    cells = ", ".join(f"strong({quoted(label)}), {quoted(value)}" for label, value in block.rows)
    return f"#table(columns: (auto, 1fr), align: left, {cells})\n"


@_source.register
def _table(block: TableBlock) -> str:
    columns = "".join(f"{share:.4f}fr, " for share in block.shares())
    sides = "".join(f"{side}, " for side in block.sides())
    header = ", ".join(f"table.cell(align: center, strong({quoted(title)}))" for title in block.header)
    cells = ", ".join(quoted(cell) for row in block.cells() for cell in row)
    table = (
        f'#table(columns: ({columns}), align: ({sides}), fill: (_, y) => if y == 0 {{ rgb("#E8EEF5") }}, '
        f"table.header({header}), {cells})\n"
    )
    return (f"#caption({quoted(block.caption)})\n" if block.caption else "") + table


@_source.register
def _chart(block: Chart) -> str:
    return f"#caption({quoted(block.caption)})\n" if block.caption else ""


@_source.register
def _page_break(block: PageBreak) -> str:
    return "#pagebreak(weak: true)\n"
