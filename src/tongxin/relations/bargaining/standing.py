"""Where a contract stands on a day. The first that fits holds; the table is read by lists, pages and filters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, CharField, Q, Value, When

from tongxin.relations.bargaining import rules
from tongxin.relations.bargaining.flow import State


@dataclass(frozen=True)
class Standing:
    """`tone` is that of the chip; `fits` the rows of which it is true on a day, if none before it is."""

    key: str
    label: str
    tone: str
    fits: Callable[[date], Q]


def _ago(day: date, days: int) -> date:
    return day - timedelta(days=days)


STANDINGS = (
    Standing("withdrawn", "登记已撤回", "over", lambda day: Q(state=State.WITHDRAWN)),
    Standing("ended", "已解除", "over", lambda day: Q(state=State.ENDED)),
    Standing("expired", "已期满", "over", lambda day: Q(ends_on__lt=day)),
    Standing("unfiled", "逾期未报送", "bad",
             lambda day: Q(filed_on=None, signed_on__lt=_ago(day, rules.FILE_WITHIN))),
    Standing("to_file", "待报送", "wait", lambda day: Q(filed_on=None)),
    Standing("review", "报送审查中", "note", lambda day: Q(filed_on__gte=_ago(day, rules.SILENT))),
    Standing("ahead", "尚未起始", "note", lambda day: Q(starts_on__gt=day)),
    Standing("renewal", "可要求续订", "wait",
             lambda day: Q(ends_on__lte=day + timedelta(days=rules.RENEW_WITHIN))),
    Standing("valid", "有效", "good", lambda day: Q()),
)  # fmt: skip
BY_KEY = {each.key: each for each in STANDINGS}


def standing(day: date) -> Case:
    """The key of the standing as an expression over contracts."""
    *cases, last = STANDINGS
    whens = [When(each.fits(day), then=Value(each.key)) for each in cases]
    return Case(*whens, default=Value(last.key), output_field=CharField())


def chip(key: str) -> dict[str, str]:
    return {"label": BY_KEY[key].label, "tone": BY_KEY[key].tone}
