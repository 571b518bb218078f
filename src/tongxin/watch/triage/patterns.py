"""A long alternation of words is slow where none begins; a look at the next sign first makes it fast."""

import re

_OPENS = re.compile(r"\(\?(?:P<\w+>|[:=!]|<[=!])|\(")
_ZERO_WIDTH = ("(?=", "(?!", "(?<=", "(?<!")
_ANYTHING = r"\s\S"
_QUANTIFIER = re.compile(r"[?*+]\??|\{\d*,?\d*\}\??")


def guarded(pattern: str) -> re.Pattern[str]:
    """`pattern` compiled, tried only at signs with which a match can begin; it finds what it would find.

    Knows words, groups, classes, looks around and quantifiers. Raises ValueError where a match may begin with
    anything: at a dot, at a negated class, at nothing.
    """
    begins, empty, _ = _alternation(pattern, 0)
    if empty or _ANYTHING in begins:
        raise ValueError(f"a match may begin with anything: {pattern[:40]}")
    return re.compile(f"(?=[{''.join(sorted(begins))}])(?:{pattern})")


def _alternation(pattern: str, at: int) -> tuple[set[str], bool, int]:
    """Parts of a class of beginnings, whether it may match nothing, and where it ends."""
    begins: set[str] = set()
    empty = False
    while True:
        more, nothing, at = _sequence(pattern, at)
        begins |= more
        empty = empty or nothing
        if pattern[at : at + 1] != "|":
            return begins, empty, at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[set[str], bool, int]:
    begins: set[str] = set()
    empty = True
    while at < len(pattern) and pattern[at] not in "|)":
        more, nothing, at = _atom(pattern, at)
        if quantifier := _QUANTIFIER.match(pattern, at):
            nothing = nothing or quantifier[0].startswith(("?", "*", "{0", "{,"))
            at = quantifier.end()
        if empty:
            begins |= more
        empty = empty and nothing
    return begins, empty, at


def _atom(pattern: str, at: int) -> tuple[set[str], bool, int]:
    if opened := _OPENS.match(pattern, at):
        begins, empty, end = _alternation(pattern, opened.end())
        return (set(), True, end + 1) if opened[0].startswith(_ZERO_WIDTH) else (begins, empty, end + 1)
    sign = pattern[at]
    if sign in "^$":
        return set(), True, at + 1
    if sign == ".":
        return {_ANYTHING}, False, at + 1
    if sign == "[":
        end = pattern.index("]", at + 1)
        inside = pattern[at + 1 : end]
        return {_ANYTHING if inside.startswith("^") else inside}, False, end + 1
    if sign == "\\":
        return {pattern[at : at + 2]}, False, at + 2
    return {sign}, False, at + 1
