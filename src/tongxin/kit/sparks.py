"""A row of small bars for a cell of a list: how a count went, readable in print and in grey."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

BAR, GAP, HEIGHT = 3, 1, 22
LEAST = 1  # height of a bar of nothing, so that one sees that there was a week


def spark(values: Sequence[int]) -> SafeString:
    """Bars of whole numbers from zero up, the oldest first; the last one is full, those before are pale."""
    if not values:
        return SafeString("")
    most, step = max(*values, 1), BAR + GAP
    bars = []
    for at, value in enumerate(values):
        height = max(LEAST, round(value * HEIGHT / most))
        pale = "1" if at == len(values) - 1 else "0.45"
        bars.append((at * step, HEIGHT - height, BAR, height, pale))
    drawn = format_html_join(
        "", '<rect x="{}" y="{}" width="{}" height="{}" fill="currentColor" fill-opacity="{}"></rect>', bars
    )
    return format_html(
        '<svg class="spark" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg>',
        words(values), len(values) * step, HEIGHT, len(values) * step, HEIGHT, drawn,
    )  # fmt: skip


def words(values: Sequence[int]) -> str:
    """The same for those who do not see it, and for a sheet: 最近26期：0 1 0 2 …"""
    return f"最近{len(values)}期：{' '.join(str(value) for value in values)}"
