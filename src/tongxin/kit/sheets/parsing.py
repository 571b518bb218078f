"""From bytes to a header and rows. Runs in the child process of `reading`."""

import io
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from tongxin.kit.sheets.archive import BROKEN, Archive, Extent, column_number, sheet_parts
from tongxin.kit.sheets.delimited import decoded, records
from tongxin.kit.sheets.rows import LISTS, Cell, Limits, Unreadable

SEARCHED = 20
EXACT = 10**15  # Excel keeps fifteen digits of a number
LOSSY = "长数字被存成了数值,第 16 位起已丢失。请把该列设为“文本”格式后重新填写"
ENCRYPTED = "文件已加密。请取消打开密码后重新上传"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAGIC = {
    b"MZ": "可执行程序",
    b"\x7fELF": "可执行程序",
    b"%PDF": "PDF 文档",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"{\\rtf": "文字处理文档",
}
MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|table|meta|workbook)", re.IGNORECASE)
Span = tuple[int, int]  # first and last row, from 1
RawRow = tuple[int, list[Cell], dict[int, str]]


@dataclass
class Parsed:
    name: str
    header: list[str]
    notes: list[str]
    rows: Iterator[RawRow]


def parse(source: bytes, filename: str, limits: Limits, columns: Sequence[str]) -> Parsed:
    """Raises Unreadable, also while the rows are gone through."""
    _refuse_other_kinds(source, filename)
    table: Iterable[Sequence[Cell]]
    merged: list[Span] = []
    if source.startswith((b"PK\x03\x04", OLE)):
        name, notes, merged, table = _workbook(source, limits)
    else:
        name, notes, table = filename, [], records(decoded(source), limits)
    return _headed(name, notes, merged, _bounded(table, limits), columns)


def _refuse_other_kinds(source: bytes, filename: str) -> None:
    if not source.strip():
        raise Unreadable("文件是空的")
    for magic, kind in MAGIC.items():
        if source.startswith(magic):
            raise Unreadable(f"「{filename}」其实是{kind},不是表格。请上传 xlsx、xls、ods 或 csv")
    if MARKUP.match(source):
        raise Unreadable("这是网页或 XML 格式的表格。请用 Excel 或 WPS 打开后另存为 xlsx 再上传")


def _workbook(source: bytes, limits: Limits) -> tuple[str, list[str], list[Span], Iterator[list[Cell]]]:
    archive = _zipped(source, limits) if source.startswith(b"PK") else None
    if archive is None:
        _refuse_other_compounds(source)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source))
        shown = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
        visible = [s.name for s in shown if s.visible == SheetVisibleEnum.Visible]
        if not visible:
            raise Unreadable("文件里没有可见的工作表")
        extent = (
            archive.scan(sheet_parts(archive).get(visible[0], ""))
            if archive and "xl/workbook.xml" in archive.names
            else Extent()
        )
        _refuse_wide(extent.rows, max(map(column_number, extent.columns), default=0), extent.cells, limits)
        sheet = book.get_sheet_by_name(visible[0])
    except PasswordError:
        raise Unreadable(ENCRYPTED) from None
    except CalamineError:
        raise Unreadable(BROKEN) from None
    _refuse_wide(sheet.total_height, sheet.total_width, sheet.height * sheet.width, limits)
    concealed = [s for s in shown if s.visible != SheetVisibleEnum.Visible and s.name != LISTS]
    merged = [(top + 1, bottom + 1) for (top, _), (bottom, _) in sheet.merged_cell_ranges or ()]
    return visible[0], _notes(extent, visible, len(concealed)), merged, _cells(sheet)


def _zipped(source: bytes, limits: Limits) -> Archive:
    archive = Archive(source, limits)
    names = archive.names
    if "xl/workbook.bin" in names:
        raise Unreadable("暂不支持 xlsb。请另存为 xlsx 后重新上传")
    if b"encryption-data" in archive.text("META-INF/manifest.xml"):
        raise Unreadable(ENCRYPTED)
    if "xl/workbook.xml" not in names and not archive.text("mimetype").startswith(
        b"application/vnd.oasis.opendocument.spreadsheet"
    ):
        kind = "Word 文档" if "word/document.xml" in names else "压缩包"
        raise Unreadable(f"这是{kind},不是表格。请上传 xlsx、xls、ods 或 csv")
    return archive


def _refuse_other_compounds(source: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in source:
        raise Unreadable(ENCRYPTED)
    if not any(stream.encode("utf-16-le") + b"\0\0" in source for stream in ("Workbook", "Book")):
        raise Unreadable("这不是 Excel 文件(可能是旧版 Word 或其他文档)。请上传 xlsx、xls、ods 或 csv")


def _refuse_wide(rows: int, columns: int, cells: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise Unreadable(f"表格有 {rows:,} 行,超过上限 {limits.rows:,} 行。请拆成几个文件,或删去末尾多余的行")
    if columns > limits.columns:
        raise Unreadable(f"表格有 {columns:,} 列,超过上限 {limits.columns} 列。请删去右侧多余的列")
    if cells > limits.cells:
        raise Unreadable(f"表格有 {cells:,} 个单元格,超过上限 {limits.cells:,}。请拆成几个文件后重新上传")


def _notes(extent: Extent, visible: list[str], concealed: int) -> list[str]:
    notes = []
    if concealed:
        notes.append(f"有 {concealed} 个隐藏的工作表,未读取")
    if len(visible) > 1:
        notes.append(f"只读取了第一个工作表「{visible[0]}」,其余 {len(visible) - 1} 个未读取")
    if extent.hidden_rows or extent.hidden_columns:
        notes.append(f"有 {extent.hidden_rows} 行、{extent.hidden_columns} 处列被隐藏,已照常读取")
    if extent.uncounted:
        places = "、".join(extent.uncounted[:5])
        count = len(extent.uncounted)
        notes.append(f"有 {count} 个公式没有保存计算结果,读作空白({places}等)。请在 Excel 中打开并保存一次")
    return notes


def _cells(sheet: CalamineSheet) -> Iterator[list[Cell]]:
    left: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield left + [_cell(value) for value in row]


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value or None
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() else value
    return value if isinstance(value, int | date | time) else None


def _bounded(table: Iterable[Sequence[Cell]], limits: Limits) -> Iterator[list[Cell]]:
    cells = 0
    for number, row in enumerate(table, 1):
        cells += len(row)
        if number > limits.rows or cells > limits.cells:
            _refuse_wide(number, 0, cells, limits)
        yield [None if isinstance(cell, str) and not cell.strip() else cell for cell in row]


def _headed(
    name: str, notes: list[str], merged: list[Span], table: Iterator[list[Cell]], columns: Sequence[str]
) -> Parsed:
    head = list(islice(table, SEARCHED))
    place = _header_place(head, {_title(column) for column in columns})
    if place is None:
        raise Unreadable("表格里没有内容")
    width = max(len(row) for row in head)
    titles = [_title(cell) for cell in head[place]] + [""] * (width - len(head[place]))
    while (
        titles
        and not titles[-1]
        and not any(len(row) >= len(titles) and row[len(titles) - 1] is not None for row in head[place + 1 :])
    ):
        titles.pop()
    header = [title or f"第{i}列" for i, title in enumerate(titles, 1)]
    twice = next((title for title in header if header.count(title) > 1), None)
    if twice:
        raise Unreadable(f"表头里「{twice}」出现了两次,无法分辨。请改名后重新上传")
    if below := [span for span in merged if span[1] > place]:  # a title merged above the header is no oddity
        first = "、".join(f"第 {top}–{bottom} 行" for top, bottom in below[:3])
        notes.append(f"有 {len(below)} 处合并单元格({first}等),只有左上角的格子有值")
    rows = _rows(enumerate(chain(head[place + 1 :], table), place + 2), len(header))
    return Parsed(name, header, notes, rows)


def _header_place(head: list[list[Cell]], wanted: set[str]) -> int | None:
    if wanted:
        hits = [len(wanted & {_title(cell) for cell in row}) for row in head]
        if hits and max(hits) > 0:
            return hits.index(max(hits))
    filled = [sum(cell is not None for cell in row) for row in head]
    enough = max(1, 0.6 * max(filled, default=0))
    return next((i for i, count in enumerate(filled) if count >= enough), None)


def _title(cell: Cell) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", "" if cell is None else str(cell))).strip("*")


def _rows(table: Iterable[tuple[int, list[Cell]]], width: int) -> Iterator[RawRow]:
    for number, row in table:
        if all(cell is None for cell in row):
            continue
        if any(cell is not None for cell in row[width:]):
            raise Unreadable(f"第 {number} 行在表头之外还有内容。请补上该列的表头,或删去多余的内容")
        cells: list[Cell] = [*row[:width], *[None] * (width - len(row))]
        flaws = {}
        for i, cell in enumerate(cells):
            if type(cell) is int and abs(cell) >= EXACT:
                cells[i], flaws[i] = str(cell), LOSSY
        yield number, cells, flaws
