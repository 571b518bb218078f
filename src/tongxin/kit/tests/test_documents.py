import io
import re
import zipfile

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.kit.documents import (
    Chart,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    TableBlock,
    to_docx,
    to_pdf,
)

MARKS = '# $a$ @ref *粗* _斜_ <标签> ` \\ "引号" [x] {y} ~ // /* */ = - +'
REPORT = Document(
    MARKS,
    [
        Heading(1, "一、总体情况"),
        Paragraph(MARKS),
        Facts([("编制单位", MARKS)]),
        TableBlock(["类别", MARKS], [["劳动报酬", 1], [MARKS, None]] * 40, "表1", [3, 1], ["left", "right"]),
        Chart("bar", MARKS, ["上城", "拱墅"], {"$1 与 $2": [1, None], "_上期": [2, 3]}, "件", "图1"),
        Chart("line", "趋势", [], {}, "件"),
        PageBreak(),
        Chart("stacked", "分级", ["七月"], {"红": [1], "橙": [2.5]}),
    ],
    subtitle="(2026年第三季度)",
    signature="杭州市总工会",
    dated="2026年10月8日",
)


def test_it_prints_every_block_as_pdf():
    pdf = to_pdf(REPORT)
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 5


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_it_prints_any_text_without_reading_marks_in_it(text):
    document = Document(
        text, [Heading(2, text), Paragraph(text), Facts([(text, text)]), TableBlock([text], [[text]], text)]
    )
    assert to_pdf(document).startswith(b"%PDF-")
    docx.Document(io.BytesIO(to_docx(document)))


def test_it_keeps_texts_and_repeats_table_headers_in_word():
    data = to_docx(REPORT)
    word = docx.Document(io.BytesIO(data))
    assert MARKS in [line.text for line in word.paragraphs]
    assert word.tables[1].rows[2].cells[0].text == MARKS
    source = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert "<w:tblHeader/>" in source
    assert source.count("<pic:pic") == 3


def test_a_short_table_is_kept_whole_in_word_and_a_long_one_with_its_head():
    short = TableBlock(["等级", "件"], [["红", 1]] * 4)
    word = docx.Document(io.BytesIO(to_docx(Document("题", [short, TableBlock(["等级"], [["红"]] * 40)]))))
    kept = [
        [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in t.rows] for t in word.tables
    ]
    assert kept[0] == [True] * 4 + [False]
    assert kept[1] == [True] + [False] * 40


def test_it_names_the_official_faces_for_chinese_characters():
    files = zipfile.ZipFile(io.BytesIO(to_docx(REPORT)))
    assert 'w:eastAsia="方正小标宋简体"' in files.read("word/document.xml").decode()
    assert 'w:hint="eastAsia"' in files.read("word/document.xml").decode(), "or quotes come out half as wide"
    assert 'w:eastAsia="仿宋_GB2312"' in files.read("word/styles.xml").decode()
    assert "PAGE" in files.read("word/footer1.xml").decode()
