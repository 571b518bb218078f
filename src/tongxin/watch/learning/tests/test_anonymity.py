"""What is hidden before a text becomes an example. The names are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.learning.anonymity import LONGEST, anonymised

HIDDEN = [
    ("我叫陈一凡，在厂里做了三年", "陈一凡"),
    ("联系人：欧阳小苗 电话见下", "欧阳小苗"),
    ("法定代表人周大明拖欠工资", "周大明"),
    ("包工头叫赵铁柱，人找不到了", "赵铁柱"),
    ("钱师傅从架子上掉下来", "钱"),
    ("孙小圣先生反映", "孙小圣"),
    ("王小一、李小二、张小三等人都没拿到钱", "李小二"),
    ("电话13812345678", "12345"),
    ("座机88776655", "88776655"),
    ("邮箱 abc.def@example.com 请回复", "abc.def"),
    ("账号1234567890. 请核实", "1234567890"),
    ("工号.12345678", "12345678"),
    ("我是王建国本人", "王建国"),
    ("老板王建国拖欠工资", "王建国"),
    ("包工头老王，人找不到", "王"),
    ("身份证330106199001011234", "19900101"),
    ("李建国拖欠我工资", "李建国"),
    ("欠薪的人叫赵德柱", "赵德柱"),
    ("我和王小明、张三一起干活", "王小明"),
    ("我和王小明、张三一起干活", "张三"),
    ("微信号zhang_1234，请回复", "zhang_1234"),
    ("QQ：12345678 联系", "12345678"),
    ("加微信：wx-abc99", "wx-abc99"),
]
KEPT = [
    "公司拖欠工资30000元，三个月没发",
    "2023年10月至今没有发工资",
    "杭州乌有云杉服饰有限公司不签劳动合同",
    "欠薪12000000元",
    "欠薪1200000.50元",
    "高温补贴没有发",
    "老板说没钱",
    "公司不给工资，任何说法都没有",
    "大家都说被叫去开会",
]


@pytest.mark.parametrize(("text", "gone"), HIDDEN)
def test_it_hides(text, gone):
    assert gone not in anonymised(text)


@pytest.mark.parametrize("text", KEPT)
def test_it_leaves(text):
    assert anonymised(text) == text


def test_it_hides_who_is_known_to_have_reported_wherever_the_name_stands():
    assert anonymised("工资没发给诸一凡这个月的", ["诸一凡", "", "王"]) == "工资没发给某某某这个月的"


@given(st.text(max_size=400))
def test_it_keeps_every_length_and_is_done_at_once(text):
    once = anonymised(text)
    assert len(once) == len(text)
    assert len(anonymised(once)) == len(once)


def test_a_huge_text_is_cut():
    assert len(anonymised("王" * 200_000)) == LONGEST
