"""Whether WebEngine starts on this machine, found out in a child process before the window's own process dares it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, QTimer, Signal

from desktop.gui.preview import probe_child
from desktop.gui.preview.graphics import memory_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
_TRYING = "trying"
DEFAULT_COMMAND = (sys.executable, "-P", str(probe_child.__file__))  # by its path: the package may not be on the child's path


class Verdict(StrEnum):
    """What the probe found; the values are what is remembered between starts."""

    WORKS = "works"
    WITHOUT_SANDBOX = "works without sandbox"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """A verdict, and the reason of a failure in the program's own words (English, for the log and the About window)."""

    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProbeMemory:
    """Where a verdict is kept between starts: ``recall`` a text by its key, ``remember`` one."""

    recall: Callable[[str], str | None]
    remember: Callable[[str, str], None]


def runs_as_root() -> bool:
    """Tell whether this process is the superuser's; Chromium's sandbox refuses to start then."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def flags_for_probe() -> str:
    """Return Chromium's flags for this machine: the user's own, and no sandbox for root alone."""
    flags = os.environ.get(_FLAGS, "").split()
    if runs_as_root() and "--no-sandbox" not in flags:
        flags.append("--no-sandbox")
    return " ".join(flags)


class WebEngineProbe(QObject):
    """Asks once and says :attr:`finished` with a :class:`ProbeResult`, never before :meth:`start` has returned.

    A verdict that is remembered is taken on trust, but marked as on trial until :meth:`confirm`: should WebEngine take the
    program down after all, the next start asks the child again. ``command`` is the child to run, for bundles that hold no
    Python of their own; ``timeout_ms`` how long it may take.
    """

    finished = Signal(object)

    def __init__(
        self,
        memory: ProbeMemory | None = None,
        command: Sequence[str] = DEFAULT_COMMAND,
        parent: QObject | None = None,
        timeout_ms: int = 20_000,
    ) -> None:
        """Make a probe that runs ``command``; what ``memory`` knows is not asked again. It gives up after ``timeout_ms``."""
        super().__init__(parent)
        self._memory = memory
        self._timeout_ms = timeout_ms
        self._command = tuple(command)
        self._process: QProcess | None = None
        self._result: ProbeResult | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._on_clock_timeout)

    @property
    def key(self) -> str:
        """What a remembered verdict depends on."""
        user = os.geteuid() if hasattr(os, "geteuid") else 0
        platform = os.environ.get("QT_QPA_PLATFORM", "")
        return f"{PySide6.__version__} {sys.platform} {platform} {user} {flags_for_probe()}"

    def start(self) -> None:
        """Begin; does nothing the second time."""
        if self._process is not None or self._result is not None:
            return
        recalled = self._memory.recall(self.key) if self._memory is not None else None
        if recalled in {Verdict.WORKS, Verdict.WITHOUT_SANDBOX}:
            self._result = ProbeResult(Verdict(recalled))
            QTimer.singleShot(0, self, self._announce)
            return
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert(_FLAGS, flags_for_probe())
        self._process = QProcess()
        self._process.setProcessEnvironment(environment)
        self._process.finished.connect(self._on_process_finished)
        self._process.errorOccurred.connect(self._on_process_error_occurred)
        self._clock.start(self._timeout_ms)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)
        self._process.start(self._command[0], list(self._command[1:]))

    def stop(self) -> None:
        """End the child, if it still runs, without an answer."""
        process, self._process = self._process, None
        self._clock.stop()
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(1000)

    def confirm(self) -> None:
        """Remember the verdict: WebEngine has shown a page in this process."""
        if self._memory is not None and self._result is not None and self._result.verdict is not Verdict.FAILS:
            self._memory.remember(self.key, self._result.verdict)

    def _settle(self, result: ProbeResult) -> None:
        self._clock.stop()
        if self._result is None:
            self._result = result
            self._announce()

    def _announce(self) -> None:
        if self._result is None:
            return
        if self._result.verdict is not Verdict.FAILS:
            os.environ[_FLAGS] = flags_for_probe()  # read when WebEngine is first used, which is after this
            if self._memory is not None:
                self._memory.remember(self.key, _TRYING)
        self.finished.emit(self._result)

    def _on_process_finished(self, code: int) -> None:
        if self._process is None:
            return
        said = bytes(self._process.readAllStandardOutput().data()).decode(errors="replace")
        driver = next((line for line in said.splitlines() if line.startswith(probe_child.DRIVER)), "")
        if self._memory is not None and driver:
            self._memory.remember(memory_key(), driver.removeprefix(probe_child.DRIVER))
        if code == 0 and probe_child.PROMISE in said:
            open_ = "--no-sandbox" in flags_for_probe().split() or os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") == "1"
            self._settle(ProbeResult(Verdict.WITHOUT_SANDBOX if open_ else Verdict.WORKS))
        else:
            complaint = _last_line(self._process.readAllStandardError().data())
            self._settle(ProbeResult(Verdict.FAILS, complaint or f"exit status {code}"))

    def _on_process_error_occurred(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._settle(ProbeResult(Verdict.FAILS, self._process.errorString()))

    def _on_clock_timeout(self) -> None:
        self.stop()
        self._settle(ProbeResult(Verdict.FAILS, "WebEngine did not answer"))


def _last_line(said: bytes | bytearray | memoryview) -> str:
    lines = bytes(said).decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""
