"""What a valid employer row is. Pure."""

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


SIZES = {  # by staff alone; the statutory size classes differ by industry and also ask for turnover
    "1": ("20人以下", 0, 19),
    "20": ("20–99人", 20, 99),
    "100": ("100–299人", 100, 299),
    "300": ("300–999人", 300, 999),
    "1000": ("1000人及以上", 1000, None),
}
RISK_BANDS = {"high": "高", "medium": "中", "low": "低"}
