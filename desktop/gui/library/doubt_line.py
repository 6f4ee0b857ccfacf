"""The quiet line under the search line: what was typed and may not say what was meant."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.doubt_words import doubt_sentence
from desktop.core.finding_doubts import doubts_of
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.library.query_line import QueryLine
from desktop.gui.theme import set_look

PAUSE_MS = 700
"""Milliseconds after a key: who is still typing a term is not told what it is not yet."""


class DoubtLine(Label):
    """Names the first doubtful term of ``line`` in one sentence once typing rests, and goes with the term."""

    def __init__(self, line: QueryLine, parent: QWidget) -> None:
        """Follow ``line``, with nothing to say yet."""
        super().__init__(parent=parent)
        self._line = line
        set_look(self, "caption")
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._say)
        line.query_edited.connect(self._on_line_query_edited)

    def event(self, event: QEvent) -> bool:
        """Let what the search line offers stand under this."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize):
            under = (
                self.mapTo(self.window(), self.rect().bottomLeft()).y()
                - self._line.mapTo(self.window(), self._line.rect().bottomLeft()).y()
            )
            self._line.keep_room_below(under if self.isVisible() else 0)
        return done

    def _sentence(self) -> str:
        typed = " ".join([*map(str, self._line.chips().terms()), self._line.text()])
        doubts = doubts_of(typed)
        return doubt_sentence(doubts[0], _translated) if doubts else ""

    def _on_line_query_edited(self) -> None:
        sentence = self._sentence()
        if sentence != self.text():
            self.hide()
            self.clear()
        if sentence:
            self._pause.start()
        else:
            self._pause.stop()

    def _say(self) -> None:
        sentence = self._sentence()
        if sentence and sentence != self.text():
            self.setText(sentence)
            announce(self._line, sentence)
        self.setVisible(bool(sentence))


def _translated(words: str) -> str:
    return QCoreApplication.translate("Doubts", words)
