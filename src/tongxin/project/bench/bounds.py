"""The improved Farrington bounds of one week of 10,000 series; against a Poisson bound of the same weeks' mean."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import poisson

from tongxin.project.bench import machine
from tongxin.project.bench.figures import Result, at_most, interleaved, middle, verdict
from tongxin.project.drills.stand import Stand
from tongxin.watch.risk import farrington

ROWS = 10_000
SECONDS = 2  # of processor time
FLEX = farrington.METHODS["flex_nbPlugin"]
Floats = NDArray[np.float64]


def run(place: Stand, *, rows: int = 0, rounds: int = 3) -> Result:
    """Series of one case a fortnight to ten a week, twice as many with each year's end; fixed seed."""
    rows = rows or ROWS
    began = machine.load()
    weeks = np.arange(-farrington.history(FLEX), 0)
    chance = np.random.default_rng(1)
    mean = chance.gamma(1, 2, (rows, 1)) * (1 + 0.5 * np.cos(2 * np.pi * weeks / farrington.YEAR))
    counts = chance.poisson(mean).astype(float)
    runs = {name: _bounds(counts, settings) for name, settings in farrington.METHODS.items()}
    found = interleaved(
        rounds,
        ours=lambda _: runs["flex_nbPlugin"](),
        floor=lambda _: _plain(counts),
        flex_delta=lambda _: runs["flex_delta"](),
        farr_classic=lambda _: runs["farr_classic"](),
    )
    mark = SECONDS * max(1, rows / ROWS)
    names = {"flex_nbPlugin": "ours", "flex_delta": "flex_delta", "farr_classic": "farr_classic"}
    checks = [at_most(f"{name}，处理器秒", middle(found, run, "cpu_s"), mark) for name, run in names.items()]
    return verdict(
        "bounds", "处理器秒", found, "cpu_s", checks, rows=rows, load=[began, machine.load()],
        notes=["对照：同一批周的均值，泊松上界，无趋势、无季节、不降低往年异常的权重"], machine=machine.facts(),
    )  # fmt: skip


def _bounds(counts: Floats, settings: farrington.Settings) -> Callable[[], dict[str, Any]]:
    baseline = np.ascontiguousarray(counts[:, farrington.design(settings).offsets])

    def once() -> dict[str, Any]:
        began = time.process_time()
        bounds = farrington.score(baseline, settings)
        seconds = time.process_time() - began
        if not np.isfinite(bounds.upper).all():
            raise RuntimeError("a bound is not finite")
        return {"cpu_s": round(seconds, 3)}

    return once


def _plain(counts: Floats) -> dict[str, Any]:
    began = time.process_time()
    poisson.ppf(1 - FLEX.alpha, np.maximum(counts.mean(axis=1), farrington.TINY))
    return {"cpu_s": round(time.process_time() - began, 4)}
