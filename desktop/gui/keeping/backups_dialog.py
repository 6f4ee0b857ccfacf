"""The backups of a library: when, how much is inside, whether each is whole; open one as a second library, or make one now."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import MatineeError
from desktop.core.saving import stamp
from desktop.core.text import size_words
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.asking_files import ask_folder
from desktop.gui.courier import Courier
from desktop.gui.library.empty_state import EmptyState
from desktop.gui.library.moments import full_moment_words
from desktop.gui.theme import current_theme, set_look
from desktop.services.jobs import Cancelled, Job, JobRunner
from desktop.services.keeping import Backup, Counts, backups_of, is_doubted, look_into, place_beside

MakeBackup = Callable[[Job], Path]
"""Makes a backup; raises MatineeError and Cancelled."""
WHEN, REVIEWS, SIZE, STATE = range(4)
NUMBERS = (REVIEWS, SIZE)


class BackupsDialog(QDialog):
    """The dialog.

    ``open_requested(backup, folder)`` asks for a library made out of a backup, which closes the dialog; ``backed_up`` follows a
    backup that was made. Without ``make`` the library can only be read, and none can be made.
    """

    open_requested = Signal(object, object)
    backed_up = Signal()

    def __init__(
        self, root: Path, jobs: JobRunner, make: MakeBackup | None, now: datetime, parent: QWidget | None = None
    ) -> None:
        """Make the dialog for the library in ``root``; moments are told in the time zone of ``now``."""
        super().__init__(parent)
        self._root, self._jobs, self._make, self._now = root, jobs, make, now
        self._courier = Courier(self)
        self._checking = Job()
        self._making: Job | None = None
        self._elsewhere: Path | None = None
        self._backups: list[Backup] = []
        self._damaged: set[Path] = set()
        self.setWindowTitle(self.tr("Backups"))
        self._about = Label(parent=self)
        self.table = QTableWidget(0, 4, self)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._place = Label(parent=self)
        self.elsewhere_button = QPushButton(self.tr("Else&where…"), self)
        self._told = Label(parent=self)
        self.bar = QProgressBar(self, textVisible=False)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.make_button = QPushButton(self.tr("&Back Up Now"), self)
        self.open_button = QPushButton(self.tr("&Open as a Second Library"), self)
        self._lay_out()
        self._connect()
        self._busy(None)
        self.refresh()

    def refresh(self) -> None:
        """List the backups anew and check each of them."""
        self._checking.cancel()
        self._checking = Job()
        self._damaged.clear()
        self._backups = backups_of(self._root)
        self.table.setRowCount(len(self._backups))
        for row, backup in enumerate(self._backups):
            self._fill(row, backup)
        self._stack.setCurrentWidget(self.table if self._backups else self.empty)
        self.make_button.setVisible(bool(self._backups) and self._make is not None)
        self.open_button.setVisible(bool(self._backups))
        self._tell_about()
        if self._backups:
            self.table.selectRow(0)
            self.table.setFocus()
        self._on_selection_changed()

    def rows(self) -> list[tuple[str, ...]]:
        """Return the table's words, a tuple a row."""
        columns = range(self.table.columnCount())
        return [tuple(self._item(row, column).text() for column in columns) for row in range(self.table.rowCount())]

    def about(self) -> str:
        """Return what stands over the list."""
        return self._about.text()

    def told(self) -> str:
        """Return what was told last about a backup being made."""
        return self._told.text()

    def place(self) -> Path | None:
        """Return the folder in which the selected backup would be opened."""
        backup = self._selected()
        return place_beside(self._elsewhere or self._root.parent, self._root.name, backup) if backup else None

    def reject(self) -> None:
        """Stop what is running and close."""
        self._checking.cancel()
        if self._making is not None:
            self._making.cancel()
        self._courier.close()
        super().reject()

    # ---- the dialog's face

    def _lay_out(self) -> None:
        theme = current_theme()
        heading = Label(self.tr("Backups"), self)
        set_look(heading, "part")
        for label in (self._about, self._place, self._told):
            label.setWordWrap(True)
        set_look(self._about, "muted")
        set_look(self._place, "caption")
        set_look(self._told, "caption")
        self._set_up_table()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.empty.say(
            self.tr("There is no backup yet. Matinee makes one every day by itself."),
            self.tr("Back Up Now") if self._make is not None else "",
        )
        self.bar.setAccessibleName(self.tr("Progress of the backup"))
        set_look(self.open_button, "primary")
        self.open_button.setDefault(True)
        set_look(self.elsewhere_button, "link")
        place = QHBoxLayout()
        place.addWidget(self._place, 1)
        place.addWidget(self.elsewhere_button)
        progress = QHBoxLayout()
        progress.addWidget(self.bar, 1)
        progress.addWidget(self.cancel_button)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        buttons.addWidget(self.make_button)
        buttons.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(self._about)
        column.addWidget(self._stack, 1)
        column.addLayout(place)
        column.addWidget(self._told)
        column.addLayout(progress)
        column.addLayout(buttons)
        self.resize(min(theme.length(640), 1200), min(theme.length(480), 760))

    def _set_up_table(self) -> None:
        set_look(self.table, "rows")
        self.table.setAccessibleName(self.tr("Backups"))
        self.table.setHorizontalHeaderLabels([self.tr("When"), self.tr("Reviews"), self.tr("Size"), self.tr("State")])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(current_theme().length(30))
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column in NUMBERS:
            heading = self.table.horizontalHeaderItem(column)
            if heading is not None:
                heading.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHEN, QHeaderView.ResizeMode.Stretch)

    def _connect(self) -> None:
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        self.table.itemActivated.connect(self._ask_open)
        self.open_button.clicked.connect(self._ask_open)
        self.elsewhere_button.clicked.connect(self._choose_place)
        self.make_button.clicked.connect(self.back_up)
        self.empty.acted.connect(self.back_up)
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        self.close_button.clicked.connect(self.reject)

    def _tell_about(self) -> None:
        said = self.tr("A backup is made every day and before the library’s format changes, and is opened and checked before it")
        said += self.tr(" counts. Opening one makes a second library; this one stays as it is.")
        if is_doubted(self._root):
            said += self.tr(" The last check found this library damaged, so no older backup is thinned out.")
        self._about.setText(said)

    def _fill(self, row: int, backup: Backup) -> None:
        when = full_moment_words(stamp(backup.at), self._now)
        if not backup.regular:
            when = self.tr("{when}, before a new format").format(when=when)
        for column, text in enumerate((when, "", size_words(backup.size), self.tr("Checking…"))):
            item = QTableWidgetItem(text)
            if column in NUMBERS:
                item.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)
        path = backup.path

        def look(job: Job) -> Counts:
            job.step(0, 1)
            return look_into(path)

        self._courier.watch(self._jobs.run(look, self._checking), lambda future: self._on_looked(path, future))

    def _on_looked(self, path: Path, future: Future[Counts]) -> None:
        row = next((row for row, backup in enumerate(self._backups) if backup.path == path), None)
        error = future.exception()
        if row is None or isinstance(error, Cancelled):
            return
        if error is None:
            self._item(row, REVIEWS).setText(f"{future.result().reviews:,}")
            self._item(row, STATE).setText(self.tr("Verified"))
        elif isinstance(error, MatineeError):
            self._damaged.add(path)
            self._item(row, STATE).setText(self.tr("Damaged"))
            self._on_selection_changed()
        else:
            raise error

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        assert item is not None
        return item

    # ---- opening

    def _selected(self) -> Backup | None:
        row = self.table.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def _on_selection_changed(self) -> None:
        backup, place = self._selected(), self.place()
        self.open_button.setEnabled(backup is not None and backup.path not in self._damaged and self._making is None)
        self.elsewhere_button.setVisible(backup is not None)
        said = self.tr("Opens as “{name}” in {folder}.")
        self._place.setText(said.format(name=place.name, folder=place.parent) if place is not None else "")

    def _choose_place(self) -> None:
        begin = self._elsewhere or self._root.parent
        ask_folder(self, self.tr("Open the backup in"), begin, self.put_elsewhere)

    def put_elsewhere(self, folder: Path) -> None:
        """Open backups in a new folder inside ``folder``."""
        self._elsewhere = folder
        self._on_selection_changed()

    def _ask_open(self) -> None:
        backup, place = self._selected(), self.place()
        if backup is not None and place is not None and self.open_button.isEnabled():
            self.reject()
            self.open_requested.emit(backup, place)

    # ---- making one

    def back_up(self) -> None:
        """Make a backup now."""
        if self._make is None or self._making is not None:
            return
        self._checking.cancel()
        self._told.setText("")
        self._busy(Job(lambda done, of: self._courier.post(self._show_progress, (done, of))))
        self._courier.watch(self._jobs.run(self._make, self._making), self._on_made)

    def _busy(self, job: Job | None) -> None:
        self._making = job
        self.bar.setRange(0, 1)
        self.bar.reset()
        for widget in (self.bar, self.cancel_button):
            widget.setVisible(job is not None)
        self.cancel_button.setEnabled(True)
        self.make_button.setEnabled(job is None)
        self.empty.action.setEnabled(job is None)
        self._told.setVisible(bool(self._told.text()))

    def _show_progress(self, progress: tuple[int, int]) -> None:
        done, of = progress
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)

    def _on_cancel_clicked(self) -> None:
        self.cancel_button.setEnabled(False)
        if self._making is not None:
            self._making.cancel()

    def _on_made(self, future: Future[Path]) -> None:
        error = future.exception()
        if error is None:
            self._told.setText(self.tr("Backed up and checked: {name}").format(name=future.result().name))
        elif isinstance(error, Cancelled):
            self._told.setText(self.tr("Called off; no backup was made."))
        elif isinstance(error, MatineeError):
            self._told.setText(str(error))
        self._busy(None)
        announce(self, self._told.text())
        self.refresh()
        if error is None:
            self.backed_up.emit()
        elif not isinstance(error, MatineeError | Cancelled):
            raise error
