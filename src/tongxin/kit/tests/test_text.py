import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.kit.text import bigrams, normalise, query_terms


@given(st.text(max_size=60))
def test_it_is_the_same_after_a_second_time_for_its_own_result(text):
    once = normalise(text)
    assert bigrams(once) == bigrams(text)


@given(st.text(st.characters(), max_size=60))
def test_it_leaves_nothing_a_database_refuses(text):
    result = normalise(text)
    assert "\0" not in result
    result.encode()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("拖欠工資３０００元", "拖欠工资3000元"),
        ("討薪_x000D_\n十人", "讨薪\n十人"),
        ("工\u200b资\x00\ud800", "工资"),
        ("Ａ座ｂ", "A座b"),
    ],
)
def test_it_writes_one_spelling(text, plain):
    assert normalise(text) == plain


def test_it_cuts_chinese_in_pairs_and_keeps_words():
    assert bigrams("拖欠工资,ABC公司3号 拖欠") == ["拖欠", "欠工", "工资", "abc", "公司", "3", "号"]


@given(
    st.text("欠薪工资拖三ab1 ,。", max_size=20),
    st.text("欠薪工资拖三ab1 ,。", max_size=20),
    st.text("欠薪工资拖三", min_size=2, max_size=6),
)
def test_it_finds_every_text_that_contains_the_words(before, after, words):
    assert set(query_terms(words)) <= set(bigrams(before + words + after))


def test_it_has_nothing_to_ask_for_when_there_are_only_marks():
    assert query_terms("。,!") == []


def test_it_drops_a_lone_character_beside_longer_words():
    assert query_terms("欠薪 吴") == ["欠薪"]
    assert query_terms("吴") == ["吴"]
