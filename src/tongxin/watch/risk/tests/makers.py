"""Years of counts for tests of hot spots: told to the rollups, which is all that a look reads."""

from datetime import date, timedelta

import numpy as np

from tongxin.ground.orgs.models import Org
from tongxin.ground.rollups.services import Change, count
from tongxin.project.testing import FRIDAY
from tongxin.watch.risk.models import Hotspot, Scale, Series, State

SUNDAY = FRIDAY.date() - timedelta(days=5)
STREETS = {"330106012": 0.6, "330106013": 0.6, "330110005": 0.6}  # incidents of wages a week, all year


def tell(day: date, region: str, n: int = 1, *, category: str = "wages", industry: Org | None = None) -> None:
    """`n` incidents of a day, as the services count them."""
    changes = [Change("incidents", day, region, category, "app", n=n)]
    if industry:
        changes.append(Change("incidents_industry", day, region, category, "app", str(industry.pk), n=n))
    count(changes)


def years(end: date, weeks: int, *, rates: dict[str, float] = STREETS, industry: Org | None = None) -> None:
    """Quiet weeks up to `end`, of wages and half as many of contracts; the same ones each time."""
    chance = np.random.default_rng(7)
    changes = []
    for back in range(7 * weeks):
        day = end - timedelta(days=back)
        for region, rate in rates.items():
            for category, share in (("wages", 1.0), ("contract", 0.5)):
                if n := int(chance.poisson(rate * share / 7)):
                    changes.append(Change("incidents", day, region, category, "app", n=n))
                    if industry:
                        level = str(industry.pk)
                        changes.append(Change("incidents_industry", day, region, category, "app", level, n=n))
    count(changes)


def make_series(org: Org, *, region: str = "330106", category: str = "wages", **over: object) -> Series:
    fields = {
        "key": f"{region}/{category}", "org": org, "scale": Scale.DISTRICT, "region_id": region, "category": category,
        "state": State.HOT, "day": SUNDAY, "observed": 9, "expected": 2.0, "upper": 6.0, "p": 0.0003, "history": 120,
        "recent": [1, 2, 0, 3, 9],
    }  # fmt: skip
    return Series.objects.create(**fields | over)


def make_hotspot(series: Series, **over: object) -> Hotspot:
    copied = (
        "org_id",
        "scale",
        "region_id",
        "industry_org_id",
        "category",
        "observed",
        "expected",
        "upper",
        "p",
        "rising",
    )
    fields = {name: getattr(series, name) for name in copied}
    fields |= {
        "series": series,
        "week": series.first,
        "peak": series.observed,
        "seen": series.day,
        "found_at": FRIDAY,
    }
    return Hotspot.objects.create(**fields | over)


def states() -> dict[str, str]:
    return dict(Series.objects.standing().values_list("key", "state"))
