"""Conventions of the house as ordinary tests."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.timezone import localdate
from procrastinate.contrib.django import app

import tongxin
from tongxin.faces.desk.queue import TASKS
from tongxin.ground.audit import words
from tongxin.ground.people.models import Account
from tongxin.ground.worktime.models import Day
from tongxin.kit.actor import Actor
from tongxin.project.flows import drawing

PACKAGE = Path(tongxin.__file__).parent
ROOT = PACKAGE.parents[1]
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def modules() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if not {"tests", "migrations", "static"} & set(path.relative_to(PACKAGE).parts):
            yield path


def answers(path: Path) -> bool:
    """Whether a module answers requests: views.py, own_views.py, views/imports.py, api.py."""
    return path.stem.endswith(("views", "api")) or path.parent.name == "views"


def scoped_models() -> set[str]:
    """Dotted names: worktime and notices both have a `Notice`, only one of them is somebody's."""
    scoped = (m for m in apps.get_models() if hasattr(m._default_manager.get_queryset(), "visible_to"))
    return {f"{m.__module__}.{m.__name__}" for m in scoped}


def imported(tree: ast.AST, wanted: set[str]) -> set[str]:
    """The names under which a module knows those of the dotted names that it imports."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if f"{node.module}.{alias.name}" in wanted
    }


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
    models, found = scoped_models(), []
    for path in filter(answers, modules()):
        tree = ast.parse(path.read_text())
        scoped = imported(tree, models)
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


ACTORS = {
    "Actor",
    "Account",
    "User",
    "Any",
}  # what `by` is annotated with; `by` of a sum is a tuple of fields


RECORDED_BY_THE_CALLER = {
    "ground/audit/services.py record_many": "it is the trail itself",
    "ground/audit/services.py recording": "it is the trail itself, as a part of a statement",
    "ground/employers/following.py follow": "the merge of the unions records what went along",
    "ground/employers/following.py back": "the undo of that merge is recorded",
    "relations/bargaining/following.py follow": "the merge of the unions records what went along",
    "relations/bargaining/following.py back": "the undo of that merge is recorded",
    "watch/cases/acting.py begin": "its turn records when the act is done",
    "watch/signals/storing.py store": "receive and the end of an import record their counts",
}


def test_every_act_of_a_person_is_audited():
    """A public function of any module but a view that takes `by`, the actor, reaches `record` or hands him on."""
    silent = []
    for path in modules():
        if answers(path) or path.is_relative_to(PACKAGE / "project"):
            continue
        tree = ast.parse(path.read_text())
        functions = {n.name: n for n in tree.body if isinstance(n, FUNCTION)}
        reach = _reaching(functions)
        for name, node in functions.items():
            if _takes_an_actor(node) and not name.startswith("_") and name not in reach:
                silent.append(f"{path.relative_to(PACKAGE)} {name}")
    assert set(silent) == set(RECORDED_BY_THE_CALLER)


def _takes_an_actor(node: ast.FunctionDef) -> bool:
    arguments = [a for a in (*node.args.args, *node.args.kwonlyargs) if a.arg == "by"]
    named = {
        n.id for a in arguments if a.annotation for n in ast.walk(a.annotation) if isinstance(n, ast.Name)
    }
    return bool(named & ACTORS)


def _reaching(functions: dict[str, ast.FunctionDef]) -> set[str]:
    """Those that call `record`, or hand the actor to another module, or to one of their own that reaches."""
    reach: set[str] = set()
    while True:
        grown = {name for name, node in functions.items() if _hands_on(node, functions, reach)}
        if grown == reach:
            return reach
        reach = grown


def _hands_on(function: ast.AST, own: dict[str, ast.FunctionDef], reach: set[str]) -> bool:
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called in ("record", "record_many", "take_down"):
            return True
        handed = [*node.args, *(k.value for k in node.keywords)]
        passes = any(isinstance(a, ast.Name) and a.id == "by" for a in handed)
        stores = called[:1].isupper() or called in STORING
        if passes and not stores and (called in reach if called in own else True):
            return True
    return False


STORING = ("create", "bulk_create", "get_or_create", "update_or_create", "update", "filter", "dict")


def test_the_trail_is_read_out_in_chinese():
    """Every verb and fact handed to `record` as a word of the code has its Chinese one."""
    verbs, facts = set(), set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in ("record", "Act") and len(node.args) > 1 and path.stem != "acts":
                verbs |= {n.value for n in ast.walk(node.args[1]) if isinstance(n, ast.Constant)}
                facts |= {k.arg for k in node.keywords if k.arg and k.arg not in ("by", "at")}
    unsaid = {v for v in verbs if v.isascii() and v not in words.VERBS}
    assert not unsaid and not facts - set(words.FACTS)


def test_every_stage_has_a_name_on_the_queue_page():
    assert {name for name in app.tasks if "builtin" not in name} <= set(TASKS)


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
