"""A window comes no larger than its screen, on a small one and after a larger one; each screen is one of a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


_SHOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.gui.main_window import MainWindow
from desktop.gui.settings import Settings
app = QApplication([])
settings = Settings(Path(sys.argv[1]))
window = MainWindow(settings)
if len(sys.argv) > 2:
    window.setGeometry(*map(int, sys.argv[2:]))
window.show()
app.processEvents()
around, inside = window.frameGeometry(), window.geometry()
settings.geometry = window.saveGeometry()
settings.flush()
print(around.left(), around.top(), around.right(), around.bottom(), inside.width(), inside.height())
"""


def shown(folder: Path, width: int, height: int, *geometry: int) -> tuple[int, ...]:
    """Return the edges of a window's frame and its size on a screen; ``geometry`` is given to it before it is shown."""
    screens = folder / "screens.json"
    screen = {"name": "one", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _SHOW, str(folder / "desk.ini"), *map(str, geometry)],
        cwd=PROJECT,
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={screens}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return tuple(map(int, done.stdout.split()))


def is_inside(edges: tuple[int, ...], width: int, height: int) -> bool:
    """Say whether a window is on the screen, but for the line of two pixels that this platform draws around one."""
    left, top, right, bottom, *_ = edges
    return left >= -2 and top >= -2 and right < width + 2 and bottom < height + 2


def test_where_there_is_room_the_first_size_is_the_usual_one(tmp_path: Path) -> None:
    assert shown(tmp_path, 1920, 1080)[4:] == (1400, 880)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1366, 768), (1024, 600)])
def test_the_first_size_fits_a_small_screen(tmp_path: Path, width: int, height: int) -> None:
    edges = shown(tmp_path, width, height)
    assert is_inside(edges, width, height)
    assert edges[4] > 0.9 * width
    assert edges[5] > 0.85 * height


@pytest.mark.parametrize("geometry", [(500, 150, 880, 860), (2, 30, 700, 500), (700, 500, 660, 520)])
def test_what_was_left_on_a_larger_screen_is_brought_in_and_kept_on_the_same(tmp_path: Path, geometry: tuple[int, ...]) -> None:
    there = shown(tmp_path, 1400, 1050, *geometry)
    assert there[4:] == geometry[2:]
    assert shown(tmp_path, 1400, 1050) == there
    for size in ((1280, 800), (800, 600)):
        assert is_inside(shown(tmp_path, *size), *size)
