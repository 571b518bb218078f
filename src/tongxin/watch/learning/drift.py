"""Whether officers agree with the machine less often than they used to. Pure."""

import scipy  # loads its parts when they are asked for: every process of the platform reads this file

LEAST = 20  # verdicts reviewed, in the week and before, under which nothing is said
ALARM = 0.01  # chance of so few agreements if nothing had changed, shared by all series tested that week


def chance(agreed: int, reviewed: int, agreed_before: int, reviewed_before: int) -> float:
    """Fisher's exact probability, one-sided, of at most `agreed` agreements among `reviewed`, given the total
    of both periods. Counts; 1.0 where a period is empty.
    """
    if not reviewed or not reviewed_before:
        return 1.0
    everything, good = reviewed + reviewed_before, agreed + agreed_before
    return float(scipy.stats.hypergeom.cdf(agreed, everything, good, reviewed))


def testable(reviewed: int, reviewed_before: int) -> bool:
    """Whether a series has enough in both periods to be tested at all."""
    return min(reviewed, reviewed_before) >= LEAST


def drifted(agreed: int, reviewed: int, agreed_before: int, reviewed_before: int, tests: int) -> bool:
    """Whether the week stands out among the `tests` series that are tested (Bonferroni)."""
    if not testable(reviewed, reviewed_before):
        return False
    return chance(agreed, reviewed, agreed_before, reviewed_before) < ALARM / max(1, tests)
