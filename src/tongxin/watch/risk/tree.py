"""The tree of series: the city, its districts, their streets; industry unions under the city; each with categories."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tongxin.ground.orgs.models import Level, Org
from tongxin.ground.orgs.queries import responsible_many, root
from tongxin.ground.places.register import HANGZHOU, register
from tongxin.watch.risk.models import Scale
from tongxin.watch.triage.models import Category

CATEGORIES = ("", *Category.values)
NONE = -1


@dataclass(frozen=True, slots=True)
class Node:
    """One series. `key` names it for ever; `above` is the key of its parent, '' for the root."""

    key: str
    above: str
    scale: str
    org: int
    region: str | None
    industry: int | None
    category: str


def nodes() -> list[Node]:
    """All series of the city, parents before their children; empty while there is no tree of unions. Five queries."""
    top = root()
    if top is None:
        return []
    city = top.region_id or HANGZHOU
    places = [p for p in register().values() if p.code.startswith(city)]
    found: list[Node] = []
    for level, scale in (
        (Level.CITY, Scale.CITY),
        (Level.DISTRICT, Scale.DISTRICT),
        (Level.TOWNSHIP, Scale.STREET),
    ):
        codes = [p.code for p in places if len(p.code) == DIGITS[scale]]
        unions = responsible_many(codes, level)
        for code in codes:
            org = unions[code] or top
            above = "" if scale == Scale.CITY else series_key(_above(code), "")
            found += _with_categories(code, above, scale, org.pk, region=code)
    for union in Org.objects.current().filter(level=Level.INDUSTRY).order_by("code"):
        found += _with_categories(
            f"i{union.pk}", series_key(city, ""), Scale.INDUSTRY, union.pk, industry=union.pk
        )
    return found


DIGITS = {Scale.CITY: 4, Scale.DISTRICT: 6, Scale.STREET: 9}


def parents(found: Sequence[Node]) -> NDArray[np.int64]:
    """The row of each node's parent, −1 for the root."""
    row = {node.key: at for at, node in enumerate(found)}
    return np.array([row.get(node.above, NONE) for node in found], dtype=np.int64)


def groups(found: Sequence[Node]) -> NDArray[np.int64]:
    """Series of one category share a season."""
    return np.array([CATEGORIES.index(node.category) for node in found], dtype=np.int64)


def kinds(found: Sequence[Node]) -> NDArray[np.int64]:
    """Series of one level scatter alike, those of all categories together in their own way."""
    levels = list(Scale.values)
    return np.array([2 * levels.index(node.scale) + (node.category == "") for node in found], dtype=np.int64)


def series_key(owner: str, category: str) -> str:
    """330106/wages; 330106/ for all categories."""
    return f"{owner}/{category}"


def _above(code: str) -> str:
    return register()[code].parent


def _with_categories(
    owner: str, above: str, scale: str, org: int, *, region: str | None = None, industry: int | None = None
) -> list[Node]:
    whole = series_key(owner, "")
    return [
        Node(series_key(owner, each), whole if each else above, scale, org, region, industry, each)
        for each in CATEGORIES
    ]
