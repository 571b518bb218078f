import datetime as dt
import io
import re

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tongxin.kit.sheets import Limits, Unreadable, read_sheet, write_csv, write_sheet
from tongxin.kit.sheets.guard import guarded, is_formula, unguarded
from tongxin.kit.sheets.parsing import parse
from tongxin.kit.tests.hostile import long_book, lying_bomb, made_book, raw_book, text_cell
from tongxin.kit.text import clean

HEAD = text_cell("A1", "姓名") + text_cell("B1", "金额")
TEXT = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
    .map(clean)
    .filter(str.strip)
)
CELL = st.one_of(
    TEXT, st.integers(-(10**14), 10**14), st.dates(dt.date(1901, 1, 1), dt.date(2099, 1, 1)), st.none()
)
TABLE = st.lists(st.tuples(TEXT, CELL, CELL), max_size=8)


def quick(data, **more):
    """The parser in this process, for many small examples."""
    found = parse(data, "x", Limits(**more), ["甲", "乙", "丙"])
    return found.header, [cells for _, cells, _ in found.rows]


def refusal(data, filename="x.xlsx", **more):
    with pytest.raises(Unreadable) as caught:
        list(read_sheet(data, filename, limits=Limits(**more)).rows)
    return caught.value.message


@settings(max_examples=60, deadline=None)
@given(TABLE)
def test_it_reads_back_what_it_wrote_as_xlsx(rows):
    header, found = quick(write_sheet(["甲", "乙", "丙"], rows, title="题", notes="说明"))
    assert header == ["甲", "乙", "丙"]
    assert found == [list(row) for row in rows]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=8))
def test_it_reads_back_what_it_wrote_as_csv(rows):
    _, found = quick(write_csv(["甲", "乙"], rows))
    assert found == [list(row) for row in rows]


@given(st.one_of(st.text(max_size=20), st.from_regex(r"\s*'*[=+@-].*")))
def test_it_leaves_no_text_a_program_would_compute(text):
    assert not is_formula(guarded(text))
    assert unguarded(guarded(text)) == text


def test_it_writes_no_formula_into_a_sheet():
    data = write_sheet(["甲"], [["=1+1"], ['=HYPERLINK("http://x")'], ["@SUM(A1)"], ["http://example.org"]])
    cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in cells[1:]] == [
        "=1+1",
        '=HYPERLINK("http://x")',
        "@SUM(A1)",
        "http://example.org",
    ]


def test_it_keeps_long_drop_downs_out_of_sight_and_out_of_reading():
    data = write_sheet(["区县"], [["上城区"]], dropdowns={"区县": [f"第{i}号街道" for i in range(300)]})
    sheet = read_sheet(data, "x.xlsx", columns=["区县"])
    assert [row.cells for row in sheet.rows] == [{"区县": "上城区"}]
    assert sheet.notes == ()


def test_it_gives_the_row_numbers_that_excel_shows_and_can_go_through_twice():
    data = write_sheet(["甲", "乙"], [["a", 1], [None, None], ["b", 2]], title="题", notes="说明")
    sheet = read_sheet(data, "x.xlsx", columns=["甲", "乙"])
    assert [row.number for row in sheet.rows] == [row.number for row in sheet.rows] == [4, 6]


def test_it_keeps_dates_and_instants_across_the_process():
    at = dt.datetime(2026, 1, 2, 19, 4, tzinfo=dt.UTC)
    (row,) = read_sheet(write_sheet(["甲", "乙"], [[at, dt.date(2026, 1, 2)]]), "x").rows
    assert list(row.cells.values()) == [dt.datetime(2026, 1, 3, 3, 4), dt.date(2026, 1, 2)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_it_reads_every_encoding_whatever_the_name_says(encoding, delimiter):
    text = f'姓名{delimiter}事由\r\n张㐂{delimiter}"拖欠工资,两\n个月"\r\n'
    (row,) = read_sheet(text.encode(encoding), "怪.xlsx").rows
    assert row.cells == {"姓名": "张㐂", "事由": "拖欠工资,两\n个月"}


def test_it_refuses_an_unclosed_quote():
    assert "引号" in refusal('姓名,事由\n张三,"没有完\n李四,x\n'.encode())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空"),
        (b"MZ\x90\x00" + bytes(200), "可执行程序"),
        (b"%PDF-1.7 ...", "PDF"),
        (bytes(range(256)) * 20, "控制字符|编码"),
        (b"<html><table><tr><td>1</td></tr></table>", "网页"),
        (b"PK\x03\x04" + b"junk" * 50, "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "加密"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"), "不是 Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook\0\0".encode("utf-16-le"), "损坏"),
    ],
)
def test_it_refuses_what_is_no_sheet_with_the_reason(data, reason):
    assert re.search(reason, refusal(data, "周报.xlsx"))


def test_it_refuses_a_zip_bomb_that_declares_its_size():
    assert "展开后过大" in refusal(raw_book(HEAD, bomb=bytes(220 << 20)))


def test_it_refuses_a_zip_bomb_that_lies_about_its_size():
    assert "展开后过大" in refusal(lying_bomb(50 << 20))


@pytest.mark.parametrize("prolog", ['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "<!DOCTYPE x>"])
def test_it_refuses_entities(prolog):
    assert "DOCTYPE" in refusal(raw_book(f"<row>{HEAD}</row>", prolog=prolog))


def test_it_refuses_a_million_rows():
    assert "超过上限 200,000 行" in refusal(long_book(1_000_000))


def test_it_refuses_sixteen_thousand_columns():
    assert "16,384 列" in refusal(raw_book(f'<row r="1">{HEAD}<c r="XFD1"><v>1</v></c></row>'))


def test_it_survives_an_extent_that_hides_from_the_first_look():
    far = "<c r='&#88;FD1048576'><v>1</v></c>"
    assert refusal(raw_book(f'<row r="1">{HEAD}</row><row r="1048576">{far}</row>'))


def test_it_stops_a_parse_that_takes_too_long():
    assert "时间上限" in refusal(long_book(150_000), seconds=0)


def test_it_flags_numbers_whose_tail_excel_has_dropped():
    data = made_book(
        lambda book, sheet: (
            sheet.write_row(0, 0, ["姓名", "身份证号"]),
            sheet.write(1, 0, "张三"),
            sheet.write_number(1, 1, 330102199001011234),
        )
    )
    (row,) = read_sheet(data, "x").rows
    assert isinstance(row.cells["身份证号"], str)
    assert "第 16 位" in row.flaws["身份证号"]


def test_it_reads_dates_of_the_1904_calendar():
    def fill(book, sheet):
        sheet.write_row(0, 0, ["姓名", "日期"])
        sheet.write(1, 0, "张三")
        sheet.write_datetime(1, 1, dt.date(2026, 2, 3), book.add_format({"num_format": "yyyy-mm-dd"}))

    (row,) = read_sheet(made_book(fill, date_1904=True), "x").rows
    assert row.cells["日期"] == dt.date(2026, 2, 3)


def test_it_tells_of_merged_hidden_and_uncounted_cells():
    def fill(book, sheet):
        sheet.write_row(0, 0, ["姓名", "区县", "合计"])
        sheet.merge_range("B2:B3", "上城区")
        sheet.write("A2", "张三")
        sheet.write("A3", "李四")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        book.add_worksheet("乙").hide()

    data = made_book(fill)
    sheet = read_sheet(data, "x")
    assert [list(row.cells.values()) for row in sheet.rows] == [
        ["张三", "上城区", None],
        ["李四", None, None],
    ]
    assert [any(word in note for note in sheet.notes) for word in ("合并", "1 行", "隐藏的工作表")] == [
        True
    ] * 3


def test_it_says_where_a_formula_has_no_stored_result():
    row = '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
    sheet = read_sheet(raw_book(f'<row r="1">{HEAD}</row>{row}'), "x")
    assert [row.cells for row in sheet.rows] == [{"姓名": None, "金额": 2}]
    assert "A2" in sheet.notes[0]
    assert "B2" not in sheet.notes[0]


def test_it_refuses_two_columns_of_one_name():
    assert "出现了两次" in refusal("姓名,姓名\n张三,李四\n".encode())


def test_it_reads_nothing_of_a_workbook_without_a_visible_sheet():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write(0, 0, "x")
    data = out.getvalue()
    assert [row.cells for row in read_sheet(data, "x").rows] == []
