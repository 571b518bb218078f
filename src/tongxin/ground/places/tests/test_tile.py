from itertools import combinations

from tongxin.ground.places.register import register
from tongxin.ground.places.tiles import COLUMNS, ROWS, TILES

# Seats of the districts, degrees east and north, rounded.
SEATS = {
    "330102": (120.18, 30.25), "330105": (120.15, 30.32), "330106": (120.13, 30.26), "330108": (120.21, 30.21),
    "330109": (120.26, 30.18), "330110": (119.98, 30.29), "330111": (119.96, 30.05), "330112": (119.72, 30.23),
    "330113": (120.30, 30.42), "330114": (120.49, 30.32), "330122": (119.69, 29.80), "330127": (119.04, 29.61),
    "330182": (119.28, 29.47),
}  # fmt: skip


def test_each_district_has_one_tile():
    assert {tile.code for tile in TILES} == {p.code for p in register().values() if p.parent == "3301"}
    assert len({(tile.row, tile.column) for tile in TILES}) == 13
    assert all(0 <= tile.row < ROWS and 0 <= tile.column < COLUMNS for tile in TILES)


def test_tiles_lie_as_the_districts_lie():
    for a, b in combinations(TILES, 2):
        (east_a, north_a), (east_b, north_b) = SEATS[a.code], SEATS[b.code]
        if abs(east_a - east_b) > 0.25:
            assert (a.column <= b.column) == (east_a < east_b) or a.column == b.column, (a, b)
        if abs(north_a - north_b) > 0.2:
            assert (a.row >= b.row) == (north_a < north_b) or a.row == b.row, (a, b)
