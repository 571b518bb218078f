"""Conventions of the house as ordinary tests."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.timezone import localdate

import tongxin
from tongxin.ground.people.models import Account
from tongxin.ground.worktime.models import Day
from tongxin.kit.actor import Actor
from tongxin.project.flows import drawing

PACKAGE = Path(tongxin.__file__).parent
ROOT = PACKAGE.parents[1]
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def modules(*names: str) -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if {"tests", "migrations"} & set(path.parts) or "static" in path.parts:
            continue
        if not names or path.name in names or path.parent.name + ".py" in names:
            yield path


def scoped_models() -> set[str]:
    return {m.__name__ for m in apps.get_models() if hasattr(m._default_manager.get_queryset(), "visible_to")}


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def test_no_file_is_over_400_lines():
    long = [
        f"{p.relative_to(ROOT)}: {n}"
        for p in modules()
        if (n := len(p.read_text().splitlines())) > LONGEST_FILE
    ]
    assert not long


def test_no_function_is_over_50_lines():
    long = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, FUNCTION) and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION:
                long.append(f"{place(path, node)} {node.name}")
    assert not long


def test_views_and_apis_reach_scoped_rows_only_through_visible_to():
    """`Model.objects` of a scoped model must be followed by `.visible_to`; so must get_object_or_404."""
    scoped, found = scoped_models(), []
    for path in modules("views.py", "api.py"):
        tree = ast.parse(path.read_text())
        parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(tree):
            if _is_reach(node) and node.value.id in scoped:
                after = parents.get(node)
                if not (isinstance(after, ast.Attribute) and after.attr == "visible_to"):
                    found.append(place(path, node))
            if _is_fetch(node) and node.args[0].id in scoped:
                found.append(place(path, node))
    assert not found


def _is_reach(node: ast.AST) -> bool:
    """`Model.objects` or `Model._default_manager`."""
    reach = isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
    return reach and isinstance(node.value, ast.Name)


def _is_fetch(node: ast.AST) -> bool:
    """`get_object_or_404(Model, …)`."""
    fetch = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "get_object_or_404"
    return fetch and bool(node.args) and isinstance(node.args[0], ast.Name)


def test_every_service_with_an_actor_writes_an_audit_entry():
    """A public function of a service that takes `by` reaches `record` in its own module or hands `by` on."""
    silent = []
    for path in modules("services.py"):
        tree = ast.parse(path.read_text())
        functions = {n.name: n for n in tree.body if isinstance(n, FUNCTION)}
        for name, node in functions.items():
            takes = {a.arg for a in (*node.args.args, *node.args.kwonlyargs)}
            if "by" in takes and not name.startswith("_") and not _hands_on(node):
                silent.append(f"{place(path, node)} {name}")
    assert not silent


def _hands_on(function: ast.AST) -> bool:
    """Whether the function calls `record`/`record_many`, or passes `by` to a function that must."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in ("record", "record_many"):
                return True
            handed = [*node.args, *(k.value for k in node.keywords)]
            passes = any(isinstance(a, ast.Name) and a.id == "by" for a in handed)
            if passes and not called[:1].isupper() and called not in ("create", "bulk_create", "filter"):
                return True
    return False


def test_no_name_says_manager_helper_util_data_or_info():
    banned = ("Manager", "Helper", "Util", "Utils", "Data", "Info")
    allowed = {"AccountManager"}
    found = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and node.name.endswith(banned) and node.name not in allowed:
                found.append(f"{place(path, node)} {node.name}")
        if path.stem in ("utils", "helpers", "common", "misc"):
            found.append(str(path.relative_to(ROOT)))
    assert not found


def test_no_import_stands_inside_a_function():
    found = []
    for path in modules():
        lines = path.read_text().splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if not isinstance(node, FUNCTION):
                continue
            for inner in ast.walk(node):
                if (
                    isinstance(inner, ast.Import | ast.ImportFrom)
                    and "PLC0415" not in lines[inner.lineno - 1]
                ):
                    found.append(place(path, inner))
    assert not found


def test_templates_have_no_inline_script_style_or_handler():
    found = []
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        text = path.read_text()
        for word in ("<script>", " style=", " onclick=", " onsubmit=", " onchange=", "javascript:", "|safe"):
            if word in text:
                found.append(f"{path.relative_to(ROOT)}: {word}")
    assert not found


def test_the_project_names_no_machine_of_its_makers():
    words = ["/wo" + "rk/", "/far" + "m/", "/root/" + "."]
    found = []
    for path in [
        *PACKAGE.rglob("*.py"),
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *PACKAGE.rglob("*.html"),
    ]:
        text = path.read_text()
        found += [f"{path.relative_to(ROOT)}: {word}" for word in words if word in text]
    assert not found


@pytest.mark.django_db
def test_the_calendar_knows_every_day_of_the_next_60():
    today = localdate()
    wanted = {today + timedelta(days=n) for n in range(60)}
    assert wanted <= set(Day.objects.filter(date__in=wanted).values_list("date", flat=True))


def test_an_account_is_an_actor():
    assert {"pk", "name", "is_active", "scopes"} <= set(dir(Account())) | set(Actor.__annotations__)


def test_the_drawn_flows_are_those_of_the_code():
    assert (ROOT / "docs" / "flows.md").read_text() == drawing()
