import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.headcounts import affected, counts
from tongxin.watch.triage.reading import find
from tongxin.watch.triage.tests.expressions import HEADCOUNTS, NO_HEADCOUNTS

COUNTED = [
    ("拖欠三十余人工资", 30), ("我们20多名工友的工资", 20), ("使我们四十八名民工十分气愤", 48), ("我们11人都是员工", 11), ("370名在册员工的养老保险", 370),
    ("停缴14名职工社保", 14), ("拖欠１００多名农民工工资", 100), ("我们三人被辞退", 3), ("我们共6人是抄表员", 6), ("请帮助100来位民工讨薪", 100),
    ("拖欠1-200人工资", 100), ("拖欠150-200名工人工资", 150), ("欠我们一两百名工人的工资", 100), ("有400多民工工资没有兑付", 400), ("涉及民工二十多人的工资", 20),
    ("拖欠五十几名职工工资", 50), ("老板欠我们七八十个工人工资", 70), ("一千二百名职工被裁", 1200), ("这次清退11人", 11), ("包括本人在内的14名职工被裁", 14),
]  # fmt: skip
UNCOUNTED = [
    "拖欠数十人工资", "拖欠几十名民工工资", "全厂职工工资", "我一个人", "一家三口人", "派了四名代表人员", "2019年", "十五个月的教师工资", "第三人民医院",
    "20万人民币", "全体员工", "3人份午餐",
]  # fmt: skip


@pytest.mark.parametrize(("text", "persons"), COUNTED)
def test_it_counts_the_workers_concerned(text: str, persons: int) -> None:
    found = affected(fold(text))
    assert found is not None
    assert found.persons == persons


@pytest.mark.parametrize("text", UNCOUNTED)
def test_it_counts_nobody_where_no_number_is_stated(text: str) -> None:
    assert affected(fold(text)) is None


def read(text: str) -> int | None:
    """As a report is read: the grammar of letters, then that of short reports."""
    found = find(fold(text)).count
    return None if found is None else found.persons


@pytest.mark.parametrize(
    ("text", "persons"),
    [("公司1-200人工资没发", 100), ("150至200人的工资没发", 150), ("店里10到12人没拿到钱", 10)],
)
def test_it_takes_the_lower_end_of_a_range_in_short_reports_too(text: str, persons: int) -> None:
    assert read(text) == persons


@pytest.mark.parametrize(("written", "persons"), HEADCOUNTS)
def test_it_counts_as_a_clerk_would(written: str, persons: int) -> None:
    assert read(written + "被拖欠工资") == persons


@pytest.mark.parametrize("text", NO_HEADCOUNTS)
def test_it_counts_no_bystander_portion_or_institution(text: str) -> None:
    assert read(text) is None


@given(st.integers(2, 99_999))
def test_heads_in_figures_and_words_are_the_same(persons: int) -> None:
    assert read(f"拖欠{persons}名工人工资") == read(f"拖欠{cn2an.an2cn(persons)}名工人工资") == persons


@given(st.text("人名位个号我们工共等数几多余十百千万一二三0123456789-至，。", max_size=120))
def test_it_never_fails_and_marks_only_what_is_there(text: str) -> None:
    for found in counts(fold(text)):
        assert 0 <= found.start < found.end <= len(text)
        assert found.persons >= 2
