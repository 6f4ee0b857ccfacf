"""A library that cannot be opened: one sentence, and every way out that there is, the best of them one key away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from desktop import paths
from desktop.core.errors import DamagedError, InUseError, MatineeError, MissingError
from desktop.gui.asking_files import asked_folder
from desktop.gui.keeping.care import local_now
from desktop.gui.keeping.known_libraries import forget_known, stand_in_for
from desktop.gui.keeping.restoring import RestoringDialog
from desktop.gui.settings import Settings
from desktop.services.jobs import JobRunner
from desktop.services.keeping import Restored, backups_of, opened_before, place_beside

DEAF_MS = 1000
"""Milliseconds for which the question takes no key."""


class Access(Enum):
    """How a library is to be opened: as it can be, after asking; for reading where somebody else has it; or for writing.

    ``AS_IT_IS`` is for reading, too, one that was cut short and not checked since.
    """

    ASKING = auto()
    READING = auto()
    TAKING_OVER = auto()
    AS_IT_IS = auto()


@dataclass(frozen=True, slots=True)
class Choice:
    """What to open in the place of what was refused, and how."""

    root: Path
    access: Access = Access.ASKING


class OpeningRefused(QMessageBox):
    """Says why; ``another`` and ``leave`` are its buttons.

    ``backup`` opens the last good backup of a damaged library; ``rebuild`` makes a library of its readable copies and
    ``readable`` shows their folder, where there is one; ``again`` and ``anew`` stand where the library is missing;
    ``reading`` and ``over`` where it is open elsewhere. Those that would not help are None.

    It comes up while somebody may be typing, so that for its first second no key is taken for an answer.
    """

    def __init__(self, error: MatineeError, parent: QWidget | None = None) -> None:
        """Tell an error, with a button for each way on that it leaves."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Matinee"))
        self.setIcon(QMessageBox.Icon.NoIcon)  # the sentence says it, and the platform's sign is of no colour of ours
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(str(error))
        self.backup: QPushButton | None = None
        self.rebuild: QPushButton | None = None
        self.readable: QPushButton | None = None
        self.again: QPushButton | None = None
        self.anew: QPushButton | None = None
        self.reading: QPushButton | None = None
        self.over: QPushButton | None = None
        if isinstance(error, InUseError):
            self.reading = self.addButton(self.tr("Open Read-Only"), QMessageBox.ButtonRole.AcceptRole)
            if error.elsewhere:
                self.over = self.addButton(self.tr("Open for Writing Here"), QMessageBox.ButtonRole.ActionRole)
        rescue = self._offer_rescue(error) if isinstance(error, DamagedError) else None
        if isinstance(error, MissingError):
            self.again = self.addButton(self.tr("Try Again"), QMessageBox.ButtonRole.AcceptRole)
        self.another = self.addButton(self.tr("Open Another…"), QMessageBox.ButtonRole.AcceptRole)
        if isinstance(error, MissingError):
            self.anew = self.addButton(self.tr("Begin a New One There"), QMessageBox.ButtonRole.ActionRole)
        self.leave = self.addButton(self.tr("Quit"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.reading or rescue or self.again or self.another)
        self.setEscapeButton(self.leave)
        self._deaf = QTimer(self, singleShot=True, interval=DEAF_MS)
        for widget in (self, *self.buttons()):
            widget.installEventFilter(self)

    def _offer_rescue(self, error: DamagedError) -> QPushButton | None:
        """Offer what there is instead of a damaged library, the backup first, for that has the history; return the best of it."""
        told = []
        if error.backup is not None:
            told.append(self.tr("Opening the backup makes a second library beside this one, which is kept as it is."))
            self.backup = self.addButton(self.tr("Open Backup"), QMessageBox.ButtonRole.AcceptRole)
        if error.readable is not None:
            said = self.tr("Rebuilding makes a new library of the readable copies: all reviews, people, viewings and pictures,")
            told.append(said + self.tr(" but not their history."))
            self.rebuild = self.addButton(self.tr("Rebuild from Readable Copies…"), QMessageBox.ButtonRole.AcceptRole)
            self.readable = self.addButton(self.tr("Show Readable Copies"), QMessageBox.ButtonRole.ActionRole)
        self.setInformativeText(" ".join(told))
        return self.backup or self.rebuild

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to be deaf."""
        self._deaf.start()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take no key that may be meant for a text: none in the first second, and a letter only with Alt."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.Shortcut, QEvent.Type.ShortcutOverride):
            letter = isinstance(event, QKeyEvent) and event.text().strip() and event.modifiers() == Qt.KeyboardModifier.NoModifier
            if self._deaf.isActive() or letter:
                event.accept()
                return True
        return super().eventFilter(watched, event)


def ask_another(error: MatineeError, library: Path) -> Choice | None:
    """Say why ``library`` could not be opened and return what to open in its place, None to quit."""
    while True:
        refused = OpeningRefused(error)
        refused.exec()
        pressed = refused.clickedButton()
        if pressed is refused.another:
            folder = asked_folder(refused.tr("Open another library"), library.parent)
            if folder is not None:
                return Choice(folder)
        elif pressed is refused.readable and pressed is not None:
            assert isinstance(error, DamagedError)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(error.readable)))
        elif pressed is refused.again and pressed is not None:
            return Choice(library)
        elif pressed is refused.reading and pressed is not None:
            return Choice(library, Access.READING)
        elif pressed is refused.over and pressed is not None:
            return Choice(library, Access.TAKING_OVER)
        elif pressed is refused.anew and pressed is not None:
            forget_known(library, Settings(paths.settings_file()))
            return Choice(library)
        elif pressed in {refused.backup, refused.rebuild} and pressed is not None:
            second = _restored(error, library) if pressed is refused.backup else _rebuilt(error, library)
            if isinstance(second, Path):
                stand_in_for(library, second, Settings(paths.settings_file()))
                return Choice(second)
            error = second
        else:
            return None


def _restored(error: MatineeError, library: Path) -> Path | MatineeError:
    """Make a second library out of the backup that ``error`` names; return it, or what to tell next.

    Where that was done before, the library that was made then is returned, with all that was written in it since.
    """
    assert isinstance(error, DamagedError)
    backup = next((each for each in backups_of(library) if each.path == error.backup), None)
    if backup is None:
        return error
    if before := opened_before(library.parent, library.name, backup):
        return before
    jobs, told = JobRunner(), list[MatineeError]([error])
    dialog = RestoringDialog.of_backup(library, backup.path, place_beside(library.parent, library.name, backup), jobs)
    made: list[Restored] = []
    dialog.restored.connect(made.append)
    dialog.refused.connect(lambda sentence: told.append(MatineeError(sentence)))
    dialog.begin()
    try:
        dialog.exec()
    finally:
        jobs.close()
        dialog.deleteLater()
    return made[0].root if made else told[-1]


def _rebuilt(error: MatineeError, library: Path) -> Path | MatineeError:
    """Make a library of the readable copies of ``library``; return it, or ``error`` again where it is not to be opened."""
    # What reads the copies is loaded only where it is asked for.
    from desktop.gui.keeping.rebuilding import RebuildingDialog

    jobs, wanted = JobRunner(), list[Path]()
    dialog = RebuildingDialog(library, jobs, local_now())
    dialog.opened.connect(wanted.append)
    try:
        dialog.exec()
    finally:
        jobs.close()
        dialog.deleteLater()
    return wanted[0] if wanted else error
