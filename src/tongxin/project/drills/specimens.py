"""Hostile and odd sheets of signals, each with what must become of it."""

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tongxin.kit.sheets import write_sheet
from tongxin.kit.tests.hostile import long_book, lying_bomb, made_book, raw_book, text_cell

HEAD = ["发生日期", "内容"]
DAY = "2026-11-18"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
THIEF = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FORMULA = '=HYPERLINK("http://x","拖欠")'


@dataclass(frozen=True)
class Specimen:
    """`refused`: words of the reason when the whole file goes back. Else `texts` are taken as they stand.

    `sent_back`: words of the reason of the one row that goes back. `notes`: words of what the reader tells.
    """

    what: str
    name: str
    make: Callable[[], bytes]
    refused: str = ""
    texts: tuple[str, ...] = ()
    sent_back: str = ""
    notes: str = ""
    days: tuple[date, ...] = ()
    large: bool = False
    of_signals: bool = False  # refused for what a sheet of signals must have; others want other columns


def _xml(rows: str, prolog: str = "") -> bytes:
    return raw_book(f'<row r="1">{text_cell("A1", HEAD[0])}{text_cell("B1", HEAD[1])}</row>{rows}', prolog)


def _csv(code: str) -> bytes:
    return f'发生日期,内容\r\n{DAY},"张㐂，拖欠工资\n两个月"\r\n'.encode(code)


def _concealed() -> bytes:
    def fill(book, sheet):  # type: ignore[no-untyped-def]
        sheet.write_row(0, 0, HEAD)
        sheet.merge_range("A2:A3", DAY)
        sheet.write("B2", "合并的第一行")
        sheet.write("B3", "合并的第二行")
        sheet.write_row(3, 0, [DAY, "隐藏的一行"])
        sheet.set_row(3, None, None, {"hidden": True})
        book.add_worksheet("乙").hide()

    return made_book(fill)


def _cut_number() -> bytes:
    def fill(book, sheet):  # type: ignore[no-untyped-def]
        sheet.write_row(0, 0, [*HEAD, "联系电话"])
        sheet.write_row(1, 0, [DAY, "电话完整", "13800000000"])
        sheet.write_row(2, 0, [DAY, "号码被截断"])
        sheet.write_number(2, 2, 330102199001011234)

    return made_book(fill)


def _formula() -> bytes:
    """Cells that are reckoned, with the values Excel left in them."""

    def fill(book, sheet):  # type: ignore[no-untyped-def]
        sheet.write_row(0, 0, HEAD)
        sheet.write_formula("A2", "=DATE(2026,11,18)", book.add_format({"num_format": "yyyy-mm-dd"}), 46344)
        sheet.write_formula("B2", '="拖欠"&"工资"&1+1&"个月"', None, "拖欠工资2个月")

    return made_book(fill)


def _old_calendar() -> bytes:
    def fill(book, sheet):  # type: ignore[no-untyped-def]
        sheet.write_row(0, 0, HEAD)
        sheet.write_datetime(1, 0, date(2026, 2, 3), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write(1, 1, "一九〇四日历")

    return made_book(fill, date_1904=True)


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def _long(rows: int) -> bytes:
    return write_sheet(
        HEAD, ([DAY, f"第{i}条拖欠工资，杭州乌有云杉服饰有限公司三个月未发"] for i in range(rows))
    )


FAR = '<row r="2"><c r="XFD2"><v>1</v></c></row>'
SPECIMENS: tuple[Specimen, ...] = (
    Specimen("压缩炸弹", "a.xlsx", lambda: raw_book("", bomb=bytes(220 << 20)), refused="展开后过大"),
    Specimen("谎报大小的压缩炸弹", "a.xlsx", lambda: lying_bomb(60 << 20), refused="展开后过大"),
    Specimen("套娃压缩包", "a.xlsx", lambda: _zip(a=_zip(b=bytes(10 << 20))), refused="压缩包"),
    Specimen("外部实体", "a.xlsx", lambda: _xml("", THIEF), refused="DOCTYPE"),
    Specimen("实体膨胀", "a.xlsx", lambda: _xml("", LAUGHS), refused="DOCTYPE"),
    Specimen("一百万行", "a.xlsx", lambda: long_book(1_000_000), refused="1,000,000 行"),
    Specimen("一万六千列", "a.xlsx", lambda: _xml(FAR), refused="16,384 列"),
    Specimen(
        "合并与隐藏",
        "a.xlsx",
        _concealed,
        texts=("合并的第一行", "隐藏的一行"),
        sent_back="必填",
        notes="合并",
    ),
    Specimen("公式文本", "a.xlsx", lambda: write_sheet(HEAD, [[DAY, FORMULA]]), texts=(FORMULA,)),
    Specimen("公式算出的值", "a.xlsx", _formula, texts=("拖欠工资2个月",), days=(date(2026, 11, 18),)),
    Specimen("GB18030", "a.csv", lambda: _csv("gb18030"), texts=("张㐂，拖欠工资\n两个月",)),
    Specimen("UTF-16", "a.csv", lambda: _csv("utf-16"), texts=("张㐂，拖欠工资\n两个月",)),
    Specimen("号码被截断", "a.xlsx", _cut_number, texts=("电话完整",), sent_back="第 16 位"),
    Specimen("1904 日历", "a.xlsx", _old_calendar, texts=("一九〇四日历",), days=(date(2026, 2, 3),)),
    Specimen("改名的程序", "a.xlsx", lambda: b"MZ\x90\x00" + bytes(5_000), refused="可执行程序"),
    Specimen("改名的 PDF", "a.xls", lambda: b"%PDF-1.7\n" + bytes(5_000), refused="PDF"),
    Specimen(
        "改名的网页", "a.xls", lambda: b"<html><table><tr><td>1</td></tr></table></html>", refused="网页"
    ),
    Specimen(
        "改名的表格", "a.csv", lambda: write_sheet(HEAD, [[DAY, "其实是工作簿"]]), texts=("其实是工作簿",)
    ),
    Specimen(
        "已加密", "a.xlsx", lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), refused="加密"
    ),
    Specimen("损坏", "a.xlsx", lambda: _xml("")[:-200], refused="损坏"),
    Specimen("空文件", "a.xlsx", lambda: b"", refused="空"),
    Specimen("只有表头", "a.xlsx", lambda: write_sheet(HEAD, []), refused="没有数据行", of_signals=True),
    Specimen(
        "缺列",
        "a.xlsx",
        lambda: write_sheet(["姓名", "电话"], [["某", "1"]]),
        refused="缺少必填的列",
        of_signals=True,
    ),
    Specimen(
        "引号不闭合", "a.csv", lambda: f'发生日期,内容\n{DAY},"没有完\n{DAY},x\n'.encode(), refused="引号"
    ),
    Specimen("噪声", "a.csv", lambda: random.Random(7).randbytes(2 << 20), refused="控制字符|编码|损坏|表格"),
    Specimen("超过上限的文件", "a.csv", lambda: b"a,b\n" * (10 << 20), refused="MB"),
    Specimen(
        "一格二十兆",
        "a.csv",
        lambda: f"发生日期,内容\n{DAY},".encode() + b"x" * (20 << 20),
        refused=".",
        large=True,
    ),
    Specimen("十万行好数据", "a.xlsx", lambda: _long(100_000), texts=("",) * 100_000, large=True),
)
