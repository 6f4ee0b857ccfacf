"""Reads the imports of a source tree without running it and names those that break the plan of the house.

The plan is the two tables below. A new floor is a line in ``MAY_IMPORT``; a library that only one floor may
know is a line in ``OWNERS``.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

ROOT_PACKAGE = "desktop"
PLAN = "tests/import_arrows.py"

_BELOW_SERVICES = frozenset({"exporters", "importers", "checks", "storage", "rendering", "paths", "core"})

MAY_IMPORT: Mapping[str, frozenset[str]] = {
    "core": frozenset(),
    "paths": frozenset({"core"}),
    "rendering": frozenset({"paths", "core"}),
    "storage": frozenset({"paths", "core"}),
    "checks": frozenset({"rendering", "paths", "core"}),
    "importers": frozenset({"rendering", "paths", "core"}),
    "exporters": frozenset({"rendering", "paths", "core"}),
    "services": _BELOW_SERVICES,
    "gui": frozenset({"services", "paths", "core"}),
    "start": frozenset({"gui", "paths", "core"}),
    "app": _BELOW_SERVICES | {"start", "gui", "services"},
    "cli": _BELOW_SERVICES | {"app", "start", "services"},
    "__main__": frozenset({"cli"}),
}
"""Floor -> the other floors that it may import. Each may import itself and the root package's version."""

NOBODY: frozenset[str] = frozenset()
OWNERS: Mapping[str, frozenset[str]] = {
    "PySide6": frozenset({"app", "start", "gui"}),
    "shiboken6": frozenset({"app", "start", "gui"}),
    "qtawesome": frozenset({"app", "gui"}),
    "peewee": frozenset({"storage"}),
    "playhouse": frozenset({"storage"}),
    "apsw": frozenset({"storage"}),
    "markdown": frozenset({"rendering"}),
    "jinja2": frozenset({"rendering"}),
    "markupsafe": frozenset({"rendering"}),
    "nh3": frozenset({"rendering"}),
    "sqlite3": NOBODY,
    "PySide6.QtSql": NOBODY,
}
"""Library -> the floors that may import it; the longest name that fits counts."""

STANDARD_LIBRARY_ONLY = "core"

_REASONS = {
    "sqlite3": "two copies of SQLite on one file break its locks; use desktop.storage",
    "PySide6.QtSql": "two copies of SQLite on one file break its locks; use a service",
    "PySide6": "give the function plain values, or make it a port that gui fills",
    "peewee": "add a method to desktop/storage that takes and returns dataclasses of core",
    "apsw": "add a method to desktop/storage that takes and returns dataclasses of core",
    "markdown": "call a function of desktop/rendering, which runs where the window never waits",
    "jinja2": "call a function of desktop/rendering, which fills the templates",
    "nh3": "call a function of desktop/rendering, which cleans all HTML",
}


@dataclass(frozen=True)
class Arrow:
    """One import: the module ``source`` imports ``target`` on ``line`` of the file ``path``."""

    path: str
    line: int
    source: str
    target: str


@dataclass(frozen=True)
class Fault:
    """An arrow that the plan does not allow, and how to mend it."""

    arrow: Arrow
    remedy: str

    def __str__(self) -> str:
        arrow = self.arrow
        return f"{arrow.path}:{arrow.line}: {arrow.source} -> {arrow.target}\n    {self.remedy}"


def modules_of(root: Path) -> dict[str, Path]:
    """Return every module under ``root`` (the folder that holds ``desktop/``) by its dotted name."""
    modules = {}
    for path in sorted((root / ROOT_PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return modules


def floor_of(module: str) -> str:
    """Return the floor a module of the package stands on; the root package itself is the empty string."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def arrows_of(root: Path) -> list[Arrow]:
    """Return every import: in functions and under ``TYPE_CHECKING`` too, and by ``importlib`` with a literal."""
    modules = modules_of(root)
    return [arrow for module, path in modules.items() for arrow in _arrows_of_file(root, module, path, modules)]


def faults_of(root: Path) -> list[Fault]:
    """Return every arrow of the tree that the plan does not allow."""
    found = ((arrow, _remedy(arrow)) for arrow in arrows_of(root))
    return [Fault(arrow, remedy) for arrow, remedy in found if remedy]


def _arrows_of_file(root: Path, module: str, path: Path, modules: Mapping[str, Path]) -> Iterator[Arrow]:
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    place = path.relative_to(root).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        for target in _targets(node, package, modules):
            yield Arrow(place, getattr(node, "lineno", 0), module, target)


def _targets(node: ast.AST, package: str, modules: Mapping[str, Path]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = _absolute(node, package)
        for alias in node.names:
            full = f"{base}.{alias.name}"
            # `from desktop import storage` and `from PySide6 import QtSql` name modules, not what is in one.
            is_floor = base == ROOT_PACKAGE and not alias.name.startswith("_")
            yield full if is_floor or full in modules or full in OWNERS else base
    elif isinstance(node, ast.Call) and node.args and _is_import_function(node.func):
        name = node.args[0]
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            yield name.value


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    base = ".".join(parts[: len(parts) - node.level + 1])
    return f"{base}.{node.module}" if node.module else base


def _is_import_function(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr in {"import_module", "__import__"}
    return isinstance(function, ast.Name) and function.id in {"import_module", "__import__"}


def _remedy(arrow: Arrow) -> str:
    source = floor_of(arrow.source)
    top = arrow.target.partition(".")[0]
    if top == ROOT_PACKAGE:
        return _remedy_inside(source, floor_of(arrow.target))
    owner = _owned_name(arrow.target)
    if owner is not None:
        if source in OWNERS[owner]:
            return ""
        allowed = " and ".join(sorted(OWNERS[owner])) or "nobody"
        reason = _REASONS.get(owner) or _REASONS.get(owner.partition(".")[0]) or "ask the floor that owns it"
        return f"{owner} belongs to {allowed}: {reason}."
    if source == STANDARD_LIBRARY_ONLY and top not in sys.stdlib_module_names:
        return f"core uses the standard library only: move what needs {top} to the floor above that it serves."
    return ""


def _remedy_inside(source: str, target: str) -> str:
    if target in {"", source}:
        return ""
    if source not in MAY_IMPORT:
        where = f"desktop/{source}" if source else "desktop/__init__.py"
        if not source:
            return f"{where} holds the version and the map only: import {target} where it is needed."
        return f"{where} is no floor of the house: put it on one, or add it to MAY_IMPORT ({PLAN})."
    if target in MAY_IMPORT[source]:
        return ""
    allowed = ", ".join(sorted(MAY_IMPORT[source])) or "nothing of desktop"
    if source in MAY_IMPORT.get(target, NOBODY):
        return (
            f"The arrow runs up, for {target} stands on {source}: {source} may import {allowed}. "
            f"Let {target} hand in the value or a function, or move what both need down to core."
        )
    return (
        f"{source} and {target} do not know each other: {source} may import {allowed}. "
        f"Join them on the floor above both, or move what both need down to core."
    )


def _owned_name(target: str) -> str | None:
    fitting = [name for name in OWNERS if target == name or target.startswith(f"{name}.")]
    return max(fitting, key=len, default=None)
