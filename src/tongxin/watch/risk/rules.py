"""What of hot spots is for the city to set, and when one hot spot ends. No Django."""

from dataclasses import dataclass
from datetime import date, timedelta

SHARE = 0.1  # of false ones among those found, where the rulebook says nothing
WEEKS = 4  # within which a series that was hot is not found a second time, where the rulebook says nothing
OVER = timedelta(days=7)  # after the last look that found it


@dataclass(frozen=True, slots=True)
class Limits:
    """`share`: false ones tolerated among the hot spots of one look (0–1). `quiet`: days without a second one."""

    share: float = SHARE
    quiet: timedelta = timedelta(weeks=WEEKS)


def over(seen: date, day: date) -> bool:
    """Whether what was last found on `seen` is over on `day`."""
    return day - seen >= OVER


def grown(observed: int, peak: int) -> bool:
    """Whether it has to be graded again: more than ever since it was found."""
    return observed > peak
