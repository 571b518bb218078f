"""How much is heard on a day of the year. Arrears come up before Spring Festival, whenever that is."""

from datetime import date

# 正月初一 of each year.
FESTIVALS = {
    2015: (2, 19), 2016: (2, 8), 2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12),
    2022: (2, 1), 2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26),
    2029: (2, 13), 2030: (2, 3), 2031: (1, 23), 2032: (2, 11), 2033: (1, 31), 2034: (2, 19), 2035: (2, 8),
}  # fmt: skip
# From so many days before the festival on (negative: after it), so much more or less than on a plain day.
WAVE = ((75, 1.1), (60, 1.3), (45, 1.6), (30, 2.0), (10, 1.6), (3, 0.7), (-8, 0.8), (-20, 1.0))
WEEKEND, WEEKDAY = 0.35, 1.26
MONTHS = {"summer": {6, 7, 8}, "graduates": {6, 7, 8, 9}, "yearend": {11, 12, 1}}


def until_festival(day: date) -> int:
    """Days to the Spring Festival, negative in the weeks after it."""
    this = (date(day.year, *FESTIVALS[day.year]) - day).days
    if this >= -30:
        return this
    return (date(day.year + 1, *FESTIVALS[day.year + 1]) - day).days


def weight(day: date) -> float:
    left = until_festival(day)
    wave = next((more for since, more in reversed(WAVE) if left <= since), 1.0)
    return wave * (WEEKEND if day.weekday() >= 5 else WEEKDAY)


def fits(season: str, day: date) -> bool:
    """Whether a text of this season may be told on the day; '' is any."""
    if season == "spring":
        return -10 <= until_festival(day) <= 75
    return not season or day.month in MONTHS[season]
