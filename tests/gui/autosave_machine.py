"""A critic with several reviews open, on a disk that is slow, full, broken or gone, as hypothesis makes one up.

Real sessions, desk, autosave, commands and library; what fails are the disk's own writes, flushes and openings. After every step
what is stored is compared with the model, by a reader of its own.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import apsw
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from PySide6.QtCore import QCoreApplication

from desktop.core.bulk import SetTrashed
from desktop.core.edits import add_credit, set_part
from desktop.core.fields import FIELD_BY_KEY
from desktop.core.identity import new_id, new_part_id
from desktop.core.person import Person
from desktop.core.review import Part, PartKind
from desktop.core.saving import Batch, Change
from desktop.gui.autosave import Autosave
from desktop.gui.changing_many import Ended
from desktop.gui.courier import Courier
from desktop.gui.library.new_review import NewReview
from desktop.gui.reviewing import Reviewing
from desktop.gui.session import OpenReviews, ReviewSession
from desktop.gui.settings import Settings
from desktop.gui.theme import current_theme
from desktop.gui.workspace import Workspace
from desktop.services.archive import open_archive
from desktop.services.authoring import Desk, Place
from desktop.services.bulk import Chosen
from desktop.services.jobs import JobRunner
from desktop.services.rendering import CHILD_MODULE, RenderingChild
from tests.gui.held_store import HeldStore, Ledger
from tests.gui.pen_model import Pen, Sheet
from tests.storage.faulty_disk import Disk

MOST_REVIEWS = 6
_WORDS = st.sampled_from(["lamp", "sea ", "등대", "🎬", "\n\n", "*so* ", "", "'"])
_WHICH = st.integers(0, MOST_REVIEWS - 1)


def _at_once(question: Callable[[], Any], done: Callable[[Any], None]) -> None:
    done(question())


@dataclass(frozen=True)
class Known:
    """A review of the library: its text and film as keys, and the sign that every word typed into it begins with."""

    id: str
    text: str
    film: str
    sign: str


def store_reviews(library: Path) -> tuple[list[tuple[str, str, str]], str]:
    """Store three reviews, two of them of one film, and a person who is in both films; return their ids and the person's."""
    archive = open_archive(library)
    first, third = archive.begin("Lamps", 1987, "", "en"), archive.begin("Sand", 2001, "", "en")
    person = Person(new_id(), "Ama Darko")
    made = []
    for article in (first, third):
        article = article.with_record(replace(article.review, parts=(Part(new_part_id()),)))
        article, _ = add_credit(article, person)
        made.append(article)
    records = [(person, 0), *((record, 1) for article in made for record in (article.work, article.review))]
    archive.library.save(Batch(tuple(Change(record, base) for record, base in records))).result()
    second = archive.duplicate(first.review.id)
    archive.store_new([second.review]).result()
    rows = [(a.review.id, a.review.parts[0].id, a.work.id) for a in (made[0], second, made[1])]
    archive.library.close()
    return rows, person.id


class AutosaveMachine(RuleBasedStateMachine):
    """One run. ``template`` holds a stored library; ``reviews`` and ``person`` are what :func:`store_reviews` returned."""

    template: Path
    reviews: list[tuple[str, str, str]]
    person: str

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="autosave-", dir=self.template.parent))
        shutil.copytree(self.template, self.folder / "library")
        self.disk = Disk()
        self.now = 0.0
        self.sheet, self.pens = Sheet(), dict[str, Pen]()
        self.known = [
            Known(review, f"text {review} {part}", f"work {film}", "ABC"[at])
            for at, (review, part, film) in enumerate(self.reviews)
        ]
        self.trashed: set[str] = set()
        self.name = f"person {self.person}"
        self._open_desk()
        self.ledger = Ledger(self.folder / "library")
        for key, value in self.ledger.stored().items():
            self.sheet.put(key, value)
        self.wanted: dict[str, str] = {}
        for at in range(len(self.known)):
            self.open_review(at)

    def _open_desk(self) -> None:
        self.archive = open_archive(self.folder / "library")
        desk = Desk(self.archive, lambda: self.now)
        self.store = HeldStore(self.archive.library)
        self.autosave = Autosave(desk, self.store)
        self.open = OpenReviews(desk)
        self.child = RenderingChild(CHILD_MODULE)
        settings = Settings(self.folder / "desk.ini")
        space = Workspace(
            self.archive, self.open, self.autosave, self.child, JobRunner(), Courier(), settings, current_theme(), _at_once
        )
        self.space = space
        self.reviewing = Reviewing(space)
        self.refused: list[str] = []
        self.reviewing.refused.connect(self.refused.append)
        self.reviewing.closed.connect(lambda review: self.pens.pop(review, None))
        self.reviewing.many.ended.connect(self._on_many_ended)
        self.failures: list[str] = []
        self.autosave.failed.connect(self.failures.append)
        self.autosave.saving.connect(self._on_saving)
        self.autosave.saved.connect(self._on_saved)

    def _on_many_ended(self, ended: Ended) -> None:
        if isinstance(ended.step.action, SetTrashed) and ended.step.action.at:
            self.trashed.update(ended.done.patches.ids())

    # ---- what is promised

    def _on_saving(self) -> None:
        self.wanted = dict(self.sheet.values)

    def _on_saved(self) -> None:
        """“Saved” is said: then everything is stored as it was when that save began."""
        stored = self.ledger.stored()
        lies = {key: (stored.get(key), value) for key, value in self.wanted.items() if stored.get(key) != value}
        assert not {key: lie for key, lie in lies.items() if not key.startswith("trash ")}, lies

    @invariant()
    def nothing_is_stored_that_was_never_there(self) -> None:
        for key, value in self.ledger.stored().items():
            assert key.startswith("trash ") or value in self.sheet.past.get(key, ()), (key, value)

    @invariant()
    def no_text_is_in_another_review(self) -> None:
        stored = self.ledger.stored()
        for review in self.known:
            foreign = set("ABCDEF") - {review.sign}
            assert not foreign & set(stored.get(review.text, "")), review

    @invariant()
    def settled_means_stored(self) -> None:
        if self.autosave.settled:
            stored = self.ledger.stored()
            assert {key: stored.get(key) for key in self._keys()} == {key: self.sheet.values[key] for key in self._keys()}

    @invariant()
    def what_is_on_the_desk_is_what_was_typed(self) -> None:
        for session in self.open.all():
            review = self._review(session.review_id)
            assert self._part(session).body == self.sheet.values[review.text]
            assert session.article.work.title == self.sheet.values[review.film]
            assert bool(session.can_undo) == bool(self.pens[review.id].done)

    # ---- what the critic does

    @rule(at=_WHICH)
    def open_review(self, at: int) -> None:
        review = self.known[at % len(self.known)]
        if review.id in self.trashed:
            return
        self.reviewing.open(review.id)
        if any(session.review_id == review.id for session in self.open.all()):
            self.pens.setdefault(review.id, Pen())
        else:
            assert self.disk.gone, f"{self.refused[-1:]} though the disk is there"
        self._settle_down()

    @rule(at=_WHICH, word=_WORDS, place=st.integers(0, 40), erase=st.integers(0, 3))
    def write(self, at: int, word: str, place: int, erase: int) -> None:
        def typed(session: ReviewSession, review: Known, pen: Pen) -> None:
            before = self._part(session).body
            place_ = min(place, len(before))
            body = before[:place_] + (review.sign + word if word else "") + before[place_ + erase :]
            part = replace(self._part(session), body=body)
            session.edit("Typing", Place(part.id, "body"), set_part(session.article, part), typing=True)
            self.sheet.write(pen, review.text, body, self.now)

        self._in(at, typed)

    @rule(at=_WHICH, words=st.lists(_WORDS, min_size=1, max_size=4))
    def write_on(self, at: int, words: list[str]) -> None:
        """Type at the beginning, in one review after the other, storing at each change of place."""
        for step, word in enumerate(words):
            self.write(at + step, word, 0, 0)
            self.time_passes()

    @rule(at=_WHICH, title=st.sampled_from(["Lamps", "Lamp", "Sand", "등대", "Sands"]))
    def rename_film(self, at: int, title: str) -> None:
        def typed(session: ReviewSession, review: Known, pen: Pen) -> None:
            session.edit_field(FIELD_BY_KEY["work.title"], title, typing=True)
            self.sheet.write(pen, review.film, title, self.now)

        self._in(at, typed)

    @rule(at=_WHICH, name=st.sampled_from(["Ama Darko", "Ama D.", "김지훈"]))
    def rename_person(self, at: int, name: str) -> None:
        def typed(session: ReviewSession, _review: Known, pen: Pen) -> None:
            person = session.article.person(self.person)
            if person is not None:
                article = session.article.with_record(replace(person, name=name))
                session.edit("Name", Place("people", self.person), article, typing=True)
                self.sheet.write(pen, self.name, name, self.now)

        self._in(at, typed)

    @rule(at=_WHICH)
    def undo(self, at: int) -> None:
        def taken_back(session: ReviewSession, _review: Known, pen: Pen) -> None:
            session.undo()
            self.sheet.undo(pen)

        self._in(at, taken_back)

    @rule(at=_WHICH)
    def redo(self, at: int) -> None:
        def made_again(session: ReviewSession, _review: Known, pen: Pen) -> None:
            session.redo()
            self.sheet.redo(pen)

        self._in(at, made_again)

    @rule()
    def think(self) -> None:
        self.now += 5

    @rule(at=_WHICH)
    def switch(self, at: int) -> None:
        """Go to another review: what was typed in this one is stored at once."""
        self._in(at, lambda *_: self.autosave.save_now())

    @rule(at=_WHICH)
    def close_review(self, at: int) -> None:
        self._in(at, lambda session, *_: self.reviewing.close(session.review_id))

    @precondition(lambda self: not self.store.held and not self.disk.gone)
    @rule(at=_WHICH)
    def trash(self, at: int) -> None:
        review = self.known[at % len(self.known)]
        if review.id not in self.trashed:
            self.reviewing.trash(Chosen.of([review.id]))
            self._settle_down()
            assert review.id in self.trashed or self.disk.at, f"{self.refused[-1:]} though the disk is sound"

    @precondition(lambda self: self.trashed and not self.store.held and not self.disk.gone)
    @rule()
    def restore(self) -> None:
        review = next(review.id for review in self.known if review.id in self.trashed)
        self.reviewing.restore(Chosen.of([review]))
        self._settle_down()
        if not self.ledger.stored()[f"trash {review}"]:
            self.trashed.discard(review)
        else:
            assert self.disk.at, f"{self.refused[-1:]} though the disk is sound"

    @precondition(lambda self: len(self.known) < MOST_REVIEWS and not self.disk.gone)
    @rule(another=st.booleans())
    def begin(self, another: bool) -> None:
        """Begin a review: of a film of its own, or another one of the first film."""
        film = self.known[0].film.partition(" ")[2] if another else None
        before = {session.review_id for session in self.open.all()}
        self.reviewing.create(NewReview("Begun", None, None, "en", film))
        session = next(session for session in self.open.all() if session.review_id not in before)
        part, work = self._text_of(session), session.article.work
        review = Known(session.review_id, f"text {session.review_id} {part.id}", f"work {work.id}", "ABCDEF"[len(self.known)])
        self.known.append(review)
        self.pens[review.id] = Pen()
        for each in session.article.review.parts:
            self.sheet.put(f"text {review.id} {each.id}", each.body)
        if not another:
            self.sheet.put(review.film, work.title)
        self._settle_down()

    # ---- what the disk does

    @rule()
    def slow_down(self) -> None:
        self.store.held = True

    @rule()
    def speed_up(self) -> None:
        self.store.release()
        self._settle_down()

    @rule(after=st.integers(1, 9), full=st.booleans(), lasting=st.booleans(), gone=st.booleans())
    def break_disk(self, after: int, full: bool, lasting: bool, gone: bool) -> None:
        self.disk.arm(after, full=full, lasting=lasting or gone, gone=gone)

    @rule()
    def mend_disk(self) -> None:
        self.disk.arm(0)

    @rule()
    def time_passes(self) -> None:
        """The pause after the last key is over, or the one after a save that failed."""
        self.autosave.save_now()
        self._settle_down()

    @rule()
    def flush(self) -> None:
        stored = self.autosave.finish(0.02 if self.store.held else 20.0)
        assert stored == self.autosave.settled
        self._settle_down()

    def teardown(self) -> None:
        """Mend the disk: then everything can be stored, and a library opened anew holds what the model holds."""
        try:
            self.disk.arm(0)
            self.store.release()
            self._settle_down()
            assert self.autosave.finish(20.0), self.failures[-1:]
            self.settled_means_stored()
            assert self.archive.library.verify() == []
        finally:
            self._end()
        with_everything = Ledger(self.folder / "library")
        stored = with_everything.stored()
        with_everything.close()
        assert {key: stored[key] for key in self._keys()} == {key: self.sheet.values[key] for key in self._keys()}
        assert {review.id for review in self.known if stored[f"trash {review.id}"]} == self.trashed
        shutil.rmtree(self.folder)

    def _end(self) -> None:
        self.ledger.close()
        self.space.courier.close()
        self.child.close()
        self.space.jobs.close()
        self.archive.library.close()
        self.disk.unregister()
        apsw.set_default_vfs("unix")

    # ---- what they share

    def _in(self, at: int, act: Callable[[ReviewSession, Known, Pen], object]) -> None:
        sessions = self.open.all()
        if sessions:
            session = sessions[at % len(sessions)]
            act(session, self._review(session.review_id), self.pens[session.review_id])
            self._settle_down()

    def _settle_down(self) -> None:
        """Let the writer do what it was given, and what follows from it in the window's thread."""
        writer = self.archive.library._writer
        assert writer is not None
        for _ in range(3):
            writer.drain()
            QCoreApplication.processEvents()

    def _review(self, review_id: str) -> Known:
        return next(review for review in self.known if review.id == review_id)

    def _keys(self) -> list[str]:
        return [key for key in self.sheet.values if not key.startswith("trash ")]

    def _part(self, session: ReviewSession) -> Part:
        part = session.article.review.part(self._review(session.review_id).text.split()[-1])
        assert part is not None
        return part

    @staticmethod
    def _text_of(session: ReviewSession) -> Part:
        return next(part for part in session.article.review.parts if part.kind is PartKind.TEXT)
