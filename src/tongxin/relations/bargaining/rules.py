"""What the law says of the days of a collective contract. Pure; days are days of Asia/Shanghai.

省条例 is 浙江省集体合同条例 (2010).
"""

from dataclasses import dataclass
from datetime import date, timedelta

FILE_WITHIN = 10  # days from signature until it is sent to the labour office: 省条例第三十四条
SILENT = (
    15  # days from receipt; without objection it takes effect then: 省条例第三十四条, 劳动合同法第五十四条
)
RENEW_WITHIN = 90  # days before its end either side may ask for a new one: 省条例第三十条
SHORTEST, LONGEST = 1, 3  # years of a contract; one on wages may be shorter: 省条例第三十条
OLDEST = date(1995, 1, 1)  # 劳动法 in force; a contract of before is a slip of the pen
FURTHEST = 10  # years ahead; a term beyond is a slip of the pen


@dataclass(frozen=True)
class Terms:
    """The facts of one contract. `org`: key of the union that signed; `workers`: how many it covers."""

    number: str
    kind: str
    reach: str
    org: int
    signed_on: date
    starts_on: date
    ends_on: date
    filed_on: date | None = None
    workers: int | None = None


def flaws(terms: Terms, today: date) -> list[tuple[str, str]]:
    """(field, reason) of everything that cannot be."""
    told = []
    if terms.ends_on < terms.starts_on:
        told.append(("ends_on", f"终止日期 {terms.ends_on} 早于起始日期 {terms.starts_on}"))
    if terms.ends_on > plus_years(today, FURTHEST):
        told.append(("ends_on", f"终止日期 {terms.ends_on} 在 {FURTHEST} 年以后"))
    if terms.starts_on < OLDEST:
        told.append(("starts_on", f"起始日期 {terms.starts_on} 早于劳动法施行的 {OLDEST}"))
    if terms.signed_on < OLDEST:
        told.append(("signed_on", f"签订日期 {terms.signed_on} 早于劳动法施行的 {OLDEST}"))
    if terms.signed_on > today:
        told.append(("signed_on", f"签订日期 {terms.signed_on} 还没有到"))
    if terms.signed_on > terms.ends_on:
        told.append(("signed_on", f"签订日期 {terms.signed_on} 晚于终止日期 {terms.ends_on}"))
    if terms.filed_on and terms.filed_on > today:
        told.append(("filed_on", f"报送日期 {terms.filed_on} 还没有到"))
    if terms.filed_on and terms.filed_on < terms.signed_on:
        told.append(("filed_on", f"报送日期 {terms.filed_on} 早于签订日期 {terms.signed_on}"))
    return told


def remarks(terms: Terms, *, wages: bool) -> list[tuple[str, str]]:
    """(words, clause) of what may stand in the register but is not as the law wants it."""
    told = []
    if terms.filed_on and terms.filed_on > file_by(terms.signed_on):
        days = (terms.filed_on - terms.signed_on).days
        told.append((f"签字后 {days} 日才报送", "浙江省集体合同条例第三十四条：自签字之日起十日内"))
    after = terms.ends_on + timedelta(days=1)
    if after > plus_years(terms.starts_on, LONGEST):
        told.append(("期限超过三年", "浙江省集体合同条例第三十条：集体合同期限为一至三年"))
    if not wages and after < plus_years(terms.starts_on, SHORTEST):
        told.append(("期限不足一年", "浙江省集体合同条例第三十条：集体合同期限为一至三年"))
    return told


def file_by(signed_on: date) -> date:
    """The last day on which it is sent in time."""
    return signed_on + timedelta(days=FILE_WITHIN)


def effective_on(filed_on: date) -> date:
    """The first day on which it binds, if the labour office did not object."""
    return filed_on + timedelta(days=SILENT + 1)


def renew_from(ends_on: date) -> date:
    """The first day on which either side may ask for a new one."""
    return ends_on - timedelta(days=RENEW_WITHIN)


def plus_years(day: date, years: int) -> date:
    """The same day so many years on; February 29 becomes March 1."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
