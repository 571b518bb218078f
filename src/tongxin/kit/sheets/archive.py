"""Looks through a zipped workbook before a library unpacks it: sizes, entities, extent, hidden parts."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from tongxin.kit.sheets.rows import Limits, Unreadable

CHUNK = 1 << 20
ENTRIES = 5_000
LOCAL_HEADER = 30
BOMB = "压缩包内容展开后过大,疑似恶意文件,已拒绝"
BROKEN = "文件已损坏,无法打开。请用 Excel 或 WPS 打开后另存为 xlsx 再上传"
ENTITIES = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
FILLED = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*?\br=["\']([A-Z]{1,3})(\d+))[^>]*(?<!/)>')
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden=["\'](?:1|true)')
HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b[^>]*\bhidden=["\'](?:1|true)')
UNCOUNTED = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*?\br=["\']([A-Z]{1,3}\d+))[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^<]*</(?:\w+:)?f>|[^>]*>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Extent:
    """What the text of one sheet part says about itself."""

    rows: int = 0
    columns: set[bytes] = field(default_factory=set)
    cells: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0
    uncounted: list[str] = field(default_factory=list)


class Archive:
    """An opened zip whose members were all unpacked once against the limits. Raises Unreadable."""

    def __init__(self, source: bytes, limits: Limits) -> None:
        self._source = source
        try:
            self._members = {member.filename: member for member in self._listed(limits)}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
            raise Unreadable(BROKEN) from None
        left = limits.inflated_bytes
        for member in self._members.values():
            left -= self._weigh(member, left)

    @property
    def names(self) -> set[str]:
        return set(self._members)

    def text(self, name: str) -> bytes:
        """A member whole; empty if it is not there. For the small parts only."""
        return b"".join(self._inflated(self._members[name])) if name in self._members else b""

    def scan(self, name: str) -> Extent:
        """Goes through a sheet part once, in pieces that end with a row."""
        extent, rest = Extent(), b""
        for chunk in self._inflated(self._members[name]) if name in self._members else ():
            piece = rest + chunk
            cut = piece.rfind(b"</row>") + 6 if b"</row>" in piece else piece.rfind(b"<")
            _measure(extent, piece[: max(cut, 0)])
            rest = piece[max(cut, 0) :]
        _measure(extent, rest)
        return extent

    def _listed(self, limits: Limits) -> list[zipfile.ZipInfo]:
        with zipfile.ZipFile(io.BytesIO(self._source)) as opened:
            members = opened.infolist()
        if len(members) > ENTRIES or sum(member.file_size for member in members) > limits.inflated_bytes:
            raise Unreadable(BOMB)
        if len({member.filename.lower() for member in members}) < len(members):
            raise Unreadable("压缩包里有重名的部分,疑似恶意文件,已拒绝")
        if any(member.flag_bits & 1 for member in members):
            raise Unreadable("文件已加密。请取消打开密码后重新上传")
        if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
            raise Unreadable(BROKEN)
        return members

    def _weigh(self, member: zipfile.ZipInfo, left: int) -> int:
        size, tail = 0, b""
        for chunk in self._inflated(member):
            size += len(chunk)
            if size > left or size > member.file_size:
                raise Unreadable(BOMB)
            if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                seen = tail + chunk
                if any(mark in seen for mark in ENTITIES):
                    raise Unreadable("文件内含 XML 实体或 DOCTYPE 声明,可能用来窃取服务器文件,已拒绝")
                tail = chunk[-20:]
        if size != member.file_size:
            raise Unreadable(BROKEN)
        return size

    def _inflated(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """What is really in a member, whatever the directory declares."""
        at = member.header_offset
        names = int.from_bytes(self._source[at + 26 : at + 28], "little")
        extra = int.from_bytes(self._source[at + 28 : at + 30], "little")
        start = at + LOCAL_HEADER + names + extra
        packed = self._source[start : start + member.compress_size]
        if self._source[at : at + 4] != b"PK\x03\x04" or len(packed) < member.compress_size:
            raise Unreadable(BROKEN)
        if member.compress_type == zipfile.ZIP_STORED:
            yield from (packed[i : i + CHUNK] for i in range(0, len(packed), CHUNK))
            return
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            while packed and not engine.eof:
                yield engine.decompress(packed, CHUNK)
                packed = engine.unconsumed_tail
        except zlib.error:
            raise Unreadable(BROKEN) from None
        yield engine.flush()


def sheet_parts(archive: Archive) -> dict[str, str]:
    """Sheet name → member of an xlsx. Raises Unreadable."""
    try:
        book = ElementTree.fromstring(archive.text("xl/workbook.xml"))  # noqa: S314 - no DTD got this far
        links = ElementTree.fromstring(archive.text("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except ElementTree.ParseError:
        raise Unreadable(BROKEN) from None
    targets = {link.get("Id"): (link.get("Target") or "").lstrip("/") for link in links}
    found = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            target = targets.get(sheet.get(RELATION), "")
            found[sheet.get("name", "")] = target if target.startswith("xl/") else f"xl/{target}"
    return found


def column_number(letters: bytes) -> int:
    """A → 1, XFD → 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _measure(extent: Extent, piece: bytes) -> None:
    filled = FILLED.findall(piece)
    extent.cells += len(filled)
    extent.columns.update({column for column, _ in filled})
    extent.rows = max(extent.rows, max((int(row) for _, row in filled[-1:]), default=0))
    extent.hidden_rows += len(HIDDEN_ROW.findall(piece)) if b"hidden" in piece else 0
    extent.hidden_columns += len(HIDDEN_COLUMN.findall(piece)) if b"hidden" in piece else 0
    if b"<f" in piece or b":f" in piece:
        extent.uncounted.extend(place.decode() for place in UNCOUNTED.findall(piece)[:1000])
