"""Which district a position lies in, by and large.

Our own coarse table, no map: a few points a district, where most people work, rounded to a hundredth of a degree.
The nearest point names the district. Along borders that is a guess, so two districts are named where the second
is nearly as near; whoever reports chooses.
"""

from math import cos, hypot, radians

from tongxin.ground.places.register import Place, register

POINTS: tuple[tuple[str, float, float], ...] = (  # district, latitude, longitude
    ("330102", 30.25, 120.17), ("330102", 30.29, 120.21), ("330102", 30.31, 120.27),
    ("330105", 30.28, 120.16), ("330105", 30.33, 120.13), ("330105", 30.36, 120.16),
    ("330106", 30.26, 120.12), ("330106", 30.31, 120.07), ("330106", 30.16, 120.07),
    ("330108", 30.20, 120.21), ("330108", 30.17, 120.16),
    ("330109", 30.17, 120.27), ("330109", 30.23, 120.31), ("330109", 30.20, 120.46), ("330109", 30.05, 120.25),
    ("330110", 30.28, 119.99), ("330110", 30.37, 120.03), ("330110", 30.39, 119.82),
    ("330111", 30.05, 119.95), ("330111", 30.09, 120.08), ("330111", 29.97, 119.73),
    ("330112", 30.23, 119.72), ("330112", 30.18, 119.22), ("330112", 30.26, 119.50),
    ("330113", 30.42, 120.30), ("330113", 30.47, 120.17),
    ("330114", 30.31, 120.38), ("330114", 30.28, 120.54),
    ("330122", 29.80, 119.69), ("330122", 29.97, 119.50),
    ("330127", 29.61, 119.04), ("330127", 29.47, 118.72),
    ("330182", 29.47, 119.28), ("330182", 29.55, 119.51),
)  # fmt: skip
FAR = 45  # km from every point: not in the city
CLEARLY = 1.6  # times as far is the second district
DEGREE = 111.2  # km


def near(latitude: float, longitude: float) -> list[Place]:
    """The nearest district; with the next one where that is nearly as near; none far from the city."""
    best: dict[str, float] = {}
    for code, lat, lon in POINTS:
        away = hypot((lat - latitude) * DEGREE, (lon - longitude) * DEGREE * cos(radians(latitude)))
        best[code] = min(away, best.get(code, away))
    (first, least), (second, next_least) = sorted(best.items(), key=lambda pair: pair[1])[:2]
    if least > FAR:
        return []
    found = [first] if next_least >= CLEARLY * max(least, 1.0) else [first, second]
    return [register()[code] for code in found]
