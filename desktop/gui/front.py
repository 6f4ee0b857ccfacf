"""Where the critic is: which reviews are open, which is in front, on which page, in which field, with the caret where.

Kept in the library, so that it outlasts a kill.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaObject, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.gui.courier import Courier
from desktop.gui.editor.editor import Bookmark

if TYPE_CHECKING:
    from desktop.gui.editor.form import Form
    from desktop.gui.main_window import MainWindow
    from desktop.services.archive import Archive

BEHIND_MS = 1000
"""Milliseconds after which a caret that moved is kept, also where nothing was typed."""
_KEY = "front"

Written = QLineEdit | QTextEdit | QPlainTextEdit
"""Widgets that have a caret."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An open review, its page or part in front, and the caret in that part's text."""

    review: str
    key: str
    caret: int


@dataclass(frozen=True, slots=True)
class Front:
    """The reviews that were open, the one in front (none while the library was), and the field and caret there.

    ``field`` is the field's accessible name and its number among those of the same name.
    """

    open: tuple[Spot, ...] = ()
    review: str = ""
    field: str = ""
    caret: int = 0


def front_of(text: str | None) -> Front:
    """Read what was kept; anything damaged reads as nothing open."""
    try:
        plain = json.loads(text or "{}")
        spots = tuple(Spot(str(spot["review"]), str(spot["key"]), int(spot["caret"])) for spot in plain["open"])
        return Front(spots, str(plain["review"]), str(plain["field"]), int(plain["caret"]))
    except (ValueError, KeyError, TypeError):
        return Front()


class FrontKeeper(QObject):
    """Keeps the front with every save, when another page comes to the front, and a second after the caret moved."""

    def __init__(self, archive: Archive, window: MainWindow) -> None:
        """Keep the front of ``window`` beside the library of ``archive``."""
        super().__init__(window)
        self._archive, self._window = archive, window
        self._kept = archive.recall(_KEY)
        self._resting = archive.library.read_only
        self._courier = Courier(self)
        self._followed: Written | None = None
        self._following: tuple[QMetaObject.Connection, ...] = ()
        self._behind = QTimer(self, singleShot=True, interval=BEHIND_MS)
        self._behind.timeout.connect(self.keep)
        window.workspace.autosave.saving.connect(self.keep)
        window.editor.page_shown.connect(self.keep)
        window.session_shown.connect(self.keep)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_application_focus_changed)

    def kept(self) -> Front:
        """Return the front as it was kept last."""
        return front_of(self._kept)

    @contextmanager
    def coming_back(self) -> Iterator[None]:
        """Keep nothing while the open reviews are brought back one by one: a kill meanwhile loses none of them."""
        resting, self._resting = self._resting, True
        try:
            yield
        finally:
            self._resting = resting
            self.keep()

    def keep(self, *_: object) -> None:
        """Keep where the critic is now, if that is new."""
        self._behind.stop()
        if self._resting:
            return
        text = json.dumps(asdict(self._front()))
        if text != self._kept:
            self._kept = text
            self._courier.watch(self._archive.remember(_KEY, text), self._on_remembered)

    def restore_page(self, spot: Spot) -> None:
        """Tell the editor where a review is to be opened."""
        self._window.editor.set_bookmark(spot.review, Bookmark(spot.key, spot.caret))

    def restore_field(self, front: Front) -> None:
        """Put the focus and the caret back where they were on the page in front."""
        if self._window.session is None:
            return
        field = next((widget for widget, name in _named(self._window.editor.form) if name == front.field), None)
        if field is None:
            return
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._window.editor.form.ensureWidgetVisible(field)
        if isinstance(field, QLineEdit):
            field.setCursorPosition(front.caret)
        elif isinstance(field, QTextEdit | QPlainTextEdit):
            cursor = field.textCursor()
            cursor.setPosition(min(front.caret, field.document().characterCount() - 1))
            field.setTextCursor(cursor)

    def _front(self) -> Front:
        editor, session = self._window.editor, self._window.session
        marks = ((review_id, editor.bookmark(review_id)) for review_id in self._window.open_ids())
        spots = tuple(Spot(review_id, mark.key if mark else "", mark.caret if mark else 0) for review_id, mark in marks)
        field, caret = self._field() if session else ("", 0)
        return Front(spots, session.review_id if session else "", field, caret)

    def _field(self) -> tuple[str, int]:
        """Return the field that has the focus and its caret; while another window has it, the field that had it last."""
        focus: QWidget | None = self._window.focusWidget()
        name = next((name for widget, name in _named(self._window.editor.form) if widget is focus), "")
        if isinstance(focus, QLineEdit):
            return name, focus.cursorPosition()
        return name, focus.textCursor().position() if isinstance(focus, QTextEdit | QPlainTextEdit) else 0

    def _on_remembered(self, future: Future[None]) -> None:
        if future.exception() is not None:
            self._kept = None

    def _on_application_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._followed is not None:
            for connection in self._following:
                QObject.disconnect(connection)
        self._followed = new if isinstance(new, Written) else None
        if self._followed is not None:
            moved = self._followed.cursorPositionChanged.connect(self._on_caret_moved)
            gone = self._followed.destroyed.connect(self._on_followed_destroyed)
            self._following = (moved, gone)
        self._on_caret_moved()

    def _on_followed_destroyed(self) -> None:
        self._followed = None

    def _on_caret_moved(self, *_: object) -> None:
        if not self._resting and not self._behind.isActive():
            self._behind.start()


def _named(form: Form) -> Iterator[tuple[QWidget, str]]:
    """Yield the fields of a form that can have the focus, each with a name of its own."""
    seen: Counter[str] = Counter()
    for widget in form.findChildren(QWidget):
        name = widget.accessibleName()
        if name and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(form):
            seen[name] += 1
            yield widget, f"{name} {seen[name]}"
