"""Where a signal counts."""

from typing import Protocol

from django.utils.timezone import localtime

from tongxin.ground.rollups.services import Change
from tongxin.watch.signals.models import Signal

OUTSIDE = "outside"  # rollup category of signals that are no union matter


class Read(Protocol):
    """What counting needs of a verdict, which a later stage brings."""

    acts: bool
    category: str

    @property
    def region_id(self) -> str | None: ...


def cell(signal: Signal, verdict: Read | None) -> Change:
    """By its verdict once there is one. `signal.org` must be loaded."""
    region = (verdict.region_id if verdict else None) or signal.region_id or signal.org.region_id or ""
    category = "" if verdict is None else verdict.category if verdict.acts else OUTSIDE
    return Change("signals", localtime(signal.heard_at).date(), region, category, signal.kind)
