"""Taking the review in front out: the export dialog, export again, copy as HTML, open in a browser."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop import paths
from desktop.core.article import Article
from desktop.core.errors import FileChangedError, MatineeError
from desktop.core.history import Reason
from desktop.gui.courier import is_heard
from desktop.gui.exporting.dialog import ExportDialog
from desktop.gui.exporting.embargo import EmbargoDialog, unless_held
from desktop.gui.exporting.many import TakingOutMany
from desktop.gui.exporting.wishes import Wish, wish_from_plain
from desktop.gui.passing import now_here
from desktop.services.bulk import Chosen
from desktop.services.embargoes import Held, held_among, hold_up, hold_up_many, is_for_readers
from desktop.services.formats import FORMATS, Export, Options
from desktop.services.publishing import save_export
from desktop.services.taking_out import options_for

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace

Made = Callable[[Export | Exception], None]
Written = Callable[[Sequence[Path] | Exception], None]


class TakingOut(QObject):
    """Exports; everything is rendered by the child and written off the window's thread."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        """Export from ``workspace``, asking and telling over ``window``."""
        super().__init__(window)
        self._window, self._space = window, workspace
        self._many = TakingOutMany(window, workspace)
        self._browser_folder: tempfile.TemporaryDirectory[str] | None = None

    def ask(self) -> None:
        """Open the export dialog for the review in front."""
        article = self._article()
        if article is not None:
            self._ask(article)

    def ask_stored(self, chosen: Chosen) -> None:
        """Open the export dialog for reviews of the library, which need not be open; the first is shown."""
        archive = self._space.archive
        if not self._space.autosave.finish():
            return
        try:
            article = archive.load(chosen.first(archive)).article
        except MatineeError as error:
            self._window.toast.say(str(error))
            return
        if chosen.count == 1:
            self._ask(article)
        else:
            self._ask_many(chosen, article)

    def _ask(self, article: Article) -> None:
        def take_out(leaving: Export, folder: Path, overwrite: bool, done: Written) -> None:
            def written(result: Sequence[Path] | Exception) -> None:
                (done if dialog.is_open else self._on_written)(result)

            self._take_out(article, leaving, folder, overwrite, written)

        dialog = ExportDialog(
            article.work.label() or self.tr("Untitled"),
            FORMATS,
            lambda format_id, options, done: self._make(article, format_id, options, done),
            take_out,
            self._window,
            wish=self._wish(article),
            folder=self._folder(),
            hold=lambda wish: self._hold(article, wish.format_id, wish.options),
        )
        dialog.saved.connect(lambda paths: self._on_dialog_saved(dialog, paths))
        dialog.copied.connect(lambda _text: self._remember(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_many(self, chosen: Chosen, article: Article) -> None:
        dialog = ExportDialog(
            article.work.label() or self.tr("Untitled"),
            FORMATS,
            lambda format_id, options, done: self._make(article, format_id, options, done),
            lambda _leaving, folder, _overwrite, done: begin(folder, partial(done, None)),
            self._window,
            wish=self._wish(article),
            folder=self._folder(),
            count=chosen.count,
        )

        def begin(folder: Path, called_off: Callable[[], None]) -> None:
            self._unless_many_held(dialog, chosen, lambda despite: leave(folder, despite), called_off)

        def leave(folder: Path, despite_embargo: bool) -> None:
            self._remember(dialog)
            dialog.accept()
            self._many.begin(chosen, dialog.wish(), folder, despite_embargo=despite_embargo)

        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def again(self) -> None:
        """Repeat the last export without a dialog; a file changed outside brings the dialog back."""
        article = self._article()
        if article is None:
            return
        if not self._space.settings.export_folder:
            self.ask()
            return

        def made(leaving: Export | Exception) -> None:
            if isinstance(leaving, Exception):
                self._tell(leaving)
            else:
                self._take_out(article, leaving, self._folder(), False, saved)

        def saved(paths: Sequence[Path] | Exception) -> None:
            if isinstance(paths, FileChangedError):
                self.ask()
            else:
                self._on_written(paths)

        wish = self._wish(article)
        held = self._hold(article, wish.format_id, wish.options)
        make = partial(self._make, article, wish.format_id, wish.options, made)
        unless_held(held, self.tr("&Export anyway"), self._window, make)

    def copy_html(self) -> None:
        """Put the article as an HTML fragment on the clipboard."""
        article = self._article()
        if article is None:
            return
        options = self._options(article)
        make = partial(self._make, article, "html-fragment", options, self._on_fragment_made)
        unless_held(self._hold(article, "html-fragment", options), self.tr("&Copy anyway"), self._window, make)

    def open_in_browser(self) -> None:
        """Show the review in front in the browser."""
        article = self._article()
        if article is not None:
            self.browse(article)

    def browse(self, article: Article) -> None:
        """Write the page of an article with its pictures to a temporary folder and open it outside."""
        if self._browser_folder is None:
            self._browser_folder = tempfile.TemporaryDirectory(prefix="matinee-", ignore_cleanup_errors=True)
        folder = Path(self._browser_folder.name) / article.review.id

        def made(leaving: Export | Exception) -> None:
            if isinstance(leaving, Exception):
                self._tell(leaving)
            else:
                self._save(article, leaving, folder, True, saved)

        def saved(paths: Sequence[Path] | Exception) -> None:
            if isinstance(paths, Exception):
                self._tell(paths)
            else:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths[0])))

        self._make(article, "html", self._options(article), made)

    def render_html(self, article: Article, done: Callable[[str], None]) -> None:
        """Render the page of an article as it is published, and hand over its HTML."""

        def made(leaving: Export | Exception) -> None:
            if isinstance(leaving, Exception):
                self._tell(leaving)
            else:
                done(leaving.text)

        self._make(article, "html", self._options(article), made)

    def _article(self) -> Article | None:
        return self._window.session.article if self._window.session else None

    def _make(self, article: Article, format_id: str, options: Options, done: Made) -> None:
        self._hand_on(self._space.child.call("export", (article, format_id, options)), done)

    def _hand_on(self, future: Future[Any], done: Callable[[Any], None]) -> None:
        """Give what comes of it, an exception too, to who asked, unless that dialog is gone by then."""
        self._space.courier.watch(future, lambda finished: done(_result(finished)) if is_heard(done) else None)

    def _hold(self, article: Article, format_id: str, options: Options) -> str:
        """Return the sentence about the embargo that an export would break, empty for none."""
        return hold_up(article.review, now_here()) if is_for_readers(format_id, options) else ""

    def _unless_many_held(
        self, dialog: ExportDialog, chosen: Chosen, go_on: Callable[[bool], None], called_off: Callable[[], None]
    ) -> None:
        """Go on, after asking where some are under embargo: with them, or without them. ``called_off`` follows Cancel."""
        wish, archive, now = dialog.wish(), self._space.archive, now_here()
        if not is_for_readers(wish.format_id, wish.options):
            go_on(False)
            return

        def answered(future: Future[Held | None]) -> None:
            if not dialog.is_open:
                return
            if future.exception() is not None:
                called_off()
            held = future.result()
            if held is None:
                go_on(False)
            else:
                out = self.tr("&Leave it out") if held.count == 1 else self.tr("&Leave them out")
                asking = EmbargoDialog(hold_up_many(held, now), self.tr("&Export anyway"), dialog, leave_out=out)
                asking.confirmed.connect(lambda: go_on(True))
                asking.parted.connect(lambda: go_on(False))
                asking.rejected.connect(called_off)
                asking.finished.connect(asking.deleteLater)
                asking.open()

        self._space.courier.watch(self._space.jobs.answer(lambda: held_among(archive, chosen, now)), answered)

    def _options(self, article: Article) -> Options:
        return options_for(self._space.archive, article)

    def _take_out(self, article: Article, leaving: Export, folder: Path, overwrite: bool, done: Written) -> None:
        """Keep a snapshot of what leaves, and write it."""
        self._space.archive.snapshots.take(article, Reason.EXPORT)
        self._save(article, leaving, folder, overwrite, done)

    def _save(
        self,
        article: Article,
        leaving: Export,
        folder: Path,
        overwrite: bool,
        done: Written,
    ) -> None:
        assert isinstance(leaving, Export)
        archive, review_id = self._space.archive, article.review.id
        future = self._space.jobs.run(
            lambda _job: save_export(leaving, folder, archive, review_id=review_id, overwrite=overwrite)
        )
        self._hand_on(future, done)

    def _wish(self, article: Article) -> Wish:
        otherwise = Wish(FORMATS[0].id, self._options(article))
        try:
            return wish_from_plain(json.loads(self._space.settings.export_wish or "{}"), otherwise)
        except (ValueError, AttributeError):
            return otherwise

    def _folder(self) -> Path:
        return Path(self._space.settings.export_folder or paths.documents()).expanduser()

    def _remember(self, dialog: ExportDialog) -> None:
        self._space.settings.export_wish = json.dumps(dialog.wish().to_plain())
        self._space.settings.export_folder = str(dialog.folder() or "")

    def _on_dialog_saved(self, dialog: ExportDialog, paths: list[Path]) -> None:
        self._remember(dialog)
        self._say_written(paths)

    def _on_fragment_made(self, leaving: Export | Exception) -> None:
        if isinstance(leaving, Exception):
            self._tell(leaving)
            return
        QGuiApplication.clipboard().setText(leaving.text)
        self._window.toast.say(self.tr("The article is on the clipboard as HTML."))

    def _on_written(self, paths: Sequence[Path] | Exception) -> None:
        if isinstance(paths, Exception):
            self._tell(paths)
        else:
            self._say_written(paths)

    def _say_written(self, paths: Sequence[Path]) -> None:
        more = self.tr(" and {count} pictures").format(count=len(paths) - 1) if len(paths) > 1 else ""
        self._window.toast.say(self.tr("Wrote {name}{more}.").format(name=paths[0].name, more=more))

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, MatineeError):
            raise error
        self._window.notices.put("export", str(error), [(self.tr("Dismiss"), lambda: self._window.notices.take_away("export"))])


def _result(future: Future[Any]) -> Any:
    """Return a future's result, or the exception that it ended with."""
    error = future.exception()
    return future.result() if error is None else error
