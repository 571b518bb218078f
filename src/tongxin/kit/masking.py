"""Hiding phones, ID numbers, bank cards and names from readers who need only recognise them.

Where a number may be either an amount or a person's, it is hidden: showing too little can be asked about.
"""

import re
import unicodedata
from datetime import datetime

STAR = "*"
HANZI_DIGITS = dict(zip("〇零一二两三四五六七八九幺", "0012234567891", strict=True))
HANZI_RUN = re.compile(f"[{''.join(HANZI_DIGITS)}]{{11,}}")
GAP = r"[\s.·•_,、\-‐-―−－()（）\u200b-\u200d\u2060\ufeff]"

# Each shape with how many digits stay readable at its head and at its tail.
SHAPES: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (
        re.compile(
            rf"[1-9]\d{{5}}{GAP}{{0,2}}(?:18|19|20)\d\d(?:{GAP}{{0,2}}\d\d){{2}}{GAP}{{0,2}}\d{{3}}[\dXx]"
        ),
        6,
        4,
    ),
    (re.compile(rf"(?<!\d)[3-69]\d{{3}}(?:{GAP}{{1,2}}\d{{4}}){{3}}(?:{GAP}{{1,2}}\d{{1,3}})?(?!\d)"), 4, 4),
    (re.compile(rf"(?<!\d)(?:86{GAP}{{0,2}})?(?P<number>1[3-9]\d(?:{GAP}{{0,2}}\d){{8}})(?!\d)"), 3, 4),
    (re.compile(rf"(?<!\d)0\d{{2,3}}{GAP}{{0,2}}[2-9]\d{{2,3}}{GAP}?\d{{4}}(?!\d)"), 4, 4),
    (re.compile(rf"\d(?:{GAP}{{1,2}}\d){{10,}}(?!\d)"), 3, 4),
)
LONG_RUN = re.compile(r"\d{11,}[Xx]?")
BIG_AMOUNT = re.compile(r"(?:\.\d{1,2})?\s*(?:元|万|亿|块)")
STAMPS = {12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}


def mask_phone(phone: str | None) -> str:
    """138****1234; a number of another length shows at most its last two digits."""
    digits = re.sub(r"\D", "", _folded(phone or ""))
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if not digits:
        return STAR * 4 if phone else ""
    return (
        _hidden(digits, 3, 4) if len(digits) >= 11 else STAR * 4 + (digits[-2:] if len(digits) >= 7 else "")
    )


def mask_id(number: str | None) -> str:
    """330102********1234; a 15-digit number keeps 6 and 3, other papers one character at each end."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", number or ""))
    keep = {18: (6, 4), 15: (6, 3)}.get(len(text), (1, 1))
    return _hidden(text, *keep) if len(text) >= 6 else STAR * len(text)


def mask_name(name: str | None) -> str:
    """张**; a name of one character is hidden whole."""
    text = (name or "").strip()
    return text[:1] + STAR * (len(text) - 1) if len(text) > 1 else STAR * len(text)


def mask_text(text: str | None) -> str:
    """`text` of the same length, phones, ID numbers and bank cards starred; amounts, dates and times stay."""
    shown = list(text or "")
    folded = _folded(text or "")
    for shape, head, tail in SHAPES:
        for match in shape.finditer(folded):
            _star(shown, folded, match.span("number" if "number" in shape.groupindex else 0), head, tail)
    for match in LONG_RUN.finditer(folded):
        if not _harmless(match, folded):
            _star(shown, folded, match.span(), *_ends(match.end() - match.start()))
    return "".join(shown)


def _folded(text: str) -> str:
    """The same length; decimal digits of any script, and long runs of Chinese numerals, as 0–9."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
    return HANZI_RUN.sub(lambda run: "".join(HANZI_DIGITS[c] for c in run[0]), plain)


def _harmless(run: re.Match[str], folded: str) -> bool:
    digits = run[0]
    if re.fullmatch(r"1[3-9]\d{9}", digits):
        return False
    if len(digits) in STAMPS and digits[:2] == "20":  # a phone of 190 … 199 with figures glued on is no time
        try:
            datetime.strptime(digits, STAMPS[len(digits)])
        except ValueError:
            return False
        return True
    return len(digits) <= 13 and BIG_AMOUNT.match(folded, run.end()) is not None


def _ends(length: int) -> tuple[int, int]:
    return {15: (6, 3), 18: (6, 4)}.get(length, (3, 4) if length < 15 else (4, 4))


def _star(shown: list[str], folded: str, span: tuple[int, int], head: int, tail: int) -> None:
    places = [i for i in range(*span) if folded[i].isdecimal() or folded[i] in "Xx"]
    for place in places[head : len(places) - tail]:
        shown[place] = STAR


def _hidden(text: str, head: int, tail: int) -> str:
    return text[:head] + STAR * (len(text) - head - tail) + text[-tail:]
