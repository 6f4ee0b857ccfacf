"""The net under all tests must hold: it is run here over small made-up tests."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).with_name("conftest.py")


@pytest.fixture
def outcome(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with our conftest in which a made-up test can be run."""
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers = expects_log(pattern): told in pyproject.toml\nqt_api = pyside6\n")
    return pytester


def _run(pytester: pytest.Pytester, body: str) -> pytest.RunResult:
    pytester.makepyfile("import logging\nimport pytest\nlog = logging.getLogger('desktop.storage')\n" + body)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider")


def test_an_unexpected_log_record_fails(outcome: pytest.Pytester) -> None:
    result = _run(outcome, "def test_a():\n    log.warning('disk %s', 'full')\ndef test_b():\n    log.info('well')")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*logged, but the test does not ask for it*disk full*"])


def test_an_expected_log_record_passes_and_a_missing_one_fails(outcome: pytest.Pytester) -> None:
    mark = "@pytest.mark.expects_log(r'disk \\w+')\n"
    result = _run(outcome, f"{mark}def test_a():\n    log.error('disk full')\n{mark}def test_b():\n    pass")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*expects_log asks for lines that were not logged*"])


def test_a_window_left_open_fails(outcome: pytest.Pytester) -> None:
    made = "    from PySide6.QtWidgets import QWidget\n    global kept\n    kept = QWidget()\n    kept.show()\n"
    given = (
        "def test_b(qtbot):\n    from PySide6.QtWidgets import QWidget\n    w = QWidget()\n    qtbot.addWidget(w)\n    w.show()"
    )
    result = _run(outcome, f"def test_a(qtbot):\n{made}{given}")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*windows left open*"])


def test_nothing_points_at_the_folders_or_the_screen_of_the_user() -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR", "XDG_RUNTIME_DIR"):
        assert Path(os.environ[name]).is_relative_to(tempfile.gettempdir()), name
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert not {"DISPLAY", "WAYLAND_DISPLAY", "MATINEE_LIBRARY"} & set(os.environ)
