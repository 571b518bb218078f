"""Curves with their intervals as SVG, told apart by colour and by mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from tongxin.kit.documents.charts import COLOURS, MARKERS

INCHES = (6.1, 3.8)


@dataclass(frozen=True)
class Point:
    """`y` at `x`, and its 95% interval."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True)
class Curves:
    """One picture: several curves over one axis."""

    title: str
    x: str
    y: str
    lines: Mapping[str, Sequence[Point]]


def draw(pictures: Mapping[str, Curves], folder: Path) -> list[Path]:
    """One SVG for each; returns where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_draw(folder / f"detection-{name}.svg", each) for name, each in pictures.items()]


def _draw(path: Path, curves: Curves) -> Path:
    figure = Figure(figsize=INCHES, layout="constrained")
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    for i, (name, points) in enumerate(curves.lines.items()):
        x, y = [p.x for p in points], [p.y for p in points]
        beyond = [[max(0.0, p.y - p.low) for p in points], [max(0.0, p.high - p.y) for p in points]]
        axes.errorbar(
            x, y, yerr=beyond, label=name, color=COLOURS[i % len(COLOURS)], marker=MARKERS[i % len(MARKERS)],
            linestyle="-" if len(points) > 1 else "none", capsize=3, markersize=5, linewidth=1.4, elinewidth=0.8,
        )  # fmt: skip
    axes.set(title=curves.title, xlabel=curves.x, ylabel=curves.y)
    axes.set_ylim(bottom=0)
    axes.grid(color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(path, format="svg", metadata={"Date": None})
    return path
