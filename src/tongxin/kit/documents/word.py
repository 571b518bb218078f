"""docx in the look of official documents (GB/T 9704-2012). The official faces are named, never shipped."""

import io
from functools import singledispatch
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tongxin.kit.documents.blocks import (
    Chart,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    TableBlock,
)
from tongxin.kit.text import clean

LATIN = "Times New Roman"
TITLE_FACE = "方正小标宋简体"
BODY_FACE = "仿宋_GB2312"
HEADINGS = {1: ("黑体", False), 2: ("楷体_GB2312", False), 3: (BODY_FACE, True)}
TYPE_AREA = Mm(156)
WHOLE = 12  # rows: a table no longer than this is not torn apart by the end of a page
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def to_docx(document: Document, *, fonts: Path | None = None) -> bytes:
    """Title, blocks, signature; numbered pages. `fonts` replaces the built-in font folder for charts."""
    word = docx.Document()
    _set_page(word)
    _set_styles(word)
    word.core_properties.title = clean(document.title)[:255]
    word.core_properties.author = ""
    _centred(word, document.title, TITLE_FACE, 22)
    if document.subtitle:
        _centred(word, document.subtitle, "楷体_GB2312", 16)
    for block in document.blocks:
        _add(block, word, fonts)
    for end in (document.signature, document.dated):
        if end:
            line = word.add_paragraph(clean(end))
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _set_page(word: Any) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _face(footer.add_run("— "), "宋体", 14)
    run = footer.add_run()
    _face(run, "宋体", 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("shown", "1"), ("end", "")):
        run._r.append(_field_part(kind, text))
    _face(footer.add_run(" —"), "宋体", 14)


def _field_part(kind: str, text: str) -> Any:
    tag = {"": "w:instrText", "shown": "w:t"}.get(kind, "w:fldChar")
    part = OxmlElement(tag)
    if tag == "w:fldChar":
        part.set(qn("w:fldCharType"), kind)
    else:
        part.text = text
    return part


def _set_styles(word: Any) -> None:
    normal = word.styles["Normal"]
    _style_face(normal, BODY_FACE, 16)
    normal.paragraph_format.line_spacing = Pt(28)
    normal.paragraph_format.space_after = Pt(0)
    for level, (face, bold) in HEADINGS.items():
        style = word.styles[f"Heading {level}"]
        _style_face(style, face, 16)
        style.font.bold = bold
        style.font.italic = False
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(6)
        style.paragraph_format.space_after = Pt(0)


def _style_face(style: Any, face: str, size: float) -> None:
    style.font.name = LATIN
    style.font.size = Pt(size)
    _set_faces(style.element.get_or_add_rPr(), face)


def _face(run: Any, face: str, size: float, bold: bool = False) -> None:
    run.font.name = LATIN
    run.font.size = Pt(size)
    run.font.bold = bold
    _set_faces(run._r.get_or_add_rPr(), face)


def _set_faces(properties: Any, face: str) -> None:
    """Word takes Chinese characters from eastAsia, and with the hint quotes and dashes as well; themes would win
    over names, so they go."""
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), face)
    fonts.set(qn("w:ascii"), LATIN)
    fonts.set(qn("w:hAnsi"), LATIN)
    fonts.set(qn("w:hint"), "eastAsia")


def _centred(word: Any, text: str, face: str, size: float, *, near: bool = False) -> None:
    line = word.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.line_spacing = Pt(size * 1.6)
    line.paragraph_format.keep_with_next = near
    _face(line.add_run(clean(text)), face, size)


@singledispatch
def _add(block: object, word: Any, fonts: Path | None) -> None:
    raise TypeError(f"no way to print {type(block).__name__}")


@_add.register
def _heading(block: Heading, word: Any, fonts: Path | None) -> None:
    word.add_heading(clean(block.text), min(max(block.level, 1), 3))


@_add.register
def _paragraph(block: Paragraph, word: Any, fonts: Path | None) -> None:
    for text in block.text.split("\n"):
        if text.strip():
            line = word.add_paragraph(clean(text))
            line.paragraph_format.first_line_indent = Pt(32)


@_add.register
def _facts(block: Facts, word: Any, fonts: Path | None) -> None:
    table = _grid(word, len(block.rows), [0.28, 0.72])
    for row, pair in zip(table.rows, block.rows, strict=True):
        for i, text in enumerate(pair):
            _fill(row.cells[i], text, "left", bold=i == 0)
    word.add_paragraph()


@_add.register
def _table(block: TableBlock, word: Any, fonts: Path | None) -> None:
    if block.caption:
        _centred(word, block.caption, "黑体", 12, near=True)
    table = _grid(word, len(block.rows) + 1, block.shares())
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    together = len(block.rows) if len(block.rows) <= WHOLE else 1
    for i, (row, texts) in enumerate(zip(table.rows, [list(block.header), *block.cells()], strict=True)):
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for cell, text, side in zip(row.cells, texts, block.sides(), strict=True):
            _fill(cell, text, side if i else "center", bold=not i)
            cell.paragraphs[0].paragraph_format.keep_with_next = i < together
    word.add_paragraph()


@_add.register
def _chart(block: Chart, word: Any, fonts: Path | None) -> None:
    from tongxin.kit.documents.charts import draw  # noqa: PLC0415  (matplotlib loads slowly, few draw)

    line = word.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.line_spacing = 1.0  # an exact height would cut the picture
    shape = line.add_run().add_picture(io.BytesIO(draw(block, "png", fonts)), width=TYPE_AREA)
    shape._inline.docPr.set("descr", clean(block.title or block.caption)[:250])
    if block.caption:
        _centred(word, block.caption, "黑体", 12)


@_add.register
def _page_break(block: PageBreak, word: Any, fonts: Path | None) -> None:
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _grid(word: Any, rows: int, shares: list[float]) -> Any:
    table = word.add_table(rows=rows, cols=len(shares), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(TYPE_AREA * share)
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = int(TYPE_AREA * share)
    return table


def _fill(cell: Any, text: str, side: str, *, bold: bool = False) -> None:
    line = cell.paragraphs[0]
    line.alignment = ALIGN[side]
    line.paragraph_format.line_spacing = Pt(18)
    _face(line.add_run(clean(text)), "宋体", 10.5, bold)
