"""Workbooks made by hand, to say things that no library would write."""

import io
import struct
import zipfile

import xlsxwriter

TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"""
BOOK = """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"""
SHEET = '<?xml version="1.0"?>{prolog}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'


def raw_book(rows: str, prolog: str = "", **more: bytes) -> bytes:
    """An xlsx whose sheet holds the given XML rows; `more` are further members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", RELS.format(kind="officeDocument", target="xl/workbook.xml"))
        packed.writestr(
            "xl/_rels/workbook.xml.rels", RELS.format(kind="worksheet", target="worksheets/sheet1.xml")
        )
        packed.writestr("xl/workbook.xml", BOOK)
        packed.writestr("xl/worksheets/sheet1.xml", SHEET.format(prolog=prolog, rows=rows))
        for name, content in more.items():
            packed.writestr(f"xl/{name}.xml", content)
    return out.getvalue()


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def long_book(rows: int) -> bytes:
    """An xlsx with so many rows of one number."""
    return raw_book("".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c></row>' for i in range(1, rows + 1)))


def lying_bomb(size: int) -> bytes:
    """A zip whose directory declares ten bytes for a member of `size` zeros."""
    book = bytearray(raw_book("", bomb=bytes(size)))
    for place in range(len(book) - 46):
        if book[place : place + 4] == b"PK\x01\x02" and b"xl/bomb.xml" in book[place : place + 60]:
            book[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(book)


def made_book(fill, **options) -> bytes:
    """A workbook filled by `fill(book, sheet)`."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        fill(book, book.add_worksheet("甲"))
    return out.getvalue()
