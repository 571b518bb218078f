"""Periods in months (半年, 两年多, 2013年10月至今), and the one for which something is owed."""

# ruff: noqa: E501  a pattern broken over lines is harder to read than a long one

import re
from dataclasses import dataclass
from datetime import date

from tongxin.watch.triage.numbers import NUMERAL, lower, value

_LENGTH = re.compile(
    rf"(?P<half>大?半年)|(?<![\d.])(?P<years>(?!\d{{4}})(?:{NUMERAL}))\s?(?:多|余|来)?个?年(?!\d{{1,2}}月|的?年终|[上下]半|级|代|初|底|末|中|[一二三四五六七八九十]{{1,2}}月)"
    rf"(?P<yhalf>半)?(?:多|余|来)?(?:(?:零|又|另)?(?P<rest>{NUMERAL})个月)?"
    rf"|(?P<months>{NUMERAL})\s?(?:多|余|来|几)?个(?P<mhalf>半)?[多来]?月(?!内|后|前|以)|(?P<onehalf>半)个月|(?P<about>个把月)"
    rf"|(?P<quarters>[一二两三四五六1-6])个季度|(?P<days>{NUMERAL})\s?(?:多|余|来)?天(?!内|后|前|以|[天津气地])|(?P<hundred>百日)"
)
_LOW = re.compile(rf"(?P<low>{NUMERAL})(?:个月)?[至到~\-—或]$")  # 2至3个月
_MONTH = r"(?:1[0-2]|0?[1-9]|元|十[一二]?|[一二三四五六七八九])"
_UNTIL = r"(?:起|以来|开始)?[,，]?\s?(?:至|到|—{1,2}|-{1,2}|~|直至|一直到)\s?"
_NOW = r"(?P<now>今(?!年)|现在|目前|当前|如今)"
_DATE = rf"(?P<{{0}}y>(?:19|20)\d\d)\s?年?\s?(?:[.\-/]?\s?(?P<{{0}}m>{_MONTH})\s?(?:月份?|(?=[至到—\-~])|(?<=\d)(?![\d年.])))?(?:\d{{{{1,2}}}}[日号])?(?P<{{0}}e>下半年|年?底|年末)?"
_RANGE = re.compile(
    rf"(?:从|自)?{_DATE.format('a')}\s?(?:份)?(?:{_UNTIL}(?:{_NOW}|{_DATE.format('b')})|(?P<since>以来|起(?=[^,，。;诉]{{0,8}}(?:未|没|不[发付缴交给]|拖欠|欠|停[发缴交]|断[缴交]))))"
)
# Without a year, or with 去年 and 今年 for one: 去年底至今, 从3月到6月, 11月至次年1月.
_NEAR = re.compile(
    rf"(?P<ar>[去今前]年)?(?:(?P<edge>年?[底末初])|(?<![\d.年、和,，])(?P<am>{_MONTH})月份?|(?<=年)(?P<am2>{_MONTH})月份?)(?:[初底])?{_UNTIL}(?:{_NOW}|(?P<br>今年|次年|第二年|去年)?(?P<bm>{_MONTH})月份?)"
)
_ITEM = rf"(?:(?:(?:19|20)\d\d|[去今])年)?{_MONTH}(?:月份?)?"
_LISTED = re.compile(
    rf"(?:(?P<list>(?<![\d.年]){_ITEM}(?:[、,和,及]{_ITEM}){{0,6}})(?<=[月份])|(?P<span>(?:1[0-2]|[1-9]|[一二三四五六七八九十])月?[至到\-](?:1[0-2]|[1-9]|[一二三四五六七八九十]))月份?"
    r"|(?P<near>(?:上上?个?月|这个?月|本月)(?:[、和与及](?:上上?个?月|这个?月|本月)){1,2})|(?P<quarter>第?[一二三四1-4](?:[、和至到]第?[一二三四1-4])?)季度)(?:份)?(?:的)?(?:绩效)?(?:工资|薪水|薪资|工钱|绩效)"
)
_WHOLE = re.compile(r"(?:[去今前]年|(?:19|20)\d\d年)全年")
_OWED = re.compile(
    r"拖欠|欠|未[发付缴交买购支领]|没[有]?(?:[发付缴交买购领拿见]|给(?!我们)|为我|签)|不[发付缴交]|停[发缴交]|断[缴交]|拖[了着延]|迟迟|一拖再拖|克扣|不给|未给|漏缴|欠缴|未领|还在拖|拿不到|补发"
)
_SERVING = r"工作|上班|打工|服[役务]|工龄|入职|干[了活]|从事|签订|合同|试用|满|期限|有期|坐了"
_SERVED, _WORKED = re.compile(_SERVING), re.compile(rf"{_SERVING}|后|前|内")
# The delay of an office in answering is no arrears: the money must be named nearby.
_ABOUT = re.compile(
    r"工资|薪|社保|社会保险|养老|医保|保险|公积金|工钱|工款|加班费|退休金|津贴|奖金|绩效|血汗|发钱|[一二三四五]金"
)
_STOP = re.compile(r"[。!?!?;;]")


@dataclass(frozen=True, slots=True)
class Period:
    """A period of `months`; `score` says how surely wages or insurance are overdue for it."""

    start: int
    end: int
    months: float
    score: float


def periods(text: str, today: date | None = None) -> list[Period]:
    """Every period in folded text; `today` is needed for 至今, 去年底 and 10月至今. Days count thirty a month."""
    named = [_listed(match) for match in _LISTED.finditer(text)]
    ranges = [found for match in _RANGE.finditer(text) if (found := _range(text, match, today))]
    ranges += [found for match in _NEAR.finditer(text) if (found := _near(text, match, today))]
    lengths = [_length(text, match) for match in _LENGTH.finditer(text)]
    years = [
        Period(match.start(), match.end(), 12.0, _named_overdue(match)) for match in _WHOLE.finditer(text)
    ]
    # 2月的工资 is no month of its own at the end of 去年11月到今年2月的工资.
    single = [one for one in named if not any(_within(one, wider) for wider in ranges)]
    return [period for period in lengths + years + single + ranges if 0 < period.months <= 600]


def _within(one: Period, wider: Period) -> bool:
    return wider.start < one.start < wider.end


def _length(text: str, match: re.Match[str]) -> Period:
    if match["years"]:
        months = (
            12 * (value(match["years"]) or 0)
            + (6 if match["yhalf"] else 0)
            + (value(match["rest"] or "") or 0)
        )
    elif match["months"]:
        low = _LOW.search(text, max(0, match.start() - 12), match.start())
        least = lower(low["low"], match["months"]) if low else None
        months = (least or value(match["months"]) or 0) + (0.5 if match["mhalf"] else 0)
    elif match["days"]:
        days = value(match["days"]) or 0
        months = days / 30 if days >= FEWEST_DAYS else 0
    elif match["quarters"]:
        months = 3 * (value(match["quarters"]) or 0)
    else:
        months = next(length for group, length in _FIXED.items() if match[group])
    return Period(match.start(), match.end(), months, _overdue(text, match.start(), match.end()))


_FIXED = {"half": 6.0, "onehalf": 0.5, "about": 1.0, "hundred": 100 / 30}
FEWEST_DAYS = 10  # the pay of three days is a sum, no period of arrears


def _range(text: str, match: re.Match[str], today: date | None) -> Period | None:
    first = 12 * int(match["ay"]) + _month(match["am"], _EDGES.get((match["ae"] or "")[-1:], 1))
    if match["now"] or match["since"]:
        if today is None:
            return None
        last = 12 * today.year + today.month
    else:
        last = 12 * int(match["by"]) + _month(match["bm"], 12 if match["am"] else 1)
    whole_years = not match["am"] and not match["bm"]
    months = last - first + (0 if match["now"] or match["since"] or whole_years else 1)
    return Period(match.start(), match.end(), months, _overdue(text, match.start(), match.end()))


_EDGES = {"初": 1, "底": 12, "末": 12, "年": 7}  # 年 as in 下半年
_YEARS_AGO = {"前年": 2, "去年": 1, "今年": 0}


def _near(text: str, match: re.Match[str], today: date | None) -> Period | None:
    """Months without a year lie within a year of each other, the last of them not after `today`."""
    first = _month(match["am"] or match["am2"], _EDGES.get((match["edge"] or "")[-1:], 1))
    if match["now"]:
        if today is None:
            return None
        ago = _YEARS_AGO.get(match["ar"] or "", 0 if first <= today.month else 1)
        months = 12 * ago + today.month - first
    else:
        months = (_month(match["bm"], 12) - first) % 12 + 1
    return Period(match.start(), match.end(), months, _overdue(text, match.start(), match.end()))


def _listed(match: re.Match[str]) -> Period:
    """二、三月份工资 is two months, 1至3月工资 three, 上个月和这个月的工资 two, 三、四季度 six."""
    if match["span"]:
        first, last = re.split(r"月?[至到\-]", match["span"])
        months = (value(last) or 0) - (value(first) or 0) + 1
    else:
        listed = match["list"] or match["near"] or match["quarter"]
        months = len(re.split(r"[、,和与及至到]", listed)) * (3 if match["quarter"] else 1)
    return Period(match.start(), match.end(), float(months), _named_overdue(match))


def _named_overdue(match: re.Match[str]) -> float:
    text, start, end = match.string, match.start(), match.end()
    return 2.0 if _OWED.search(text[max(0, start - 16) : start] + " " + text[end : end + 8]) else 0.0


def _month(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    return 1 if text == "元" else int(value(text) or otherwise)


def _overdue(text: str, start: int, end: int) -> float:
    before = _STOP.split(text[max(0, start - 16) : start])[-1]
    after = _STOP.split(text[end : end + 14])[0]
    score = 0.0
    if not _ABOUT.search(text[max(0, start - 40) : end + 40]) or text[max(0, start - 1) : start] in (
        "第",
        "每",
    ):
        return score
    if _OWED.search(before):
        score += 1.5 if _OWED.search(before[-8:]) else 1.0
    if _OWED.search(after):
        score += 1.5 if _OWED.search(after[:8]) else 1.0
    if _SERVED.search(before[-5:]) or _WORKED.match(after):
        score -= 1.0
    return score


def overdue(text: str, today: date | None = None) -> Period | None:
    """The period for which wages or insurance are most surely overdue; the longer on a tie."""
    if _ABOUT.search(text) is None or _OWED.search(text) is None:
        return None
    candidates = [period for period in periods(text, today) if period.score >= 1.5]
    return max(candidates, key=lambda p: (p.score, p.months), default=None)
