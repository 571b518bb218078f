"""Hot spots on worlds in which it is known what is an incident: our method beside the improved Farrington bound.

Five questions, each with seeds of its own; the settings of the method were chosen on other seeds (1 … 18 and 7).
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tongxin.project.bench import machine
from tongxin.project.bench.figures import Check, Result, at_least, at_most
from tongxin.project.drills.stand import Stand
from tongxin.watch.risk import control, early, farrington, simulated, slow
from tongxin.watch.risk.measure import at_rate, delays, found, interval
from tongxin.watch.risk.seasonal import tail

FLEX = farrington.METHODS["flex_nbPlugin"]
SEEDS = range(101, 105)
LEVELS = (0.05, 0.10, 0.20)
WORSE = 1.5  # times the false alarms of the rest of the year, around Spring Festival
SHARE = 0.6  # of the signals of the last two weeks that have arrived
SERIES, YEARS = 300, 8
Floats = NDArray[np.float64]


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """`rounds` worlds of each kind; `rows` is not used."""
    began = machine.load()
    seeds = SEEDS[:rounds] if rounds <= len(SEEDS) else range(SEEDS[0], SEEDS[0] + rounds)
    tables: list[dict[str, Any]] = []
    checks: list[Check] = []
    for part in (_single, _sparse, _festival, _build_up, _late):
        lines, marks = part(seeds)
        tables += lines
        checks += marks
    place.close()
    ours, floor = checks[0].value, tables[0]["flex"]["found"]
    return Result(
        "detection", "检出率", ours, floor, round(ours / floor, 3), "；".join(c.must for c in checks),
        all(c.passed for c in checks), len(seeds), tables, checks,
        ["括号内为 95% 区间；单序列的两种方法都在 flex_nbPlugin 的误报率上比较"],
        [began, machine.load()], machine.facts(),
    )  # fmt: skip


Part = tuple[list[dict[str, Any]], list[Check]]


def _single(seeds: range) -> Part:
    """One series at a time, at the false alarms of the improved Farrington bound."""
    hits: dict[str, list[bool]] = {"ours": [], "flex": [], "shipped": []}
    quiet_flex, quiet_ours = [], []
    for seed in seeds:
        world = simulated.single(10, seed)
        loud = world.counts + world.more
        calm, p = _ours(world.counts), _ours(loud)
        bound, loud_bound = _bounds(world.counts), _bounds(loud)
        last = slice(-simulated.SCORED, None)
        crying = farrington.alarms(world.counts[:, last], bound)
        quiet_flex.append(crying.mean())
        quiet_ours.append((calm < early.ALPHA).mean())
        at = at_rate(calm, float(crying.mean()))
        more = world.more[:, last]
        hits["flex"] += found(farrington.alarms(loud[:, last], loud_bound), more).tolist()
        hits["ours"] += found(p < at, more).tolist()
        hits["shipped"] += found(p < early.ALPHA, more).tolist()
    told = {name: interval(np.array(given, dtype=float)) for name, given in hits.items()}
    false = {
        "ours": float(np.mean(quiet_flex)),
        "flex": float(np.mean(quiet_flex)),
        "shipped": float(np.mean(quiet_ours)),
    }
    line = {"round": "单序列"} | {
        name: {
            "found": round(each[0], 3),
            "from": round(each[1], 3),
            "to": round(each[2], 3),
            "false": round(false[name], 4),
        }
        for name, each in told.items()
    }
    return [line], [
        at_least("单序列检出率（同一误报率）", told["ours"][0], 0.461),
        at_most("出厂设置的误报率", false["shipped"], 0.0058),
    ]


def _sparse(seeds: range) -> Part:
    """10,000 sparse series with 100 incidents, Benjamini–Hochberg over all."""
    told: dict[tuple[str, float], list[tuple[float, float]]] = {}
    for seed in seeds:
        world = simulated.sparse(seed)
        counts, true = world.counts + world.more, world.more[:, -1] > 0
        groups = np.tile(np.arange(simulated.CATEGORIES), len(counts) // simulated.CATEGORIES)
        judged = early.judge(counts, world.first, groups=groups)
        plain = tail(counts[:, -1], np.maximum(counts[:, :-4].mean(axis=1), 1e-4), np.ones(len(counts)))
        known = tail(counts[:, -1], world.mean[:, -1], world.spread[:, 0])
        for name, p in (("ours", judged.p[:, 0]), ("plain", plain), ("known", known)):
            for q in LEVELS:
                shown = p <= control.cutoff(p, q)
                false = (shown & ~true).sum() / max(1, shown.sum())
                told.setdefault((name, q), []).append(
                    (float(false), float((shown & true).sum() / true.sum()))
                )
    lines = []
    for q in LEVELS:
        line: dict[str, Any] = {"round": f"稀疏序列 q={q}"}
        for name in ("ours", "plain", "known"):
            false, power = (interval([each[n] for each in told[name, q]]) for n in (0, 1))
            line[name] = {
                "false": round(false[0], 3),
                "from": round(false[1], 3),
                "to": round(false[2], 3),
                "found": round(power[0], 3),
            }
        lines.append(line)
    checks = [
        at_most(f"稀疏序列 q={q} 的错误发现比例", line["ours"]["false"], q)
        for line, q in zip(lines, LEVELS, strict=True)
    ]
    return lines, [*checks, at_least("稀疏序列 q=0.10 的功效", lines[1]["ours"]["found"], 0.45)]


def _festival(seeds: range) -> Part:
    """A peak that moves with Spring Festival: false alarms around it and in the rest of the year."""
    near, far = [], []
    for seed in seeds:
        world = simulated.festival(SERIES, YEARS * 52, seed)
        scored = 104
        alarms = early.judge(world.counts, world.first, scored=scored).p < early.ALPHA
        rest = simulated.quiet_phase(YEARS * 52)[-scored:]
        near.append(float(alarms[:, ~rest].mean()))
        far.append(float(alarms[:, rest].mean()))
    around, else_ = interval(near), interval(far)
    line = {"round": "移动的春节高峰", "near": _told(around), "rest": _told(else_)}
    return [line], [at_most("春节前后的误报率，倍于其余各周", around[0] / max(else_[0], 1e-6), WORSE)]


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
    return [line], [at_most("缓慢积累的延迟（周）减去周规则的", middle["slow"] - min(middle["week"], 99), -1)]


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
    return [line], [at_most("延迟时 p<0.05 的比例", told["known"][0], 0.06)]


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
