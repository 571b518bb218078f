"""Weeks around Spring Festival, which moves by up to a month against the calendar.

The first day of the first month by the Chinese calendar (GB/T 33661—2017); two independent calendars agree on these.
"""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

BEFORE, AFTER = 4, 2  # weeks looked at around the week of the festival
FIRST_YEAR = 2010
# fmt: off
FESTIVALS = (
    "0214", "0203", "0123", "0210", "0131", "0219", "0208", "0128", "0216", "0205", "0125", "0212",
    "0201", "0122", "0210", "0129", "0217", "0206", "0126", "0213", "0203", "0123", "0211", "0131",
    "0219", "0208", "0128", "0215", "0204", "0124", "0212", "0201", "0122", "0210", "0130", "0217",
)
# fmt: on
DAYS = tuple(
    date(FIRST_YEAR + n, int(day[:2]), int(day[2:])) for n, day in enumerate(FESTIVALS)
)  # 2010 … 2045
NONE = BEFORE + AFTER + 1


def phases(first_week: date, weeks: int) -> NDArray[np.int64]:
    """For each of `weeks` weeks from the day `first_week` on: 0 is four weeks before that of the festival, …, 6 two
    weeks after, `NONE` any other week or a year that is not in the table.
    """
    found = np.full(weeks, NONE, dtype=np.int64)
    for day in DAYS:
        middle = (day - first_week) // timedelta(days=7)
        for step in range(-BEFORE, AFTER + 1):
            if 0 <= middle + step < weeks:
                found[middle + step] = step + BEFORE
    return found
