"""The quarterly report of a city, a district or a street (季报表)."""

from datetime import datetime

from tongxin.faces.reports.layout import document
from tongxin.faces.reports.periods import Kind, parse
from tongxin.faces.reports.queries import collect
from tongxin.ground.orgs.models import Org
from tongxin.kit.documents import Document
from tongxin.kit.refused import Refused


def build(org: Org, quarter: str, *, at: datetime, named: bool = False) -> Document:
    """The report of `quarter`, such as 2026Q3, as known at `at`. `named`: employers by their names.

    Raises Refused for a quarter to come, and for a union without a region.
    """
    period = parse(quarter)
    if period.kind != Kind.QUARTER:
        raise Refused(f"“{quarter}”不是季度，请写成 2026Q3。")
    return document(collect(org, period, named=named, at=at))
