"""Sums of money in a text, and the one that is owed or claimed."""

import re
from dataclasses import dataclass

from tongxin.watch.triage.numbers import DIGITS, NUMERAL, lower, value

_DIGITS = "".join(DIGITS)

# 每人, 人均, 每名职工, and what may stand before the sum.
_EACH = (
    r"(?:(?:每(?:个?人|[名位](?:[工职员民][^,，。\d]{0,3})?)|人均|一人(?=被?欠))"
    r"(?:平均|均|大?约|各|被|拖欠|欠薪|欠了?|工资|的){0,4})"
)
_UNITS = "名人户亩平个位吨公米台辆份套张年月天家次件头斤股岁分余众种兄网多市元块圆"
_MONEY = re.compile(
    rf"(?P<each>{_EACH})?(?:(?P<sign>[¥￥]|人民币|[Rr][Mm][Bb])\s?)?"
    rf"(?P<number>{NUMERAL})(?P<vague>[多余来几])?"
    rf"(?:(?P<unit>\s?(?:多|余)?(?:元|块钱|块(?!地|石|砖)|圆|人民币|[Rr][Mm][Bb]))"
    rf"(?:(?P<jiao>[\d{_DIGITS}])[角毛](?:(?P<fen>[\d{_DIGITS}])分?)?|(?P<tail>[一二三四五六七八九])(?:毛|(?![年月天个十百千万多几名位人])))?"
    rf"|(?:(?<=[kKwW])|(?<=[万亿千多余])(?!\d(?!\d{{3}}年)|[一二三四五六七八九])|(?<=[万千][一二三四五六七八九])|(?<=[万千]\d)(?!\d)|(?(sign)|(?!)))"
    rf"(?![{_UNITS}]|工[人友]|[职民员]工|农民|业主|村民))"
)
# 5000至8000元: the lower end, found by looking back from the upper.
_LOW = re.compile(rf"(?P<each>{_EACH})?(?P<low>{NUMERAL})(?:元|块钱?)?(?:[至到~]|[-—]{{1,2}})$")
# What makes a sum a rate: by the month, by the day, by the hour.
_RATE_BEFORE = re.compile(
    r"(?:每月|每个月|月薪|年薪|时薪|日薪|年收入|(?<![个\d一二三四五六七八九十])月工资|日工资|每天|每日|一天|一个月|每小时|每年|一年|每次|每张|基本工资|底薪|基数|标准|工资(?:为|是|才|只有))"
    r"[^,，。;;!?!?]{0,8}$"
)
_RATE_AFTER = re.compile(r"^(?:钱|左右|多|余)?\s{0,2}(?:/|/|每|一)(?:个?月|年|天|日|人|小时|平|米|吨|次|/)")
_EACH_AFTER = re.compile(r"(?:钱|左右)?\s?(?:/|每|一)(?:个?人|名)")
_LARGE = re.compile(r"\d\.?\d*[万亿]|[万亿千kKwW]|百[一二三四五六七八九]$")
_OWED = re.compile(
    r"拖欠|尚欠|还欠|所欠|欠约?近?$|欠[我了费款着薪]|欠(?=[^,，。]{0,6}(?:工|薪|钱|款))|克扣|扣[了发押]|被扣|未[付发结领支兑给]|没[有]?[付发结给兑拿]|不[付发给结]"
    r"|差[我他]|拿不到|讨要|追讨|讨薪|少[发给了]|赔偿|补偿|双倍|押金|应[付向补]|应当(?:支|赔|补)|血汗钱|补发|未领|剩[下余]|索要|安置费|抚恤金"
)
_SUM = re.compile(r"共[计为是]?|合计|总[计额共]|累计|一共|达")
_PAID = re.compile(
    r"已[经付发支给]|下发|给了|交了|花[了费]|借|贷|罚款|每股|国家赔偿|拍卖|投资|报销|补贴|收入|总工程款|计工程款|缴纳|交纳|押给|支付了|手术|治疗费|费用|收费|人身自由|精神损失|到手|只有"
)
_WORKS = ("工程款", "货款", "材料款")  # owed to a contractor; what his workers are owed goes before
_TO = tuple("至到~-—")
_VAGUE = ("几", "数", "上", "好")
_STOP = re.compile(r"[。!?!?;;]")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum in yuan as written; `score` says how surely it is owed; `each` marks a sum per person."""

    start: int
    end: int
    yuan: float
    score: float
    each: bool


def sums(text: str) -> list[Sum]:
    """Every sum of money in folded text, rates (每月500元) left out."""
    return [found for match in _MONEY.finditer(text) if (found := _read(text, match)) is not None]


def _read(text: str, match: re.Match[str]) -> Sum | None:
    number = match["number"]
    if match["unit"] is None and match["sign"] is None and not _LARGE.search(number):
        return None
    at, each, yuan = match.start("number"), match["each"] is not None, _yuan(match)
    if text[at - 1 : at] in _TO and (low := _LOW.search(text, max(0, at - 16), at)):
        least = lower(low["low"], number)
        if least is not None:
            at, each, yuan = low.start("low"), each or low["each"] is not None, least
    if not yuan or yuan < 50 or text[max(0, at - 1) : at] in _VAGUE:
        return None
    before, after = text[max(0, at - 36) : at], text[match.end() : match.end() + 12]
    each = each or _EACH_AFTER.match(after) is not None
    if _RATE_BEFORE.search(before) or (_RATE_AFTER.search(after) and not each):
        return None
    start = at if match["each"] is None else match.start()
    return Sum(start, match.end(), round(yuan, 2), _owed(before, after), each)


def _yuan(match: re.Match[str]) -> float | None:
    """三万块五 is 35,000, 三百块五 half a yuan over 300."""
    number, tail = match["number"], match["tail"] or ""
    yuan = value(number + tail if "万" in number else number)
    if yuan is None:
        return None
    if tail and "万" not in number:
        yuan += (value(tail) or 0) / 10
    return yuan + (value(match["jiao"] or "") or 0) / 10 + (value(match["fen"] or "") or 0) / 100


def _owed(before: str, after: str) -> float:
    """Evidence, in the same sentence, that the sum is owed; the nearer the cue the more it weighs."""
    near = _STOP.split(before)[-1]
    score = 0.0
    if _OWED.search(near):
        score += 2.0 if _OWED.search(near[-12:]) else 1.4
    if _OWED.search(_STOP.split(after)[0]):
        score += 0.3 if score else 1.5
    if _SUM.search(near[-8:]):
        score += 1.0 if score else 1.4 * bool(_OWED.search(before))
    if near.endswith(_WORKS):
        score -= 0.5
    if _PAID.search(near[-12:]):
        score -= 1.5
    return score


def owed(text: str, persons: int | None = None) -> Sum | None:
    """The sum most surely owed (the larger on a tie); per head times `persons` where the text gives both."""
    if "欠" not in text and _OWED.search(text) is None:
        return None
    best = max(
        (found for found in sums(text) if found.score >= 1.4), key=lambda s: (s.score, s.yuan), default=None
    )
    if best is None or not best.each:
        return best
    if persons is None:
        return None
    return Sum(best.start, best.end, best.yuan * persons, best.score, True)
