"""One adapter a way in. Sheets are layouts, by the kind of source that sends them."""

from collections.abc import Callable
from typing import Any

from tongxin.watch.signals.adapters import api, exchange, form, survey, weekly
from tongxin.watch.signals.adapters.layout import Layout
from tongxin.watch.signals.kinds import Kind

ADAPTERS: dict[str, Callable[..., Any]] = {
    "weekly": weekly.LAYOUT.read,
    "exchange": exchange.LAYOUT.read,
    "survey": survey.LAYOUT.read,
    "api": api.read,
    "form": form.read,
}
LAYOUTS: dict[str, Layout] = {
    Kind.EXCHANGE: exchange.LAYOUT,
    Kind.COURT: exchange.LAYOUT,
    Kind.SURVEY: survey.LAYOUT,
}


def layout_of(kind: str) -> Layout:
    """The sheet a kind of source sends; the weekly sheet for all that have none of their own."""
    return LAYOUTS.get(kind, weekly.LAYOUT)
