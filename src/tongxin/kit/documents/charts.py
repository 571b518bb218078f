"""Draws charts as PNG for docx and SVG for PDF; no display, no global drawing state."""

import io
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import MaxNLocator

from tongxin.kit.documents.blocks import Chart
from tongxin.kit.documents.fonts import SYSTEM, built_in
from tongxin.kit.text import clean

INCHES = (6.1, 3.0)
COLOURS = ("#1F5FA8", "#C8502D", "#3A8F5C", "#B8860B", "#6B4FA0", "#4F6D7A", "#A03A5B", "#7A7A1F")
MARKERS = "osD^vPX*"
SHOWN_LABELS = 16
BAR = 0.8


def draw(chart: Chart, kind: str, fonts: Path | None = None) -> bytes:
    """`kind` is png (200 dpi) or svg."""
    figure = Figure(figsize=INCHES, layout="constrained")
    (FigureCanvasSVG if kind == "svg" else FigureCanvasAgg)(figure)
    axes = figure.add_subplot()
    families = list(_families(fonts))
    for i, (name, values) in enumerate(chart.series.items()):
        _draw_series(axes, chart, i, _literal(name), [math.nan if v is None else float(v) for v in values])
    font = FontProperties(family=families, size=9)
    _dress(axes, chart, font)
    if chart.title:
        axes.set_title(_literal(chart.title), fontproperties=FontProperties(family=families, size=11), pad=18)
    if len(chart.series) > 1:
        axes.legend(
            prop=font,
            ncols=min(4, len(chart.series)),
            loc="upper center",
            bbox_to_anchor=(0.5, -0.14),
            frameon=False,
        )
    out = io.BytesIO()
    figure.savefig(out, format=kind, dpi=200, metadata={"Date": None} if kind == "svg" else None)
    return out.getvalue()


@cache
def _families(folder: Path | None = None) -> tuple[str, ...]:
    """Names under which matplotlib knows the built-in files, then what a system may have."""
    names = []
    for path in built_in(folder):
        if "bold" in path.stem.lower():
            continue
        name = f"tongxin {path.stem}"
        font_manager.fontManager.ttflist.append(
            font_manager.FontEntry(fname=str(path), name=name, weight=400)
        )
        names.append(name)
    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    return (*names, *(name for name in SYSTEM if name in installed))


def _draw_series(axes: Any, chart: Chart, i: int, name: str, values: Sequence[float]) -> None:
    places = range(len(values))
    colour = COLOURS[i % len(COLOURS)]
    if chart.kind == "line":
        axes.plot(places, values, label=name, color=colour, marker=MARKERS[i % len(MARKERS)], markersize=4)
    elif chart.kind == "stacked":
        below = [
            sum(v or 0 for v in column) for column in zip(*list(chart.series.values())[:i], strict=True)
        ] or 0
        axes.bar(places, values, BAR * 0.8, bottom=below, label=name, color=colour)
    else:
        width = BAR / len(chart.series)
        shifted = [place - BAR / 2 + width * (i + 0.5) for place in places]
        axes.bar(shifted, values, width, label=name, color=colour)


def _dress(axes: Any, chart: Chart, font: FontProperties) -> None:
    step = max(1, math.ceil(len(chart.labels) / SHOWN_LABELS))
    places = range(0, len(chart.labels), step)
    crowded = len(places) * max((len(label) for label in chart.labels), default=0) > 60
    axes.set_xticks(
        list(places),
        [_literal(chart.labels[i]) for i in places],
        fontproperties=font,
        rotation=35 if crowded else 0,
        ha="right" if crowded else "center",
    )
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=_whole(chart)))
    for label in axes.get_yticklabels():
        label.set_fontproperties(font)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    if chart.unit:
        axes.text(0, 1.02, f"单位:{_literal(chart.unit)}", transform=axes.transAxes, fontproperties=font)


def _whole(chart: Chart) -> bool:
    return all(
        value is None or float(value).is_integer() for values in chart.series.values() for value in values
    )


def _literal(text: str) -> str:
    """Matplotlib reads what stands between dollar signs as mathematics, and hides series named `_…`."""
    plain = clean(text).replace("$", r"\$")
    return f"\u200a{plain}" if plain.startswith("_") else plain
