"""What operators are told is complete."""

import re
import tomllib
from pathlib import Path

from tongxin.project.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[4]
SOURCES = [
    p for p in (ROOT / "src" / "tongxin").rglob("*.py") if "tests" not in p.parts and p.name != "testing.py"
]
READ = re.compile(r"""os\.environ(?:\.get\(|\[)\s*"([A-Z_]+)""")
INNER = {"DJANGO_SETTINGS_MODULE", "PATH", "TONGXIN_TEST_RUN"}


def test_every_setting_stands_in_the_operations_manual():
    manual = (ROOT / "docs" / "operations.md").read_text()
    read = {name for path in SOURCES for name in READ.findall(path.read_text())} - INNER
    told = set(re.findall(r"`([A-Z_]+)`", manual))
    assert {name for name in read if name not in told and f"`_{name.rsplit('_')[-1]}`" not in manual} == set()


def test_every_command_stands_in_the_architecture_or_the_manual():
    text = "".join(
        (ROOT / name).read_text() for name in ("README.md", "docs/operations.md", "docs/architecture.md")
    )
    assert [name for name in COMMANDS if not re.search(rf"tongxin {name}\b", text)] == []


def test_every_dependency_says_why():
    told = (ROOT / "docs" / "dependencies.md").read_text().lower()
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = declared["project"]["optional-dependencies"].values()
    wanted = [
        *declared["build-system"]["requires"],
        *declared["project"]["dependencies"],
        *(w for e in extras for w in e),
    ]
    names = [re.match(r"[\w-]+", each)[0].lower() for each in wanted]
    assert [name for name in names if name not in told] == []
