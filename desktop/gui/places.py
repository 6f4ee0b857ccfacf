"""Between the library and the editor: opening, closing and coming back, with what was asked for on the way."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.finding import Query
from desktop.core.image import Image
from desktop.core.outlet import standard_outlets
from desktop.core.review import Status
from desktop.core.saving import Saved
from desktop.core.work import Work
from desktop.gui.asking_files import Purpose, ask_files
from desktop.gui.editor.text_form import TextForm
from desktop.gui.exporting.embargo import unless_held
from desktop.gui.front import FrontKeeper
from desktop.gui.library.asking import Asking
from desktop.gui.library.new_review import NewReview, NewReviewDialog
from desktop.gui.library.switcher import QuickSwitcher
from desktop.gui.passing import now_here
from desktop.gui.recovery import Recovery
from desktop.gui.session import ReviewSession
from desktop.services.authoring import Place
from desktop.services.bulk import Chosen
from desktop.services.embargoes import hold_up
from desktop.services.sample import add_sample, has_sample, is_untouched, remove_sample, sample_id

if TYPE_CHECKING:
    from desktop.gui.bringing_in import BringingIn
    from desktop.gui.main_window import MainWindow
    from desktop.gui.reviewing import Reviewing
    from desktop.gui.taking_out import TakingOut
    from desktop.gui.workspace import Workspace


class Places(QObject):
    """Brings reviews to the front and the library back; ``person_chosen(id)`` asks for somebody's page.

    ``came_back()`` follows when what was open last is open again.
    """

    person_chosen = Signal(str)
    came_back = Signal()

    def __init__(
        self,
        window: MainWindow,
        workspace: Workspace,
        reviewing: Reviewing,
        bringing_in: BringingIn,
        taking_out: TakingOut,
        front: FrontKeeper,
    ) -> None:
        """Connect the places of ``window`` with what carries out the commands on reviews and files."""
        super().__init__(window)
        self._window, self._space, self._reviewing = window, workspace, reviewing
        self._bringing_in, self._taking_out, self._front = bringing_in, taking_out, front
        self.recovery = Recovery(window)
        asking = Asking(workspace.jobs, workspace.courier, self, within=workspace.archive.breakable)
        asking.failed.connect(window.toast.say)
        self._switcher = QuickSwitcher(window, workspace.archive, asking)
        self._switcher.review_chosen.connect(reviewing.open)
        self._switcher.person_chosen.connect(self.person_chosen)
        self._switcher.film_chosen.connect(self._on_switcher_film_chosen)
        library, editor = window.library, window.editor
        library.review_opened.connect(reviewing.open)
        library.new_requested.connect(self.ask_new)
        library.import_requested.connect(self.ask_import)
        library.files_offered.connect(self._on_library_files_offered)
        library.trash_requested.connect(reviewing.trash)
        library.restore_requested.connect(reviewing.restore)
        library.duplicate_requested.connect(self.duplicate)
        library.inspector.person_chosen.connect(self.person_chosen)
        library.sample_removal_requested.connect(self.remove_sample)
        editor.header.library_requested.connect(window.show_library)
        editor.header.export_requested.connect(taking_out.ask)
        editor.header.status_chosen.connect(self.set_status)
        editor.page_shown.connect(lambda _key: window.enable_commands())
        reviewing.opened.connect(self._on_reviewing_opened)
        reviewing.closed.connect(self._on_reviewing_closed)
        reviewing.listed.connect(library.refresh)
        reviewing.refused.connect(window.toast.say)
        reviewing.told.connect(window.toast.say)
        bringing_in.brought_in.connect(library.refresh)
        bringing_in.review_opened.connect(reviewing.open)
        window.tabs.tabCloseRequested.connect(lambda at: reviewing.close(str(window.tabs.tabData(at))))

    def restore(self) -> None:
        """Open what was open last, where the critic was; the library where nothing was."""
        front = self._front.kept()
        wanted = [front.review, *(spot.review for spot in front.open)]
        known = {row.id for row in self._space.archive.rows(wanted)}
        with self._front.coming_back():
            for spot in front.open:
                if spot.review in known:
                    self._front.restore_page(spot)
                    self._reviewing.open(spot.review)
            if front.review in known:
                self._reviewing.open(front.review)
                self._front.restore_field(front)
            elif not front.review or self._window.session is None:
                self._window.show_library()
        self.recovery.tell()
        self.came_back.emit()

    def ask_new(self) -> None:
        """Ask for title, year and outlet of a new review."""
        if self._is_read_only():
            return
        settings = self._space.settings
        outlet = settings.outlet or standard_outlets()[0].id
        dialog = NewReviewDialog(self._space.archive, self._window, outlet_id=outlet, language=settings.language)
        dialog.title.line().ask_through(self._space.ask)
        dialog.chosen.connect(self._reviewing.create)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def quick_open(self) -> None:
        """Open the quick switcher."""
        self._switcher.open()

    def _on_switcher_film_chosen(self, work: Work) -> None:
        settings = self._space.settings
        outlet = next((known.id for known in self._space.archive.outlets() if known.id == settings.outlet), None)
        self._reviewing.create(NewReview(work.title, work.year, outlet, settings.language, work.id))

    def ask_import(self) -> None:
        """Choose files to bring in."""
        if self._is_read_only():
            return
        kinds = self.tr("Matinee’s own files (*.json *.md);;All files (*)")
        ask_files(self._window, self.tr("Import reviews"), kinds, Purpose.REVIEWS, self._bringing_in.bring)

    def ask_picture(self) -> None:
        """Choose pictures for the text in front."""
        kinds = self.tr("Pictures (*.jpg *.jpeg *.png *.webp *.gif *.avif)")
        ask_files(self._window, self.tr("Add pictures"), kinds, Purpose.PICTURES, self.insert_pictures)

    def insert_pictures(self, files: list[Path]) -> None:
        """Keep picture files in the library and name them at the caret of the text in front."""
        form = self._window.editor.form
        if not isinstance(form, TextForm):
            return
        key = form.key

        def arrived(image: Image) -> None:
            if form.is_bound and form.key == key:
                form.insert_pictures([image])

        for file in files:
            try:
                data = file.read_bytes()
            except OSError as error:
                self._window.toast.say(self.tr("{name} cannot be read: {reason}.").format(name=file.name, reason=error.strerror))
                continue
            self._space.add_picture(data, file.name, arrived, self._window.toast.say)

    def set_status(self, status: Status) -> None:
        """Set the status of the review in front; one under embargo is not published without a question."""
        session = self._window.session
        if session is None:
            return
        held = hold_up(session.article.review, now_here()) if status is Status.PUBLISHED else ""
        set_status = partial(self._reviewing.set_status, session, status, self._taking_out.render_html)
        header = self._window.editor.header
        unless_held(held, self.tr("&Publish anyway"), self._window, set_status, lambda: header.show_article(session.article))

    def duplicate(self) -> None:
        """Duplicate the review in front, or the one chosen in the list."""
        chosen = self.chosen()
        if chosen.count > 1:
            said = self.tr("One review is duplicated at a time, and {count} are chosen. Choose one of them.")
            self._window.toast.say(said.format(count=f"{chosen.count:,}"))
        elif only := self.chosen_review():
            self._reviewing.duplicate(only)

    def merge(self) -> None:
        """Merge the two reviews that are chosen in the list."""
        chosen = self.chosen()
        ids = list(chosen.found(self._space.archive)) if chosen.count == 2 else []
        if len(ids) == 2:
            self._reviewing.merge(ids[0], ids[1])
        else:
            self._window.toast.say(self.tr("Choose two reviews of the same work in the list (Ctrl+click), then merge them."))

    def trash_front(self) -> None:
        """Move the review in front, or those chosen in the list, to the trash."""
        chosen = self.chosen()
        if chosen.count:
            self._reviewing.trash(chosen)

    def close_front(self) -> None:
        """Close the review in front."""
        if self._window.session is not None:
            self._reviewing.close(self._window.session.review_id)

    def open_sample(self) -> None:
        """Open the sample review, adding it where it is not there."""
        if not has_sample(self._space.archive) and self._is_read_only():
            return
        self._reviewing.open(add_sample(self._space.archive))
        self._window.library.set_sample(sample_id())
        self._window.library.refresh()

    def greet(self, *, sample: bool, slug: str | None = None, first: bool = False) -> None:
        """Open what was asked for on the command line; an empty library gets the sample with ``sample``.

        It is only listed in the ``first`` library that is opened on this computer.
        """
        if slug is not None:
            rows = self._space.archive.named(slug)
            if rows:
                self._reviewing.open(rows[0].id)
            else:
                self._window.toast.say(self.tr("There is no review “{slug}” in this library.").format(slug=slug))
        elif sample and not self._space.archive.library.read_only and not self._space.archive.count(Query()):
            self.open_sample()
        elif first and not self._space.archive.library.read_only and not self._space.archive.count(Query()):
            add_sample(self._space.archive)
            self._window.library.refresh()
        if has_sample(self._space.archive):
            self._window.library.set_sample(sample_id())

    def remove_sample(self) -> None:
        """Remove the sample: for good as it came, to the trash with undo where somebody wrote in it."""
        review_id = sample_id()
        if self._is_read_only() or not self._space.autosave.finish():
            return
        self._space.reviews.close(review_id)
        self._on_reviewing_closed(review_id)
        if not is_untouched(self._space.archive):
            self._reviewing.trash(Chosen.of([review_id]))
            return
        self._space.courier.watch(remove_sample(self._space.archive), self._on_sample_removed)

    def _on_library_files_offered(self, files: list[Path]) -> None:
        if not self._is_read_only():
            self._bringing_in.bring(files)

    def _on_sample_removed(self, future: Future[Saved]) -> None:
        future.result()
        self._window.library.refresh()
        self._window.toast.say(self.tr("The sample is gone. Help ▸ Sample Review brings it back."))

    def _is_read_only(self) -> bool:
        """Say whether the library can only be read, and tell so if it is."""
        library = self._space.archive.library
        if library.read_only:
            self._window.toast.say(library.read_only_reason)
        return library.read_only

    def chosen(self) -> Chosen:
        """Return the reviews that a command is meant for: the one in front, or those chosen in the list."""
        if self._window.session is not None:
            return Chosen.of([self._window.session.review_id])
        return self._window.library.chosen() if self._window.in_front(self._window.library) else Chosen()

    def chosen_review(self) -> str:
        """Return the id of the review that a command for one is meant for: the one in front, or in the list; else nothing."""
        if self._window.session is not None:
            return self._window.session.review_id
        return self._window.library.chosen_id() if self._window.in_front(self._window.library) else ""

    def _on_reviewing_opened(self, session: ReviewSession, fresh: bool) -> None:
        self._window.show_session(session)
        if fresh:
            self._window.editor.go_to(Place("headline"))
        else:
            self._window.editor.restore_caret()

    def _on_reviewing_closed(self, review_id: str) -> None:
        was_front = self._window.session is not None and self._window.session.review_id == review_id
        following, shown = self._window.drop_tab(review_id), self._window.editor.session
        if shown is not None and shown.review_id == review_id:  # behind the library it is there too
            self._window.editor.show_session(None)
        if was_front:
            if following:
                self._reviewing.open(following)
            else:
                self._window.show_library()
        self._front.keep()
