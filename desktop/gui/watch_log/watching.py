"""What the watch log is asked for: show it, log, change, take away, write up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from desktop.core.errors import MatineeError, SaveError
from desktop.core.log_order import grouping_named
from desktop.core.saving import Saved
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.gui.as_written import without_keys
from desktop.gui.editor.publishing_form import PublishingForm
from desktop.gui.library.asking import Asking
from desktop.gui.library.new_review import NewReview
from desktop.gui.waiting_line import Turn
from desktop.gui.watch_log.diaries import Diaries
from desktop.gui.watch_log.in_turn import InTurn
from desktop.gui.watch_log.place import WatchLogPlace
from desktop.gui.watch_log.sheet import ViewingSheet
from desktop.gui.watch_log.storing import Storing
from desktop.gui.watch_log.words import day_words, ordinal, seen_name
from desktop.services.bulk import Chosen
from desktop.services.jobs import Job, uncollected
from desktop.services.reviewing_again import review_standing_for
from desktop.services.watch_log import Film, ViewingRow, WatchLog, seen_of

if TYPE_CHECKING:
    from desktop.gui.editor.form import Form
    from desktop.gui.main_window import MainWindow
    from desktop.gui.reviewing import Reviewing
    from desktop.gui.session import ReviewSession
    from desktop.gui.workspace import Workspace
    from desktop.services.diary import DiaryPlan


_FEW = 200
"""Viewings that are read within a moment."""

Write = Callable[[], Future[Any] | None]
"""Writes in the log, if there is something to write."""


class Watching(QObject):
    """Carries out the commands of the watch log."""

    def __init__(self, window: MainWindow, workspace: Workspace, reviewing: Reviewing) -> None:
        """Make the watch log's place in ``window``; reviews are begun and opened by ``reviewing``."""
        super().__init__(window)
        self._window, self._space, self._reviewing = window, workspace, reviewing
        self._log = WatchLog(workspace.archive.library)
        asking = Asking(workspace.jobs, workspace.courier, window)
        asking.failed.connect(window.toast.say)
        self._turns = InTurn(self._log, workspace.courier, window)
        self._turns.changed.connect(window.show_undo)
        window.closing.connect(self._turns.finish)
        self.view = WatchLogPlace(self._log, asking, self._turns, grouping_named(workspace.settings.watch_log_grouping), window)
        self.view.grouped.connect(lambda grouping: setattr(workspace.settings, "watch_log_grouping", grouping))
        window.add_place(self.view, "show_watch_log")
        self.diaries = Diaries(window, workspace)
        self.diaries.planned.connect(self._on_diaries_planned)
        self.view.diary_asked.connect(self.ask_diary)
        self.view.log_asked.connect(self.ask_log)
        self.view.open_asked.connect(self._on_view_open_asked)
        self.view.again_asked.connect(self._on_view_again_asked)
        reviewing.listed.connect(self._on_reviewing_listed)
        self.view.edit_asked.connect(self._on_view_edit_asked)
        self.view.trash_asked.connect(self._on_view_trash_asked)
        self.view.restore_asked.connect(self._on_view_restore_asked)
        self.view.undo_asked.connect(lambda: self._reverse(Turn.UNDO))
        self.view.redo_asked.connect(lambda: self._reverse(Turn.REDO))
        self._seen_button: QPushButton | None = None
        window.editor.forms.made.connect(self._on_form_made)
        window.session_shown.connect(self._show_seen)

    def show(self) -> None:
        """Bring the watch log to the front."""
        self.view.refresh()
        self._window.show_place(self.view)

    def ask_log(self) -> None:
        """Ask what was seen; the film of the review in front or chosen in the list is there already.

        A viewing that is logged from a review in front is that review's.
        """
        if self._is_read_only():
            return
        session = self._window.session
        sheet = self._sheet()
        work = session.article.work if session is not None else self._chosen_work()
        if work is not None and work.title:
            sheet.show_work(work)
        storing = self._storing(sheet)
        sheet.taken.connect(lambda film, seen: self._log_it(film, seen, session, storing))
        sheet.open()

    def _chosen_work(self) -> Work | None:
        """Return the film of the one review that is chosen in the library, if that is in front."""
        library = self._window.library
        chosen = library.chosen_id() if library.list.selected_count() == 1 and not library.in_trash() else ""
        if not chosen or not self._window.in_front(library):
            return None
        try:
            return self._space.archive.load(chosen).article.work
        except MatineeError:
            return None

    def ask_diary(self) -> None:
        """Ask for a diary to bring into the log."""
        if not self._is_read_only():
            self.diaries.ask_in()

    def _on_diaries_planned(self, plan: DiaryPlan) -> None:
        said = self.diaries.said(plan)
        if not plan.viewings:
            self._window.toast.say(said)
            return
        step = self.tr("Import a diary")

        def taken() -> None:
            self._window.toast.say(said, self.tr("Undo"), lambda: self._take_back(step))
            self.show()

        self._write(step, lambda: self._log.take(plan, step), len(plan.viewings), taken)

    def _take_back(self, step: str) -> None:
        """Take back a step if it is still the last one."""
        if self._turns.labels[0] == step:
            self._reverse(Turn.UNDO)
        else:
            self._window.toast.say_not_last()

    def _sheet(self) -> ViewingSheet:
        archive = self._space.archive
        sheet = ViewingSheet(archive, archive.used, self._log.times_seen, self._window)
        sheet.film.title.line().ask_through(self._space.ask)
        sheet.finished.connect(sheet.deleteLater)
        return sheet

    def _storing(self, sheet: ViewingSheet) -> Storing:
        storing = Storing(sheet, self._window.status, self._space.courier)
        storing.ended.connect(self._on_storing_ended)
        storing.lost.connect(self._window.toast.say)
        return storing

    def _log_it(self, film: Film, seen: Viewing, session: ReviewSession | None, storing: Storing) -> None:
        if session is not None and not self._space.autosave.finish():
            storing.say_unsaved(self._space.autosave.short)
            return
        label = f"{film.title} ({film.year})" if film.year else film.title
        step = self.tr("Log “{film}”").format(film=label)

        def logged(viewing: Viewing) -> None:
            nth = next((row.nth for row in self._log.of_work(viewing.work) if row.id == viewing.id), 1)
            said = self.tr("Logged: {film}, {nth} viewing.").format(film=label, nth=ordinal(nth))
            self._window.toast.say(said, self.tr("Undo"), lambda: self._take_away(viewing.id, step))
            self.view.select(viewing.id)
            if session is not None and session.article.work.id == viewing.work:
                self._link(viewing.id, session.review_id)

        def log() -> tuple[Future[Any], Callable[[], None]]:
            made: list[Viewing] = []

            def begin() -> Future[Saved]:
                viewing, future = self._log.log(film, seen, step)
                made.append(viewing)
                return future

            return self._turns.ask(Turn.CHANGE, begin, step), lambda: logged(made[0])

        storing.store(log)

    def _link(self, viewing_id: str, review_id: str) -> None:
        """Say that a review is written of a viewing."""
        self._after(self._turns.ask(Turn.BESIDE, lambda: self._log.link(viewing_id, review_id)), lambda: None)

    def _seen(self) -> tuple[ViewingRow | None, bool]:
        """Return the viewing that stands for the review in front, and whether it is written of that."""
        session = self._window.session
        if session is None:
            return None, False
        return seen_of(self._log.of_work(session.article.work.id), session.review_id)

    def _on_form_made(self, form: Form) -> None:
        if isinstance(form, PublishingForm):
            self._seen_button = form.seen
            self._seen_button.clicked.connect(self._on_seen_button_clicked)
            self._show_seen()

    def _show_seen(self) -> None:
        """Say on the review's own page when and where its film was seen, as soon as there is such a page."""
        if self._seen_button is None:
            return
        row, own = self._seen()
        if row is None:
            words = self.tr("Not in the watch log. Log a viewing…")
        else:
            where = ", ".join(filter(None, (day_words(row.seen_on), row.venue, row.festival))) or self.tr("no date")
            words = self.tr("{seen}: {where} ({nth} viewing)")
            words = words.format(seen=seen_name(own=own), where=where, nth=ordinal(row.nth))
            words += "" if own else self.tr(". Log a viewing…")
        self._seen_button.setText(without_keys(words))

    def _on_seen_button_clicked(self) -> None:
        row, own = self._seen()
        if row is None or not own:
            self.ask_log()
        else:
            self._on_view_edit_asked(row.id)

    def _on_view_open_asked(self, row: ViewingRow) -> None:
        """Open the review of a viewing, or of its film; only where there is none of either, begin one."""
        review_id = row.review_id or review_standing_for(self._space.archive, row.work_id)
        if review_id:
            self._reviewing.open(review_id)
        elif not self._is_read_only():
            settings = self._space.settings
            outlet = next((known.id for known in self._space.archive.outlets() if known.id == settings.outlet), None)
            self._reviewing.create(NewReview(row.title, row.year, outlet, settings.language, row.work_id))
            self._begun_of(row, self.tr("A review of ‘{film}’ is begun."))

    def _on_view_again_asked(self, row: ViewingRow) -> None:
        review_id = row.review_id or review_standing_for(self._space.archive, row.work_id)
        if review_id and not self._is_read_only():
            before = self._window.session
            self._reviewing.begin_again(review_id)
            if self._window.session is not before:
                self._begun_of(row, self.tr("Another review of ‘{film}’ is begun."))

    def _begun_of(self, row: ViewingRow, said: str) -> None:
        """Say that a review is begun, with a way back, and that it is of this viewing unless another is."""
        session = self._window.session
        if session is None or session.article.work.id != row.work_id:
            return
        begun = session.review_id
        if row.review_id is None:
            self._link(row.id, begun)
        film = row.label or self.tr("Untitled")
        self._window.toast.say(said.format(film=film), self.tr("Undo"), lambda: self._unbegin(begun))

    def _unbegin(self, review_id: str) -> None:
        """Take a review that was begun here to the trash, and come back to the log."""
        self._reviewing.trash(Chosen.of([review_id]))
        self.show()

    def _on_reviewing_listed(self) -> None:
        if self._window.in_front(self.view):
            self.view.refresh()

    def _on_view_edit_asked(self, viewing_id: str) -> None:
        if self._is_read_only():
            return
        try:
            viewing = self._log.viewing(viewing_id)
            work = self._log.work(viewing.work)
        except MatineeError as error:
            self._window.toast.say(str(error))
            return
        sheet = self._sheet()
        sheet.show_viewing(viewing, work)
        label = self.tr("Change the viewing of “{film}”").format(film=work.label())
        storing = self._storing(sheet)
        change = partial(self._turns.ask, Turn.CHANGE, label=label)
        sheet.taken.connect(
            lambda _film, seen: storing.store(lambda: (change(lambda: self._log.change([seen], label)), lambda: None))
        )
        sheet.open()

    def _on_view_trash_asked(self, ids: Sequence[str]) -> None:
        if self._is_read_only():
            return
        (row,) = self._log.lines(ids[:1])
        named = f"‘{row.label if row is not None else ''}’"
        what = named if len(ids) == 1 else self.tr("{n} viewings").format(n=f"{len(ids):,}")
        said = self.tr("{what} moved to Trash.").format(what=what)
        step = self.tr("Move to Trash")

        def told() -> None:
            self._window.toast.say(said, self.tr("Undo"), lambda: self._on_view_restore_asked(ids))

        self._write(step, lambda: self._log.trash(self._log.stored(ids), step), len(ids), told)

    def _on_view_restore_asked(self, ids: Sequence[str]) -> None:
        if not self._is_read_only():
            step = self.tr("Restore")
            self._write(step, lambda: self._log.restore(self._log.stored(ids), step), len(ids))

    def _take_away(self, viewing_id: str, step: str) -> None:
        """Take back the logging of a viewing: as the last step, or into the trash where other steps came after it."""
        if self._turns.labels[0] == step:
            self._reverse(Turn.UNDO)
        else:
            self._on_view_trash_asked([viewing_id])

    def _reverse(self, turn: Turn) -> None:
        """Take a step back or make it again when its turn has come, and say which."""
        undoing, labels = turn is Turn.UNDO, list[str]()
        if not self._turns.labels[0 if undoing else 1]:
            return

        def begin() -> Future[Any] | None:
            steps, act = (self._log.history, self._log.undo) if undoing else (self._log.future, self._log.redo)
            labels.extend(step.label for step in steps[-1:])
            return self._begun(act, len(steps[-1].changes) if steps else 0)

        def told() -> None:
            said = self.tr("Taken back: {step}") if undoing else self.tr("Made again: {step}")
            for label in labels:
                self._window.status.say(said.format(step=label))

        self._after(self._turns.ask(turn, begin), told)

    def _write(self, step: str, act: Write, count: int, then: Callable[[], object] = lambda: None) -> None:
        """Write so many viewings as one step when its turn has come; ``then`` follows when it is stored."""
        self._after(self._turns.ask(Turn.CHANGE, lambda: self._begun(act, count), step), then)

    def _begun(self, act: Write, count: int) -> Future[Any] | None:
        """Begin to write: a few viewings at once, thousands away from the window."""
        if count <= _FEW:
            return act()

        def work(_job: Job) -> None:
            with uncollected():
                writing = act()
                if writing is not None:
                    writing.result()

        return self._space.jobs.run(work)

    def _after(self, future: Future[Any], then: Callable[[], object]) -> None:
        def ended(finished: Future[Any]) -> None:
            error = finished.exception()
            if error is not None and not isinstance(error, MatineeError):
                raise error
            self._on_storing_ended()
            if isinstance(error, SaveError) and error.short:
                self._window.toast.say(
                    self.tr("Nothing was changed: {why}. See to that, then try again.").format(why=error.short)
                )
            elif error is not None:
                self._window.toast.say(str(error))
            else:
                then()

        self._space.courier.watch(future, ended)

    def _on_storing_ended(self) -> None:
        """Show what may have changed, also where a save failed."""
        if self._window.in_front(self.view):
            self.view.refresh()
        self._show_seen()
        self._window.show_undo()

    def _is_read_only(self) -> bool:
        """Say whether the library can only be read, and tell so if it is."""
        library = self._space.archive.library
        if library.read_only:
            self._window.toast.say(library.read_only_reason)
        return library.read_only
