"""The numerals statutes count their chapters and articles with: 一 to 九千九百九十九, written strictly."""

DIGITS = "零一二三四五六七八九"
UNITS = ((1000, "千"), (100, "百"), (10, "十"))
MOST = 9999


def written(number: int) -> str:
    """107 → 一百零七, 15 → 十五. ValueError outside 1–9999."""
    if not 1 <= number <= MOST:
        raise ValueError(number)
    text, rest, gap = "", number, False
    for size, unit in UNITS:
        digit, rest = divmod(rest, size)
        if digit:
            text += ("零" if gap else "") + DIGITS[digit] + unit
        gap = bool(text) and not digit
    text += ("零" if gap and rest else "") + (DIGITS[rest] if rest else "")
    return text[1:] if text.startswith("一十") else text


def read(text: str) -> int | None:
    """一百零七 → 107; None for anything that `written` would not write."""
    total = digit = 0
    sizes = {unit: size for size, unit in UNITS}
    for sign in text[:12]:
        if sign in sizes:
            total, digit = total + (digit or 1) * sizes[sign], 0
        elif sign in DIGITS:
            digit = DIGITS.index(sign)
        else:
            return None
    number = total + digit
    return number if 1 <= number <= MOST and written(number) == text else None
