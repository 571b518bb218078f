"""When two signals tell of one matter (first version), and how a matter is named. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(days=30)
CATEGORY_WORDS = {
    "wages": "劳动报酬",
    "injury": "工伤待遇",
    "insurance": "社会保险",
    "contract": "劳动合同",
    "other": "劳动权益",
}


@dataclass(frozen=True)
class Matter:
    """What linking looks at. `employer` is the registered key, `name` the told name where none is registered."""

    employer: int | None
    name: str
    district: str
    category: str
    at: datetime


def key_of(matter: Matter) -> tuple | None:
    """Signals with one key within the window are one matter; None if no employer is known."""
    if matter.employer is not None:
        return ("employer", matter.employer, matter.category)
    if len(matter.name) >= 4:
        return ("name", matter.name, matter.district, matter.category)
    return None


def within(at: datetime, first: datetime, last: datetime) -> bool:
    """Whether an instant lies within the window around a matter's span."""
    return first - WINDOW <= at <= last + WINDOW


def title(employer: str, place: str, category: str, persons: int | None) -> str:
    """杭州乌有云杉服饰有限公司劳动报酬争议（30人）."""
    who = employer or (f"{place}某单位" if place else "用人单位不详")
    many = f"（{persons}人）" if persons and persons > 1 else ""
    return f"{who}{CATEGORY_WORDS[category]}争议{many}"[:160]
