"""Chinese and mixed numerals: 三万五, 3.5万, 410多万, 壹佰贰拾叁万, 两百来, 一两百."""

import re

DIGITS = {
    **dict(zip("零〇一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖两俩仨", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2, 3), strict=True)),
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "亿": 10**8}
LETTERS = str.maketrans({"k": "千", "K": "千", "w": "万", "W": "万"})
FILLERS = "多余来几"

# Twenty signs are enough for any sum of money; the bounds keep the search linear on hostile text.
_DIGIT = "".join(DIGITS)
NUMERAL = (
    rf"(?:\d{{1,12}}(?:,\d{{3}}){{0,4}}(?:\.\d{{1,4}})?(?:[kKwW](?![A-Za-z\d]))?|[{_DIGIT}十拾百佰千仟]|万(?=把|八千))"
    rf"(?:[{_DIGIT}{''.join(UNITS)}]|[{FILLERS}](?=[十百千万亿])|(?<=[万亿千])\d{{1,8}}|(?<=[百千万])把){{0,16}}"
)
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|.")
_EITHER = re.compile(rf"([{_DIGIT}])(?=[{_DIGIT}][十百千万])")
_EITHER_ONES = re.compile(r"([十百])([一二两三四五六七八])[二三四五六七八九]$")
_NEITHER_TENS = re.compile(r"[零〇]")
# 三四个 is three or four, 百八十 eighty to a hundred.
_ALONE = re.compile("一[二两]|[二两]三|三四|四五|五六|六七|七八|八九|三五")
_OR_MORE = {"百八十": 80.0, "千八百": 800.0, "万八千": 8000.0}
_DROPPED = {ord(sign): None for sign in FILLERS + "约近把"}


def value(text: str) -> float | None:
    """The number, rounded down where the text is vague (二三十 → 20, 三十余 → 30); None if none."""
    text = text.strip().translate(_DROPPED).translate(LETTERS)
    if not text:
        return None
    if text in _OR_MORE:
        return _OR_MORE[text]
    if _ALONE.fullmatch(text):
        return float(DIGITS[text[0]])
    if not any(sign in UNITS for sign in text) and all(sign in DIGITS for sign in text):
        return float(int("".join(str(DIGITS[sign]) for sign in text)))
    text = _EITHER_ONES.sub(r"\1\2", _lower_of_two(text))
    return _sum(_TOKEN.findall(text))


def lower(low: str, high: str) -> float | None:
    """The lower end of a range; the unit at its end may be of both (3, 5万 → 30,000). None if it is no range."""
    first, last = value(low), value(high)
    if first is None or last is None:
        return None
    unit = UNITS.get(high.translate(LETTERS)[-1:], 1)
    if first < last and first * unit < last:
        first *= unit
    return first if first < last else None


def _lower_of_two(text: str) -> str:
    """一两百 → 一百, 七八十 → 七十; a written zero (三万零五十) is no alternative."""
    found = _EITHER.search(text)
    if found is None or _NEITHER_TENS.match(found[1]):
        return text
    return text[: found.end(1)] + text[found.end(1) + 1 :]


def _sum(tokens: list[str]) -> float | None:
    total = section = 0.0
    pending: float | None = None
    unit_before = 0
    for token in tokens:
        if token[0].isdecimal():
            pending = _arabic(token)
            if pending is None:
                return None
        elif token in DIGITS:
            pending = float(DIGITS[token])
            unit_before = 0 if pending == 0 else unit_before
            pending = pending or None
        elif token in UNITS:
            unit = UNITS[token]
            if unit < 10_000:
                section += (1 if pending is None else pending) * unit
            else:
                group = section + (pending or 0)
                total = (total + group) * unit if unit == 10**8 else total + (group or 1) * unit
                section = 0.0
            pending, unit_before = None, unit
        else:
            return None
    if pending is not None:  # 三万五 is 35,000, 三万五千 is not touched, 十五 is 15
        tail = unit_before >= 100 and pending < 10 and pending == int(pending)
        section += pending * unit_before / 10 if tail else pending
    return total + section


def _arabic(token: str) -> float | None:
    try:
        return float(token.replace(",", ""))
    except ValueError:
        return None
