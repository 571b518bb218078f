"""The regions of `reference/regions.csv` in memory."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

HANGZHOU = "3301"
LEVELS = {2: "province", 4: "city", 6: "district", 9: "street"}

_PEOPLES = (
    "朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|傣族|白族|景颇族|傈僳族|壮族|回族|蒙古族|蒙古"
    "|柯尔克孜|哈萨克|畲族|维吾尔"
)
_SUFFIX = re.compile(
    rf"(?:{_PEOPLES})*(?:自治区|自治州|自治县|特别行政区)$|(?:{_PEOPLES})乡$|街道$|地区$|[省市区县镇乡盟]$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A region. `short` is the name without its kind: 下沙, 杭州, 内蒙古."""

    code: str
    name: str
    short: str
    level: str
    parent: str


@cache
def register() -> dict[str, Place]:
    """Code → region, parents first."""
    return {
        row["code"]: Place(row["code"], row["name"], shorten(row["name"]), row["level"], row["parent"])
        for row in read("regions.csv")
    }


def read(name: str) -> Iterator[dict[str, str]]:
    """The rows of a reference file of this app."""
    text = files("tongxin.ground.places").joinpath("reference", name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def shorten(name: str) -> str:
    short = name.removesuffix("自治区") if name.startswith("内蒙古") else _SUFFIX.sub("", name)
    return short if len(short) > 1 else name


@cache
def codes_above(code: str) -> tuple[str, ...]:
    """The codes from the province down to `code` itself."""
    return tuple(code[:length] for length in LEVELS if length <= len(code))


@cache
def chain(code: str) -> tuple[str, ...]:
    """The names from the province down: 浙江省, 杭州市, 钱塘区, 下沙街道."""
    return tuple(register()[above].name for above in codes_above(code))


def full_name(code: str, *, below: str = "") -> str:
    """杭州市钱塘区下沙街道 below the province 33; names down from, not including, `below`."""
    return "".join(register()[above].name for above in codes_above(code) if len(above) > len(below))


def is_within(code: str, region: str) -> bool:
    """Whether `code` is `region` or lies in it."""
    return code.startswith(region)


def district_of(code: str) -> str | None:
    """The district a code lies in; None above district level."""
    return code[:6] if len(code) >= 6 else None
