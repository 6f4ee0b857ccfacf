"""File ▸ Library: other libraries, backups, and what to do where the database is damaged."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from desktop import paths
from desktop.core.errors import DamagedError, MatineeError
from desktop.gui.asking_files import Purpose, ask_file, ask_folder
from desktop.gui.keeping.about_library import AboutLibraryDialog
from desktop.gui.keeping.another_window import open_another_window
from desktop.gui.keeping.backups_dialog import BackupsDialog
from desktop.gui.keeping.care import DISMISSED_COPIES, Care, Looked, local_now, names_of
from desktop.gui.keeping.copying import CopyingDialog
from desktop.gui.keeping.holding import held_words
from desktop.gui.keeping.restoring import RestoringDialog
from desktop.gui.notices import Action, Weight
from desktop.services.jobs import Cancelled, Job
from desktop.services.keeping import (
    Backup,
    Restored,
    backups_of,
    begin_library,
    expect_library,
    is_doubted,
    opened_before,
    place_beside,
    with_backup,
)
from desktop.services.moving_house import Held, is_packed

if TYPE_CHECKING:
    from desktop.gui.keeping.readable import Readable
    from desktop.gui.keeping.rebuilding import RebuildingDialog
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace

_DAMAGE = "damage"
_OTHER = "another library"
_RESTORED = "restored"
MOST_FAULTS = 5
"""How many faults a bar tells one by one."""

OpenLibrary = Callable[[Path], None]
"""Opens a window on the library in a folder; raises MatineeError."""


class Libraries(QObject):
    """Carries out the library's own commands; every other library opens in a window of its own beside this one."""

    def __init__(
        self,
        window: MainWindow,
        workspace: Workspace,
        care: Care,
        readable: Readable,
        *,
        open_library: OpenLibrary = open_another_window,
    ) -> None:
        """Carry the commands of ``window`` out; ``open_library`` opens the folder of another library."""
        super().__init__(window)
        self._window, self._space, self._care, self._readable = window, workspace, care, readable
        self.open_library = open_library
        self._verifying = Job()
        window.closing.connect(self._on_window_closing)
        care.damaged.connect(self._on_care_damaged)
        care.looked.connect(self._on_care_looked)

    # ---- backups

    def show_backups(self) -> BackupsDialog:
        """Show the backups."""
        archive = self._space.archive
        make = None if archive.library.read_only else archive.back_up
        dialog = BackupsDialog(archive.root, self._space.jobs, make, local_now(), self._window)
        dialog.open_requested.connect(self.open_backup)
        dialog.backed_up.connect(self._care.look)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def back_up(self) -> None:
        """Back the library up."""
        self._window.status.say(self.tr("Backing up…"), lasting=True)
        self._space.courier.watch(self._space.jobs.run(self._space.archive.back_up), self._on_backed_up)

    def open_backup(self, backup: Backup, place: Path) -> RestoringDialog:
        """Make a second library out of a backup in the folder ``place``, and open it in a window of its own."""
        return self._restore(self._space.archive.root, backup.path, place)

    def _restore(self, root: Path, backup: Path, place: Path) -> RestoringDialog:
        return self._make(RestoringDialog.of_backup(root, backup, place, self._space.jobs, self._window))

    def unpack(self, packed: Path) -> RestoringDialog:
        """Make a library beside this one out of a zip file, and open it in a window of its own."""
        return self._make(RestoringDialog.of_packed(packed, self._space.archive.root.parent, self._space.jobs, self._window))

    def _make(self, dialog: RestoringDialog) -> RestoringDialog:
        self._end_with_window(dialog)
        dialog.restored.connect(self._on_restored)
        dialog.refused.connect(lambda sentence: self._put(_OTHER, sentence))
        dialog.open()
        dialog.begin()
        return dialog

    def _end_with_window(self, dialog: QDialog) -> None:
        """Let a dialog go when it is finished, and call off what it does where the window closes first."""
        closing = self._window.closing.connect(dialog.reject)
        dialog.finished.connect(lambda _result: QObject.disconnect(closing))
        dialog.finished.connect(dialog.deleteLater)

    def _on_backed_up(self, future: Future[Path]) -> None:
        self._window.status.hush()
        error = future.exception()
        if error is None:
            self._window.toast.say(self.tr("Backed up and checked: {name}").format(name=future.result().name))
            self._care.look()
        elif isinstance(error, MatineeError):
            self._put("backup", str(error))
        else:
            raise error

    def _on_restored(self, restored: Restored) -> None:
        root, held = restored.root, held_words(Held(restored.counts, restored.missing))
        self._open(root, self.tr("“{name}” is open in a window of its own.").format(name=root.name))
        said = self.tr("Checked. In “{name}”, in {folder}: {held}").format(name=root.name, folder=root.parent, held=held)
        self._put(_RESTORED, said, Weight.NOTE)

    # ---- other libraries

    def show_copying(self) -> CopyingDialog:
        """Show what the library holds, and copy it to another disk."""
        dialog = CopyingDialog(self._space.archive, self._space.jobs, local_now(), self._window)
        dialog.moved.connect(self._move_into)
        self._end_with_window(dialog)
        self._space.autosave.finish()  # what is on screen comes along
        dialog.open()
        return dialog

    def _move_into(self, root: Path) -> None:
        """Work in a copy of the library from now on: it opens by itself from now on, and this window closes."""
        try:
            paths.choose_library(root)
        except OSError as error:
            self._put(_OTHER, self.tr("That cannot be remembered ({reason}).").format(reason=error.strerror))
            return
        self._open(root, self.tr("“{name}” is open in a window of its own.").format(name=root.name))
        if _OTHER not in self._window.notices.texts():
            self._window.close()

    def ask_unpack(self) -> None:
        """Choose a packed library to unpack."""
        ask_file(self._window, self.tr("Unpack a library"), self.tr("Packed libraries (*.zip)"), Purpose.LIBRARIES, self.unpack)

    def ask_rebuild(self) -> None:
        """Choose a library, or its readable copies, to make a library of them."""
        self._ask_folder(self.tr("Choose the folder of the library whose readable copies are there"), self.rebuild)

    def rebuild(self, folder: str) -> RebuildingDialog:
        """Make a library of the readable copies in a folder, and open it in a window of its own."""
        # What reads the copies is loaded only where it is asked for.
        from desktop.gui.keeping.rebuilding import RebuildingDialog
        from desktop.services.copies_found import library_of_copies

        dialog = RebuildingDialog(library_of_copies(Path(folder)), self._space.jobs, local_now(), self._window)
        said = self.tr("“{name}” is open in a window of its own.")
        dialog.opened.connect(lambda root: self._open(root, said.format(name=root.name)))
        self._end_with_window(dialog)
        dialog.open()
        return dialog

    def ask_open(self) -> None:
        """Choose a folder with another library."""
        self._ask_folder(self.tr("Open another library"), self.open_other)

    def ask_new(self) -> None:
        """Choose a folder for a new library."""
        self._ask_folder(self.tr("Choose an empty folder for the new library"), self.make_new)

    def open_other(self, folder: str) -> None:
        """Open the library in a folder, in a window of its own."""
        root = Path(folder)
        if is_packed(root):
            self.unpack(root)
            return
        if root.resolve() == self._space.archive.root.resolve():
            self._window.toast.say(self.tr("This library is open already."))
            return
        self._watch(lambda: expect_library(root), root, self.tr("“{name}” is open in a window of its own."))

    def make_new(self, folder: str) -> None:
        """Make a library in an empty folder and open it, in a window of its own."""
        root = Path(folder)
        self._watch(lambda: begin_library(root), root, self.tr("The new library “{name}” is open in a window of its own."))

    def show_about(self) -> AboutLibraryDialog:
        """Show how much the library holds and how it is."""
        dialog = AboutLibraryDialog(self._space.archive, self._space.jobs, local_now(), self._window)
        dialog.backups_requested.connect(self.show_backups)
        dialog.copying_requested.connect(self.show_copying)
        dialog.verify_requested.connect(self._window.actions_by_id["verify"].trigger)
        dialog.copies_wanted.connect(self._readable.switch)
        self._end_with_window(dialog)
        dialog.open()
        return dialog

    def _ask_folder(self, title: str, take: Callable[[str], object]) -> None:
        ask_folder(self._window, title, self._space.archive.root.parent, lambda folder: take(str(folder)))

    def _watch(self, prepare: Callable[[], None], root: Path, said: str) -> None:
        def prepared(future: Future[None]) -> None:
            error = future.exception()
            if error is None:
                self._open(root, said.format(name=root.name))
            elif isinstance(error, MatineeError):
                self._refuse(root, error)
            else:
                raise error

        self._space.courier.watch(self._space.jobs.run(lambda _job: prepare()), prepared)

    def _refuse(self, root: Path, error: MatineeError) -> None:
        """Say why the library in ``root`` was not opened; where it is damaged, what there is instead can be."""
        instead = self._instead(root, error) if isinstance(error, DamagedError) else []
        dismiss = (self.tr("Dismiss"), lambda: self._window.notices.take_away(_OTHER))
        self._window.notices.put(_OTHER, str(error), [*instead, dismiss])

    def _instead(self, root: Path, error: DamagedError) -> list[Action]:
        """Return what there is instead of a damaged library: the backup first, for that has the history."""
        actions: list[Action] = []
        backup = next((backup for backup in backups_of(root) if backup.path == error.backup), None)
        if backup is not None:
            actions.append((self.tr("Open Backup"), lambda: self._open_good_backup(root, backup)))
        if error.readable is not None:
            actions.append((self.tr("Rebuild from Readable Copies…"), lambda: self.rebuild(str(root))))
        return actions

    def _open(self, root: Path, said: str) -> None:
        try:
            self.open_library(root)
        except MatineeError as error:
            self._put(_OTHER, str(error))
        else:
            self._window.notices.take_away(_OTHER)
            self._window.toast.say(said)

    # ---- damage

    def verify(self) -> None:
        """Check every record and every picture."""
        self._window.status.say(self.tr("Checking the library…"), lasting=True)
        self._verifying.cancel()
        self._verifying = Job()
        self._space.courier.watch(self._space.jobs.run(self._space.archive.verify, self._verifying), self._on_verified)

    def _on_window_closing(self) -> None:
        self._verifying.cancel()

    def _on_verified(self, future: Future[list[str]]) -> None:
        self._window.status.hush()
        if isinstance(future.exception(), Cancelled):
            return
        wrong = future.result()
        if not wrong:
            for key in ("verify", _DAMAGE):
                self._window.notices.take_away(key)
            self._care.trust()
            self._window.toast.say(self.tr("The library is sound: every record and every picture is there."))
            return
        more = len(wrong) - MOST_FAULTS
        rest = [self.tr("And {count} more; “matinee verify” lists them all.").format(count=more)] if more > 0 else []
        self._put("verify", " ".join([*wrong[:MOST_FAULTS], *rest]))
        if is_doubted(self._space.archive.root):
            self._on_care_damaged()

    def _on_care_damaged(self) -> None:
        root = self._space.archive.root
        self._space.reviews.desk.distrust()
        said = self.tr("The database is damaged.")
        self._space.courier.watch(self._space.jobs.run(lambda _job: with_backup(root, said)), self._on_instead_found)

    def _on_instead_found(self, future: Future[DamagedError]) -> None:
        error = future.result()
        instead = self._instead(self._space.archive.root, error)
        words = [str(error)]
        if instead:
            words.append(self.tr("What is opened or rebuilt is a second library beside this one, which is kept as it is."))
        said = " ".join([*words, self.tr("Save copies of what is on screen.")])
        copy = (self.tr("Save a Copy Elsewhere…"), self._window.copy_wanted.emit)
        self._window.notices.put(_DAMAGE, said, [*instead, copy])

    def _open_good_backup(self, root: Path, backup: Backup) -> None:
        """Open the library that was made out of this backup before, with all that was written in it since, or make it."""
        before = opened_before(root.parent, root.name, backup)
        if before is not None:
            self._open(before, self.tr("“{name}” is open in a window of its own.").format(name=before.name))
        else:
            self._restore(root, backup.path, place_beside(root.parent, root.name, backup))

    # ---- copies that a sync service left

    def _on_care_looked(self, looked: Looked) -> None:
        if not looked.conflicts:
            return
        names = ", ".join(f"“{copy.path.name}”" for copy in looked.conflicts)
        said = self.tr("A sync service left another copy of this library beside it: {names}. Nothing was merged.").format(
            names=names
        )
        first = looked.conflicts[0]
        root = self._space.archive.root
        actions = [
            (self.tr("Open the Copy"), lambda: self.open_backup(first, place_beside(root.parent, root.name, first))),
            (self.tr("Show Folder"), self._window.actions_by_id["show_folder"].trigger),
            (self.tr("Dismiss"), lambda: self._dismiss_copies(looked)),
        ]
        self._window.notices.put("conflict", said, actions, Weight.NOTE)

    def _dismiss_copies(self, looked: Looked) -> None:
        self._space.archive.remember(DISMISSED_COPIES, names_of(looked.conflicts))
        self._window.notices.take_away("conflict")

    def _put(self, key: str, text: str, weight: Weight = Weight.PROBLEM) -> None:
        self._window.notices.put(key, text, [(self.tr("Dismiss"), lambda: self._window.notices.take_away(key))], weight)
