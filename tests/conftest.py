"""What every test stands on: folders of its own, no display, and no warning that passes unseen."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.offline import stay_offline

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCRATCH = Path(tempfile.mkdtemp(prefix="matinee-tests-"))


def _may_use_browser_sandbox() -> bool:
    """Tell whether Chromium's sandbox can start: not as root, nor where user namespaces are forbidden."""
    if not sys.platform.startswith("linux"):
        return True
    if os.geteuid() == 0 or shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "--user", "true"], capture_output=True, check=False).returncode == 0


def _set_environment() -> None:
    """Turn away from the user's own folders, display and language; must run before Qt is imported."""
    for name, place in {
        "HOME": "home",
        "USERPROFILE": "home",
        "XDG_CONFIG_HOME": "home/.config",
        "XDG_DATA_HOME": "home/.local/share",
        "XDG_STATE_HOME": "home/.local/state",
        "XDG_CACHE_HOME": "home/.cache",
        "XDG_DOCUMENTS_DIR": "home/Documents",
        "XDG_RUNTIME_DIR": "runtime",
    }.items():
        folder = _SCRATCH / place
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[name] = str(folder)
    for name in (
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "MATINEE_LIBRARY",
        "QT_STYLE_OVERRIDE",
        "QT_SCALE_FACTOR",
        "LANGUAGE",
    ):
        os.environ.pop(name, None)
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC"}
    os.environ |= {"PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}
    os.environ["QT_WIDGETS_RHI"] = "1"  # as desktop.gui.preview.preparation says to the real application
    flags = "--disable-gpu --disable-dev-shm-usage"
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = flags if _may_use_browser_sandbox() else f"--no-sandbox {flags}"


_set_environment()
stay_offline()

# The same examples every time; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("house", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", parent=settings.get_profile("house"), derandomize=False, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


def pytest_unconfigure() -> None:
    shutil.rmtree(_SCRATCH, ignore_errors=True)


class _Ear(logging.Handler):
    """Keeps what our own loggers say at WARNING or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning it did not ask for with ``expects_log``, or not the one it asked for."""
    ear = _Ear()
    logger = logging.getLogger("desktop")
    logger.addHandler(ear)
    yield
    logger.removeHandler(ear)
    said = [record.getMessage() for record in ear.heard]
    wanted = [str(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    unasked = [line for line in said if not any(re.search(pattern, line) for pattern in wanted)]
    assert not unasked, f"logged, but the test does not ask for it with @pytest.mark.expects_log(…): {unasked}"
    unheard = [pattern for pattern in wanted if not any(re.search(pattern, line) for line in said)]
    assert not unheard, f"expects_log asks for lines that were not logged: {unheard}; logged were {said}"


@pytest.fixture(autouse=True)
def no_window_left(no_unexpected_log: None) -> Iterator[None]:
    """Fail a test that leaves a window on screen: give it to ``qtbot.addWidget`` or close it."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    left = [widget for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.close()
        widget.deleteLater()
    core = sys.modules["PySide6.QtCore"]
    # What was told to go later must go before the application does: a web view that outlives it takes the process down.
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    assert not left, f"windows left open: {left}"
