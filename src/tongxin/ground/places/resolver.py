"""From text to regions. Pure; offsets count characters of the text as given (fold it first).

Confidence: what the name alone is worth, raised by a chain, lowered by doubt. 0.4 and more is worth using.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tongxin.ground.places.lexicon import MAIN, Name
from tongxin.ground.places.reading import Found, find, parts
from tongxin.ground.places.register import HANGZHOU, chain, is_within, register

USABLE = 0.4
WORTH = {"full": 0.95, "street": 0.9, "short": 0.85, "alias": 0.8, "edge": 0.75, "within": 0.7}
DEPTH = {"province": 0.0, "city": 0.05, "district": 0.15, "street": 0.25}
LOCAL = 0.3  # a place in the city outranks one outside it: texts name where people come from

_PERSON = re.compile(r"人(?![民社才力均事])|籍|老乡|老家|话|口音")
_FIRM = re.compile(r"[\u4e00-\u9fff]{0,14}?(?:公司|集团|银行|大学|学院|建工|劳务)")
_CUE = re.compile(r"(?:在|位于|地址[是为::]?|工地[在::]?|地点[是为::]?|住|坐落于|来自)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text. `code` None: more than one region it could be, all in `candidates`.

    `chain` are the names from the province down; `why` says in Chinese how it was read.
    """

    start: int
    end: int
    text: str
    code: str | None
    chain: tuple[str, ...]
    confidence: float
    why: str
    candidates: tuple[str, ...] = ()

    @property
    def inside(self) -> bool:
        """Whether it lies in Hangzhou (the city itself included)."""
        return self.code is not None and is_within(self.code, HANGZHOU)


def resolve(text: str, *, context_code: str | None = None, on: date | None = None) -> list[Mention]:
    """Every place named in `text`, left to right.

    `context_code`: a region the text is known to belong to, such as the reporter's; it settles names that
    several regions share. `on`: the day of the text, for names that changed; codes are always today's.
    """
    found = find(text, on, context_code or "")
    known = {code for one in found if len(one.codes) == 1 for code in one.codes if len(code) > 4}
    return [_mention(text, one, known, context_code, on) for one in found]


def best(text: str, *, context_code: str | None = None, on: date | None = None) -> Mention | None:
    """The place a text is about: the most certain, most specific one, in the city before outside it."""
    return choose(text, resolve(text, context_code=context_code, on=on))


def choose(text: str, mentions: Sequence[Mention]) -> Mention | None:
    """The best of the `mentions` resolved from `text`."""
    usable = [one for one in mentions if one.code and one.confidence >= USABLE]
    return max(usable, key=lambda one: _rank(text, one), default=None)


def _rank(text: str, one: Mention) -> float:
    code = one.code or ""
    score = one.confidence + DEPTH[register()[code].level]
    if is_within(code, HANGZHOU):
        score += LOCAL
    if _CUE.search(text, max(0, one.start - 4), one.start):
        score += 0.1
    return score - one.start / 1_000_000


def _mention(text: str, found: Found, known: set[str], context: str | None, on: date | None) -> Mention:
    codes = parts(found.names)
    code, doubt = _settle(found.names, codes, known, context)
    reasons = [reason for reason in (_how(found, code, on), doubt) if reason]
    worth = _worth(found, code)
    if doubt:
        worth = min(worth, 0.6)
    worth, lowered = _lowered(text, found, code, worth)
    return Mention(
        start=found.start,
        end=found.end,
        text=text[found.start : found.end],
        code=code,
        chain=chain(code) if code else (),
        confidence=round(worth, 2) if code else 0.3,
        why=";".join(reasons + lowered),
        candidates=codes if len(codes) > 1 else (),
    )


def _settle(
    names: tuple[Name, ...], codes: tuple[str, ...], known: set[str], context: str | None
) -> tuple[str | None, str]:
    """One code out of several, and what doubt remains."""
    if len(codes) == 1:
        return codes[0], ""
    near = [
        code for code in codes if any(code.startswith(other) or other.startswith(code) for other in known)
    ]
    if len(near) == 1:
        return near[0], ""
    if context:
        near = [code for code in codes if code.startswith(context) or context.startswith(code)]
        if len(near) == 1:
            return near[0], ""
    wide = [name.code for name in names if name.full and len(name.code) <= 4] or [
        name.code for name in names if name.share == MAIN
    ]
    words = "、".join(register()[code].name for code in codes)
    return (wide[0], f"也可能是{words}中的另一个") if wide else (None, f"同名:{words}")


def _worth(found: Found, code: str | None) -> float:
    name = next((name for name in found.names if name.code == code), found.names[0])
    if found.above:
        return 0.98 if name.full else 0.9
    if name.alias and name.until:
        return WORTH["alias"]
    if name.full:
        return WORTH["street" if len(name.code) == 9 else "full"]
    return WORTH[name.where or ("alias" if name.alias else "short")]


def _how(found: Found, code: str | None, on: date | None) -> str:
    name = next((name for name in found.names if name.code == code), found.names[0])
    if found.foreign:
        return f"外地{register()[name.code].name}的同名区县"
    if name.until and (on is None or on > name.until):
        return f"旧称“{name.text}”(至{name.until}),今为{register()[name.code].name}"
    if name.until:
        return f"当时的“{name.text}”,今为{register()[name.code].name}"
    if found.above:
        return f"随“{found.above[-1]}”写出" if not name.full else "连同上级地名写出"
    if name.alias and name.text != register()[name.code].short:
        return f"通称“{name.text}”" + (f"({name.note})" if name.note else "")
    return "全称" if name.full else "简称"


def _lowered(text: str, found: Found, code: str | None, worth: float) -> tuple[float, list[str]]:
    if _PERSON.match(text, found.end):
        return 0.2, ["说的是籍贯"]
    if code and not is_within(code, HANGZHOU) and _FIRM.match(text, found.end):
        return min(worth, 0.45), ["在单位名称里"]
    return worth, []
