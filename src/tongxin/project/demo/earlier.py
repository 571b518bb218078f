"""The ledger that the fictional city brings along: incidents of the years before its platform was in use."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from tongxin.ground.employers.models import Employer
from tongxin.kit.sheets import write_csv
from tongxin.project.demo.history import YEAR, Report, plan
from tongxin.watch.incidents.ledger_rows import COLUMNS
from tongxin.watch.triage.models import Category

SEED = 20231120
ONE_MATTER = timedelta(days=30)  # what is heard of one employer in one category within it is one incident
CITY = "3301"


def ledger(
    employers: Sequence[Employer], start: date, years: int, per_year: int, shares: Mapping[str, float]
) -> bytes:
    """A csv of the `years` years before `start`, as the older system counted them. Employers carry region and union."""
    first, last = start - timedelta(days=years * YEAR), start - timedelta(days=1)
    told = counted(plan(employers, first, last, per_year, SEED, shares=shares))
    return write_csv(COLUMNS, [[day.isoformat(), *rest, n] for (day, *rest), n in sorted(told.items())])


def counted(reports: Iterable[Report]) -> Counter[tuple[date, str, str, str]]:
    """(day, region, category, industry union) → incidents of reports in order of time."""
    last: dict[tuple, date] = {}
    found: Counter[tuple[date, str, str, str]] = Counter()
    for each in reports:
        if not each.union:
            continue
        day, matter = each.at.date(), (each.about.pk, each.truth)
        before = last.get(matter)
        if _named(each):
            last[matter] = day
        if before is None or day - before > ONE_MATTER or not _named(each):
            union = each.about.industry_org.code if each.about.industry_org and each.employer else ""
            found[day, _region(each), Category(each.truth).label, union] += 1
    return found


def _named(report: Report) -> bool:
    return bool(report.employer) or report.about.short in report.text


def _region(report: Report) -> str:
    """As near as the report says."""
    spoken = report.about.region
    return spoken.code if spoken and (report.region or report.place) else CITY
