"""Periods in months (半年, 两年多, 2013年10月至今), and the one for which something is owed."""

# ruff: noqa: E501  a pattern broken over lines is harder to read than a long one

import re
from dataclasses import dataclass
from datetime import date

from tongxin.watch.triage.numbers import NUMERAL, value

_LENGTH = re.compile(
    rf"(?P<half>大?半年)|(?<![\d.])(?P<years>(?!\d{{4}})(?:{NUMERAL}))\s?(?:多|余|来)?个?年(?!\d{{1,2}}月|级|代|初|底|末|中|[一二三四五六七八九十]{{1,2}}月)"
    rf"(?P<yhalf>半)?(?:多|余|来)?(?:(?:零|又|另)?(?P<rest>{NUMERAL})个月)?"
    rf"|(?P<months>{NUMERAL})\s?(?:多|余|来)?个(?P<mhalf>半)?(?:多)?月(?!内|后|前|以)|(?P<onehalf>半)个月"
)
_DATE = r"(?P<{0}y>(?:19|20)\d\d)\s?年?\s?(?:[.\-/]?\s?(?P<{0}m>1[0-2]|0?[1-9]|元|十[一二]?|[一二三四五六七八九])\s?(?:月份?|(?=[至到—\-~])))?(?:\d{{1,2}}[日号])?(?:下半年|年底|底)?"
_RANGE = re.compile(
    rf"(?:从|自)?{_DATE.format('a')}\s?(?:份|起|以来|开始)?[,,]?\s?(?:至|到|—{{1,2}}|-{{1,2}}|~|直至|一直到)\s?(?:(?P<now>今|现在|目前|当前)|{_DATE.format('b')})"
)
_NAMED = re.compile(
    r"(?P<list>(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])(?:[、,和,](?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]){1,6})|(?:1[0-2]|[1-9]|[一二三四五六七八九十])月?[至到\-](?:1[0-2]|[1-9]|[一二三四五六七八九十])|(?:1[0-2]|[1-9]|[一二三四五六七八九十]))月份?(?:的)?(?:工资|薪水|薪资)"
)
_OWED = re.compile(
    r"拖欠|欠|未[发付缴交买购支领]|没[有]?(?:[发付缴交买购领拿见]|给(?!我们)|为我|签)|不[发付缴交]|停[发缴交]|断[缴交]|拖[了着延]|迟迟|一拖再拖|克扣|不给|未给|漏缴|欠缴|未领|还在拖|拿不到|补发"
)
_WORKED = re.compile(
    r"工作|上班|打工|服[役务]|工龄|入职|干[了活]|从事|签订|合同|试用|满|期限|有期|坐了|后|前|内"
)
# The delay of an office in answering is no arrears: the money must be named nearby.
_ABOUT = re.compile(
    r"工资|薪|社保|社会保险|养老|医保|保险|公积金|工钱|工款|加班费|退休金|津贴|奖金|血汗|发钱|[一二三四五]金"
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
    """Every period in folded text; `today` is needed for 至今."""
    found = [_length(text, match) for match in _LENGTH.finditer(text)]
    found += [_range(text, match, today) for match in _RANGE.finditer(text)]
    found += [_named(match) for match in _NAMED.finditer(text)]
    return [period for period in found if period is not None and 0 < period.months <= 600]


def _length(text: str, match: re.Match[str]) -> Period | None:
    if match["half"]:
        months = 6.0
    elif match["onehalf"]:
        months = 0.5
    elif match["years"]:
        months = (
            12 * (value(match["years"]) or 0)
            + (6 if match["yhalf"] else 0)
            + (value(match["rest"] or "") or 0)
        )
    else:
        months = (value(match["months"]) or 0) + (0.5 if match["mhalf"] else 0)
    return Period(match.start(), match.end(), months, _overdue(text, match.start(), match.end()))


def _range(text: str, match: re.Match[str], today: date | None) -> Period | None:
    first = 12 * int(match["ay"]) + _month(match["am"], 1)
    if match["now"]:
        if today is None:
            return None
        last = 12 * today.year + today.month
    else:
        last = 12 * int(match["by"]) + _month(match["bm"], 12 if match["am"] else 1)
    whole_years = not match["am"] and not match["bm"]
    months = last - first + (0 if match["now"] or whole_years else 1)
    return Period(match.start(), match.end(), months, _overdue(text, match.start(), match.end()))


def _named(match: re.Match[str]) -> Period:
    """二、三月份工资 is two months, 1至3月工资 three."""
    parts = [part for part in re.split(r"月?[、,和,至到\-]", match["list"]) if part]
    months = float(len(parts))
    if re.search(r"[至到\-]", match["list"]):
        months = (value(parts[-1]) or 0) - (value(parts[0]) or 0) + 1
    near = (
        match.string[max(0, match.start() - 10) : match.start()]
        + " "
        + match.string[match.end() : match.end() + 8]
    )
    return Period(match.start(), match.end(), months, 2.0 if _OWED.search(near) else 0.0)


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
    if _WORKED.search(before[-5:]) or _WORKED.match(after):
        score -= 1.0
    return score


def overdue(text: str, today: date | None = None) -> Period | None:
    """The period for which wages or insurance are most surely overdue; the longer on a tie."""
    candidates = [period for period in periods(text, today) if period.score >= 1.5]
    return max(candidates, key=lambda p: (p.score, p.months), default=None)
