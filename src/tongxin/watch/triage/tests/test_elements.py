"""Sentences of judgments are read for the claims they hold; messages are left to the weights of messages."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.watch.triage.elements import CLAIMS, WORDS, found, shares
from tongxin.watch.triage.verdicts import read_texts

CHANCE = st.floats(0, 1, width=32)


@pytest.mark.parametrize(
    ("sentence", "category"),
    [
        ("一、被告槐安某服饰有限公司于本判决生效之日起十日内支付原告林某2019年5月工资4300元；", "wages"),
        ("原告与被告双方未签订书面劳动合同，应当支付二倍工资差额。", "contract"),
        ("被告应当支付原告一次性伤残补助金21000元、一次性工伤医疗补助金18000元。", "injury"),
        ("本院依法组成合议庭，公开开庭进行了审理，双方当事人均到庭参加诉讼。", "other"),
        ("原、被告系夫妻，婚后因琐事发生争吵，现原告请求判令离婚。", "other"),
    ],
)
def test_it_names_the_claim_of_a_sentence(sentence: str, category: str) -> None:
    reading = read_texts([sentence])[0]
    assert reading.category == category
    assert (reading.union >= 0.5) == (category != "other")
    assert reading.scores[category] >= 0.5


def test_two_claims_in_one_sentence_have_half_each() -> None:
    sentence = "判令被告支付原告2015年8月工资5200元、违法解除劳动合同的经济补偿金15600元。"
    scores = read_texts([sentence])[0].scores
    assert (scores["wages"], scores["contract"]) == (0.5, 0.5)


@given(st.tuples(*[CHANCE] * len(CLAIMS)))
def test_the_shares_sum_to_one_and_say_which_claims_are_likely(chances: tuple[float, ...]) -> None:
    given_shares = shares(np.array([chances], dtype=np.float32))[0]
    assert given_shares.sum() == pytest.approx(1, abs=1e-5)
    likely = sum(one >= 0.5 for one in chances)
    assert (given_shares[[0, 1, 3]] >= 0.5).sum() == min(likely, 2)
    assert given_shares[2] == 0
    if not likely:
        assert given_shares.argmax() == 4


def test_a_pair_does_not_cross_a_clause() -> None:
    pay, wages = (next(at for at, group in enumerate(WORDS) if group == (word,)) for word in ("支付", "工资"))
    assert (pay, wages) in found("应支付原告工资")[1]
    assert (pay, wages) not in found("无需支付，工资已发")[1]
    assert found("") == ([], [])
