"""From what was counted to what the page shows: texts, rows and charts by their places on the page."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tongxin.faces.screen import queries, words
from tongxin.faces.screen.queries import Found, added
from tongxin.faces.screen.tiles import elsewhere, spots, tiles
from tongxin.ground.orgs.models import Org
from tongxin.kit.templatetags.kit import CATEGORIES, LEVELS, number, percent
from tongxin.watch.signals.counting import OUTSIDE
from tongxin.watch.signals.kinds import NATURES, Dimension, Kind


def shown(org: Org, found: Found, *, named: bool) -> dict[str, Any]:
    """The answer of data.json. `named`: employers by name; else by their trade only."""
    codes = [code for code, *_ in spots(org)]
    return {
        "at": found.at.isoformat(timespec="seconds"),
        "values": {**_intake(found), **_outcome(found), "elsewhere": elsewhere(found, codes)},
        "lists": {
            "sources": _sources(found),
            "alerts": [words.alert_row(alert, named=named) for alert in found.alerts],
            "busiest": [words.busy_row(busy, named=named) for busy in found.busiest],
        },
        "charts": {"weeks": _weeks(found), "categories": _categories(found)},
        "tiles": tiles(org, found, codes),
    }


def _intake(found: Found) -> dict[str, str]:
    """Signals today and this year, by dimension, and against the same days of last year."""
    day = found.at.date()
    year = added(found.year)
    before = _until_same_day(found, day)
    values = {
        "today": number(added(found.today, "signals")),
        "today_alerts": number(added(found.today, "alerts")),
        "today_closed": number(added(found.today, "closed")),
        "year": number(year),
        "year_before": compared(year, before) if _whole(found, day) else "上年数据不全",
        "pending": number(added(found.year, None, "")),
        "outside": number(added(found.year, None, OUTSIDE)),
    }
    for dimension in Dimension:
        kinds = [kind for kind, nature in NATURES.items() if nature.dimension == dimension]
        values[f"today_{dimension}"] = number(sum(added(found.today, "signals", kind) for kind in kinds))
        values[f"year_{dimension}"] = number(sum(added(found.year, kind) for kind in kinds))
    return values


def _outcome(found: Found) -> dict[str, str]:
    """Alerts by level; deadlines kept and missed with numerator and denominator (what is overdue and not reported
    up is missed); what cases brought."""
    kept, missed = added(found.totals, "in_time"), added(found.totals, "late")
    due = kept + missed + found.hands.overdue
    recovered, unit = money(queries.amount(found.totals, "closed"))
    values = {f"level_{level}": number(added(found.totals, "alerts", level)) for level in LEVELS}
    return values | {
        "alerts": number(added(found.totals, "alerts")),
        "cases": number(added(found.totals, "cases")),
        "closed": number(added(found.totals, "closed")),
        "in_time": number(kept),
        "late": number(missed),
        "reported": number(due),
        "in_time_rate": percent(kept / due, 1) if due else "—",
        "running": number(found.hands.running),
        "overdue": number(found.hands.overdue),
        "recovered": recovered,
        "recovered_unit": unit,
        "helped": number(added(found.totals, "helped")),
    }


def _sources(found: Found) -> list[dict[str, str]]:
    rows = [(kind, added(found.year, kind), added(found.today, "signals", kind)) for kind in Kind]
    return [
        {
            "name": kind.label,
            "dimension": NATURES[kind].dimension.label.removesuffix("信息"),
            "today": number(today),
            "year": number(year),
        }
        for kind, year, today in sorted(rows, key=lambda row: -row[1])
    ]


def _weeks(found: Found) -> dict[str, Any]:
    """Signals a week of this ISO year against the last; weeks to come or before the first signal are left open."""
    this, week, _ = found.at.date().isocalendar()
    counted: Counter[tuple[int, int]] = Counter()
    for row in found.days:
        counted[row.key[0].isocalendar()[:2]] += row.n
    last = date(this - 1, 12, 28).isocalendar().week
    begun = found.begun.isocalendar()[:2] if found.begun else (this, week)
    labels = range(1, max(last, date(this, 12, 28).isocalendar().week) + 1)
    return {
        "title": "每周线索",
        "preset": "line",
        "labels": [f"{n}周" for n in labels],
        "series": [
            {
                "name": f"{this}年",
                "values": [counted[this, n] if begun <= (this, n) <= (this, week) else None for n in labels],
            },
            {
                "name": f"{this - 1}年",
                "dashed": True,
                "values": [
                    counted[this - 1, n] if n <= last and begun <= (this - 1, n) else None for n in labels
                ],
            },
        ],
    }


def _categories(found: Found) -> dict[str, Any]:
    """Signals of the year that are union matters, by category."""
    return {
        "title": "五类事项",
        "preset": "rows",
        "labels": list(CATEGORIES.values()),
        "categories": list(CATEGORIES),
        "series": [{"name": "本年线索", "values": [added(found.year, None, key) for key in CATEGORIES]}],
    }


def money(amount: Decimal) -> tuple[str, str]:
    """693 and 万元, 12.5 and 万元, 800 and 元: short enough to be read from afar."""
    size, unit = next(((s, u) for s, u in ((10**8, "亿元"), (10**4, "万元")) if amount >= s), (1, "元"))
    scaled = amount / size
    return number(round(scaled) if scaled >= 100 else Decimal(f"{scaled:.1f}").normalize()), unit


def compared(now: int, before: int) -> str:
    """同期 1,200，+5.25%; without a rate where last year had none."""
    rate = f"，{'+' if now >= before else '−'}{percent(abs(now - before) / before)}" if before else ""
    return f"上年同期 {before:,}{rate}"


def _whole(found: Found, day: date) -> bool:
    """Whether signals came from the first week of last year on: else there is nothing to compare with."""
    return found.begun is not None and found.begun <= queries.new_year(day, 1) + timedelta(days=7)


def _until_same_day(found: Found, day: date) -> int:
    """Signals of last year up to the same day of the year."""
    start = queries.new_year(day, 1)
    leap = (day.month, day.day) == (2, 29)
    end = date(day.year - 1, day.month, 28 if leap else day.day)
    return sum(row.n for row in found.days if start <= row.key[0] <= end)
