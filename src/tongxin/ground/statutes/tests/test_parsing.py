import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tongxin.ground.statutes.numerals import written
from tongxin.ground.statutes.parsing import Unreadable, parse
from tongxin.ground.statutes.rules import OPENING, excerpt, opening, parts, rank
from tongxin.ground.statutes.tests.makers import NAME, TEXT

HAN = "云杉报酬补偿工会应当依法支付"
SENTENCE = st.text(HAN, min_size=1, max_size=30).map(lambda words: f"{words}。")


@st.composite
def drawn(draw):
    """Chapters of articles of paragraphs, as the file would say them and as they should be found."""
    chapters, number, lines, wanted = draw(st.integers(1, 4)), 0, [], []
    for chapter in range(1, chapters + 1):
        title = f"第{written(chapter)}章 {draw(st.text(HAN, min_size=1, max_size=6))}"
        lines.append(f"## {title}")
        for _ in range(draw(st.integers(1, 5))):
            number += 1
            branches = draw(st.integers(0, 2))
            for branch in range(branches + 1):
                label = f"第{written(number)}条" + (f"之{written(branch)}" if branch else "")
                paragraphs = draw(st.lists(SENTENCE, min_size=1, max_size=3))
                lines += [f"{label} {paragraphs[0]}", *paragraphs[1:]]
                wanted.append((number, branch, label, title, "\n".join(paragraphs)))
    return lines, wanted


@given(drawn(), st.sampled_from(["\n", "\n\n", "\r\n", "\n　\n"]))
def test_every_article_is_found_as_it_was_written(made, between):
    lines, wanted = made
    found = parse("云杉法(2020-01-02).md", between.join(["# 中华人民共和国云杉法", "通过", *lines]))
    assert [(a.number, a.branch, a.label, a.chapter, a.text) for a in found.articles] == wanted
    assert (found.short, found.version, found.issued) == ("云杉法", date(2020, 1, 2), "通过")


@given(drawn(), st.data())
def test_a_missing_article_is_never_passed_over(made, data):
    _, wanted = made
    numbers = sorted({number for number, *_ in wanted})
    assume(len(numbers) > 1)
    gone = data.draw(st.sampled_from(numbers[:-1]))
    kept = [f"{label} {text}" for number, _, label, _, text in wanted if number != gone]
    with pytest.raises(Unreadable, match="条号不连续"):
        parse("云杉法(2020-01-02).md", "\n\n".join(["# 云杉法", *kept]))


@given(st.text(max_size=400), st.text(max_size=40))
def test_any_text_is_read_or_refused_in_words(text, name):
    for each in (name, NAME):
        for body in (text, f"# 云杉劳动条例\n\n{text}"):
            try:
                assert parse(each, body).articles
            except Unreadable as error:
                assert str(error)


def test_it_knows_chapters_sections_branches_items_and_the_appendix():
    found = parse(NAME, TEXT)
    assert [a.label for a in found.articles] == ["第一条", "第二条", "第二条之一", "第三条"]
    first, second, _, last = found.articles
    assert (first.chapter, last.chapter, last.section) == ("第一章 总则", "第二章 附则", "第一节 施行")
    assert [kind for kind, _ in parts(second.text)] == ["paragraph", "item", "item", "paragraph"]
    assert last.text == "第二条规定的补偿，于离开云杉时支付。"
    assert found.appendix == "附录：\n一、云杉名录"
    assert found.issued.split("\n") == ["2019年1月1日 云杉代表大会通过", "2020年5月1日 修正"]


def test_a_paragraph_that_begins_with_another_article_is_no_article():
    text = TEXT.replace("前款以外的", "第八条规定以外的")
    assert len(parse(NAME, text).articles) == 4


def test_an_annex_named_at_the_beginning_of_a_paragraph_ends_nothing():
    found = parse(NAME, TEXT.replace("前款以外的", "附件由云杉另行制定，以外的"))
    assert "附件由云杉" in found.articles[1].text and len(found.articles) == 4


def test_a_line_cut_in_two_is_put_together():
    found = parse(NAME, TEXT.replace("为了云杉，制定", "为了云杉，\n\n制定"))
    assert found.articles[0].text == "为了云杉，制定本条例。"


def test_a_preamble_stands_before_the_articles():
    found = parse(NAME, TEXT.replace("## 第一章 总 则", "为正确理解云杉，制定本条例。"))
    assert found.preamble == "为正确理解云杉，制定本条例。"


def test_a_text_without_articles_is_cited_by_its_points():
    text = "# 云杉批复\n<!-- INFO END -->\n云杉工会：\n\n一、应当支付。\n\n（一）按月；\n\n二、不得拖欠。"
    found = parse("云杉批复(2020-01-02).md", text)
    assert [(a.number, a.label, a.text) for a in found.articles] == [
        (1, "一", "应当支付。\n（一）按月；"),
        (2, "二", "不得拖欠。"),
    ]
    assert found.preamble == "云杉工会："


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("README.md", TEXT, "文件名应为"),
        ("云杉劳动条例(2020-13-01).md", TEXT, "日期 2020-13-01 不存在"),
        ("别的条例(2020-05-01).md", TEXT, "正文题名却是“云杉劳动条例”"),
        (NAME, "", "第一行应为"),
        (NAME, "## 云杉劳动条例", "第一行应为"),
        (NAME, "# 云杉劳动条例\n\n没有条文。", "没有找到任何条文"),
        (NAME, TEXT.replace("第三条 ", "第五条 "), "条号不连续：第二条之一之后是第五条"),
        (NAME, TEXT.replace("第三条 ", "第二条 "), "条号不连续"),
        (NAME, TEXT.replace("第一条 ", "第二条 "), "条号不连续：开头之后是第二条"),
        (NAME, TEXT.replace("第一条 为了云杉，制定本条例。", "第一条 "), "第一条没有内容"),
        (NAME, TEXT.replace("总 则", "总则" * 100), "章名超过 120 字"),
        ("云" * 250 + "(2020-05-01).md", "# " + "云" * 250 + "\n第一条 一。", "题名超过 200 字"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(name, text, why):
    with pytest.raises(Unreadable, match=why):
        parse(name, text)


@pytest.mark.parametrize(
    "filling",
    [
        "<!--" * 200_000,
        "第" * 800_000,
        "一" * 800_000,
        "# " * 400_000,
        "（一）" * 250_000,
        "字\n" * 400_000,
        "（" * 800_000,
    ],
    ids=lambda filling: filling[:4],
)
def test_a_hostile_text_takes_no_longer_than_a_plain_one(filling):
    begun = time.monotonic()
    with suppress(Unreadable):
        parse(NAME, TEXT + filling)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("title", "issued", "wanted"),
    [
        ("中华人民共和国云杉法", "", 1),
        ("云杉条例", "国务院令第1号公布", 2),
        ("国务院关于云杉的规定", "", 2),
        ("云杉条例", "", 2),
        ("最高人民法院关于云杉适用法律的解释", "", 3),
        ("云杉暂行规定", "云部发〔1994〕1号\n国务院有关部委：", 4),
        ("云杉暂行规定", "", 4),
        ("浙江省云杉条例", "", 5),
        ("杭州市云杉条例", "省人大常委会批准", 5),
        ("云杉工作条例", "中共中央、国务院发布", 6),
        ("云杉认定办法", "", 4),
        ("浙江省云杉支付管理办法", "", 5),
        ("云杉市场暂行条例", "国务院令第2号公布", 2),
        ("市场云杉管理条例", "", 2),
        ("城市云杉保障条例", "", 2),
    ],
)
def test_the_rank_is_told_from_the_title_and_the_makers(title, issued, wanted):
    assert rank(title, issued) == wanted


@given(st.text(max_size=200), st.integers(0, 250))
def test_an_excerpt_is_one_short_line_of_the_text(text, at):
    line = text.replace("\n", " ")
    for shown in (excerpt(text, at), opening(text)):
        assert "\n" not in shown and len(shown) <= OPENING + 2
        assert shown in line or shown.removesuffix("…") in line or shown[1:].removesuffix("…") in line
