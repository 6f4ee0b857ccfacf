"""Making a library of readable copies, for one whose database is lost: what there is, where to, how far it is, what came back."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QWidget

from desktop.core.errors import MatineeError
from desktop.core.saving import stamp
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.asking_files import ask_place
from desktop.gui.keeping.making_elsewhere import MakingElsewhereDialog
from desktop.gui.keeping.rebuilt_words import rebuilt_words, report_of
from desktop.gui.library.moments import full_moment_words
from desktop.gui.progress import ProgressDialog
from desktop.gui.theme import current_theme, set_look
from desktop.services.copies_found import CopiesFound, copies_found, place_for_rebuilt
from desktop.services.jobs import Cancelled, Job, JobRunner
from desktop.services.rebuilding import Rebuilt, rebuild


class RebuildingDialog(MakingElsewhereDialog):
    """The dialog; ``rebuilt(Rebuilt)`` follows a library that was made, ``opened(Path)`` the wish to open it, which closes it.

    The library that the copies belong to is only read.
    """

    rebuilt = Signal(object)
    opened = Signal(object)

    def __init__(self, source: Path, jobs: JobRunner, now: datetime, parent: QWidget | None = None) -> None:
        """Make the dialog for the copies of the library in ``source``; ``now`` is what a moment is told from."""
        super().__init__(self.tr("Rebuild from readable copies"), jobs, parent)
        self._source, self._now = source, now
        self._name = self.tr("{name} (from readable copies)").format(name=source.absolute().name)
        self._place = place_for_rebuilt(source, self._name)
        self._progress: ProgressDialog | None = None
        self._made: Path | None = None
        self._can = False
        self._found = Label(parent=self)
        self.report = QPlainTextEdit(self)
        self.choose_button = QPushButton(self.tr("C&hoose…"), self)
        self.copy_button = QPushButton(self.tr("Co&py Summary"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.rebuild_button = QPushButton(self.tr("&Rebuild"), self)
        self.open_button = QPushButton(self.tr("&Open the New Library"), self)
        self._arrange()
        self.choose_button.clicked.connect(self.choose)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report.toPlainText()))
        self.close_button.clicked.connect(self.reject)
        self.rebuild_button.clicked.connect(self.rebuild)
        self.open_button.clicked.connect(self._on_open_clicked)
        self._found.setText(self.tr("Counting…"))
        self._show_place()
        self._show_state()
        self._courier.watch(jobs.answer(lambda: copies_found(source)), self._on_found)

    def found(self) -> str:
        """Return what is said about the copies."""
        return self._found.text()

    def place(self) -> Path:
        """Return where the new library will be."""
        return self._place

    def put_in(self, place: Path) -> None:
        """Make it in ``place``, or in something new in it where it is a folder that is there."""
        self._place = place_for_rebuilt(self._source, self._name, place) if place.is_dir() else place
        self._show_place()
        self.rebuild_button.setFocus()

    def choose(self) -> None:
        """Ask for the name of the new library, or for the folder to put it into."""
        ask_place(self, self.tr("Put the new library into"), "", self._place, self.put_in)

    def rebuild(self) -> None:
        """Make the library."""
        if self._job is not None or not self._can:
            return
        if self._place.resolve().is_relative_to(self._source.resolve()):
            said = self.tr("Choose a folder outside of “{name}”, which stays as it is.")
            self._tell(said.format(name=self._source.absolute().name))
            return
        if not self._place.parent.is_dir():  # a stick that was pulled out is not made anew on the disk that it stood on
            self._tell(self._free_words(self._place.parent)[0])
            return
        self._told.clear()
        words = self.tr("Making “{name}”: each copy is read and then stored, and each picture copied.")
        progress = ProgressDialog(self.windowTitle(), words.format(name=self._place.name), self)
        job = self._job = Job(lambda done, of: self._courier.post(lambda at: progress.step(*at), (done, of)))
        self._progress = progress
        progress.calls_off(job, self.finished)
        progress.begin()
        self._show_state()
        source, place = self._source, self._place
        self._courier.watch(self._jobs.run(lambda job: rebuild(source, place, job), job), self._on_ended)

    # ---- the dialog's face

    def _arrange(self) -> None:
        about = self.tr("All reviews, people, outlets, viewings and pictures come back; their history does not.")
        kept = self.tr(" A new library is made, and the folder “{name}” stays as it is.")
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(self.tr("What came back"))
        self.report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.report.setMinimumHeight(current_theme().length(140))
        for button in (self.rebuild_button, self.open_button):
            set_look(button, "primary")
        facts = ((self.tr("Copies"), self._found), (self.tr("Into"), self._where_to(self.choose_button)))
        about += kept.format(name=self._source.absolute().name)
        self._lay_out(about, facts, (self.report, self._buttons()))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.close_button)
        row.addStretch(1)
        for button in (self.copy_button, self.rebuild_button, self.open_button):
            row.addWidget(button)
        return row

    def _show_place(self) -> None:
        self._where.setText(str(self._place))
        self._room.setText(self._free_words(self._place.parent)[0])
        self._fit()

    def _show_state(self) -> None:
        """Show what can be done now, and let Enter do the next of it."""
        made = self._made is not None
        self._told.setVisible(bool(self._told.text()))
        self._room.setVisible(not made)
        for shown in (self.report, self.copy_button, self.open_button):
            shown.setVisible(made)
        for offered in (self.choose_button, self.rebuild_button):
            offered.setVisible(not made)
            offered.setEnabled(self._can and self._job is None)
        (self.open_button if made else self.rebuild_button).setDefault(True)
        self._fit()

    def _tell(self, words: str) -> None:
        self._told.setText(words)
        self._show_state()
        announce(self, words)

    # ---- what was found, and what was made

    def _on_found(self, future: Future[CopiesFound]) -> None:
        error = future.exception()
        if error is None:
            found = future.result()
            when = full_moment_words(stamp(found.last), self._now)
            many = self.tr("1 review") if found.reviews == 1 else self.tr("{count:,} reviews").format(count=found.reviews)
            if not found.reviews:
                many = self.tr("No copy of a review, only of what belongs to none, such as people, outlets and viewings")
            self._found.setText(self.tr("{reviews}; the last copy was written {when}.").format(reviews=many, when=when))
            self._can = True
        elif isinstance(error, MatineeError):
            self._found.setText(str(error))
            announce(self, str(error))
        else:
            raise error
        self._show_state()
        (self.rebuild_button if self._can else self.close_button).setFocus()

    def _on_ended(self, future: Future[Rebuilt]) -> None:
        self._job = None
        if self._progress is not None:
            self._progress.end()
            self._progress = None
        error = future.exception()
        if error is None:
            rebuilt = future.result()
            self._made = rebuilt.root
            self.report.setPlainText(report_of(rebuilt))
            self._tell(rebuilt_words(rebuilt))
            self.open_button.setFocus()
            self.rebuilt.emit(rebuilt)
            return
        if isinstance(error, Cancelled):
            self._tell(self.tr("Called off; no library was made, and the readable copies are as they were."))
        elif isinstance(error, MatineeError):
            self._tell(str(error))
        else:
            raise error
        self.rebuild_button.setFocus()

    def _on_open_clicked(self) -> None:
        self._courier.close()
        self.accept()
        self.opened.emit(self._made)
