"""Evidence by rule: term hits, gap-tolerant pairs (拖欠 … 工资), and the features the weights are learnt on."""

import re
from dataclasses import dataclass
from math import log1p

from tongxin.watch.triage.lexicon import CATEGORIES, COLUMNS, machine

_GAP = r"[^。!?!?;;]{0,14}?"
# (category or None for a dispute in general, name, pattern); the gap does not cross a sentence.
PAIRS: tuple[tuple[str, str, str], ...] = (
    (
        "wages",
        "拖欠或扣发工资",
        rf"(?:拖欠|克扣|扣发|欠着?|少发|不发|未发|没发|停发|不给|没有发|拒付|拖着){_GAP}(?:工资|薪|工钱|加班费|工款|奖金|劳务费|津贴|提成|绩效|报酬)",
    ),
    (
        "wages",
        "工资未到手",
        rf"(?:工资|薪水|工钱|加班费|工款|奖金|津贴|劳务费){_GAP}(?:拿不到|没有?发|不发|未发|未付|不给|没给|拖欠|没有兑付|未落实|没有?结|不付|讨不到|克扣|未兑现)",
    ),
    (
        "injury",
        "工作中受伤",
        rf"(?:上班|工作|施工|工地|厂里|操作|作业|途中){_GAP}(?:受伤|摔|砸|伤残|致残|截肢|触电|骨折|死亡|身亡|猝死)",
    ),
    (
        "insurance",
        "单位未缴社保",
        rf"(?:没有?|未|不|拒绝?|停|断|欠|拖欠|少|漏|挪用){_GAP}(?:社保|保险|公积金|五险|三金|医保)",
    ),
    (
        "insurance",
        "社保未缴",
        rf"(?:社保|养老保险|公积金|五险一金|医保|保险){_GAP}(?:没有?[交缴买]|未[交缴买]|不[交缴买给]|断|停缴|欠缴|没给|不全|拖欠)",
    ),
    (
        "contract",
        "辞退或裁员",
        rf"(?:被|强行|强制|无故|无理由|单方|违法|变相|非法|口头){_GAP}(?:辞退|开除|解除|裁|解聘|清退|除名|内退|买断|离职)",
    ),
    ("contract", "未签合同", rf"(?:没有?|未|不|拒绝?){_GAP}签(?:订|定)?{_GAP}合同"),
    ("contract", "补偿未付", rf"(?:补偿|赔偿|安置费|买断){_GAP}(?:没有?|未|不|拒|拖)"),
    (
        "other",
        "强制加班或不让休息",
        r"(?:强制|强迫|无偿|超时|天天|长期)[^。]{0,6}加班|(?:没有|不让|不准|不给|无)[^。]{0,5}(?:休息|休假|双休|年假|请假|辞职)|(?:每天|一天)[^。]{0,6}1[0-9]个?小?时",
    ),
    (
        "dispute",
        "单位不作为",
        rf"(?:公司|单位|老板|厂方|医院|学校|工厂|酒店|项目部|局里){_GAP}(?:不给|不发|不交|不缴|不签|不买|拒绝|拖欠|克扣|逼|强迫|威胁|没有给|没给|违法|违反)",
    ),
    (
        "group",
        "多人同诉",
        r"(?:我们|我等|咱们)(?:这些|这批|这群|几|全|都是|[^,，。]{0,8}(?:职工|员工|工人|民工|教师|老师|人员|同事))|[几数上][十百千](?:多|余)?[名个位]|(?:强迫|强制|拖欠|克扣|要求)[^,，。]{0,6}(?:员工|职工|教师|民工|工人)",
    ),
    (
        "office",
        "询问办事",
        r"(?:请问|咨询|想问|了解)[^。]{0,20}(?:政策|办理|报销|手续|条件|如何|怎么|什么时候|能否|可以|标准|材料)|(?:何时|什么时候|能不能|可不可以|是否)[^。]{0,12}(?:落实|出台|发放|办理|实行|报销|公布|领取|开通|启用)",
    ),
)
_COMPILED = tuple((kind, name, re.compile(pattern)) for kind, name, pattern in PAIRS)
_KIND = {column: number for number, column in enumerate(COLUMNS)}
PAIR_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A term or pair found: `column` is a column of the lexicon."""

    start: int
    end: int
    column: str
    why: str
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sums by column of the lexicon, all marks, and which pairs were found."""

    sums: tuple[float, ...]
    marks: tuple[Mark, ...]
    pairs: tuple[bool, ...]


def evidence(text: str) -> Evidence:
    """All marks of folded text. A term counts at most three times."""
    sums = [0.0] * len(COLUMNS)
    seen: dict[str, int] = {}
    marks = []
    for last, (term, meanings) in machine().iter(text):
        times = seen[term] = seen.get(term, 0) + 1
        if times > 3:
            continue
        for column, weight in meanings:
            sums[column] += weight
            if times == 1 and weight >= 3 and column < len(CATEGORIES):
                marks.append(Mark(last + 1 - len(term), last + 1, COLUMNS[column], f"用语“{term}”", weight))
    pairs = []
    for kind, name, pattern in _COMPILED:
        match = pattern.search(text)
        pairs.append(match is not None)
        if match is not None:
            sums[_KIND[kind]] += PAIR_WEIGHT
            marks.append(Mark(match.start(), match.end(), kind, name, PAIR_WEIGHT))
    return Evidence(tuple(sums), tuple(marks), tuple(pairs))


FEATURES = len(COLUMNS) * 3 + len(PAIRS) + 4


def features(
    text: str, found: Evidence, title: tuple[float, ...], extracted: tuple[float, float, float]
) -> list[float]:
    """FEATURES numbers of order 1: sums, density, sums in the opening, pairs, length, what was extracted."""
    length = len(text) + 20
    row = [log1p(total) / 2 for total in found.sums]
    row += [min(2.0, 12 * total / length) for total in found.sums]
    row += [log1p(total) / 2 for total in title]
    row += [float(hit) for hit in found.pairs]
    row += [log1p(length) / 6, *extracted]
    return row


OPENING = 45


def opening(marks_of: str) -> tuple[float, ...]:
    """Sums over the first OPENING characters, which hold the title."""
    sums = [0.0] * len(COLUMNS)
    for _, (_, meanings) in machine().iter(marks_of[:OPENING]):
        for column, weight in meanings:
            sums[column] += weight
    return tuple(sums)
