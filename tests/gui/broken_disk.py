"""A program for ``test_faults``: the real window on a disk that fails, with the fault shim before the C library.

Arguments: an empty folder, and numbers of changes. For every number and mode the text is edited, the save fails there, it is
told, more is typed, a copy is saved elsewhere once, the disk is well again, and everything is stored. It prints an outcome.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import OpenDesk, open_desk
from desktop.gui.rescue import Rescue
from desktop.gui.settings import Settings
from desktop.services.archive import open_archive
from desktop.start import make_application
from tests.faults.campaign import Outcome
from tests.faults.shim import Mode, Shim
from tests.gui.open_texts import begin_reviews, body_of, open_text, text_in_front
from tests.gui.typist import Typist

MODES = (Mode.NO_SPACE_FROM_THEN_ON, Mode.BROKEN_FROM_THEN_ON, Mode.NO_SPACE, Mode.BROKEN, Mode.SHORT)
MILLISECONDS = 30_000


class Trial:
    """The window on one review, and the text that must be in it."""

    def __init__(self, folder: Path, desk: OpenDesk, review_id: str, shim: Shim) -> None:
        self.folder, self.desk, self.review_id, self.shim = folder, desk, review_id, shim
        self.typist, self.outcome = Typist(), Outcome()
        self.text = ""
        self.failed: list[str] = []
        desk.workspace.autosave.failed.connect(self.failed.append)
        open_text(desk, review_id)

    def type(self, words: str) -> None:
        self.typist.type(words)
        self.text += words

    def wait(self, what: Callable[[], bool]) -> bool:
        """Let the window run until something is so; say whether it came to that."""
        loop, looking, end = QEventLoop(), QTimer(interval=10), QTimer(singleShot=True, interval=MILLISECONDS)
        looking.timeout.connect(lambda: loop.quit() if what() else None)
        end.timeout.connect(loop.quit)
        for timer in (looking, end):
            timer.start()
        loop.exec()
        return what()

    def one(self, mode: Mode, at: int) -> bool:
        """Let a save fail; say whether it came that far."""
        settled = self.desk.workspace.autosave
        self.failed.clear()
        self.shim.arm(at, mode)
        self.type(f"{mode.name.lower()} at {at}, ")
        self.check(mode, at, self.wait(lambda: bool(self.failed) or settled.settled), "neither saved nor told")
        failed = bool(self.failed)
        if failed:
            self.outcome.seen["saves that failed"] += 1
            self.told(mode, at)
        reached = self.shim.calls >= at
        self.shim.arm(0)
        self.check(mode, at, self.wait(lambda: settled.settled), "not saved when the disk was well again")
        self.check(mode, at, self.wait(lambda: "save" not in self.desk.window.notices.texts()), "the bar stays")
        self.check(mode, at, text_in_front(self.desk).text() == self.text, "another text on screen")
        self.check(mode, at, body_of(self.folder / "library", self.review_id) == self.text, "another text stored")
        return reached

    def told(self, mode: Mode, at: int) -> None:
        """Look at what the window says, and go on typing."""
        said = self.desk.window.notices.texts().get("save", "")
        # One that failed once is tried again by itself, and may be stored before anybody has read it.
        self.check(mode, at, bool(said) or not mode.value[1], f"nothing is said of {self.failed}")
        self.check(mode, at, all(each.endswith(".") and "Errno" not in each for each in self.failed), f"said: {self.failed}")
        self.type("still writing, ")
        self.check(mode, at, text_in_front(self.desk).text() == self.text, "the text cannot be edited")
        if said and not (self.folder / "stick").exists():
            self.copy_elsewhere(mode, at)

    def copy_elsewhere(self, mode: Mode, at: int) -> None:
        """Take the way out that the bar offers."""
        stick = self.folder / "stick"
        stick.mkdir()
        (rescue,) = self.desk.window.findChildren(Rescue)
        rescue.ask = lambda _window, _title, then: then(stick)
        self.desk.window.notices.buttons("save")[1].click()
        done = self.wait(lambda: "copy" in self.desk.window.notices.texts())
        copies = [path.read_text(encoding="utf-8") for path in stick.iterdir()]
        self.check(mode, at, done and len(copies) == 2 and all(self.text in copy for copy in copies), "no copy elsewhere")
        self.outcome.seen["copies elsewhere"] += 1
        if done:
            self.desk.window.notices.buttons("copy")[0].click()

    def check(self, mode: Mode, at: int, holds: bool, words: str) -> None:
        if not holds:
            self.outcome.failures.append(f"{mode} at {at}: {words}")


def main(folder: Path, numbers: list[int]) -> None:
    (review_id,) = begin_reviews(folder / "library", "One")
    shim = Shim(folder / "library")
    app = make_application()
    desk = open_desk(open_archive(folder / "library"), Settings(folder / "desk.ini"))
    desk.window.resize(1400, 880)
    desk.window.editor.show_preview(False)
    desk.window.show()
    desk.window.activateWindow()
    trial = Trial(folder, desk, review_id, shim)
    assert trial.wait(lambda: QApplication.activeWindow() is desk.window)
    for mode in MODES:
        for at in numbers:
            trial.outcome.seen["faults"] += trial.one(mode, at)
    desk.window.close()
    desk.close()
    app.quit()
    print(trial.outcome.text())


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(number) for number in sys.argv[2:]])
