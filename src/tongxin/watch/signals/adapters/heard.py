"""What an adapter yields: something heard, or a row sent back with its reasons. No Django."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tongxin.ground.places.register import register

TEXT_LIMIT = 10_000
KEY_LIMIT = 80
LENGTHS = {"employer_name": 120, "place": 200, "reporter": 40, "phone": 30}
PERSONS_LIMIT = 10_000_000
AMOUNT_LIMIT = Decimal(10) ** 12  # yuan
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)
CATEGORIES = {
    "wages": "劳动报酬",
    "injury": "工伤待遇",
    "insurance": "社会保险",
    "contract": "合同纠纷",
    "other": "其他",
}
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing heard. `key` is the number under which the source knows it; `region` an official code."""

    key: str
    heard_at: datetime
    text: str
    employer_name: str = ""
    place: str = ""
    region: str | None = None
    category_told: str = ""
    persons: int | None = None
    amount: Decimal | None = None
    reporter: str = ""
    phone: str = ""
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """One field with the reason in Chinese. `field` is a name of `Heard` or the title of a column."""

    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.field}：{self.reason}" if self.field else self.reason


@dataclass(frozen=True, slots=True)
class Reject:
    """A row sent back. `row` is its number in the sheet, or its place in the call, from 1."""

    row: int
    problems: tuple[Problem, ...]
    key: str = ""

    @property
    def field(self) -> str:
        return "、".join(problem.field for problem in self.problems)

    @property
    def reason(self) -> str:
        return "；".join(map(str, self.problems))


def shown(text: str) -> str:
    """A key or a name that came from outside, fit to be stored and shown among the reasons."""
    return text[:KEY_LIMIT].replace("\x00", "�").encode("utf-8", "replace").decode()


def flaws(heard: Heard, at: datetime) -> list[Problem]:
    """All that keeps `heard` from being stored at the time `at`."""
    found = [*_text_flaws(heard), *_figure_flaws(heard)]
    if heard.heard_at.tzinfo is None or heard.heard_at > at + AHEAD:
        found.append(Problem("heard_at", "发生时间晚于现在，请核对"))
    elif heard.heard_at < EARLIEST:
        found.append(Problem("heard_at", "发生时间早于2000年，请核对"))
    return found


def _text_flaws(heard: Heard) -> list[Problem]:
    found = []
    if not heard.key or len(heard.key) > KEY_LIMIT or UNSTORABLE.search(heard.key):
        found.append(Problem("external_key", f"编号应为1至{KEY_LIMIT}个字符"))
    if not heard.text.strip():
        found.append(Problem("text", "内容不能为空"))
    elif len(heard.text) > TEXT_LIMIT:
        found.append(Problem("text", f"内容共{len(heard.text):,}字，超过{TEXT_LIMIT:,}字"))
    elif UNSTORABLE.search(heard.text):
        found.append(Problem("text", "含有无法识别的字符，请重新编码后报送"))
    for field, limit in LENGTHS.items():
        value = getattr(heard, field)
        if value and len(value) > limit:
            found.append(Problem(field, f"超过{limit}个字符"))
        elif value and UNSTORABLE.search(value):
            found.append(Problem(field, "含有无法识别的字符"))
    return found


def _figure_flaws(heard: Heard) -> list[Problem]:
    found = []
    if heard.region and heard.region not in register():
        found.append(Problem("region", "没有这个区划代码"))
    if heard.category_told and heard.category_told not in CATEGORIES:
        found.append(Problem("category", f"类别只能是：{'、'.join(CATEGORIES.values())}"))
    if heard.persons is not None and not 0 <= heard.persons < PERSONS_LIMIT:
        found.append(Problem("persons", "人数超出合理范围"))
    if heard.amount is not None and not 0 <= heard.amount < AMOUNT_LIMIT:
        found.append(Problem("amount", "金额超出合理范围"))
    return found
