"""The contract of the pages in the middle of the editor: each is bound to a session, shows its article and edits it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.core.article import Article
from desktop.core.fields import FIELD_BY_KEY, FieldKind, value_of
from desktop.core.text import tidy_line, tidy_text
from desktop.gui.as_written import Label
from desktop.gui.session import ReviewSession
from desktop.gui.theme import FIELD_INSET, current_theme, set_look
from desktop.gui.widgets.field import Field

FORM_WIDTH = 760
"""Pixels at 100 % text that a form's fields are wide at most; beyond it they stand in the middle of their pane."""

_SIDE = 44 - FIELD_INSET
"""Pixels from the pane's edge to a field, whose text stands FIELD_INSET further in."""

_TYPED = frozenset({FieldKind.LINE, FieldKind.TEXT, FieldKind.NUMBER, FieldKind.ROWS, FieldKind.RECORD, FieldKind.TIME})


class Form(QScrollArea):
    """A page of the editor: a title and fields in one calm column.

    A subclass builds its fields into ``self.column`` and implements ``show_article``; metadata fields go through ``place``,
    which wires them both ways. ``key`` names the form in :class:`desktop.services.authoring.Place`.
    """

    key = ""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Make an empty page under ``title``."""
        super().__init__(parent)
        self._session: ReviewSession | None = None
        self._placed: dict[str, Field] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_look(self, "sheet")
        page = QWidget(self)
        set_look(page, "sheet")
        self.title = Label(title, page)
        self.title.setWordWrap(True)
        set_look(self.title, "part")
        self.title.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(_SIDE, 32, _SIDE, 32)
        self.column.setSpacing(16)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self.title)
        self.setWidget(page)
        current_theme().changed.connect(self._on_theme_changed)

    def most_width(self) -> int:
        """Return how many pixels the column is wide at most."""
        return current_theme().length(FORM_WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column calm in a wide pane."""
        super().resizeEvent(event)
        self._centre()

    def _on_theme_changed(self) -> None:
        self._centre()

    def _centre(self) -> None:
        side = max(_SIDE, (self.viewport().width() - self.most_width()) // 2)
        margins = self.column.contentsMargins()
        if margins.left() != side:
            self.column.setContentsMargins(side, margins.top(), side, margins.bottom())

    @property
    def session(self) -> ReviewSession:
        """The session that the form is bound to."""
        assert self._session is not None, "the form is not bound to a review"
        return self._session

    @property
    def is_bound(self) -> bool:
        """Whether the form shows a review."""
        return self._session is not None

    def bind(self, session: ReviewSession | None) -> None:
        """Show another review, or none."""
        if self._session is not None:
            self._session.article_changed.disconnect(self._on_session_article_changed)
        self._session = session
        if session is not None:
            session.article_changed.connect(self._on_session_article_changed)
            self._show(session.article)

    def settle(self) -> bool:
        """Take the focus out of the form, so that its field is finished while it still shows what was typed into it.

        Returns whether the focus was in the form; whoever calls this before binding gives it back.
        """
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return False
        focus.clearFocus()
        return True

    def place(self, key: str, field: Field) -> Field:
        """Register the widget of a metadata field of ``core.fields``: shown, edited and tidied through it; return the widget."""
        declared = FIELD_BY_KEY[key]
        self._placed[key] = field
        typed = declared.kind in _TYPED
        field.changed.connect(lambda value: self.session.edit_field(declared, value, typing=typed))
        if declared.kind in (FieldKind.LINE, FieldKind.TEXT):
            tidy: Callable[[str], str] = tidy_line if declared.kind is FieldKind.LINE else tidy_text
            field.finished.connect(lambda: self._tidy(key, tidy))
        return field

    def placed(self) -> dict[str, Field]:
        """Return the metadata fields that stand in this form, by key."""
        return dict(self._placed)

    def show_article(self, article: Article) -> None:
        """Show whatever is not a placed metadata field; called on binding and after every change."""

    def focused_field(self) -> str:
        """Return the metadata field that has the focus, or nothing."""
        focus: QWidget | None = self.window().focusWidget()
        inside = (
            key for key, field in self._placed.items() if focus is not None and (field is focus or field.isAncestorOf(focus))
        )
        return next(inside, "")

    def add_placeholder(self) -> None:
        """Ask for a picture that has no file yet, where the form has pictures."""

    def reveal(self, field: str) -> None:
        """Put the focus into a field or row, scrolled into sight; an unknown one reveals the first."""
        widget = self._placed.get(field) or next(iter(self._placed.values()), None)
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(widget)

    def _tidy(self, key: str, tidy: Callable[[str], str]) -> None:
        if self._session is None:
            return
        declared = FIELD_BY_KEY[key]
        value = value_of(self.session.article, declared)
        if isinstance(value, str) and tidy(value) != value:
            self.session.edit_field(declared, tidy(value), tidying=True)

    def _on_session_article_changed(self, before: Article, after: Article) -> None:
        self._show(after)

    def _show(self, article: Article) -> None:
        for key, field in self._placed.items():
            field.set_value(value_of(article, FIELD_BY_KEY[key]))
        self.show_article(article)
