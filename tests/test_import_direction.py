"""Import arrows point down only: the plan is ``tests/import_arrows.py``, and these tests hold the house to it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.import_arrows import MAY_IMPORT, arrows_of, faults_of, floor_of, modules_of

ROOT = Path(__file__).resolve().parent.parent


def test_the_test_sees_the_files_of_every_floor() -> None:
    modules = modules_of(ROOT)
    on_disk = list((ROOT / "desktop").rglob("*.py"))
    assert len(modules) == len(on_disk) >= 8
    assert sum(arrow.source.startswith("desktop.core") for arrow in arrows_of(ROOT)) >= 8
    floors = {floor_of(module) for module in modules}
    folders = {path.name for path in (ROOT / "desktop").iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert folders <= floors, "a folder of desktop/ was not read"
    assert "core" in floors


def test_every_floor_of_the_tree_is_in_the_plan() -> None:
    strangers = {floor_of(module) for module in modules_of(ROOT)} - set(MAY_IMPORT) - {""}
    assert not strangers, f"add to MAY_IMPORT in tests/import_arrows.py, or move onto a floor: {sorted(strangers)}"


def test_the_plan_has_no_circle() -> None:
    waiting = {floor: set(below) for floor, below in MAY_IMPORT.items()}
    while waiting:
        free = {floor for floor, below in waiting.items() if not below}
        assert free, f"these floors stand on one another: {sorted(waiting)}"
        waiting = {floor: below - free for floor, below in waiting.items() if floor not in free}


def test_arrows_point_down_only() -> None:
    faults = faults_of(ROOT)
    assert not faults, "\n" + "\n".join(str(fault) for fault in faults)


WRONG_ARROWS = {
    "core asks storage": ("core/review.py", "from desktop.storage import library", "runs up"),
    "core asks a library": ("core/text.py", "import yaml", "standard library only"),
    "storage asks rendering": (
        "storage/library.py",
        "from desktop import rendering",
        "do not know each other",
    ),
    "rendering asks storage": (
        "rendering/page.py",
        "import desktop.storage.library",
        "do not know each other",
    ),
    "services ask gui": ("services/authoring.py", "from desktop.gui.session import Session", "runs up"),
    "an exporter asks storage": (
        "exporters/html.py",
        "from desktop.storage.library import Library",
        "do not know",
    ),
    "gui asks storage": ("gui/session.py", "from desktop.storage.library import Library", "gui may import"),
    "a service knows the toolkit": (
        "services/jobs.py",
        "from PySide6.QtCore import QObject",
        "belongs to app and gui",
    ),
    "gui knows the mapper": ("gui/form.py", "import peewee", "belongs to storage"),
    "a service knows the driver": (
        "services/archive.py",
        "from apsw import Connection",
        "belongs to storage",
    ),
    "gui knows Markdown": (
        "gui/preview.py",
        "from markdown.extensions.toc import slugify",
        "belongs to rendering",
    ),
    "an exporter knows templates": ("exporters/html.py", "import jinja2", "belongs to rendering"),
    "an importer cleans": ("importers/html.py", "import nh3", "belongs to rendering"),
    "gui opens Qt's SQLite": ("gui/table.py", "from PySide6.QtSql import QSqlDatabase", "belongs to nobody"),
    "gui opens Qt's SQLite by name": ("gui/table.py", "from PySide6 import QtSql", "belongs to nobody"),
    "storage opens the other SQLite": ("storage/database.py", "import sqlite3", "belongs to nobody"),
    "for types only": (
        "core/review.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from desktop.services.jobs import Job",
        "runs up",
    ),
    "inside a function": ("core/review.py", "def late():\n    from desktop.gui import theme", "runs up"),
    "relative": ("core/review.py", "from ..storage import library", "runs up"),
    "by a string": (
        "core/review.py",
        "import importlib\nimportlib.import_module('desktop.gui.theme')",
        "runs up",
    ),
    "no floor": ("drawer/bits.py", "from desktop.core import text", "no floor of the house"),
}


@pytest.mark.parametrize(("place", "code", "said"), WRONG_ARROWS.values(), ids=WRONG_ARROWS.keys())
def test_a_wrong_arrow_is_found_and_its_remedy_told(tmp_path: Path, place: str, code: str, said: str) -> None:
    for module in ("storage/library.py", "gui/theme.py", "core/text.py", "rendering/page.py"):
        _write(tmp_path, module, "")
    _write(tmp_path, place, code)
    faults = faults_of(tmp_path)
    assert [fault.arrow.path for fault in faults] == [f"desktop/{place}"]
    assert said in str(faults[0])


def test_right_arrows_are_let_through(tmp_path: Path) -> None:
    _write(tmp_path, "__init__.py", "__version__ = '1'")
    _write(tmp_path, "core/text.py", "import re\nfrom . import dates\nfrom desktop.core import dates as more")
    _write(tmp_path, "core/dates.py", "")
    _write(
        tmp_path,
        "storage/library.py",
        "import apsw, peewee\nfrom playhouse.apsw_ext import APSWDatabase\nfrom desktop.core.text import tidy",
    )
    _write(
        tmp_path,
        "rendering/markdown.py",
        "import markdown, nh3, jinja2\nfrom desktop import paths, __version__",
    )
    _write(tmp_path, "exporters/html.py", "from desktop.rendering import markdown\nimport desktop.core.text")
    _write(
        tmp_path,
        "services/authoring.py",
        "from desktop.storage import library\nfrom desktop.exporters.html import write",
    )
    _write(
        tmp_path,
        "gui/session.py",
        "from PySide6.QtCore import QObject\nfrom desktop.services.authoring import keep",
    )
    _write(
        tmp_path,
        "app.py",
        "from PySide6.QtWidgets import QApplication\nfrom desktop.gui import session\nimport desktop.storage.library",
    )
    assert faults_of(tmp_path) == []
    assert len(arrows_of(tmp_path)) >= 15


def _write(root: Path, place: str, code: str) -> None:
    path = root / "desktop" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, encoding="utf-8")


def _loaded_by(module: str) -> set[str]:
    """Import ``module`` in a fresh interpreter and return the top names of everything that it loaded."""
    code = f"import {module}, sys; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "loads", "never"),
    [
        ("desktop.app", "PySide6", {"markdown", "jinja2", "nh3", "markdownify", "bs4", "sqlite3"}),
        ("desktop.cli", "argparse", {"PySide6", "markdown", "jinja2", "nh3", "sqlite3"}),
        ("desktop.rendering.worker", "markdown", {"PySide6", "peewee", "apsw", "sqlite3"}),
        ("desktop.storage", "desktop", {"PySide6", "markdown", "jinja2", "nh3", "sqlite3"}),
    ],
)
def test_a_process_loads_only_what_is_its_own(module: str, loads: str, never: set[str]) -> None:
    if module not in modules_of(ROOT):
        pytest.skip(f"{module} is not built yet")
    loaded = _loaded_by(module)
    assert loads in loaded
    assert not loaded & never, f"{module} loads what another process or floor owns; import it inside the function that needs it"
