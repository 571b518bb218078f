"""The map of tiles: districts as they lie for the city, streets in the order of their codes for a district."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tongxin.ground.people.models import Account
from tongxin.ground.places.register import register
from tongxin.ground.places.tiles import TILES
from tongxin.kit.templatetags.kit import number
from tongxin.watch.risk.models import Scale, Series, State
from tongxin.watch.risk.states import MARKS, worst
from tongxin.watch.triage.models import Category

PLACED = {tile.code: (tile.row + 1, tile.column + 1) for tile in TILES}
DISTRICT, STREET = 6, 9  # digits


@dataclass(frozen=True)
class Known:
    """One series as the map needs it."""

    pk: int
    region: str
    category: str
    state: str
    observed: int
    expected: float | None


@dataclass(frozen=True)
class Tile:
    """A place on the map. `row` and `column` from 1, 0 where it follows the one before. `below`: hot series inside.

    `series`: the key of its series of the category shown.
    """

    code: str
    name: str
    row: int
    column: int
    state: str
    below: int
    observed: int
    words: str
    series: int

    @property
    def mark(self) -> str:
        return MARKS[State(self.state)]

    @property
    def opens(self) -> bool:
        """Whether there are streets to look into."""
        return len(self.code) == DISTRICT


@dataclass(frozen=True)
class Board:
    """The tiles, and the district whose streets they are; None of the city."""

    tiles: list[Tile]
    district: str | None = None

    @property
    def name(self) -> str:
        return register()[self.district].name if self.district else ""

    @property
    def spread(self) -> bool:
        """Whether the tiles lie as the places do on the ground."""
        return bool(self.tiles) and all(tile.row for tile in self.tiles)


def asked(query: Mapping[str, str]) -> tuple[str, str]:
    """District and category of an address; what is none is ''."""
    district, category = query.get("district", ""), query.get("category", "")
    return district if district in PLACED else "", category if category in Category.values else ""


def board(user: Account, *, district: str = "", category: str = "") -> Board:
    """What the person may see, of one category, or of all; one query."""
    rows = Series.objects.visible_to(user).standing().filter(scale__in=[Scale.DISTRICT, Scale.STREET])
    columns = ("pk", "region_id", "category", "state", "observed", "expected")
    known = [Known(*row) for row in rows.filter(region__code__startswith=district).values_list(*columns)]
    codes = sorted({each.region for each in known})
    districts = [code for code in codes if len(code) == DISTRICT]
    if not district and len(districts) == 1:
        district = districts[0]
    shown = [code for code in codes if len(code) == STREET] if district or not districts else districts
    tiles = [_tile(code, known, category) for code in shown or districts]
    return Board([tile for tile in tiles if tile], district or None)


def _tile(code: str, known: Iterable[Known], category: str) -> Tile | None:
    """The tile of a place; None where it has no series of this category."""
    inside = [each for each in known if each.region.startswith(code) and category in ("", each.category)]
    own = [each for each in inside if each.region == code]
    whole = next((each for each in own if each.category == category), None)
    if whole is None:
        return None
    below = sum(each.state == State.HOT and each.region != code for each in inside)
    state, name = worst([each.state for each in own]), register()[code].name
    row, column = PLACED.get(code, (0, 0))
    return Tile(
        code, name, row, column, state, below, whole.observed, _words(name, state, whole, below), whole.pk
    )


def _words(name: str, state: State, whole: Known, below: int) -> str:
    """西湖区：热点；近七日 5 起，预期 2.10；其下街道热点 2 处."""
    expected = "" if whole.expected is None else f"，预期 {number(round(whole.expected, 2))}"
    streets = f"；其下街道热点 {below} 处" if below else ""
    return f"{name}：{state.label}；近七日 {whole.observed:,} 起{expected}{streets}"
