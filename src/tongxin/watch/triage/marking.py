"""The text of a signal with its evidence marked. Pure; never trusts a character of the text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

KINDS = {
    "employer": "用人单位", "place": "地点", "persons": "人数", "amount": "金额", "months": "时长",
    "urgent": "紧急", "category": "类别", "date": "日期",
}  # fmt: skip
MARK = '<mark data-kind="{}" data-why="{}" title="{}" tabindex="0">{}</mark>'
Piece = tuple[str, str, str]  # text, kind ('' plain), why


def marked(text: str, spans: Sequence[Sequence[Any]]) -> SafeString:
    """`text` with each span `[field, start, end, text, why]` marked; overlapping spans share pieces."""
    return format_html_join("", "{}", ((_shown(*piece),) for piece in pieces(text, spans)))


def _shown(part: str, kind: str, why: str) -> str:
    return format_html(MARK, kind, why, why, part) if kind else part


def pieces(text: str, spans: Sequence[Sequence[Any]]) -> Iterator[Piece]:
    """The text cut at every border of a span; joined together the parts are the text."""
    inside = [(f, max(0, a), min(len(text), b), why) for f, a, b, _, why in spans if a < b and a < len(text)]
    borders = sorted({0, len(text), *(a for _, a, _, _ in inside), *(b for _, _, b, _ in inside)})
    for start, end in pairwise(borders):
        over = [(field, why) for field, a, b, why in inside if a <= start and end <= b]
        reasons = dict.fromkeys(f"{KINDS.get(field, '依据')}：{why}" for field, why in over)
        yield text[start:end], over[0][0] if over else "", "；".join(reasons)
