"""What the people ledger is asked for: showing it, merging, and the ways that lead out of it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.core.errors import MatineeError, NotFoundError
from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.saving import now_utc, stamp
from desktop.core.trash import DAYS
from desktop.core.work import Work
from desktop.gui.editor.text_form import TextForm
from desktop.gui.editor.thumbnails import Thumbnails
from desktop.gui.ledger.many_records import ManyRecords
from desktop.gui.ledger.merge_dialog import MergeDialog
from desktop.gui.ledger.merge_picker import MergePicker
from desktop.gui.ledger.person_page import PersonPageView
from desktop.gui.ledger.place import LedgerView
from desktop.gui.ledger.renaming import Renaming
from desktop.gui.ledger.results import Row
from desktop.gui.ledger.session import LedgerSession
from desktop.gui.library.asking import Asking, Kind
from desktop.services.gathering import Gathered
from desktop.services.jobs import Cancelled, Job
from desktop.services.ledger import Ledger
from desktop.services.people import (
    Likeness,
    Narrowing,
    People,
    PersonPage,
    Twins,
    merged_records,
)
from desktop.services.undoing import Place, Step, Undone

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.places import Places
    from desktop.gui.reviewing import Reviewing


_APART = "apart"
"""The place of the step that tells two people apart; its field are their ids."""


class Knowing(QObject):
    """Carries out the commands of the people ledger; ``looking`` is the search for duplicates begun last."""

    def __init__(self, window: MainWindow, places: Places, reviewing: Reviewing) -> None:
        """Make the place of people in ``window``; reviews are opened through ``reviewing``."""
        super().__init__(window)
        self._window, self._space, self._reviewing = window, window.workspace, reviewing
        library = self._space.archive.library
        self.people = People(library)
        ledger = Ledger(self._space.reviews.desk, library)
        self.session = LedgerSession(ledger, self, locked=library.read_only)
        self._many = ManyRecords(window, self._space, ledger)
        self.session.reading = self._many.read
        page = PersonPageView(self.session, self._space.add_picture, Thumbnails(self._find_picture), window)
        self._asking = Asking(self._space.jobs, self._space.courier, self)
        self.view = LedgerView(self.people, self._asking, self.session, page, window)
        self.looking = Job()
        window.add_place(self.view, "show_people")
        places.person_chosen.connect(self.open_person)
        self.view.new_requested.connect(places.ask_new)
        self.view.library_requested.connect(window.show_library)
        self.view.person_chosen.connect(self.show_person)
        self._asking.failed.connect(window.toast.say)
        self.view.twins_wanted.connect(self._look_for_twins)
        self.view.twins_unwanted.connect(self.stop)
        self.session.changed.connect(lambda _records: window.show_undo())
        self.session.undone.connect(self._on_session_undone)
        self.session.refused.connect(lambda: window.toast.say(library.read_only_reason))
        renaming = self._renaming = Renaming(window, self._space, self.session, self.people, self._many, page)
        renaming.renamed.connect(self._refresh)
        renaming.corrected.connect(self._say_with_undo)
        page.merge_requested.connect(self._on_page_merge_requested)
        page.apart_requested.connect(self._on_page_apart_requested)
        page.row_opened.connect(self._on_page_row_opened)
        page.remove_button.clicked.connect(self._move_to_trash)
        page.trash_card.restore.clicked.connect(self._restore)
        self.view.list.removed.connect(self._move_to_trash)

    @property
    def is_busy(self) -> bool:
        """Whether records of an edit of many are being read or stored."""
        return self._many.is_busy

    def show(self) -> None:
        """Bring the people to the front, with the person shown last."""
        self._space.autosave.finish()
        self.view.refresh()
        self._window.show_place(self.view)
        if self.session.current:
            self.show_person(self.session.current)

    def show_person(self, person_id: str) -> None:
        """Show somebody, and look up in the background what the library holds of them."""
        self.session.current = person_id
        person = self.session.person
        if person is None:
            self._window.toast.say(self.tr("This person is not in the library any more."))
            self.view.refresh()
            return
        self.view.show_person(person)
        line = next(iter(self.people.lines([person.id])), None)
        self.view.page.trash_card.show_person(person, credited=line is not None and line.works > 0)
        self._show_cards()
        self._look_up(person_id)

    def open_person(self, person_id: str) -> None:
        """Bring the people to the front with somebody, found from elsewhere."""
        self.view.seek(person_id)
        self.view.narrow(Narrowing.ALL)
        self.show()

    def find_duplicates(self) -> None:
        """Bring the people to the front, narrowed to those who may be the same."""
        self.show()
        self.view.narrow(Narrowing.TWINS)

    def merge(self) -> None:
        """Ask with whom the person shown is to be merged."""
        person = self.session.person if self._window.in_front(self.view) else None
        if person is None:
            self.find_duplicates()
        elif person.trashed_at is not None:
            self._window.toast.say(self.tr("{name} is in the trash; restore them to merge them.").format(name=person.name))
        else:
            self._on_page_merge_requested("")

    def stop(self) -> None:
        """Let nobody wait for a search for duplicates any more."""
        self.looking.cancel()

    # What the library holds of a person

    def _look_up(self, person_id: str) -> None:
        self._asking.ask(Kind.PERSON, partial(self._begun_page, person_id), self._show_page)

    def _begun_page(self, person_id: str) -> PersonPage | None:
        try:
            return self.people.begun_page(person_id)
        except NotFoundError:
            return None

    def _show_page(self, page: PersonPage | None) -> None:
        if page is None or page.person.id != self.session.current:
            return
        self.view.page.show_page(page)
        if page.left:
            self._asking.ask(Kind.PERSON, partial(self.people.continued_page, page), self._show_page)

    def _on_page_row_opened(self, row: Row) -> None:
        self._reviewing.open(row.review_id)
        if not row.form or self._window.session is None:
            return
        self._window.editor.go_to(Place(row.form, row.field))
        form = self._window.editor.form
        if isinstance(form, TextForm) and row.field == "body":
            form.body.select(row.start)

    # Merging

    def _look_for_twins(self) -> None:
        self.looking.cancel()
        if not self._space.autosave.finish():
            return
        self.view.await_twins()
        job = self.looking = Job(lambda done, of: self._space.courier.post(self.view.show_looking, 100 * done // of))

        def look(job: Job) -> dict[str, list[Twins]]:
            found: dict[str, list[Twins]] = {}
            for pair in self.people.twins(job):
                for each in (pair.one, pair.other):
                    found.setdefault(each, []).append(pair)
            return found

        def show(found: dict[str, list[Twins]]) -> None:
            if job is self.looking:
                self.view.show_twins(found)
                self._show_cards()

        self._after(self._space.jobs.run(look, job), show)

    def _show_cards(self) -> None:
        person_id = self.session.current
        pairs = self.view.twins_of(person_id)
        others = [pair.other if pair.one == person_id else pair.one for pair in pairs]
        names = {line.id: line.label for line in self.people.lines(others)} if others else {}
        said = [(other, self._why(pair, names[other])) for pair, other in zip(pairs, others, strict=True) if other in names]
        self.view.page.show_twins(said)

    def _why(self, pair: Twins, name: str) -> str:
        match pair.why:
            case Likeness.NAME:
                return self.tr("May be {name}: the same name in another spelling.").format(name=name)
            case Likeness.NATIVE_NAME:
                return self.tr("May be {name}: the same native name.").format(name=name)
            case Likeness.SHARED_WORK:
                work = self._space.archive.work(pair.work)[0].label()
                said = self.tr("May be {name}: nearly the same name, and both are credited in {work}.")
                return said.format(name=name, work=work)

    def _on_page_apart_requested(self, other: str) -> None:
        person_id = self.session.current
        beside = self.view.model.beside(person_id, other) if len(self.view.twins_of(person_id)) == 1 else person_id
        self.session.note(self.tr("Not the Same Person"), Place(_APART, f"{person_id} {other}"))
        self._set_apart(person_id, other, apart=True)
        self._say_with_undo(self.tr("Remembered: they are not the same person."))
        if self.view.narrowing.value() is Narrowing.TWINS and beside not in ("", person_id):
            self.show_person(beside)
        self.view.focus_list()

    def _set_apart(self, one: str, other: str, *, apart: bool) -> None:
        self._after(self.people.set_apart(frozenset((one, other)), apart=apart), lambda _done: self._look_for_twins())

    def _on_page_merge_requested(self, other: str) -> None:
        person = self.session.person
        if person is None:
            return
        if other:
            self._ask_merge(person, self.session.ledger.read(Person, other))
            return
        picker = MergePicker(person, self._space.archive.find_people, self._window)
        picker.field.line().ask_through(self._space.ask)
        picker.chosen.connect(lambda chosen: self._ask_merge(person, chosen))
        picker.finished.connect(picker.deleteLater)
        picker.open()

    def _ask_merge(self, person: Person, other: Person) -> None:
        """Show both side by side; the one in more reviews is kept unless it is turned round."""
        kept, gone = (person, other) if self._reviews(person.id) >= self._reviews(other.id) else (other, person)
        dialog = MergeDialog(kept, gone, self._reviews, self._window)
        dialog.merged.connect(self._on_dialog_merged)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _reviews(self, person_id: str) -> int:
        return sum(line.reviews for line in self.people.lines([person_id]))

    def _on_dialog_merged(self, kept: Person, gone: Person, choices: dict[str, str]) -> None:
        if self._space.autosave.finish():
            title = self.tr("Merge {name}").format(name=gone.name)
            self._many.find(title, partial(self.people.naming, gone.id), partial(self._merge, kept, gone, choices))

    def _merge(self, kept: Person, gone: Person, choices: dict[str, str], naming: Gathered) -> None:
        read, label = self.session.ledger.read, self.tr("Merge {name}").format(name=gone.name)
        works = [read(Work, work.id) for work in naming.of(Work)]
        reviews = [read(Review, review.id) for review in naming.of(Review)]
        records = merged_records(read(Person, kept.id), read(Person, gone.id), choices, works, reviews)
        self.session.edit(label, Place(kept.id, "merge"), *records)
        self.session.current = kept.id
        self._many.store(label, len(records) + self._reviews(kept.id), partial(self._on_merged, kept, gone))

    def _on_merged(self, kept: Person, gone: Person) -> None:
        self._refresh_all()
        self.view.focus_list()  # what had the focus belonged to somebody who may not be shown any more
        said = self.tr("{gone} is now one with {kept}.").format(gone=gone.name, kept=kept.name)
        self._say_with_undo(said)

    # The trash

    def _move_to_trash(self) -> None:
        person = self.session.person
        if person is None or person.trashed_at is not None or not self._space.autosave.finish():
            return
        reviews, beside = self._reviews(person.id), self.view.model.beside(person.id)
        self._trash(self.tr("Move {name} to Trash").format(name=person.name), person, stamp(now_utc()), then=beside)
        if not reviews:
            said = self.tr("{name} is in the trash for {days} days.").format(name=person.name, days=DAYS)
        else:
            one, many = self.tr("1 review still credits and prints"), self.tr("{n} reviews still credit and print")
            still = one if reviews == 1 else many.format(n=f"{reviews:,}")
            said = self.tr("{name} is in the trash. {reviews} the name as before.").format(name=person.name, reviews=still)
        self._say_with_undo(said)

    def _restore(self) -> None:
        person = self.session.person
        if person is not None and self._space.autosave.finish():
            beside = self.view.model.beside(person.id) if self.view.narrowing.value() is Narrowing.TRASH else person.id
            self._trash(self.tr("Restore {name}").format(name=person.name), person, None, then=beside)
            self._window.status.say(self.tr("{name} is back.").format(name=person.name))

    def _trash(self, label: str, person: Person, moment: str | None, *, then: str) -> None:
        self.session.edit(label, Place(person.id, "trash"), replace(person, trashed_at=moment))
        if moment is not None:
            self.view.forget_twin(person.id)
        self.session.current = then
        self._refresh()

    # What follows a change

    def _say_with_undo(self, said: str) -> None:
        """Say what the last step did, with a button that takes back this step and no other."""
        self._window.toast.say(said, self.tr("Undo"), partial(self._take_back, self.session.last))

    def _take_back(self, step: Step | None) -> None:
        if not self.session.take_back(step):
            self._window.toast.say_not_last()

    def _on_session_undone(self, undone: Undone) -> None:
        said = self.tr("Made again: {step}") if undone.redone else self.tr("Taken back: {step}")
        left = "" if undone.whole else self.tr("; what was changed again since was left alone")
        self._window.status.say(said.format(step=undone.label) + left)
        self._window.show_undo()
        self._renaming.follow_undo()
        if undone.place.form == _APART:
            one, other = undone.place.field.split()
            self.view.seek(one, among_twins=True)
            self._after(self.people.set_apart(frozenset((one, other)), apart=undone.redone), lambda _done: self._refresh_all())
            return
        self.view.seek(undone.place.form, among_twins=undone.place.field in ("merge", "trash"))
        printed = sum(self._reviews(each.id) for each in undone.records if isinstance(each, Person))
        self._many.store(undone.label, len(undone.records) + printed, self._refresh_all)

    def _refresh_all(self) -> None:
        """Read list and page anew, and look for duplicates again where those are listed."""
        self._refresh()
        if self.view.narrowing.value() is Narrowing.TWINS:
            self._look_for_twins()

    def _refresh(self) -> None:
        """Read list and page anew, after everything is stored."""
        if self._space.autosave.finish():
            self.view.refresh()
            if self.session.current:
                self.show_person(self.session.current)

    def _find_picture(self, image_id: str) -> Any:
        try:
            return self._space.archive.picture_file(self._space.archive.image(image_id)[0])
        except NotFoundError:
            return None

    def _after(self, future: Future[Any], then: Any) -> None:
        def ended(finished: Future[Any]) -> None:
            error = finished.exception()
            if error is None:
                then(finished.result())
            elif isinstance(error, Cancelled):
                return
            elif isinstance(error, MatineeError):
                self._window.toast.say(str(error))
            else:
                raise error

        self._space.courier.watch(future, ended)
