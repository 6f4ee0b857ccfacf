"""A library that can only be read: it says so, and what would write cannot be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QSlider, QTextEdit, QWidget

from desktop.gui.commands import COMMANDS, INSERT
from desktop.gui.notices import Weight

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace

WRITING = frozenset(command.id for command in COMMANDS if command.menu == INSERT) | {
    *("new_review", "log_viewing", "import_files", "import_diary", "back_up", "paste_formatted", "sample"),
    *("save_snapshot", "name_snapshot", "sitting_start"),
    *("add_part", "part_up", "part_down", "remove_part", "publish", "review_again", "duplicate", "trash"),
    *("status_idea", "status_draft", "status_ready", "status_filed", "status_published", "status_spiked", "tags", "outlet"),
    "merge_people",
    "merge_reviews",
}
"""The commands that a library opened for reading cannot carry out."""


class ReadingOnly(QObject):
    """Puts up the bar, and makes the pages' texts readable and copyable but not writable, and their buttons pale.

    The window leaves the commands out.

    It is a courtesy: what is asked for all the same is refused by the session, with the same sentence.
    """

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        """Make ``window`` still for as long as it is there; it says why the library of ``workspace`` cannot be written to."""
        super().__init__(window)
        self._window = window
        self._reason = workspace.archive.library.read_only_reason or self.tr("This library was opened read-only.")
        said = self.tr("{reason} You can read, copy and export.").format(reason=self._reason)
        window.notices.put("read-only", said, weight=Weight.NOTE)
        window.status.show_read_only()
        window.editor.header.status.setEnabled(False)
        for widget in (window.library.new_button, window.library.import_button, window.library.sample_button):
            widget.setEnabled(False)
        window.library.setAcceptDrops(False)
        workspace.reviews.refused.connect(self._on_reviews_refused)
        window.editor.page_shown.connect(self._on_editor_page_shown)

    def _on_reviews_refused(self) -> None:
        self._window.toast.say(self._reason)

    def _on_editor_page_shown(self, _key: str) -> None:
        for field in self._window.editor.form.findChildren(QWidget):
            self._make_still(field)
        self._window.editor.outline.add_button.setEnabled(False)

    def _make_still(self, field: QWidget) -> None:
        from desktop.gui.editor.fold import Fold  # an empty window, which needs the commands above, does without the forms

        field.installEventFilter(self)
        if isinstance(field, QLineEdit | QTextEdit | QPlainTextEdit):
            field.setReadOnly(True)
        elif isinstance(field, QSlider) or (isinstance(field, QAbstractButton) and not isinstance(field.parent(), Fold)):
            field.setEnabled(False)  # what opens and closes a group stays: it shows more and changes nothing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep still what a page makes or lets be used again later, as for another person who is chosen."""
        kind = event.type()
        if kind == QEvent.Type.EnabledChange and isinstance(watched, QWidget) and watched.isEnabled():
            self._make_still(watched)
        elif kind == QEvent.Type.ChildPolished and isinstance(event, QChildEvent) and isinstance(new := event.child(), QWidget):
            for field in (new, *new.findChildren(QWidget)):
                self._make_still(field)
        return super().eventFilter(watched, event)
