"""Which union may stand under which."""

from tongxin.ground.orgs.models import Level

# 市总 → 区县(市)总工会 / 产业工会 → 乡镇(街道) → 社区·园区·联合工会 → 企业工会
RANKS = {
    Level.CITY: 0,
    Level.DISTRICT: 1,
    Level.INDUSTRY: 1,
    Level.TOWNSHIP: 2,
    Level.JOINT: 3,
    Level.PRIMARY: 4,
}
NESTED = {
    Level.JOINT,
    Level.PRIMARY,
}  # a joint union has smaller ones (小三级); a group's union has those of its firms
LABELS = {label: value for value, label in Level.choices}


def misplaced(level: str, parent_level: str | None) -> str:
    """Why a union of `level` may not stand under one of `parent_level`; '' if it may."""
    wanted = Level(level)
    if parent_level is None:
        return "" if wanted is Level.CITY else f"{wanted.label}必须有上级工会。"
    above = Level(parent_level)
    if RANKS[above] < RANKS[wanted] or (above is wanted and wanted in NESTED):
        return ""
    return f"{wanted.label}不能设在{above.label}之下。"


def lower_levels(parent_level: str) -> list[Level]:
    """The levels that may stand under `parent_level`."""
    return [level for level in Level if not misplaced(level, parent_level)]
