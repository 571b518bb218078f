"""What a statute is by its title, how an article is read out, and what of it is shown where room is short."""

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
OPENING = 60  # characters of an article where only its beginning is shown
AROUND = 24  # characters before the word that was searched for


def rank(title: str, issued: str) -> int:
    """The rank of a statute by its title and the lines on who issued it (立法法 names the makers of each)."""
    short = title.removeprefix(NATION)
    if short.startswith(("最高人民法院", "最高人民检察院")):
        return INTERPRETATION
    if short.endswith("法"):
        return LAW
    if "中共中央" in issued:
        return PARTY
    if any(sign in short[:10] for sign in "省市州县区"):
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
