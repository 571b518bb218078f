"""What a statute is by its title, how an article is read out, and what of it is shown where room is short."""

import re

from tongxin.ground.statutes.parsing import ITEM, NATION

LAW, REGULATION, INTERPRETATION, MINISTRY, LOCAL, PARTY = 1, 2, 3, 4, 5, 6
RANKS = (
    (LAW, "法律"),
    (REGULATION, "行政法规"),
    (INTERPRETATION, "司法解释"),
    (MINISTRY, "部门规章"),
    (LOCAL, "地方性法规"),
    (PARTY, "党内法规"),
)
# A place in front, which is not the 市 of 市场 or 城市: 浙江省…, 杭州市…, 宁夏回族自治区…
PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:省|自治区|(?<!城)市|州|县|区)(?!场)")
OPENING = 60  # characters of an article where only its beginning is shown
AROUND = 24  # characters before the word that was searched for


def rank(title: str, issued: str) -> int:
    """The rank of a statute by its title and the lines on who issued it (立法法 names the makers of each).

    A rule of a local government counts as LOCAL, too.
    """
    short = title.removeprefix(NATION)
    if short.startswith(("最高人民法院", "最高人民检察院")):
        return INTERPRETATION
    if short.endswith("法") and not short.endswith("办法"):
        return LAW
    if "中共中央" in issued:
        return PARTY
    if PLACE.match(short) and "国务院令" not in issued:
        return LOCAL
    if "国务院" in f"{issued}{short[:3]}" and "部发" not in issued:
        return REGULATION
    return REGULATION if short.endswith("条例") else MINISTRY


def parts(text: str) -> list[tuple[str, str]]:
    """The paragraphs of an article, each with "item" for （一） and its like, else "paragraph"."""
    lines = [line for line in text.split("\n") if line]
    return [("item" if ITEM.match(line) else "paragraph", line) for line in lines]


def opening(text: str) -> str:
    """The first OPENING characters in one line."""
    line = text.replace("\n", " ")
    return line if len(line) <= OPENING else f"{line[:OPENING]}…"


def excerpt(text: str, at: int) -> str:
    """About OPENING characters around the 0-based place `at`, in one line."""
    start = max(0, min(at, len(text)) - AROUND)
    shown = opening(text[start:])
    return f"…{shown}" if start else shown


def anchor(number: int, branch: int) -> str:
    """a47, a30-1: where an article stands on the page of its statute."""
    return f"a{number}-{branch}" if branch else f"a{number}"
