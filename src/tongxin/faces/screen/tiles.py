"""The map of tiles: districts as they lie for the city, streets in order of their codes for a district."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tongxin.faces.screen.queries import MAPPED, Found, added
from tongxin.faces.screen.scope import regions
from tongxin.ground.orgs.models import Org
from tongxin.ground.places.register import register
from tongxin.ground.places.tiles import TILES
from tongxin.ground.rollups.queries import Sum

MEASURES = {"signals": "线索", "incidents": "事件", "alerts": "预警", "cases": "工单"}
HEATS = 5


@dataclass(frozen=True)
class Square:
    """One tile; `row` and `column` from 1, or 0 where it simply follows. `org` opens its screen."""

    code: str
    name: str
    row: int = 0
    column: int = 0
    org: str = ""


def spots(org: Org) -> list[tuple[str, int, int]]:
    """(code, row, column) of the tiles below this union; a street has itself only."""
    codes = regions(org)
    if not codes:
        return [(t.code, t.row + 1, t.column + 1) for t in TILES]
    below = [place.code for place in register().values() if place.parent == codes[0]]
    return [(code, 0, 0) for code in below or codes]


def squares(org: Org) -> list[Square]:
    """The tiles with the union of each where there is one: one query."""
    wanted = Org.objects.current().filter(
        path__startswith=org.path, region__in=[code for code, *_ in spots(org)]
    )
    found = wanted.exclude(pk=org.pk).filter(level__in=["district", "township"]).order_by("-pk")
    unions = dict(found.values_list("region_id", "code"))
    return [
        Square(code, register()[code].name, row, column, unions.get(code, ""))
        for code, row, column in spots(org)
    ]


def tiles(org: Org, found: Found, codes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """For each tile: the words read out, and each measure with its value and heat (0 none … HEATS most)."""
    counted = {measure: _by_code(found.places, measure) for measure in MAPPED}
    names, shown = register(), list(codes)
    most = {measure: max((of[code] for code in shown), default=0) for measure, of in counted.items()}
    return {
        code: {
            "words": f"{names[code].name}：本年"
            + " · ".join(f"{MEASURES[m]} {counted[m][code]:,}" for m in MAPPED),
            "measures": {
                m: {"value": f"{counted[m][code]:,}", "heat": heat(counted[m][code], most[m])} for m in MAPPED
            },
        }
        for code in shown
    }


def elsewhere(found: Found, codes: Iterable[str]) -> str:
    """What no tile holds: places not known, or known no nearer than the whole."""
    shown = set(codes)
    parts = []
    for measure in MAPPED:
        of = _by_code(found.places, measure)
        if rest := added(found.places, measure) - sum(of[code] for code in shown):
            parts.append(f"{MEASURES[measure]} {rest:,}")
    return f"另有未定位到格内的：{' · '.join(parts)}" if parts else "全部已定位到格内"


def heat(n: int, most: int) -> int:
    return math.ceil(n * HEATS / most) if n > 0 and most > 0 else 0


def _by_code(rows: list[Sum], measure: str) -> Counter[str]:
    counted: Counter[str] = Counter()
    for row in rows:
        if row.key[0] == measure:
            counted[row.key[1]] += row.n
    return counted
