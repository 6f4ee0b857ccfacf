"""A program for ``test_kills``: the whole window, typed into through its real widgets until it is killed.

Arguments: the folder of the test, a word for this run, ``preview`` or ``no-preview``. It prints JSON lines: first where the
window came up, then every word once its last key was pressed, with the moment on the system's monotonic clock in seconds; no word
but the moment where another review came to the front.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from desktop.app import OpenDesk, open_desk
from desktop.core.review import PartKind
from desktop.gui.editor.text_form import TextForm
from desktop.gui.settings import Settings
from desktop.services.archive import open_archive
from desktop.services.authoring import Place
from desktop.start import make_application
from tests.gui.typist import Typist

KEY_MS = 15
ANY = "any"
"""Said for a review while another one is on its way to the front."""
WORDS_A_REVIEW = 4
WORDS_A_NEW_REVIEW = 7


def tell(**values: object) -> None:
    print(json.dumps(values), flush=True)


class Critic:
    """Types words that name their review and their number; now and then turns to the next review, or begins a new one."""

    def __init__(self, desk: OpenDesk, run: str) -> None:
        self.desk, self.run = desk, run
        self.typist = Typist()
        self.waiting: list[str] = []
        self.word = self.front = ""
        self.words = 0
        self.timer = QTimer(interval=KEY_MS)
        self.timer.timeout.connect(self.press)
        self.timer.start()

    def press(self) -> None:
        if QApplication.activeWindow() is None:  # the offscreen platform has no window manager that gives the focus back
            self.desk.window.activateWindow()
            return
        if QApplication.activeModalWidget() is not None:
            self.typist.type(f"New {self.run}-{self.words}")
            self.typist.press("Return")
            return
        session = self.desk.window.session
        if session is None or not isinstance(self.desk.window.editor.form, TextForm):
            self.go_to_text()
            return
        if session.review_id != self.front:
            self.front = session.review_id
            tell(word="", review=self.front, at=time.monotonic())
        if not self.waiting:
            self.begin_word(session.review_id)
            return
        self.typist.type(self.waiting.pop(0))
        if not self.waiting:
            tell(word=self.word, review=session.review_id, at=time.monotonic())

    def begin_word(self, review_id: str) -> None:
        self.words += 1
        if self.words % WORDS_A_NEW_REVIEW == 0:
            tell(word="", review=ANY, at=time.monotonic())
            self.typist.press("Ctrl+N")
        elif self.words % WORDS_A_REVIEW == 0:
            tell(word="", review=ANY, at=time.monotonic())
            self.typist.press("Ctrl+Tab")
            self.go_to_text()
        else:
            self.word = f"{review_id[:8]}.{self.run}.{self.words}"
            self.waiting = list(f" {self.word}")

    def go_to_text(self) -> None:
        session = self.desk.window.session
        if session is None:
            self.desk.places.greet(sample=False, slug=self.desk.workspace.archive.reviews()[0].id)
            return
        text = next(part.id for part in session.article.review.parts if part.kind is PartKind.TEXT)
        if self.desk.window.editor.current_key != text:
            self.desk.window.editor.go_to(Place(text))
        form = self.desk.window.editor.form
        assert isinstance(form, TextForm)
        form.body.moveCursor(QTextCursor.MoveOperation.End)


def main(folder: Path, run: str, preview: bool) -> None:
    app = make_application()
    archive = open_archive(folder / "library")
    desk = open_desk(archive, Settings(folder / "desk.ini"))
    desk.window.resize(1400, 880)
    desk.window.editor.show_preview(preview)
    desk.window.show()
    desk.window.activateWindow()
    desk.places.restore()
    session, form, focus = desk.window.session, desk.window.editor.form, desk.window.focusWidget()
    text = form.body if isinstance(form, TextForm) else None
    tell(
        review=session.review_id if session else "",
        open=desk.window.open_ids(),
        caret=text.caret() if session and text is not None else -1,
        length=len(text.text()) if session and text is not None else -1,
        focus=focus is text if text is not None else form.isAncestorOf(focus),
        bar=desk.window.notices.texts().get("recovery", ""),
    )
    critic = Critic(desk, run)
    app.exec()
    del critic


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "preview")
