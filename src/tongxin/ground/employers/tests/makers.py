"""Sheets and rows for the tests of employers."""

from typing import Any

from tongxin.ground.employers import layout
from tongxin.ground.employers.models import Employer
from tongxin.ground.employers.services import register
from tongxin.ground.orgs.models import Org
from tongxin.kit.sheets import write_sheet
from tongxin.project.demo.names import employers
from tongxin.project.demo.streets import DISTRICTS, STREETS
from tongxin.project.testing import FRIDAY

SEEDS = list(employers(6))
NAME, OTHER = "杭州乌有云杉服饰有限公司", "杭州子虚青禾餐饮有限公司"


def make_employer(org: Org, name: str = NAME, **over: Any) -> Employer:
    return register(name=name, org=org, by=None, at=FRIDAY, **over)


def row(seed: int = 0, **over: Any) -> dict[str, Any]:
    """A good row in 灵隐街道, columns by their Chinese titles."""
    e = SEEDS[seed]
    fields = {
        layout.CODE: e.uscc,
        layout.NAME: e.name,
        layout.SHORT: e.short,
        layout.SECTION: e.section,
        layout.STAFF: e.staff,
        layout.DISTRICT: "西湖区",
        layout.STREET: "灵隐街道",
        layout.ADDRESS: f"西湖区灵隐街道乌有路{seed + 1}号",
        layout.INDUSTRY_UNION: "",
        layout.OWN_UNION: "",
    }
    return fields | over


def sheet(*rows: dict[str, Any]) -> bytes:
    return write_sheet(layout.COLUMNS, [[each.get(column) for column in layout.COLUMNS] for each in rows])


def big_sheet(n: int) -> bytes:
    """`n` fictional employers all over the city."""
    streets = {code: dict(names) for code, names in STREETS.items()}
    rows = [
        [e.uscc, e.name, e.short, e.section, e.staff, DISTRICTS[e.district_code],
         streets[e.district_code][e.street_code], e.address, "", ""]
        for e in employers(n)
    ]  # fmt: skip
    return write_sheet(layout.COLUMNS, rows)
