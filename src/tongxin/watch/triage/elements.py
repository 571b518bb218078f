"""Sentences of judgments: which claims of wages, injury and contract they hold.

A court writes otherwise than a worker, so such sentences are read by weights of their own: character grams with
figures folded to 0, words of procedure and claim, and pairs of those words in one clause. Learnt by
`judged.py`; what is called a sentence of a judgment the gate in `weights.py` decides.
"""

# ruff: noqa: E501  a list of words broken at every line is harder to read than a long one

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick
import numpy as np
from numpy.typing import NDArray

from tongxin.watch.triage.grams import BITS, grams

CLAIMS = ("wages", "injury", "contract")
GAP = 20  # characters between the two words of a pair
# Words of the court. A sentence without any that says nothing of a claim may as well be a message.
_COURT = re.compile(
    "原告|被告|本院|上诉|判令|判决|裁决|庭审|诉称|辩称|仲裁|双方|审理|法庭|诉讼|主张|申请人|第三人|答辩|认定|驳回"
)
_FIGURE = re.compile(r"[0-9][0-9,.]*")
_BREAK = re.compile("[，。；;]")
_ALONE = """解除 终止 辞退 解雇 开除 离职 辞职 裁员 经济补偿 赔偿金 补偿金 工资 加班 支付 给付 发放 未 没有 不 拒绝 签订 订立 续签
书面 合同 劳动合同 劳动关系 事实劳动 存在 建立 形成 确认 双倍 二倍 两倍 差额 工伤 伤残 元 仲裁 判令 请求 驳回 拖欠 欠 克扣 扣发 足额 报酬
劳动报酬 奖金 提成 年休假 津贴 补助金 停工留薪 护理费 医疗费 抚恤 丧葬 工亡 违法 提前 通知 通知书 三十日 协商 被告 原告 本院 应当 应 规定
第 条 有权 用人单位 劳动者 入职 工作 上班 期间 月 年 至 起 一、 日内 无 承担 责任 主张 支持 标准 计算 社会保险 经济性 补发 周末 延时
法定节假日 高温 受雇 雇佣 劳务 管理 期限 固定期限 到期 届满 证明 放假 停产 待岗 调岗 旷工 严重违反 规章制度 自动离职 聘用 协议 基金 鉴定"""
# Words that mean one thing to the claim; a pair may be of two such groups.
_GROUPS = (
    "支付 给付 赔偿 付清 承担 补足 补发 返还 退还 偿付",
    "请求 要求 主张 判令 诉请 诉求 申请 裁决",
    "一次性伤残 伤残补助 医疗补助 就业补助 工伤待遇 工伤保险待遇 工伤赔偿 停工留薪 伙食补助 护理费 医疗费 抚恤金 丧葬 工亡补助 残疾赔偿",
    "工伤 因工 伤残 职业病 工亡 受伤 摔伤",
    "工资 薪 劳动报酬 加班费 奖金 提成 年终奖 生活费 津贴",
    "拖欠 欠发 未付 未支付 未发放 未足额 未及时 克扣 扣发 尚欠 低于 没有发",
    "解除 终止 辞退 解雇 开除 离职 辞职 裁员 除名 解聘 被迫离职 口头辞退",
    "经济补偿 赔偿金 补偿金",
    "未签 未订立 未与 没有签 未续签 不签",
    "签订 订立 签署 续签",
    "双倍工资 二倍工资 两倍工资",
    "劳动关系 用工关系 雇佣关系 劳务关系",
    "不予支持 驳回 无需 无须 不支付 无事实",
    "0元",
)
WORDS = (*((word,) for word in _ALONE.split()), *(tuple(group.split()) for group in _GROUPS))
Floats = NDArray[np.float32]


def of_court(text: str) -> bool:
    """Whether a word of the court stands in it."""
    return _COURT.search(text) is not None


@dataclass(frozen=True, slots=True)
class Elements:
    """`table`: 2**BITS × CLAIMS, already times `idf`; `words`: words × CLAIMS; `pairs`: words × words × CLAIMS."""

    table: Floats
    idf: Floats
    words: Floats
    pairs: Floats
    bias: Floats

    @classmethod
    def empty(cls) -> "Elements":
        """Finds nothing."""
        none, words = np.zeros(len(CLAIMS), dtype=np.float32), len(WORDS)
        size = 1 << BITS
        return cls(
            np.zeros((size, len(CLAIMS)), dtype=np.float32),
            np.zeros(size, dtype=np.float32),
            np.zeros((words, len(CLAIMS)), dtype=np.float32),
            np.zeros((words, words, len(CLAIMS)), dtype=np.float32),
            none - 9,
        )

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Texts × CLAIMS, each for itself: a sentence may hold two claims or none."""
        decided = np.zeros((len(texts), len(CLAIMS)))
        plain = [figures_folded(text) for text in texts]
        rows, buckets, times = grams(plain)
        squares = np.bincount(rows, (self.idf[buckets] * times) ** 2, len(texts))
        for claim in range(len(CLAIMS)):
            decided[:, claim] = np.bincount(rows, self.table[buckets, claim] * times, len(texts))
        decided /= np.sqrt(np.maximum(squares, 1e-9))[:, None]
        for row, text in enumerate(plain):
            words, pairs = found(text)
            decided[row] += self.words[words].sum(axis=0)
            if pairs:
                first, second = np.array(pairs).T
                decided[row] += self.pairs[first, second].sum(axis=0)
        return (1 / (1 + np.exp(-np.clip(decided + self.bias, -30, 30)))).astype(np.float32)


def figures_folded(text: str) -> str:
    return _FIGURE.sub("0", text)


def found(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Which words stand in a text, and which pairs of them in one clause, the first before the second."""
    hits = [(last + 1 - length, last + 1, meanings) for last, (length, meanings) in _machine().iter(text)]
    breaks = np.zeros(len(text) + 1, dtype=np.int64)
    for match in _BREAK.finditer(text):
        breaks[match.end() :] += 1
    words = {word for _, _, meanings in hits for word in meanings}
    pairs = {
        (one, other)
        for start, end, meanings in hits
        for after, _, others in hits
        if end <= after <= end + GAP and breaks[end] == breaks[after]
        for one in meanings
        for other in others
    }
    return sorted(words), sorted(pairs)


@cache
def _machine() -> ahocorasick.Automaton:
    meanings: dict[str, list[int]] = {}
    for number, group in enumerate(WORDS):
        for word in group:
            meanings.setdefault(word, []).append(number)
    automaton = ahocorasick.Automaton()
    for word, numbers in meanings.items():
        automaton.add_word(word, (len(word), tuple(numbers)))
    automaton.make_automaton()
    return automaton


def shares(claims: Floats) -> Floats:
    """Texts × (wages, injury, insurance, contract, other), rows summing to one, from texts × CLAIMS.

    No claim of .5: other leads. One: it keeps its probability. Two or more: the likeliest two have half each.
    """
    out = np.zeros((len(claims), 5), dtype=np.float32)
    for row, one in enumerate(claims):
        best = np.argsort(-one)
        rest = np.zeros(len(CLAIMS))
        if one[best[1]] >= 0.5:
            rest[best[:2]] = 0.5
        elif one[best[0]] >= 0.5:
            rest[best[0]] = one[best[0]]
        else:
            rest = one * (one.max() / max(one.sum(), 1e-9))
        out[row, [0, 1, 3]] = rest
        out[row, 4] = max(0.0, 1 - rest.sum())
    return out
