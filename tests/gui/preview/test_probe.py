"""The probe: what works, what fails and why, what is remembered."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from desktop.gui.preview.probe import ProbeMemory, ProbeResult, Verdict, WebEngineProbe, flags_for_probe, runs_as_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest
    from pytestqt.qtbot import QtBot

NOWHERE = ("/nowhere/python",)


def _ask(qtbot: QtBot, probe: WebEngineProbe) -> ProbeResult:
    with qtbot.waitSignal(probe.finished, timeout=30_000) as heard:
        probe.start()
    result = heard.args[0]
    assert isinstance(result, ProbeResult)
    return result


def _says(words: str, status: int) -> Sequence[str]:
    return (sys.executable, "-c", f"import sys; sys.stderr.write({words!r}); sys.exit({status})")


def test_webengine_starts_in_the_real_child(qtbot: QtBot) -> None:
    result = _ask(qtbot, WebEngineProbe())
    open_ = "--no-sandbox" in flags_for_probe()
    assert result == ProbeResult(Verdict.WITHOUT_SANDBOX if open_ else Verdict.WORKS)


def test_root_alone_goes_without_the_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    assert runs_as_root()
    assert flags_for_probe() == "--disable-gpu --no-sandbox"
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    assert flags_for_probe() == "--disable-gpu"


def test_a_child_that_ends_badly_says_why(qtbot: QtBot) -> None:
    result = _ask(qtbot, WebEngineProbe(command=_says("first\nno libnss3\n", 1)))
    assert result == ProbeResult(Verdict.FAILS, "no libnss3")


def test_a_child_that_ends_well_without_a_word_is_not_believed(qtbot: QtBot) -> None:
    assert _ask(qtbot, WebEngineProbe(command=_says("", 0))).verdict is Verdict.FAILS


def test_a_child_that_does_not_start_is_a_failure(qtbot: QtBot) -> None:
    result = _ask(qtbot, WebEngineProbe(command=NOWHERE))
    assert result.verdict is Verdict.FAILS
    assert result.reason


def test_a_child_that_hangs_is_ended(qtbot: QtBot) -> None:
    hangs = (sys.executable, "-c", "import signal; signal.pause()")
    result = _ask(qtbot, WebEngineProbe(command=hangs, timeout_ms=200))
    assert result == ProbeResult(Verdict.FAILS, "WebEngine did not answer")


def test_what_worked_is_taken_on_trust_but_on_trial(qtbot: QtBot) -> None:
    kept: dict[str, str] = {}
    memory = ProbeMemory(kept.get, kept.__setitem__)
    first = WebEngineProbe(memory)
    kept[first.key] = "works"
    trusting = WebEngineProbe(memory, NOWHERE)
    assert _ask(qtbot, trusting).verdict is Verdict.WORKS
    assert kept[first.key] == "trying"
    after_a_crash = WebEngineProbe(memory, NOWHERE)
    assert _ask(qtbot, after_a_crash).verdict is Verdict.FAILS
    trusting.confirm()
    assert kept[first.key] == "works"


def test_a_failure_is_not_remembered(qtbot: QtBot) -> None:
    kept: dict[str, str] = {}
    probe = WebEngineProbe(ProbeMemory(kept.get, kept.__setitem__), NOWHERE)
    _ask(qtbot, probe)
    probe.confirm()
    assert kept == {}


def test_stopping_ends_the_child_without_an_answer(qtbot: QtBot) -> None:
    probe = WebEngineProbe(command=(sys.executable, "-c", "import signal; signal.pause()"))
    with qtbot.assertNotEmitted(probe.finished):
        probe.start()
        probe.stop()
