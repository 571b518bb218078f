"""Days and months a text names, for the officer's eye: 2023年10月5日, 去年10月, 上个月底, 昨天."""

from tongxin.watch.triage.patterns import guarded

_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DATE = guarded(
    rf"(?<!\d)(?:19|20)\d\d年(?:{_MONTH}月份?(?:{_DAY}[日号]|[初中底])?|年?[初底])?"
    rf"|(?<![\d.])(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])(?:[-./](?:3[01]|[12]\d|0?[1-9]))?(?![\d.])"
    rf"|[去今前]年(?:{_MONTH}月份?(?:{_DAY}[日号]|[初中底])?|年?[初底]|春节前?后?)?"
    rf"|(?<![\d个第])(?<!个)(?<!十){_MONTH}月(?:{_DAY}[日号]|份|[底初]|[上中下]旬)"
    r"|(?:上上?|这|本)个?(?:月[初中底]?|周|星期|礼拜)[一二三四五六日天]?|[昨前]天(?:上午|下午|晚上|凌晨)?|今天(?:上午|下午|凌晨|早上)"
)
MOST = 12  # of one text


def dates(text: str) -> list[tuple[int, int]]:
    """Start and end of each date in folded text, at most MOST."""
    return [match.span() for match, _ in zip(_DATE.finditer(text), range(MOST), strict=False)]
