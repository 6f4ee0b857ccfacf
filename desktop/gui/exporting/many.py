"""Taking many reviews out at once: made by the rendering child, written off the window's thread, with a summary at the end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.article import Article
from desktop.gui.exporting.destination import folder_words
from desktop.gui.exporting.wishes import Wish
from desktop.gui.notices import Weight
from desktop.gui.progress import ProgressDialog
from desktop.services.bulk import Chosen
from desktop.services.formats import Export, Options
from desktop.services.jobs import Job
from desktop.services.taking_out import TakenOut, take_out

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace

_NOTICE = "export"
_TOLD = 3
"""Refusals that are told by their sentence; of the others only how many they are."""
_SECONDS = 60.0


class TakingOutMany(QObject):
    """Writes reviews into a folder, one export at a time."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        """Export from the library of ``workspace``, telling how far it is over ``window``."""
        super().__init__(window)
        self._window, self._space = window, workspace

    def begin(self, chosen: Chosen, wish: Wish, folder: Path, *, overwrite: bool = False, despite_embargo: bool = False) -> None:
        """Write reviews as they are wanted.

        A file changed outside is left alone unless ``overwrite``, a review under embargo unless ``despite_embargo``.
        """
        allowed = {"overwrite": overwrite, "despite_embargo": despite_embargo}
        archive, child, courier = self._space.archive, self._space.child, self._space.courier
        self._window.notices.take_away(_NOTICE)
        words = self.tr("Each review is written under its own name into {folder}.").format(folder=folder_words(folder))
        progress = ProgressDialog(self.tr("Export"), words, self._window)
        job = Job(lambda done, of: courier.post(lambda at: progress.step(*at), (done, of)))

        def make(article: Article, format_id: str, options: Options) -> Export:
            exported: Export = child.call("export", (article, format_id, options)).result(_SECONDS)
            return exported

        def work(job: Job) -> TakenOut:
            ids = chosen.found(archive)
            return take_out(archive, ids, wish.format_id, folder, wish.options, **allowed, make=make, job=job)

        def ended(future: Future[TakenOut]) -> None:
            progress.end()
            again = partial(self.begin, wish=wish, folder=folder, overwrite=True, despite_embargo=despite_embargo)
            self._tell(future.result(), folder, again)

        progress.calls_off(job, self._window.closing)
        progress.begin()
        courier.watch(self._space.jobs.run(work, job), ended)

    def _tell(self, left: TakenOut, folder: Path, overwriting: Callable[[Chosen], None]) -> None:
        count = self.tr("1 review") if left.reviews == 1 else self.tr("{count} reviews").format(count=f"{left.reviews:,}")
        said = self.tr("Wrote {reviews} into {folder}.").format(reviews=count, folder=folder_words(folder))
        if left.stopped:
            said = self.tr("Called off. {said}").format(said=said)
        if not left.refused and not left.notes:
            self._window.toast.say(said)
            return
        told = [*left.refused[:_TOLD], *left.notes[: max(0, _TOLD - len(left.refused))]]
        more = len(left.refused) + len(left.notes) - len(told)
        if more:
            told.append(self.tr("{count} more like these.").format(count=f"{more:,}"))
        actions = [(self.tr("Dismiss"), partial(self._window.notices.take_away, _NOTICE))]
        if left.held:
            actions.insert(0, (self.tr("Overwrite"), partial(overwriting, Chosen.of(left.held))))
        weight = Weight.PROBLEM if left.refused else Weight.NOTE
        self._window.notices.put(_NOTICE, " ".join((said, *told)), actions, weight)
