"""What the tests of the People page share: a real library with people in it, a desk, and the page in a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.article import Article, Record
from desktop.core.identity import new_id
from desktop.core.outlet import Outlet
from desktop.core.person import Alias, Bio, Person
from desktop.core.review import Review
from desktop.core.saving import Batch, Change
from desktop.core.work import Credit, Job, Work
from desktop.gui.courier import Courier
from desktop.gui.editor.thumbnails import Thumbnails
from desktop.gui.people import PeopleForm
from desktop.gui.session import OpenReviews, ReviewSession
from desktop.gui.theme import Theme, current_theme
from desktop.gui.workspace import Workspace
from desktop.services.archive import Archive
from desktop.services.authoring import Desk
from desktop.storage.library import Library

OUTLET = Outlet("f" * 32, "Harbour Post")
MARTA_BIO = "Marta Oyelaran, born in Lagos in 1961, trained as a dancer before " + "she came to film. " * 5
IDA = Person(new_id(), "Ida Brückner", known_as=("actor",), bios=(Bio("en", "Ida Brückner acts."), Bio("de", "Schauspielerin.")))
MARTA = Person(new_id(), "Marta Oyelaran", native_name="Mártà Ọyẹ́láràn", bios=(Bio("en", MARTA_BIO),))
JUN = Person(new_id(), "Jun Ha-neul", native_name="준하늘", aliases=(Alias("Joon Ha-neul"),), bios=(Bio("en", "A short bio."),))


class Keys:
    """Types like a person and counts the keys that are no text."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, words: str) -> None:
        """Type words, wherever the focus is."""
        for mark in words:
            if mark.isascii():
                QTest.keyClicks(self.focused(), mark)
            else:  # QTest knows no other letters
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(self.focused(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, mark))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
        """Press a key that is no text."""
        for _ in range(times):
            self.count += 1
            QTest.keyClick(self.focused(), key, modifiers)

    @staticmethod
    def focused() -> QWidget:
        """The widget that has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget


@dataclass
class Page:
    """The People page of an open review."""

    form: PeopleForm
    session: ReviewSession
    window: QWidget

    @property
    def credits(self) -> tuple[Credit, ...]:
        """The credits of the film as they stand."""
        return self.session.article.work.credits

    def names(self) -> list[str]:
        """The house spellings in order of billing."""
        people = {person.id: person.name for person in self.session.article.people}
        return [people[credit.person] for credit in self.credits]

    def cells(self, column: int) -> list[str]:
        """The words of a column of the table."""
        model = self.form.model
        return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The application's theme in light and 100 %, dressed anew only where a test changed it: that takes a while."""
    theme = current_theme()
    if (theme.scheme, theme.text_percent) != ("light", 100) or not qapp.styleSheet():
        theme.apply("light", 100)
    return theme


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """A library with three people, two of whom an earlier review credits."""
    with Library.open(tmp_path / "Library") as library:
        archive = Archive(library)
        earlier = Work(new_id(), title="Salt Road", year=2019, credits=(Credit("a1", IDA.id), Credit("a2", JUN.id, Job.DIRECTOR)))
        keep(archive, OUTLET, IDA, MARTA, JUN, earlier, Review(new_id(), earlier.id, OUTLET.id, "2020-01-02T03:04:05Z"))
        yield archive


def keep(archive: Archive, *records: Record) -> None:
    """Store new records and wait for it."""
    archive.library.save(Batch(tuple(Change(record, 0) for record in records))).result(timeout=20)


@pytest.fixture
def reviews(archive: Archive, qapp: QApplication) -> OpenReviews:
    """The open reviews over a desk whose clock goes a minute with each look, so that every key is a step of undo of its own."""
    minutes = iter(range(0, 10_000_000, 60))
    return OpenReviews(Desk(archive, lambda: float(next(minutes))), qapp)


@pytest.fixture
def workspace(archive: Archive, reviews: OpenReviews) -> Iterator[Workspace]:
    """The workspace, of which the People page uses library, desk and courier only."""
    held = QObject()
    courier = Courier(held)
    nothing = cast(Any, None)
    yield Workspace(archive, reviews, nothing, nothing, nothing, courier, nothing, nothing, nothing)
    courier.close()


Open = Callable[..., Page]


@pytest.fixture
def open_page(qtbot: QtBot, theme: Theme, workspace: Workspace, reviews: OpenReviews) -> Open:
    """Open the page of a review in an active window: a stored one, or a new one of a new film."""

    def opened(review_id: str = "", *, outlet: Outlet = OUTLET, width: int = 720, height: int = 860) -> Page:
        if not review_id:
            work = Work(new_id(), title="The Lamplighter", year=1987)
            review = Review(new_id(), work.id, outlet.id, "2026-01-02T03:04:05Z")
            reviews.desk.start(Article(review, work, outlet), {outlet.id: 1})
            review_id = review.id
        session = reviews.open(review_id)
        form = PeopleForm(
            workspace.archive,
            workspace.fetch_person,
            workspace.add_picture,
            Thumbnails(workspace.picture_file),
            ask_files=lambda _parent, _then: None,
        )
        qtbot.addWidget(form)
        form.resize(width, height)
        form.bind(session)
        with qtbot.waitExposed(form):
            form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        form.reveal("")
        return Page(form, session, form)

    return opened


@pytest.fixture
def page(open_page: Open) -> Page:
    """The page of a new review of a new film, with the focus in the line that adds people."""
    return open_page()


@pytest.fixture
def keys() -> Keys:
    return Keys()
