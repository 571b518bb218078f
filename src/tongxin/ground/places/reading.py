"""From raw matches to names that really stand in the text, joined to chains (杭州市钱塘区下沙街道)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tongxin.ground.places.lexicon import EDGE, PART, WITHIN, Name, automaton, formers
from tongxin.ground.places.register import HANGZHOU

LEFT = frozenset(
    "在从到去往来于住是的市区县省州和与及由回离原自至某给对把被我你他她们了家现驻省内该地司籍经赴抵本"
)
ROAD = re.compile(r"[东南西北中]?(?:路|大道|大街|街(?!道)|弄|巷|公路|高架|隧道|大桥|大厦|大酒店|饭店|高速)")
SEPARATORS = frozenset(" ·-—/>、,，")


@dataclass(slots=True)
class Found:
    """Text with the names it may stand for. `above`: the words of the regions it was chained to."""

    start: int
    end: int
    names: tuple[Name, ...]
    above: tuple[str, ...] = ()
    foreign: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name.code for name in self.names))


def find(text: str, on: date | None, context: str) -> list[Found]:
    """The names in `text`, left to right, chains joined."""
    chained: list[Found] = []
    for start, end, names in _longest(text):
        before = chained[-1] if chained else None
        parent = before if before and _adjacent(text, before.end, start) else None
        names = _in_force(names, on)
        if parent and _join(parent, start, end, names, text):
            continue
        kept = tuple(name for name in names if _stands(name, text, start, end, parent, context))
        if kept:
            chained.append(Found(start, end, kept))
    return chained


def _longest(text: str) -> Iterator[tuple[int, int, tuple[Name, ...]]]:
    """Leftmost longest matches that do not overlap; phrases that mean no place take their letters away."""
    hits = sorted((last + 1 - size, -size, names) for last, (size, names) in automaton().iter(text))
    free = 0
    for start, minus, names in hits:
        if start >= free:
            free = start - minus
            if names:
                yield start, free, names


def _in_force(names: tuple[Name, ...], on: date | None) -> tuple[Name, ...]:
    """The names in force on a day that has old ones, else the names of today."""
    if len(names) == 1:
        return names
    old = tuple(name for name in names if name.until and on and on <= name.until)
    now = tuple(name for name in names if not name.until)
    return old or now or names


def _adjacent(text: str, end: int, start: int) -> bool:
    return start == end or (start == end + 1 and text[end] in SEPARATORS)


def _join(parent: Found, start: int, end: int, names: tuple[Name, ...], text: str) -> bool:
    """Make `parent` end with a region in it. True if the words are used up."""
    inside = tuple(name for name in names if _below(name, parent)) if not _is_road(text, end, names) else ()
    if inside:
        depth = max(len(code) for code in parent.codes)
        deeper = tuple(name for name in inside if len(name.code) > depth)
        plain = tuple(name for name in deeper if name.where != WITHIN)
        parent.above = (*parent.above, text[start:end] if parent.above else text[parent.start : parent.end])
        parent.names, parent.end = plain or deeper or inside, end
        return True
    if start == parent.end and _is_elsewhere(parent, names):
        parent.end, parent.foreign = end, True
        return True
    return False


def _below(name: Name, parent: Found) -> bool:
    if any(name.code.startswith(code) for code in parent.codes):
        return True
    words = {above.text for above in parent.names}
    return any(
        name.code.startswith(former.code) and any(word.startswith(former.name) for word in words)
        for former in formers()
    )


def _is_elsewhere(parent: Found, names: tuple[Name, ...]) -> bool:
    """南昌市西湖区, 上海市普陀区: a district of another city that is named like one we know."""
    outside = all(not code.startswith(HANGZHOU) and len(code) <= 4 for code in parent.codes)
    return (
        outside
        and not HANGZHOU.startswith(parent.codes[0])
        and all(name.where == WITHIN or (name.full and len(name.code) > 4) for name in names)
    )


def _stands(name: Name, text: str, start: int, end: int, parent: Found | None, context: str) -> bool:
    if _is_road(text, end, (name,)):
        return False
    if name.where == WITHIN:
        return len(context) > 4 and name.code.startswith(context) and name.code != context
    if name.where == EDGE:
        return start == 0 or parent is not None or text[start - 1] in LEFT or not _is_han(text[start - 1])
    return True


def _is_road(text: str, end: int, names: tuple[Name, ...]) -> bool:
    return not any(name.full for name in names) and ROAD.match(text, end) is not None


def _is_han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"


def parts(names: tuple[Name, ...]) -> tuple[str, ...]:
    """The present regions a former one was divided among, its main part first."""
    return tuple(dict.fromkeys(name.code for name in sorted(names, key=lambda name: name.share == PART)))
