"""The fonts that documents are drawn with: those built into the package, else those of the system."""

from functools import cache
from pathlib import Path

from matplotlib import font_manager

FONT_DIR = Path(__file__).resolve().parents[2] / "static" / "tongxin" / "fonts"
FAMILY = "Noto Sans SC"
SYSTEM = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "SimHei")
SUFFIXES = {".ttf", ".otf"}


def built_in(folder: Path | None = None) -> list[Path]:
    """The font files of `folder` or of the package; empty before the front end was built."""
    return sorted(path for path in (folder or FONT_DIR).glob("*") if path.suffix.lower() in SUFFIXES)


@cache
def chart_families(folder: Path | None = None) -> tuple[str, ...]:
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
