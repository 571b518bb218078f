"""Values no honest client sends, and bodies of the machine interface made of them."""

import json
from collections.abc import Iterator
from typing import Any

from django.core import signing

from tongxin.kit.tables.paging import SALT

# ruff: noqa: E501 - tables of values

WORDS: tuple[bytes, ...] = (
    b"", b"\x00", b"a\x00b", b"\xed\xa0\x80", b"\xff\xfe\x41", b"\xc3\x28", b"' OR 1=1 --", b'"; DROP TABLE x; --',
    b"<script>alert(1)</script>", b"../../../../etc/passwd", b"{{7*7}}{% x %}", b"%s%n%x", b"\r\nSet-Cookie: a=b",
    b"2147483648", b"9223372036854775807", b"9223372036854775808", b"-9223372036854775809", b"18446744073709551616",
    b"9" * 400, b"-1", b"0", b"1.5", b"1e999", b"NaN", b"Infinity", b"0x10", "\u0663".encode(), "\u00b2".encode(),
    b"2026-02-30", b"0000-00-00", b"0001-01-01", b"9999-12-31", b"10000-01-01", b"2026-11-20T25:61:61", b"2026Q9", b"0000Q1",
    b"None", b"null", b"[]", b"{}", b"on", b"-", b"--name", b",,,", b"a" * 3_000, "字".encode() * 2_000,
    "\u202e\ufeff\u200b".encode(), "😀".encode() * 40, b"&|!():*'\\", b"\\", b"%", b"_",
)  # fmt: skip
KEYS = ("0", "2147483648", "9223372036854775807", "9223372036854775808", "99999999999999999999", "9" * 400, "00001", "٣", "-1",
        "1.5", "%00", "%ED%A0%80", "a")  # fmt: skip
DAYS = ("2026-02-30", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "10000-01-01", "now",
        "2026-11-20T10:00:00+99:99", "2026-11-20T24:00:00", "1e10", "", "-1", "2026-11-20T10:00:60Z", "２０２６-11-20")  # fmt: skip
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**31, 2**63, 2**64, -(2**63) - 1, 10**400, 1.5, 1e308, -0.0, "", " ", "\x00", "a\x00b", "\ud800",
    "a\udfffb", "\uffff", "x" * 81, "x" * 10_001, "字" * 10_000, [], {}, [[]], [None], {"a": {"b": []}}, "NaN", "Infinity",
    "1e999", "' OR 1=1 --", "<script>", "=1+1", "\u202e", "😀" * 80, *DAYS,
)  # fmt: skip
GOOD = {"external_key": "k", "heard_at": "2026-11-18T10:00:00+08:00", "text": "拖欠工资", "employer_name": "乌有厂", "place": "西湖区",
        "region": "330106", "category": "wages", "persons": 3, "amount": 100, "reporter": "某某", "phone": "13800000000",
        "anonymous": True}  # fmt: skip


def cursors() -> list[str]:
    """Page cursors that are signed rightly and hold what the list they are used on never wrote."""
    held: list[Any] = [
        ["n", "", "abc", 1], ["p", "", "abc", 1], ["n", "", 1, 1], ["n", "", None, 1], ["p", "", None, 1], ["n", "t", "bad", 1],
        ["n", "d", "2026-02-30", 1], ["n", "n", "x", 1], ["n", "n", "NaN", 1], ["n", "", True, 1], ["n", "", {}, 1],
        ["n", "", [], 1], ["n", "", "abc", None], ["n", "", "abc", "x"], ["n", "", 2**70, 2**70], ["n", "", 1.5, -1], ["x", "", 1, 1],
        ["n", "t", 5, 1], ["n", "t", "2026-11-20T10:00:00", 1], ["n", [], 1, 1], [], ["n"], "n", 5, None, {}, ["n", "", "a\x00", 1],
    ]  # fmt: skip
    return [signing.dumps(each, salt=SALT) for each in held] + ["x", "a:b:c", "\x00", ":" * 300, "a" * 5_000]


def bodies() -> Iterator[tuple[str, bytes]]:
    """(what is wrong, body) for the machine interface."""
    for name in GOOD:
        for value in ODD:
            yield f"{name}={str(value)[:20]!r}", json.dumps(GOOD | {name: value}).encode()
        yield f"缺少 {name}", json.dumps({k: v for k, v in GOOD.items() if k != name}).encode()
    plain = json.dumps(GOOD)
    yield "多余字段", json.dumps(GOOD | {"a\x00": 1, "__proto__": {}}).encode()
    yield "重复字段", (plain[:-1] + ',"text":"a","text":"b"}').encode()
    for value in (
        None,
        1,
        "x",
        True,
        [],
        {},
        [[]],
        [1, "x", None],
        [GOOD, []],
        [GOOD] * 500,
        [GOOD] * 501,
        [{}] * 500,
    ):
        yield f"正文是 {str(value)[:20]}", json.dumps(value).encode()
    for depth in (100, 1_000, 100_000):
        yield f"嵌套 {depth} 层", b"[" * depth + b"]" * depth
        yield f"对象嵌套 {depth} 层", b'{"text":' * depth + b"1" + b"}" * depth
        yield f"不闭合 {depth} 层", b"[" * depth
    for code in ("utf-16", "utf-32", "gb18030", "utf-8-sig", "utf-7"):
        yield f"编码 {code}", json.dumps(GOOD, ensure_ascii=False).encode(code)
    for raw in (
        b"",
        b"\x00",
        b"{",
        b"NaN",
        b"-",
        b'"',
        b"\xff\xff",
        b"{'a':1}",
        b'{"text": "\xed\xa0\x80"}',
        b"1" * 5_000,
        b"{" + b" " * 1_000_000 + b"}",
        b'"' + b"a" * 7_000_000 + b'"',
        b"x" * 9_000_000,
        b"<a/>",
        b"a=1&b=2",
    ):
        yield f"正文 {raw[:12]!r}", raw
