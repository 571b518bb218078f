"""The fonts that documents are drawn with: those built into the package, else those of the system."""

from pathlib import Path

FONT_DIR = Path(__file__).resolve().parents[2] / "static" / "tongxin" / "fonts"
FAMILY = "Noto Sans SC"
SYSTEM = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "SimHei")
SUFFIXES = {".ttf", ".otf"}


def built_in(folder: Path | None = None) -> list[Path]:
    """The font files of `folder` or of the package; empty before the front end was built."""
    return sorted(path for path in (folder or FONT_DIR).glob("*") if path.suffix.lower() in SUFFIXES)
