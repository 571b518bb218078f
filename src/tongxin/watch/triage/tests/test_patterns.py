import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.triage.patterns import guarded

PATTERNS = [
    "老板|包工头", "(?:甲|乙)丙|丁", "甲?乙|丙", "[数几上]百", "(?P<a>甲(?!乙))|(?<!丙)丁", r"\d{1,3}元|甲{0,2}乙", "(?:甲|乙)?(?:丙)?丁", "[丁-甲]{2}", "甲[^乙]{0,3}丙", "(?=甲)[甲乙]丙?",
]  # fmt: skip


@given(st.sampled_from(PATTERNS), st.text("甲乙丙丁数几上百老板包工头0123元", max_size=30))
def test_it_finds_what_the_plain_pattern_finds(pattern: str, text: str) -> None:
    plain = [match.span() for match in re.finditer(pattern, text)]
    assert [match.span() for match in guarded(pattern).finditer(text)] == plain


@pytest.mark.parametrize("pattern", ["甲?", "", ".甲", "[^甲]乙", "(?:甲|)", "甲?[^乙]"])
def test_it_refuses_a_pattern_that_begins_with_anything(pattern: str) -> None:
    with pytest.raises(ValueError, match="a match may"):
        guarded(pattern)
