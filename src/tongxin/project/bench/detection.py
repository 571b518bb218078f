"""Hot spots on worlds in which it is known what is an incident: our method beside the improved Farrington bound.

Five questions, each with seeds of its own; the settings of the method were chosen on other seeds (1 … 18 and 7).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongxin.project.bench import detection_plots as plots
from tongxin.project.bench import machine
from tongxin.project.bench.detection_plots import Curves, Point
from tongxin.project.bench.figures import Check, Result, at_least, at_most
from tongxin.project.drills.stand import Stand
from tongxin.watch.risk import control, early, farrington, simulated, slow
from tongxin.watch.risk.measure import at_rate, delays, found, interval
from tongxin.watch.risk.moon import BEFORE, NONE, phases
from tongxin.watch.risk.seasonal import tail

FLEX = farrington.METHODS["flex_nbPlugin"]
SEEDS = range(201, 205)  # 101 … 116 were looked at for six versions of the method
LEVELS = (0.05, 0.10, 0.20)
WORSE = 1.5  # times the false alarms of the rest of the year, around Spring Festival
SHARE = 0.6  # of the signals of the last two weeks that have arrived
SERIES, YEARS = 300, 8
MANY = 4  # sparse worlds for one of the other kinds: of one, some forty are found, and four of them falsely
RATES = (0.0005, 0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.008, 0.01, 0.015, 0.02)
Floats = NDArray[np.float64]


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """`rounds` worlds of each kind; `rows` is not used."""
    began = machine.load()
    seeds = SEEDS[:rounds] if rounds <= len(SEEDS) else range(SEEDS[0], SEEDS[0] + rounds)
    parts = [part(seeds) for part in (_single, _sparse, _festival, _build_up, _late)]
    lines, checks = (
        [line for part in parts for line in part.lines],
        [c for part in parts for c in part.checks],
    )
    place.close()
    ours, floor = checks[0].value, lines[0]["flex"]["found"]
    return Result(
        "detection", "检出率", ours, floor, round(ours / floor, 3), "；".join(c.must for c in checks),
        all(c.passed for c in checks), len(seeds), lines, checks,
        ["from、to 为 95% 区间；单序列的两种方法都在 flex_nbPlugin 的误报率上比较"],
        [began, machine.load()], machine.facts(), {name: c for part in parts for name, c in part.curves.items()},
    )  # fmt: skip


def draw(result: Result, folder: Path) -> list[Path]:
    """The curves as pictures, one a question."""
    return plots.draw(result.curves, folder)


@dataclass(frozen=True)
class Part:
    """One question: lines of the table, what must hold, and curves by the name of their picture."""

    lines: list[dict[str, Any]]
    checks: list[Check]
    curves: dict[str, Curves] = field(default_factory=dict)


def _single(seeds: range) -> Part:
    """One series at a time, at the false alarms of the improved Farrington bound."""
    worlds = [_one_by_one(seed) for seed in seeds]
    hits = {name: [hit for each in worlds for hit in each.hits[name]] for name in ("ours", "flex", "shipped")}
    told = {name: interval(np.array(given, dtype=float)) for name, given in hits.items()}
    flex, shipped = (float(np.mean(rates)) for rates in zip(*(each.false for each in worlds), strict=True))
    false = {"ours": flex, "flex": flex, "shipped": shipped}
    line = {"round": "单序列"} | {
        name: _found(each) | {"false": round(false[name], 4)} for name, each in told.items()
    }
    curve = [
        Point(rate, *interval(np.array([hit for each in worlds for hit in each.at[rate]], dtype=float)))
        for rate in RATES
    ]
    marks = {name: [Point(false[name], *told[name])] for name in ("flex", "shipped")}
    checks = [
        at_least("单序列检出率（同一误报率）", told["ours"][0], 0.461),
        at_most("出厂设置的误报率", shipped, 0.0058),
    ]
    title = "One series: found against false alarms"
    return Part(
        [line], checks, {"single": Curves(title, "false alarms a week", "found", {"ours": curve} | marks)}
    )


@dataclass(frozen=True)
class OneByOne:
    """Of one world: which incidents each rule found, ours also at RATES, and the false alarms (flex, shipped)."""

    hits: dict[str, list[bool]]
    at: dict[float, list[bool]]
    false: tuple[float, float]


def _one_by_one(seed: int) -> OneByOne:
    world, last = simulated.single(10, seed), slice(-simulated.SCORED, None)
    loud, more = world.counts + world.more, world.more[:, last]
    calm, p = _ours(world.counts), _ours(loud)
    crying = float(farrington.alarms(world.counts[:, last], _bounds(world.counts)).mean())
    marks = {
        "flex": farrington.alarms(loud[:, last], _bounds(loud)),
        "ours": p < at_rate(calm, crying),
        "shipped": p < early.ALPHA,
    }
    return OneByOne(
        {name: found(each, more).tolist() for name, each in marks.items()},
        {rate: found(p < at_rate(calm, rate), more).tolist() for rate in RATES},
        (crying, float((calm < early.ALPHA).mean())),
    )


def _sparse(seeds: range) -> Part:
    """10,000 sparse series with 100 incidents: Benjamini–Hochberg over all, and down the tree above them."""
    worlds = [_city(seed) for seed in range(seeds[0], seeds[0] + MANY * len(seeds))]
    lines = []
    shares, powers = {"asked": [Point(q, q, q, q) for q in LEVELS]}, {}  # type: dict, dict
    for q in LEVELS:
        line: dict[str, Any] = {"round": f"稀疏序列 q={q}"}
        for name in ("ours", "tree", "shipped", "plain", "known"):
            false, power = (interval([each[name, q][n] for each in worlds]) for n in (0, 1))
            shares.setdefault(name, []).append(Point(q, *false))
            powers.setdefault(name, []).append(Point(q, *power))
            line[name] = _told(false) | {"found": round(power[0], 3)}
        lines.append(line)
    checks = [
        at_most(f"稀疏序列 q={q} 的错误发现比例（{words}）", line[name]["false"], q)
        for name, words in (("shipped", "逐级，连同缓慢上升"), ("tree", "逐级，只看单周"), ("ours", "一并"))
        for line, q in zip(lines, LEVELS, strict=True)
    ]
    checks.append(at_least("稀疏序列 q=0.10 的功效（一并）", lines[1]["ours"]["found"], 0.45))
    title = "10,000 sparse series"
    return Part(
        lines,
        checks,
        {
            "sparse-false": Curves(f"{title}: false share of what is shown", "q", "false share", shares),
            "sparse-found": Curves(f"{title}: incidents found", "q", "found", powers),
        },
    )


def _city(seed: int) -> dict[tuple[str, float], tuple[float, float]]:
    """Of one sparse world, by rule and q: the false share of what is shown, and the share of incidents shown."""
    world = simulated.sparse(seed)
    counts, true = world.counts + world.more, world.more[:, -1] > 0
    groups = np.tile(np.arange(simulated.CATEGORIES), len(counts) // simulated.CATEGORIES)
    alone = {
        "ours": early.judge(counts, world.first, groups=groups).p[:, 0],
        "plain": tail(counts[:, -1], np.maximum(counts[:, :-4].mean(axis=1), 1e-4), np.ones(len(counts))),
        "known": tail(counts[:, -1], world.mean[:, -1], world.spread[:, 0]),
    }
    whole, parent = simulated.tree(counts)
    groups, kinds = simulated.tree_groups(), simulated.tree_kinds()
    judged = early.judge(whole, world.first, groups=groups, kinds=kinds)
    higher = whole[:, -1] > judged.expected[:, 0]
    told = {}
    for q in LEVELS:
        shown = {name: p <= control.cutoff(p, q) for name, p in alone.items()}
        shown["tree"] = control.reject(judged.p[:, 0], parent, q)[-len(counts) :]
        shown["shipped"] = (control.reject(judged.both[:, 0], parent, q) & higher)[-len(counts) :]
        for name, each in shown.items():
            told[name, q] = (float((each & ~true).sum() / max(1, each.sum())), float(each[true].mean()))
    return told


def _festival(seeds: range) -> Part:
    """A peak that moves with Spring Festival: false alarms around it and in the rest of the year."""
    near, far = [], []
    by_phase: dict[int, list[float]] = {}
    for seed in seeds:
        world = simulated.festival(SERIES, YEARS * 52, seed)
        scored = 104
        alarms = early.judge(world.counts, world.first, scored=scored).p < early.ALPHA
        phase = phases(simulated.FIRST, YEARS * 52)[-scored:]
        for each in np.unique(phase).tolist():
            by_phase.setdefault(each, []).append(float(alarms[:, phase == each].mean()))
        rest = phase == NONE
        near.append(float(alarms[:, ~rest].mean()))
        far.append(float(alarms[:, rest].mean()))
    around, else_ = interval(near), interval(far)
    line = {"round": "移动的春节高峰", "near": _told(around), "rest": _told(else_)}
    curve = [Point(each - BEFORE, *interval(rates)) for each, rates in sorted(by_phase.items())]
    title = f"Moving Spring Festival: false alarms by week (week {NONE - BEFORE}: the rest of the year)"
    return Part(
        [line],
        [at_most("春节前后的误报率，倍于其余各周", around[0] / max(else_[0], 1e-6), WORSE)],
        {"festival": Curves(title, "weeks from the festival", "false alarms", {"ours": curve})},
    )


def _build_up(seeds: range) -> Part:
    """A slow growth: weeks to the first alarm of the rule for it and of the weekly rule, at like false alarms."""
    weeks, scored = 5 * 52, simulated.BUILD_UP
    late: dict[str, list[float]] = {"slow": [], "week": []}
    false = []
    for seed in seeds:
        world = simulated.build_up(SERIES, weeks, seed)
        calm = early.judge(world.counts, world.first, scored=scored)
        risen = early.judge(world.counts + world.more, world.first, scored=scored)
        rate = float((calm.rising < slow.ALPHA).mean())
        false.append(rate)
        at = at_rate(calm.p, rate)
        late["slow"] += delays(risen.rising < slow.ALPHA, 0).tolist()
        late["week"] += delays(risen.p < at, 0).tolist()
    middle = {name: float(np.median(given)) for name, given in late.items()}
    line = {"round": "缓慢积累"} | {
        name: {
            "weeks": middle[name],
            "found": round(float(np.isfinite(given).mean()), 3),
            "false": round(float(np.mean(false)), 4),
        }
        for name, given in late.items()
    }
    curves = {
        name: [Point(n, *interval((np.array(given) <= n).astype(float))) for n in range(scored)]
        for name, given in late.items()
    }
    return Part(
        [line],
        [at_most("缓慢积累的延迟（周）减去周规则的", middle["slow"] - min(middle["week"], 99), -1)],
        {"build-up": Curves("Growth to twice in 26 weeks: found so far", "weeks", "found", curves)},
    )


def _late(seeds: range) -> Part:
    """Two weeks of which SHARE has arrived: false alarms when the platform knows and when it does not."""
    lines = {"whole": [], "known": [], "unknown": []}  # type: dict[str, list[float]]
    for seed in seeds:
        world = simulated.festival(SERIES * 3, YEARS * 52, seed)
        share = np.ones(YEARS * 52)
        share[-2:] = SHARE
        part = simulated.thinned(world.counts, share, np.random.default_rng(seed))
        for name, counts, complete in (
            ("whole", world.counts, None),
            ("known", part, share),
            ("unknown", part, None),
        ):
            p = early.judge(counts, world.first, complete=complete).p
            lines[name].append(float((p < 0.05).mean()))
    told = {name: interval(given) for name, given in lines.items()}
    line = {"round": "上报延迟，p<0.05 的比例"} | {name: _told(each) for name, each in told.items()}
    points = {name: [Point(0.05, *each)] for name, each in told.items()}
    points["asked"] = [Point(0.05, 0.05, 0.05, 0.05)]
    return Part(
        [line],
        [at_most("延迟时 p<0.05 的比例", told["known"][0], 0.06)],
        {"delay": Curves("The last two weeks 60% complete", "p below", "share of quiet weeks", points)},
    )


def _found(found: tuple[float, float, float]) -> dict[str, float]:
    return {"found": round(found[0], 3), "from": round(found[1], 3), "to": round(found[2], 3)}


def _told(found: tuple[float, float, float]) -> dict[str, float]:
    return {"false": round(found[0], 4), "from": round(found[1], 4), "to": round(found[2], 4)}


def _ours(counts: Floats) -> Floats:
    return early.judge(counts, simulated.FIRST, scored=simulated.SCORED, year=farrington.YEAR).p


def _bounds(counts: Floats) -> Floats:
    """Upper bounds of the weeks scored, series × weeks."""
    offsets = farrington.design(FLEX).offsets
    return np.stack([farrington.score(counts[:, at + offsets], FLEX).upper for at in _scored(counts)], axis=1)


def _scored(counts: Floats) -> Iterator[int]:
    yield from range(counts.shape[1] - simulated.SCORED, counts.shape[1])
