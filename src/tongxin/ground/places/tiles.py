"""Where the districts stand on the big screen: one tile each, placed as they lie on the ground.

         0     1     2     3     4
    0                余杭  拱墅  临平
    1          临安  西湖  上城  钱塘
    2                富阳  滨江  萧山
    3    淳安  桐庐
    4          建德

North is up. Neighbours on the ground are neighbours here as far as a grid allows; size means nothing.
This is a drawing of ours, not a map: it shows no border.
"""

from dataclasses import dataclass

ROWS, COLUMNS = 5, 5


@dataclass(frozen=True, slots=True)
class Tile:
    code: str
    row: int
    column: int


TILES = (
    Tile("330110", 0, 2),
    Tile("330105", 0, 3),
    Tile("330113", 0, 4),
    Tile("330112", 1, 1),
    Tile("330106", 1, 2),
    Tile("330102", 1, 3),
    Tile("330114", 1, 4),
    Tile("330111", 2, 2),
    Tile("330108", 2, 3),
    Tile("330109", 2, 4),
    Tile("330127", 3, 0),
    Tile("330122", 3, 1),
    Tile("330182", 4, 1),
)
