"""How complete the newest days are: incidents become known some days after they begin."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tongxin.kit.statements import ask

LOOKED, SETTLED = (
    210,
    30,
)  # days: incidents begun so long ago, and so long ago that hardly one is still to come
LATEST = 28  # days: what comes later was entered from old files, and says nothing of what is to come
ENOUGH = 50  # incidents without which nothing is estimated
LEAST = 0.2  # a share below this is too uncertain to divide by
WEEK = 7
# Of each incident, the first signal by when the matter happened: by it the incident is counted. A day on which most of
# what came was older than LATEST was one of entering old files; the rest of it came late for that reason only.
DELAYS = """
WITH told AS (
  SELECT DISTINCT ON (l.incident_id) (s.received_at AT TIME ZONE 'Asia/Shanghai')::date AS received,
    (s.received_at AT TIME ZONE 'Asia/Shanghai')::date - (s.heard_at AT TIME ZONE 'Asia/Shanghai')::date AS late
  FROM incidents_incident i JOIN incidents_link l ON l.incident_id = i.id JOIN signals_signal s ON s.id = l.signal_id
  WHERE i.first_at >= %s::date AND i.first_at < %s::date AND i.last_at >= %s::date AND i.merged_into_id IS NULL
  ORDER BY l.incident_id, s.heard_at, s.id),
usual AS (SELECT received FROM told GROUP BY received HAVING avg((late > %s)::int) < 0.5)
SELECT late, count(*) FROM told JOIN usual USING (received) WHERE late <= %s GROUP BY late"""


def known(day: date) -> NDArray[np.float64]:
    """Share of incidents known so many days after they began (index 0: the same day), from the last months.

    All ones where fewer than 50 incidents tell of it.
    """
    start, end = day - timedelta(days=LOOKED), day - timedelta(days=SETTLED)
    rows = ask(DELAYS, [start, end, start, LATEST, LATEST])
    counts = np.zeros(LATEST + 1)
    for late, n in rows:
        counts[max(0, late)] += n
    if counts.sum() < ENOUGH:
        return np.ones(LATEST + 1)
    return np.cumsum(counts) / counts.sum()


def complete(day: date, seen: date, blocks: int) -> NDArray[np.float64]:
    """Share of each of `blocks` seven days, the last ending on `day`, that had arrived when one looked on `seen`."""
    return shares(known(seen), (seen - day).days, blocks)


def shares(share: NDArray[np.float64], age: int, blocks: int) -> NDArray[np.float64]:
    """The same from the shares by age in days; `age` of the last day. The newest block is the last of the answer.

    The day on which one looks has hardly begun, so what becomes known in it is not counted.
    """
    ages = np.clip(age - 1 + np.arange(WEEK * blocks), 0, len(share) - 1)
    return np.maximum(LEAST, share[ages].reshape(blocks, WEEK).mean(axis=1))[::-1]
