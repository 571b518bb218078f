import html
import re

from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.triage.marking import marked, pieces

TEXTS = st.text(max_size=40)
SPANS = st.lists(
    st.tuples(st.sampled_from(["employer", "place", "odd"]), st.integers(-3, 50), st.integers(-3, 50), st.just(""),
              st.text(max_size=6)).map(list),
    max_size=6,
)  # fmt: skip


@given(TEXTS, SPANS)
def test_marking_loses_and_adds_nothing(text, spans):
    assert "".join(part for part, _, _ in pieces(text, spans)) == text


@given(TEXTS, SPANS)
def test_no_character_of_a_text_becomes_markup(text, spans):
    shown = marked(text, spans)
    bare = re.sub(
        r'<mark data-kind="[^"<>]*" data-why="[^"<>]*" title="[^"<>]*" tabindex="0">|</mark>', "", shown
    )
    assert "<" not in bare and html.unescape(bare) == html.unescape(html.escape(text))


def test_spans_that_overlap_share_their_piece():
    found = list(pieces("甲乙丙丁", [["employer", 0, 3, "", "名称"], ["place", 2, 4, "", "地名"]]))
    assert found == [
        ("甲乙", "employer", "用人单位：名称"),
        ("丙", "employer", "用人单位：名称；地点：地名"),
        ("丁", "place", "地点：地名"),
    ]
