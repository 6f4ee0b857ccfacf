"""What the tests of the forms share: an in-memory shelf, a desk with a clock, and windows with the focus."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.article import Article
from desktop.core.errors import NotFoundError
from desktop.core.outlet import Outlet
from desktop.core.saving import Loaded
from desktop.core.starting import new_article
from desktop.core.work import Work
from desktop.gui.session import ReviewSession
from desktop.gui.theme import Theme
from desktop.services.authoring import Desk

TODAY = datetime.date(2026, 11, 22)
USED = {"services": ("MUBI", "Netflix"), "tags": ("festival", "debut"), "bylines": ("Alice Lange",)}


def today() -> datetime.date:
    return TODAY


def used(column: str) -> tuple[str, ...]:
    return USED.get(column, ())


class Shelf:
    """Holds nothing: every review of these tests is new."""

    def load(self, review_id: str) -> Loaded:
        raise NotFoundError(review_id)


@dataclass
class Clock:
    """Counts seconds when told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now

    def pause(self) -> None:
        """Let the critic think until further typing is a step of its own."""
        self.now += 10


@dataclass
class Bench:
    """A desk with one new review of a film on it."""

    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.desk = Desk(Shelf(), self.clock)
        self.outlet = Outlet("0" * 32, "Magazine", headline="“{title}” ({year}) | {tagline}")
        article = new_article(self.outlet, Work("1" * 32, title="Lanterns", year=2023), created="2026-11-22T10:00:00Z")
        self.session = ReviewSession(self.desk.start(article, {}))

    @property
    def article(self) -> Article:
        return self.session.article

    def other_review(self) -> ReviewSession:
        """Open a second review of the same film."""
        article = new_article(self.outlet, self.article.work, created="2026-11-22T11:00:00Z")
        return ReviewSession(self.desk.start(article, {}))


@pytest.fixture
def bench() -> Bench:
    return Bench()


Show = Callable[..., None]


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Show:
    """Show a form in an active window."""

    def shown(form: QWidget, width: int = 700, height: int = 900) -> None:
        qtbot.addWidget(form)
        form.resize(width, height)
        with qtbot.waitExposed(form):
            form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)

    return shown


@dataclass
class Typist:
    """Types through the keyboard only, and counts the keys that are not text."""

    commands: int = 0

    def text(self, words: str) -> None:
        """Type text into whatever has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        QTest.keyClicks(widget, words)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
        """Press a key that is not text."""
        for _ in range(times):
            widget = QApplication.focusWidget()
            assert widget is not None, "nothing has the focus"
            QTest.keyClick(widget, key, modifier)
            self.commands += 1

    def alt(self, letter: str) -> None:
        """Press Alt and a letter."""
        self.key(Qt.Key(ord(letter.upper())), Qt.KeyboardModifier.AltModifier)

    def enter(self) -> None:
        self.key(Qt.Key.Key_Return)

    def tab(self, times: int = 1) -> None:
        self.key(Qt.Key.Key_Tab, times=times)


@pytest.fixture
def typist() -> Typist:
    return Typist()
