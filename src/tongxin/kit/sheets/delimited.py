"""Comma, tab and semicolon files, in whatever encoding the content proves to be."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from tongxin.kit.sheets.guard import unguarded
from tongxin.kit.sheets.rows import Limits, Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = ",\t;|"
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
AS_TEXT = re.compile(r'="([^"]*)"')
CELL_LIMIT = 1 << 20


def decoded(source: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or GB18030. Raises Unreadable if it is none of them."""
    for mark, encoding in MARKS:
        if source.startswith(mark):
            return _checked(source, encoding)
    head = source[:4096]
    if len(head) >= 4 and head.count(0) > len(head) // 5:
        return _checked(source, "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be")
    try:
        return _checked(source, "utf-8")
    except Unreadable:
        return _checked(source, "gb18030")


def records(text: str, limits: Limits) -> Iterator[list[str]]:
    """The records of a delimited text, cells as written. Raises Unreadable at a broken quote."""
    csv.field_size_limit(CELL_LIMIT)
    declared = re.match(r"sep=(.)\r?\n", text)
    body = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else _delimiter(body)
    number = 0
    try:
        for number, record in enumerate(
            csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True), 1
        ):
            if len(record) > limits.columns:
                raise Unreadable(f"第 {number} 行有 {len(record)} 列,超过上限 {limits.columns} 列")
            yield [
                unguarded(AS_TEXT.sub(r"\1", cell) if AS_TEXT.fullmatch(cell) else cell) for cell in record
            ]
    except csv.Error:
        raise Unreadable(
            f"第 {number + 1} 行附近引号不成对或单元格过长,无法准确分列。请改正后重新上传"
        ) from None


def _checked(source: bytes, encoding: str) -> str:
    try:
        text = source.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("无法识别文件编码。请另存为 xlsx,或 UTF-8 编码的 csv") from None
    if CONTROLS.search(text):
        raise Unreadable("这不是表格文件:内容里有不可显示的控制字符。请上传 xlsx、xls、ods 或 csv")
    return text


def _delimiter(text: str) -> str:
    """The mark that most lines of the beginning hold equally often."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:20_000].splitlines()[:20] if line.strip()]
    counts = {mark: [line.count(mark) for line in lines] for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: (sum(n > 0 for n in counts[mark]), sum(counts[mark])))
