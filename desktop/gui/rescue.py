"""When the library cannot be written to: a copy of the review in front goes elsewhere, and closing asks first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.core.article import Article
from desktop.core.errors import MatineeError
from desktop.core.review import Review
from desktop.core.saving import now_utc
from desktop.gui.asking_files import Purpose, ask_folder
from desktop.gui.notices import Weight
from desktop.services.copies import copy_stem, write_copies
from desktop.services.formats import Export, Options

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace

FORMATS = ("markdown-front-matter", "json")
"""What a copy is written as: the one is read everywhere, the other is brought in again without loss."""

AskFolder = Callable[[QWidget, str, Callable[[Path], object]], object]
"""Asks for a folder under a title, and calls back with the one that was chosen."""


def ask_for_folder(window: QWidget, title: str, then: Callable[[Path], object]) -> None:
    """Ask with the system's dialog."""
    ask_folder(window, title, Purpose.COPIES, then)


class Rescue(QObject):
    """Answers the buttons of the bar that says that a save failed, and a close that was refused for it.

    A copy is made of the text on screen and needs nothing of the library but its pictures: of every review that is open or waits
    to be stored, for nobody sees at a glance which of them is not stored yet.
    """

    def __init__(self, window: MainWindow, workspace: Workspace, *, ask: AskFolder = ask_for_folder) -> None:
        """Answer for ``window``; ``ask`` asks for the folder that texts are rescued into."""
        super().__init__(window)
        self._window, self._space, self.ask = window, workspace, ask
        window.copy_wanted.connect(self._on_window_copy_wanted)
        window.close_refused.connect(self._on_window_close_refused)
        self._copied: list[Path] = []

    def _on_window_copy_wanted(self) -> None:
        self.ask(self._window, self.tr("Save a copy elsewhere"), self._copy_all)

    def _copy_all(self, folder: Path) -> None:
        desk = self._space.reviews.desk
        self._copied = []
        for record in [*desk.records.values()]:
            if isinstance(record, Review):
                self._copy(desk.gather(record.id), folder)

    def _copy(self, article: Article, folder: Path) -> None:
        options = Options(library=self._space.archive.root, name=copy_stem(article, now_utc()))
        made: list[Export] = []

        def arrived(future: Future[Any]) -> None:
            error = future.exception()
            if error is not None:
                self._refuse(error)
                return
            made.append(future.result())
            if len(made) == len(FORMATS):
                writing = self._space.jobs.run(lambda _job: write_copies(made, folder))
                self._space.courier.watch(writing, self._on_copies_written)

        for format_id in FORMATS:
            self._space.courier.watch(self._space.child.call("export", (article, format_id, options)), arrived)

    def _on_copies_written(self, future: Future[tuple[Path, ...]]) -> None:
        error = future.exception()
        if error is not None:
            self._refuse(error)
            return
        self._copied += future.result()
        folder, names = self._copied[0].parent, self.tr(" and ").join(file.name for file in self._copied)
        said = self.tr("A copy is in {folder}: {names}.").format(folder=folder, names=names)
        if len(self._copied) > len(FORMATS):
            count = len(self._copied) // len(FORMATS)
            said = self.tr("Copies of {count} reviews are in {folder}: {names}.").format(count=count, folder=folder, names=names)
        self._window.notices.put("copy", said, [(self.tr("Dismiss"), self._take_away)], Weight.NOTE)
        if self._window.notices.has_focus():
            self._window.back_to_work()

    def _take_away(self) -> None:
        self._window.notices.take_away("copy")

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, MatineeError):
            raise error
        self._window.notices.put("copy", str(error), [(self.tr("Dismiss"), self._take_away)])

    def _on_window_close_refused(self) -> None:
        actions = [
            (self.tr("Save a Copy Elsewhere…"), self._window.copy_wanted.emit),
            (self.tr("Close Without Saving"), self._on_close_chosen),
        ]
        said = self.tr("Matinee stays open, for the last change is on screen only. To close without it loses it.")
        self._window.notices.put("close", said, actions)

    def _on_close_chosen(self) -> None:
        self._window.may_lose = True
        self._window.close()
