"""The habits of the house that no linter knows: sizes, names, and what must never be committed or called."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
DRAWERS = {"util", "utils", "helper", "helpers", "misc", "common", "manager", "managers"}

PROGRAM = sorted((ROOT / "desktop").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def long_functions(tree: ast.Module) -> list[str]:
    """Return the functions of more than 60 lines as ``name (lines)``."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    sizes = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    return [f"{name} ({size})" for name, size in sizes.items() if size > LONGEST_FUNCTION]


def drawer_words(path: Path) -> set[str]:
    """Return the words of a module's name that say nothing about what is inside."""
    return DRAWERS & set(path.stem.lower().split("_"))


def calls_named(tree: ast.Module, *names: str) -> list[int]:
    """Return the lines that call a function or a method of one of these names."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if (isinstance(call.func, ast.Attribute) and call.func.attr in names)
        or (isinstance(call.func, ast.Name) and call.func.id in names)
    ]


def reaches_past_parent(tree: ast.Module) -> list[int]:
    """Return the lines with ``parent().parent()`` or the like."""
    links = {"parent", "parentWidget"}
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in links
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in links
    ]


def editable_lists(tree: ast.Module) -> list[int]:
    """Return the lines that call ``setEditable(True)``: screen readers cannot read an editable combo box."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [
        call.lineno
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "setEditable"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value is True
    ]


def colours(tree: ast.Module) -> list[int]:
    """Return the lines with a colour written as ``#rgb``, ``#rrggbb`` or ``#aarrggbb``, alone or in a style."""
    pattern = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in docstrings
        and pattern.search(node.value)
    ]


def bare_labels(tree: ast.Module) -> list[int]:
    """Return the lines that make a ``QLabel``, or a kind of it: it takes a text for HTML when it looks like some."""
    bases = [base for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for base in node.bases]
    return calls_named(tree, "QLabel") + [base.lineno for base in bases if isinstance(base, ast.Name) and base.id == "QLabel"]


def opened_libraries(tree: ast.Module) -> list[int]:
    """Return the lines that open or copy ``library.db`` by hand: closing it drops SQLite's locks on it."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    touching = {"open", "copy", "copy2", "copyfile", "read_bytes", "write_bytes", "replace", "rename", "move"}
    return [
        call.lineno
        for call in calls
        if (call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")) in touching
        and any(
            isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith("library.db")
            for node in ast.walk(call)
        )
    ]


def test_the_files_were_seen() -> None:
    assert len(PROGRAM) >= 8
    assert Path(__file__).resolve() in TESTS


@pytest.mark.parametrize("path", PROGRAM, ids=_place)
def test_files_and_functions_stay_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{_place(path)} has {lines} lines: split it in two that each do one thing"
    assert not (found := long_functions(_tree(path))), f"{_place(path)}: split these functions: {found}"


@pytest.mark.parametrize("path", PROGRAM + TESTS, ids=_place)
def test_names_say_what_is_inside(path: Path) -> None:
    assert not (found := drawer_words(path)), f"{_place(path)}: name it after what it does, not {found}"


@dataclass(frozen=True)
class Rule:
    """What ``find`` reports is never written under the folder ``under``; ``spared`` is where it may be."""

    find: Callable[[ast.Module], list[int]]
    under: str
    remedy: str
    spared: str | tuple[str, ...] = "nothing"


RULES = {
    "event loop": Rule(lambda tree: calls_named(tree, "processEvents"), "desktop", "use a job, a signal or a timer"),
    "sleep": Rule(
        lambda tree: calls_named(tree, "sleep", "msleep", "qSleep", "qWait"),
        "tests",
        "use qtbot.waitUntil or waitSignal",
    ),
    "past parent": Rule(reaches_past_parent, "desktop", "hand the object in, or emit a signal"),
    "editable list": Rule(editable_lists, "desktop/gui", "use a line edit with a completer"),
    "colour": Rule(colours, "desktop/gui", "name it in the palette of desktop/gui/theme", "desktop/gui/theme"),
    "button left out": Rule(
        lambda tree: calls_named(tree, "setAutoDefault"),
        "desktop/gui",
        "leave it to Qt, which lets Enter press the button that has the focus in a dialog",
        # A choice leaves Enter to its dialog or opens itself; snapshots have no button that Enter presses from their list.
        ("desktop/gui/widgets/choices.py", "desktop/gui/history/"),
    ),
    "bare label": Rule(bare_labels, "desktop", "use Label of desktop.gui.as_written", "desktop/gui/as_written.py"),
    "opened library": Rule(opened_libraries, "desktop", "only SQLite opens the library: use desktop.storage"),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_what_is_never_written(rule: Rule) -> None:
    places = {_place(path): path for path in PROGRAM + TESTS}
    paths = [path for place, path in places.items() if place.startswith(rule.under)]
    guilty = [path for path in paths if not _place(path).startswith(rule.spared)]
    found = [f"{_place(path)}:{line}" for path in guilty for line in rule.find(_tree(path))]
    assert not found, f"{rule.remedy}: {found}"


WRONG = {
    "event loop": "app.processEvents()",
    "sleep": "import time\ntime.sleep(1)",
    "past parent": "self.parent().parent().save()",
    "editable list": "box.setEditable(True)",
    "colour": "label.setStyleSheet('color: #ff0000')",
    "button left out": "button.setAutoDefault(False)",
    "bare label": "class Words(QLabel): ...",
    "opened library": "open(folder / 'library.db', 'rb')",
}


@pytest.mark.parametrize("name", RULES)
def test_each_rule_finds_its_fault_and_no_other(name: str) -> None:
    find = RULES[name].find
    assert find(ast.parse(WRONG[name]))
    innocent = '"""Style: #abc."""\nwidget.parent()\nbox.setEditable(False)\nopen("notes.txt")\nlabel = "No. #12"'
    assert not find(ast.parse(innocent))


def test_a_long_function_and_a_drawer_are_found() -> None:
    body = "\n".join("    x = 1" for _ in range(LONGEST_FUNCTION))
    assert long_functions(ast.parse(f"def long():\n{body}")) == ["long (61)"]
    assert not long_functions(ast.parse(f"def short():\n{body[10:]}"))
    assert drawer_words(Path("desktop/gui/dialog_manager.py")) == {"manager"}
    assert not drawer_words(Path("desktop/gui/commonplace.py"))


# Written so that this file is not its own first find.
FORBIDDEN = re.compile(r"(?<![\w.~/-])/(?:work|root|opt|home|tmp|Users)[/][\w.-]+|\b[A-Z]:[\\]Users\\|-[-](?:extra-)?index-url")


def _configured_hosts() -> set[str]:
    """Return the hosts of package registries that this machine's pip is set to, the public one apart."""
    done = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
    told = done.stdout + " ".join(value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_")))
    hosts = set(re.findall(r"https?://(?:[^/@\s]*@)?([\w.-]+)", told))
    return hosts - {"pypi.org", "files.pythonhosted.org", "localhost"}


def test_no_committed_file_names_this_machine() -> None:
    listed = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-z"], capture_output=True, cwd=ROOT, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: there is no list of committed files")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    assert len(paths) >= 10
    hosts = _configured_hosts()
    found = []
    for path in paths:
        if not path.is_file() or b"\0" in (content := path.read_bytes()):
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if FORBIDDEN.search(line) or any(host in line for host in hosts):
                found.append(f"{_place(path)}:{number}: {line.strip()[:100]}")
    assert not found, "these lines name a folder or registry of one machine:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("line", "gap"),
    [("see ~work/main/x", "/"), ("open('~tmp/a.db')", "/"), ("pip ~index-url x", "--"), ("C:~Users\\me", "\\")],
)
def test_a_machine_path_is_found(line: str, gap: str) -> None:
    assert FORBIDDEN.search(line.replace("~", gap))
    innocent = "https://example.org/work/main, part/root/x, ~/work/x, ./tmp/y and images/home/z"
    assert not FORBIDDEN.search(innocent)


def test_the_lock_holds_exact_versions_and_nothing_else() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    wrong = [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*", line)]
    assert not wrong, f"run make lock from an environment that installs from a registry: {wrong}"
    locked = {line.partition("==")[0].lower().replace("_", "-").replace(".", "-") for line in pins}
    assert {"pyside6", "peewee", "apsw", "markdown", "nh3", "jinja2", "pytest", "ruff", "mypy"} <= locked
