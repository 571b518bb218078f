"""Bands of the index and how they move: up at once, down only after two weeks below. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

LOW_FOR = timedelta(weeks=2)
ASCENDING = ("blank", "blue", "yellow", "orange", "red")
RANK = {band: rank for rank, band in enumerate(ASCENDING)}


def band_of(value: float, lines: Mapping[str, float]) -> str:
    """The highest band whose line the index (0–100) reaches."""
    return next((band for band in reversed(ASCENDING[1:]) if value >= lines[band]), "blank")


def settle(band: str, down_at: datetime | None, now_in: str, at: datetime) -> tuple[str, datetime | None]:
    """(band, since when below it) after the index has been looked at: `now_in` is the band it lies in at `at`."""
    if RANK[now_in] > RANK[band]:
        return now_in, None
    if now_in == band:
        return band, None
    below = min(down_at or at, at)
    return (now_in, None) if at - below >= LOW_FOR else (band, below)
