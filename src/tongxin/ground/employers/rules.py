"""What a valid employer row is. Pure."""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.cn import uscc as code
from stdnum.exceptions import ValidationError

from tongxin.ground.employers.models import Section

SECTIONS = {label: value for value, label in Section.choices} | {value: value for value in Section.values}


def clean_code(text: str) -> str:
    """A unified social credit code of 18 characters (GB 32100—2015); ValueError in Chinese if none."""
    try:
        return code.validate(text.strip().upper())
    except ValidationError as error:
        raise ValueError("统一社会信用代码不正确（应为18位，且校验位相符）") from error


def clean_section(text: str) -> str:
    """The letter of an industry section from its letter or name; ValueError for an unknown one."""
    plain = text.strip()
    if not plain:
        return ""
    if plain in SECTIONS:
        return SECTIONS[plain]
    raise ValueError(f"行业门类“{plain}”不在国民经济行业分类（GB/T 4754）的20个门类中")


def clean_staff(text: object) -> int | None:
    """A number of staff; ValueError if it is not a whole number from 0 to 1,000,000."""
    if text is None or str(text).strip() == "":
        return None
    try:
        number = int(float(str(text).replace(",", "")))
    except ValueError as error:
        raise ValueError("职工人数应为整数") from error
    if not 0 <= number <= 1_000_000:
        raise ValueError("职工人数应在0到1000000之间")
    return number


FORMER = re.compile(r"(.+?)\s*[（(]\s*至\s*([^（()）]*)[）)]")
PARTS = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True)
class Former:
    """A former name, and the last day it was borne if known."""

    name: str
    until: date | None = None

    def __str__(self) -> str:
        return f"{self.name}（至{self.until}）" if self.until else self.name


def clean_former(text: str) -> tuple[Former, ...]:
    """Former names, one a line or parted by ；, a known last day in brackets: 杭州某厂（至2019-05-01）."""
    found: dict[str, Former] = {}
    for part in re.split(r"[\n；;]", text):
        if part.strip():
            each = _former(part.strip())
            found.setdefault(each.name, each)
    return tuple(found.values())


def _former(text: str) -> Former:
    dated = FORMER.fullmatch(text)
    name = dated[1] if dated else text
    if len(name) > LONGEST_NAME:
        raise ValueError(f"曾用名超过{LONGEST_NAME}字")
    if not dated:
        return Former(name)
    parts = PARTS.fullmatch(dated[2].strip())
    try:
        return Former(
            name, date(*map(int, parts.groups())) if parts else date.fromisoformat(dated[2].strip())
        )
    except ValueError as error:
        raise ValueError(f"曾用名“{name}”的截止日期“{dated[2]}”不是日期，请写成（至2019-05-01）") from error


LONGEST_NAME = 120
SIZES = {  # by staff alone; the statutory size classes differ by industry and also ask for turnover
    "1": ("20人以下", 0, 19),
    "20": ("20–99人", 20, 99),
    "100": ("100–299人", 100, 299),
    "300": ("300–999人", 300, 999),
    "1000": ("1000人及以上", 1000, None),
}


def size_of(staff: int | None) -> str:
    """The key of the band of `SIZES`; '' if the staff is not known."""
    if staff is None:
        return ""
    return next(
        key for key, (_, low, high) in SIZES.items() if low <= staff and (high is None or staff <= high)
    )


RISK_BANDS = {
    "red": "红档",
    "orange": "橙档",
    "yellow": "黄档",
    "blue": "蓝档",
}  # of the index; '' is under them
