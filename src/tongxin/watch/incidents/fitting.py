"""Where the shares of `weights.LEVELS` come from: counted on simulated reports as the reader reads them. Pure.

`python -m tongxin.watch.incidents.fitting` prints the table. Its seeds are never measured on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import combinations
from zoneinfo import ZoneInfo

from tongxin.ground.employers.names import ALIKE, likeness
from tongxin.ground.places.register import HANGZHOU
from tongxin.ground.places.resolver import best
from tongxin.watch.incidents.pairs import FARTHEST, agreeing, compare
from tongxin.watch.incidents.reports import Report, report
from tongxin.watch.incidents.simulated import World, simulate
from tongxin.watch.triage.verdicts import Reading, read_texts

SEEDS = range(1000, 1040)
BEGAN = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
EVEN = 0.5  # added to every count
MOST = 60  # reports of one key that are paired
UNKNOWN = ("unknown", "short", "form")
ORDERS = {  # from near to far
    "employer": ("same", "name", "part", "brand", "told", "alike", "differs", "other"),
    "place": ("street", "district", "other_street", "other"),
    "category": ("same", "other"),
    "amount": ("equal", "close", "other"),
    "persons": ("equal", "close", "other"),
    "months": ("equal", "close", "other"),
    "gap": ("1", "3", "7", "14", "30", "60"),
    "text": ("0.8", "0.5", "0.3", "0.15", "0.05", "0"),
}
Table = dict[str, dict[str, tuple[float, float]]]


def read(world: World) -> list[tuple[int, Report]]:
    """(true incident, report) of each that the reader takes for a union matter."""
    readings = read_texts([told.text for told in world.reports])
    registered = {firm.name: (n, firm.short) for n, firm in enumerate(world.firms) if firm.registered}
    known: dict[str, int | None] = {}
    found = []
    for number, (told, reading) in enumerate(zip(world.reports, readings, strict=True)):
        name = told.employer_name or reading.employer or ""
        if name not in known:
            known[name] = _registered(name, registered)
        if reading.union >= 0.5:
            row = report(
                number, told.at, told.text, reading.category, known[name], name,
                told.region or _region(told.text, reading), reading.amount, reading.persons,
                reading.months,
            )  # fmt: skip
            found.append((told.incident, row))
    return found


def paired(reports: Sequence[tuple[int, Report]]) -> Iterator[tuple[bool, Report, Report]]:
    """Every pair that shares a key and is near in time, and whether it is of one matter."""
    by_key: dict[int, list[int]] = defaultdict(list)
    for place, (_, each) in enumerate(reports):
        for key in each.keys:
            by_key[key].append(place)
    pairs = {pair for places in by_key.values() for pair in combinations(places[:MOST], 2)}
    for one, other in sorted(pairs):
        (first, a), (second, b) = reports[one], reports[other]
        if abs(a.at - b.at) <= FARTHEST:
            yield first == second, a, b


def fit(pairs: Iterable[tuple[bool, Report, Report]]) -> dict[str, Table]:
    """Per table of `weights` its levels with (m, u): shares of the known pairs of one matter and of two."""
    counts: dict[str, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    for same, one, other in pairs:
        levels = compare(one, other).levels
        for name, level in levels.items():
            table = (
                "EMPLOYER" if name == "employer" else "AT_ONE_EMPLOYER" if agreeing(levels) else "ELSEWHERE"
            )
            if level not in UNKNOWN:
                counts[table][name][level, same] += 1
    return {
        table: {name: _shares(name, seen) for name, seen in fields.items()}
        for table, fields in counts.items()
    }


def _shares(name: str, seen: Counter) -> dict[str, tuple[float, float]]:
    """(m, u) of each level, never rising from a nearer level to a farther one: those out of order are pooled."""
    total = [
        sum(n + EVEN for (_, same), n in seen.items() if same == wanted) + EVEN for wanted in (True, False)
    ]
    blocks: list[tuple[list[str], float, float]] = []
    for level in ORDERS[name]:
        if (level, True) in seen or (level, False) in seen:
            blocks.append(([level], seen[level, True] + EVEN, seen[level, False] + EVEN))
        while len(blocks) > 1 and blocks[-1][1] / blocks[-1][2] > blocks[-2][1] / blocks[-2][2]:
            (a, m, u), (b, n, v) = blocks[-2:]
            blocks[-2:] = [(a + b, m + n, u + v)]
    return {
        level: (m / len(held) / total[0], u / len(held) / total[1]) for held, m, u in blocks for level in held
    }


def _registered(name: str, register: dict[str, tuple[int, str]]) -> int | None:
    if name in register:
        return register[name][0]
    scored = [(likeness(name, full, short), n) for full, (n, short) in register.items()] if name else []
    good = sorted((s for s in scored if s[0] >= ALIKE), reverse=True)
    return good[0][1] if good and (len(good) == 1 or good[0][0] > good[1][0]) else None


def _region(text: str, reading: Reading) -> str:
    for words in (reading.place or "", text):
        mention = best(words, context_code=HANGZHOU) if words else None
        if mention and mention.code and not HANGZHOU.startswith(mention.code):
            return mention.code
    return ""


def main() -> None:
    worlds = (simulate(seed, began=BEGAN) for seed in SEEDS)
    pairs = [pair for world in worlds for pair in paired(read(world))]
    ours = sum(same for same, _, _ in pairs)
    print(f"# {ours} pairs of one matter, {len(pairs) - ours} of two")
    for table, fields in sorted(fit(pairs).items()):
        print(f"{table} = {{")
        for name, levels in fields.items():
            told = ", ".join(f'"{level}": ({m:.3g}, {u:.3g})' for level, (m, u) in levels.items())
            print(f'    "{name}": {{{told}}},')
        print("}")


if __name__ == "__main__":
    main()
