"""The reasons tell what weighed how much, and the parts add up to the decision."""

import re

import numpy as np
import pytest

from tongxin.watch.triage.folding import fold
from tongxin.watch.triage.reading import feature_row
from tongxin.watch.triage.verdicts import read_texts
from tongxin.watch.triage.weighing import MEMBER, weighed
from tongxin.watch.triage.weights import READ_HEADS, weights

SHORT = "老板拖欠我们三十个工人三个月工资"
LETTER = "尊敬的领导，我们是示例云杉厂的职工，" * 6 + "厂里半年没有缴社保，去问也不理"


def parts(sentence: str) -> list[float]:
    return [float(one) for one in re.findall(r" ([+-]\d+\.\d)", sentence)]


@pytest.mark.parametrize("text", [SHORT, LETTER])
def test_the_heaviest_evidence_comes_first_and_names_what_it_is(text):
    union, category = read_texts([text])[0].reasons[-2:]
    assert union.startswith("工会事项：") and category.startswith("类别：")
    told = [abs(one) for one in parts(category)[:-1]]
    assert told == sorted(told, reverse=True) and "其余字词" in category


@pytest.mark.parametrize("text", [SHORT, LETTER])
def test_the_parts_are_exact(text):
    folded = fold(text)
    features = np.array([feature_row(folded)], dtype=np.float32)
    decided = weights().scores([folded], features).decided
    letter = np.array([len(folded) > 70])
    heads = np.array([READ_HEADS.index("union")])
    everything = (features * weights().rule_weights(letter, heads)) @ MEMBER
    assert everything.sum() == pytest.approx(
        float((features @ weights().rules[:, 7:8])[0, 0])
        + (float((features @ weights().letters.rules[:, :1])[0, 0]) if letter[0] else 0.0),
        rel=1e-4,
    )
    assert len(weighed(weights(), [folded], features, decided)[0]) == 2


def test_of_a_judgment_nothing_is_weighed():
    features = np.array([feature_row(SHORT)], dtype=np.float32)
    assert weighed(weights(), [SHORT], features, np.full((1, len(READ_HEADS)), np.nan, dtype=np.float32)) == [
        []
    ]
