"""The bar above the editor: back to the library, which review this is, its status, undo and redo, export."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from desktop.core.article import Article
from desktop.core.languages import language_name
from desktop.core.review import Status
from desktop.gui.as_written import Label, as_tip, without_keys
from desktop.gui.editor.outline import Row
from desktop.gui.theme import current_theme, set_look
from desktop.gui.words import kind_of_piece, status_name

_TITLE_WIDTH = 280
"""Pixels at 100 % text that the title takes at most."""


class EditorHeader(QFrame):
    """The bar. ``status_chosen`` carries a Status; ``part_chosen`` a key, from the drop-down of a narrow window."""

    library_requested = Signal()
    export_requested = Signal()
    status_chosen = Signal(object)
    part_chosen = Signal(str)

    def __init__(self, undo: QAction, redo: QAction, parent: QWidget | None = None) -> None:
        """Make the bar with buttons for the window's own actions of undo and redo."""
        super().__init__(parent)
        set_look(self, "header")
        back = QPushButton(self.tr("‹ Library"), self)
        back.setToolTip(self.tr("Back to the library (Ctrl+1)"))
        set_look(back, "link")
        back.clicked.connect(self.library_requested)
        self.parts = QPushButton(self)
        self.parts.setAccessibleName(self.tr("Part of the review"))
        self.parts.setMenu(QMenu(self.parts))
        set_look(self.parts, "menu")
        self.parts.hide()
        self._title = Label(parent=self)
        self._about = Label(parent=self)
        self._about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_look(self._title, "crumb")
        set_look(self._about, "muted")
        self.status = QPushButton(self)
        self.status.setMenu(self._status_menu())
        set_look(self.status, "menu")
        self.export = QPushButton(self.tr("Export"), self)
        self.export.setToolTip(self.tr("Take the article out as HTML or Markdown (Ctrl+E)"))
        set_look(self.export, "primary")
        self.export.clicked.connect(self.export_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 16, 8)
        row.setSpacing(8)
        for widget in (back, self._title, self.parts):
            row.addWidget(widget)
        row.addWidget(self._about, 1)
        row.addStretch(0)
        row.addWidget(self.status)
        row.addSpacing(4)
        row.addWidget(self._steps(undo, redo))
        row.addSpacing(4)
        row.addWidget(self.export)

    def _steps(self, undo: QAction, redo: QAction) -> QFrame:
        """Return undo and redo side by side in one frame."""
        pill = QFrame(self)
        set_look(pill, "pill")
        inside = QHBoxLayout(pill)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        for action, sign in ((undo, "↶"), (redo, "↷")):
            inside.addWidget(self._tool(action, sign))
        return pill

    def _tool(self, action: QAction, sign: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())

        def follow() -> None:
            button.setEnabled(action.isEnabled())
            button.setToolTip(action.toolTip())
            button.setAccessibleName(action.text().replace("&", ""))

        action.changed.connect(follow)
        follow()
        return button

    def _status_menu(self) -> QMenu:
        menu = QMenu(self.status)
        self._statuses = QActionGroup(menu)
        for status in Status:
            action = QAction(status_name(status), self._statuses, checkable=True)
            action.setData(status)
            menu.addAction(action)
        # Qt hands the value back as a plain text.
        self._statuses.triggered.connect(lambda action: self.status_chosen.emit(Status(action.data())))
        return menu

    def show_article(self, article: Article) -> None:
        """Show which review this is and where it stands."""
        work, review = article.work, article.review
        title = work.title or self.tr("Untitled")
        most = current_theme().length(_TITLE_WIDTH)
        self._title.setText(self._title.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, most))
        self._title.setToolTip(as_tip(title))
        year = f"({work.year})" if work.year else ""
        about = " · ".join(filter(None, (year, kind_of_piece(review.kind), language_name(review.language), article.outlet.name)))
        self._about.setText(about)
        self.status.setText(self.tr("{status} ▾").format(status=status_name(review.status)))
        self.status.setAccessibleName(self.tr("Status: {status}").format(status=status_name(review.status)))
        for action in self._statuses.actions():
            action.setChecked(action.data() == review.status)

    def show_narrow(self, narrow: bool) -> None:
        """Offer the parts as a drop-down, in place of the words about the review, or no longer so."""
        self.parts.setVisible(narrow)
        self._about.setVisible(not narrow)

    def show_parts(self, rows: tuple[Row, ...], current: str) -> None:
        """Fill the drop-down that replaces the parts list in a narrow window."""
        menu = self.parts.menu()
        menu.clear()
        for row in rows:
            if not row.key:
                menu.addSection(without_keys(row.name))
                continue
            action = menu.addAction(without_keys(row.name))
            action.triggered.connect(lambda _checked=False, key=row.key: self.part_chosen.emit(key))
            if row.key == current:
                self.parts.setText(self.tr("{part} ▾").format(part=without_keys(row.name)))
