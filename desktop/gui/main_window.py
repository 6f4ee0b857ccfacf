"""The one window: its places and the editor behind one menu bar, with the status below.

It is on screen before anything else is loaded: what it imports at once is what an empty window needs.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QStackedWidget, QTextEdit, QVBoxLayout, QWidget

from desktop.gui.as_written import shortened, without_keys
from desktop.gui.bare_desk import BareDesk
from desktop.gui.commands import COMMANDS, Scope, fill_menu_bar, make_actions
from desktop.gui.first_size import place
from desktop.gui.notices import NoticeBar, Toast
from desktop.gui.open_tabs import OpenTabs
from desktop.gui.place_switch import PlaceSwitch
from desktop.gui.reading_only import WRITING
from desktop.gui.sight import show_caret
from desktop.gui.status_bar import DeskStatusBar
from desktop.gui.theme import current_theme, set_look
from desktop.gui.undoing import Undoing

if TYPE_CHECKING:
    from desktop.core.article import Article
    from desktop.gui.editor.editor import Editor
    from desktop.gui.library.view import LibraryView
    from desktop.gui.session import ReviewSession
    from desktop.gui.settings import Settings
    from desktop.gui.workspace import Workspace
    from desktop.services.authoring import Undone

LEAST_WIDTH, LEAST_HEIGHT = 640, 480
_COMMAND = "command"
"""The property of a place that names the command which shows it."""


class MainWindow(QMainWindow):
    """Holds the places, the menus and the notices; the controllers beside it carry out the commands.

    It can be shown at once, empty; :meth:`move_in` and :meth:`furnish` follow, and until then nothing can be asked of it.

    ``session_shown`` carries the review that came to the front, or None; ``closing`` comes when everything is stored and
    the window is about to close, ``close_refused`` when something cannot be stored and it stays; ``may_lose`` lets it close all
    the same.
    """

    closing = Signal()
    session_shown = Signal(object)
    copy_wanted = Signal()
    close_refused = Signal()

    workspace: Workspace
    """What the window works on, once it has moved in."""

    def __init__(self, settings: Settings) -> None:
        """Make a window without a library; :meth:`move_in` gives it one."""
        super().__init__()
        self.moved_in = False
        self.may_lose = False
        self.actions_by_id = make_actions(self)
        self.menus = fill_menu_bar(self.menuBar(), self.actions_by_id)
        self.status = DeskStatusBar(self)
        self.setStatusBar(self.status)
        self.notices = NoticeBar(self)
        self.tabs = OpenTabs(self)
        self.places = QStackedWidget(self)
        self._bare = BareDesk(settings.panes, self, writing=settings.writing)
        self.places.addWidget(self._bare)
        body = QWidget(self)
        set_look(body, "desk")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.tabs)
        column.addWidget(self.places, 1)
        self.places.setMinimumHeight(1)  # it gives way to a bar in large text, of which no word may be cut
        self.setCentralWidget(body)
        self.notices.left.connect(self.back_to_work)
        self.notices.resized.connect(self._on_notices_resized)
        self.toast = Toast(self)
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        place(self, settings.geometry)
        self.setWindowTitle(self.tr("Matinee"))
        self.menuBar().setEnabled(False)
        self.status.hide()
        self._session: ReviewSession | None = None
        self._library_name = ""

    def wait_with(self, page: QWidget) -> None:
        """Show a page in the place of the bare desk, before anybody moved in; it goes with :meth:`wait_no_more`."""
        self.places.setCurrentIndex(self.places.addWidget(page))
        page.setFocus()

    def wait_no_more(self, page: QWidget) -> None:
        """Show the bare desk again."""
        self.places.removeWidget(page)
        page.deleteLater()

    def move_in(self, workspace: Workspace) -> None:
        """Take the open library with everything that works on it."""
        self.workspace = workspace
        self.switch = PlaceSwitch(self.actions_by_id, self)
        self.menuBar().setCornerWidget(self.switch)
        self.moved_in = True
        self.status.show()
        self.menuBar().setEnabled(True)
        current_theme().changed.connect(self._fit_switch)
        self._fit_switch()
        self._connect_saving()
        self._show_session(None)

    def furnish(self, library: LibraryView, editor: Editor) -> None:
        """Put the two places in."""
        self.library, self.editor = library, editor
        self.add_place(library, "show_library")
        self.places.addWidget(editor)
        self.places.removeWidget(self._bare)
        self._bare.deleteLater()
        settings = self.workspace.settings
        editor.restore_layout(settings.panes)
        editor.show_outline(settings.outline_shown)
        editor.show_preview(settings.preview_shown)
        with suppress(ValueError, TypeError, AttributeError):
            library.restore_layout(json.loads(settings.library_layout or "{}"))
        library.places.groups_changed.connect(self._keep_library_layout)
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)
        self.tabs.tabBarClicked.connect(self._on_tabs_clicked)
        library.counted.connect(self.status.show_library)

    def connect_commands(self, slots: dict[str, Callable[[], object]]) -> None:
        """Give every command its slot; raises KeyError for a command without one."""
        for command in COMMANDS:
            self.actions_by_id[command.id].triggered.connect(lambda _checked=False, slot=slots[command.id]: slot())

    # ---- places

    def show_library(self) -> None:
        """Bring the library list to the front; open reviews stay open."""
        self.workspace.autosave.save_now()
        self.library.refresh()
        self.show_place(self.library)

    def add_place(self, place: QWidget, command_id: str) -> None:
        """Put a place beside the editor, with the command that shows it; one that is :class:`Undoing` answers Undo in front."""
        place.setProperty(_COMMAND, command_id)
        self.places.addWidget(place)

    def show_place(self, place: QWidget) -> None:
        """Bring a place to the front and give it the focus; open reviews stay open."""
        self.workspace.autosave.save_now()
        self.places.setCurrentWidget(place)
        self._show_session(None)
        place.setFocus()

    def in_front(self, place: QWidget) -> bool:
        """Say whether a place is in front."""
        return self.places.currentWidget() is place

    def show_session(self, session: ReviewSession) -> None:
        """Bring a review to the front, with a tab where several are open."""
        index = next((at for at in range(self.tabs.count()) if self.tabs.tabData(at) == session.review_id), -1)
        self.tabs.blockSignals(True)
        if index < 0:
            index = self.tabs.addTab("")
            self.tabs.setTabData(index, session.review_id)
        self.tabs.setCurrentIndex(index)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(self.tabs.count() > 1)
        self.places.setCurrentWidget(self.editor)
        self.editor.show_session(session)
        self._show_session(session)

    def drop_tab(self, review_id: str) -> str:
        """Take a closed review's tab away; return the review that is to come to the front, or nothing."""
        self.tabs.blockSignals(True)
        for at in range(self.tabs.count()):
            if self.tabs.tabData(at) == review_id:
                self.tabs.removeTab(at)
                break
        self.tabs.blockSignals(False)
        self.tabs.setVisible(self.tabs.count() > 1)
        return str(self.tabs.tabData(self.tabs.currentIndex()) or "")

    def open_ids(self) -> tuple[str, ...]:
        """Return the ids of the reviews that have a tab, in its order."""
        return tuple(str(self.tabs.tabData(at)) for at in range(self.tabs.count()))

    def step_tab(self, by: int) -> None:
        """Bring the next open review (1) or the one before (-1) to the front."""
        if self.tabs.count():
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    @property
    def session(self) -> ReviewSession | None:
        """The review in front, None while the library is."""
        return self._session

    def _show_session(self, session: ReviewSession | None) -> None:
        if self._session is not None:
            self._session.article_changed.disconnect(self._on_session_article_changed)
            self._session.undone.disconnect(self._on_session_undone)
        self._session = session
        if session is not None:
            session.article_changed.connect(self._on_session_article_changed)
            session.undone.connect(self._on_session_undone)
        self.tabs.rest(session is None)
        place = self.places.currentWidget()
        self.switch.mark(str(place.property(_COMMAND) or "") if session is None and place is not None else "")
        self._show_article(session.article if session else None)
        self.enable_commands()
        self.session_shown.emit(session)

    def _show_article(self, article: Article | None) -> None:
        self.status.show_article(article)
        name = (article.work.label() or self.tr("Untitled")) if article else self.workspace.archive.root.name
        named = f"{name} — {self._library_name}" if self._library_name else name
        self.setWindowTitle(self.tr("{name} — Matinee").format(name=named))
        if article is not None and self.tabs.currentIndex() >= 0:
            self.tabs.name(self.tabs.currentIndex(), name)

    def name_library(self, words: str) -> None:
        """Say in the title which library this is, where it is not the critic's own; nothing says that it is."""
        self._library_name = words
        self._show_article(self._session.article if self._session is not None else None)

    def back_to_work(self) -> None:
        """Give the focus back to where the critic was, after a bar that had it is done."""
        if self._session is not None:
            self.editor.restore_caret()
        elif (place := self.places.currentWidget()) is not None:
            place.setFocus()

    def _on_notices_resized(self) -> None:
        """Keep the line that is written in sight where a bar came or went."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QTextEdit) and self.isAncestorOf(focus):
            QTimer.singleShot(0, focus, lambda: show_caret(focus))

    def enable_commands(self) -> None:
        """Enable what can be done now."""
        writing = self._session is not None
        allowed = {
            Scope.ALWAYS: True,
            Scope.REVIEW: writing,
            Scope.TEXT: writing and self.editor.shows_text,
            Scope.LIBRARY: self._library_in_front(),
            Scope.CHOSEN: writing or self._library_in_front(),
        }
        refused = WRITING if self.workspace.archive.library.read_only else frozenset()
        for command in COMMANDS:
            self.actions_by_id[command.id].setEnabled(allowed[command.scope] and command.id not in refused)
        self.show_undo()

    def _library_in_front(self) -> bool:
        return self.places.currentWidget() is not self._bare and self.in_front(self.library)

    @property
    def undoing(self) -> Undoing | None:
        """What Undo and Redo work on: the review in front, or the place if it has a history."""
        place = self._session or self.places.currentWidget()
        return place if isinstance(place, Undoing) else None

    def show_undo(self) -> None:
        """Show in the menu what Undo and Redo would do now."""
        undoing = self.undoing
        for command_id, words, label in (
            ("undo", self.tr("&Undo"), undoing.can_undo if undoing else ""),
            ("redo", self.tr("&Redo"), undoing.can_redo if undoing else ""),
        ):
            action = self.actions_by_id[command_id]
            action.setEnabled(bool(label))
            action.setText(f"{words} {without_keys(shortened(label))}".strip())

    # ---- what changed

    def _on_session_article_changed(self, _before: Article, after: Article) -> None:
        self._show_article(after)
        self.show_undo()
        self.status.hush()

    def _on_session_undone(self, undone: Undone) -> None:
        self.show_undo()
        said = self.tr("Made again: {step}") if undone.redone else self.tr("Taken back: {step}")
        shared = self.workspace.is_shared(undone.records)
        also = self.tr(" (shared: it changed for every review of it)") if shared else ""
        left = "" if undone.whole else self.tr("; what was changed again since was left alone")
        self.status.say(said.format(step=undone.label) + also + left)

    def _on_tabs_current_changed(self, index: int) -> None:
        review_id = self.tabs.tabData(index)
        if review_id:
            self.show_session(self.workspace.reviews.open(str(review_id)))

    def _on_tabs_clicked(self, index: int) -> None:
        """Go back to the review that was in front last, which is no change of the tab."""
        if self._session is None and index == self.tabs.currentIndex():
            self._on_tabs_current_changed(index)

    # ---- saving

    def _connect_saving(self) -> None:
        autosave = self.workspace.autosave
        autosave.saving.connect(self.status.show_saving)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_application_focus_changed)
        application.commitDataRequest.connect(lambda _manager: autosave.finish(), Qt.ConnectionType.DirectConnection)

    def _on_application_focus_changed(self) -> None:
        """Store at once when a field is left."""
        self.workspace.autosave.save_now()

    def open_link(self, url: QUrl) -> None:
        """Open an address outside, after a click on it."""
        QDesktopServices.openUrl(url)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the places beside the menus where there is room for both."""
        super().resizeEvent(event)
        if self.moved_in:
            self._fit_switch()

    def _fit_switch(self) -> None:
        self.switch.setVisible(self.menuBar().sizeHint().width() <= self.width())

    def changeEvent(self, event: QEvent) -> None:
        """Store at once when the window loses the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.moved_in and not self.isActiveWindow():
            self.workspace.autosave.save_now()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus with Enter too, as a dialog does."""
        focus = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton) and self.isAncestorOf(focus):
            focus.click()
        else:
            super().keyPressEvent(event)

    def _keep_library_layout(self) -> None:
        """Remember how the library is arranged: at the end, and already where groups unfold, should there be no proper end."""
        self.workspace.settings.library_layout = json.dumps(self.library.layout_state())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Store everything, then close; while something cannot be stored the window stays and says so."""
        if not self.moved_in:
            event.accept()
            return
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()
        stored = self.workspace.autosave.finish()
        if focus is not None:
            focus.setFocus()
        if not stored and not self.may_lose:
            self.close_refused.emit()
            event.ignore()
            return
        settings = self.workspace.settings
        settings.geometry = self.saveGeometry()
        settings.writing = self._session is not None
        settings.panes = self.editor.save_layout()
        self._keep_library_layout()
        settings.flush()
        self.closing.emit()
        event.accept()
