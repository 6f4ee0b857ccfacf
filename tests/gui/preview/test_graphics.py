"""Who draws: found out from the driver's name, overridden by the user, and without a new native window either way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.preview.graphics import Choice, Graphics, choose, memory_key
from desktop.gui.preview.probe import ProbeMemory, WebEngineProbe

PROJECT = Path(__file__).resolve().parents[3]


def known(driver: str | None) -> Choice:
    return choose(lambda _key: driver, {}, Path("/nowhere"))


@pytest.mark.parametrize(
    "driver",
    ["llvmpipe (LLVM 15.0.6, 256 bits)", "softpipe", "Google SwiftShader", "Microsoft Basic Render Driver", "GDI Generic"],
)
def test_a_driver_that_plays_a_card_is_done_without(driver: str) -> None:
    assert known(driver) == Choice(Graphics.SOFTWARE, driver)


@pytest.mark.parametrize("driver", ["Mesa Intel(R) UHD Graphics 620 (KBL GT2)", "NVIDIA GeForce RTX 3060/PCIe/SSE2", "Apple M2"])
def test_a_card_draws(driver: str) -> None:
    assert known(driver) == Choice(Graphics.CARD, driver)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux says without OpenGL whether there is a card")
def test_before_the_driver_is_known_a_node_for_rendering_counts_as_a_card(tmp_path: Path) -> None:
    assert choose(lambda _key: None, {}, tmp_path).graphics is Graphics.SOFTWARE
    (tmp_path / "renderD128").touch()
    assert choose(lambda _key: None, {}, tmp_path).graphics is Graphics.CARD


@pytest.mark.parametrize(
    ("environment", "graphics"),
    [
        ({"MATINEE_GRAPHICS": "card"}, Graphics.CARD),
        ({"MATINEE_GRAPHICS": " Software "}, Graphics.SOFTWARE),
        ({"QT_QUICK_BACKEND": "software"}, Graphics.SOFTWARE),
        ({"QT_QUICK_BACKEND": "rhi"}, Graphics.CARD),
        ({"MATINEE_GRAPHICS": "card", "QT_QUICK_BACKEND": "software"}, Graphics.CARD),
    ],
)
def test_the_user_decides(environment: dict[str, str], graphics: Graphics) -> None:
    assert choose(lambda _key: "llvmpipe", environment) == Choice(graphics, asked=True)


def test_words_that_mean_nothing_are_passed_over() -> None:
    assert choose(lambda _key: "llvmpipe", {"MATINEE_GRAPHICS": "gpu"}) == Choice(Graphics.SOFTWARE, "llvmpipe")


def test_another_card_or_display_asks_anew(tmp_path: Path) -> None:
    keys = {memory_key({"DISPLAY": ":0"}, tmp_path), memory_key({"DISPLAY": ":1"}, tmp_path), memory_key({}, tmp_path)}
    (tmp_path / "renderD128").touch()
    assert len(keys | {memory_key({}, tmp_path)}) == 4


def test_the_child_that_tries_webengine_out_names_the_driver(qtbot: QtBot) -> None:
    kept: dict[str, str] = {}
    probe = WebEngineProbe(ProbeMemory(kept.get, kept.__setitem__))
    with qtbot.waitSignal(probe.finished, timeout=30_000):
        probe.start()
    assert memory_key() in kept


_JOIN = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from desktop.start import raise_window
raised = raise_window()
from desktop import app
from desktop.gui.preview.graphics import in_use
raised.window.resize(1400, 880)  # the screen that is not there is too small for a preview
numbers, hidden = [int(raised.window.winId())], []
class Hidden(QObject):
    def eventFilter(self, watched, event):
        if event.type() in (QEvent.Type.Hide, QEvent.Type.WinIdChange):
            hidden.append(event.type().name)
        return False
filter_ = Hidden()
raised.window.installEventFilter(filter_)
desk = app._begin(app.Choice(Path(sys.argv[1])), raised, sample=True, slug=None)
preview = desk.window.editor.preview
def shown():
    preview.view.page_ready.connect(done)
def done():
    numbers.append(int(raised.window.winId()))
    print(json.dumps({"view": type(preview.view).__name__, "numbers": numbers, "hidden": hidden, "drawn": in_use().value}))
    raised.window.removeEventFilter(filter_)
    desk.window.close()
preview.view_started.connect(shown)
QTimer.singleShot(60000, raised.application.quit)
raised.application.exec()
desk.close()
"""


@pytest.mark.parametrize("graphics", list(Graphics))
def test_the_preview_joins_the_window_on_screen_without_a_flash(graphics: Graphics, tmp_path: Path) -> None:
    """The native window stays the same one and is never hidden while the web view joins it."""
    mine = {name: value for name, value in os.environ.items() if name not in {"QT_WIDGETS_RHI", "QT_QUICK_BACKEND"}}
    done = subprocess.run(
        [sys.executable, "-c", _JOIN, str(tmp_path / "library")],
        cwd=PROJECT,
        env=mine | {"MATINEE_GRAPHICS": graphics.value, "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    told = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
    assert told["view"] == "WebView"
    assert told["drawn"] == graphics
    assert told["hidden"] == []
    assert len(set(told["numbers"])) == 1
