"""Deadlines and embargoes in the library: places that count them, a column, words that change when a time has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.core.article import Article
from desktop.core.review import Status
from desktop.core.saving import Batch, Change
from desktop.core.zoned_time import ZonedTime
from desktop.gui.library.asking import Asking
from desktop.gui.library.columns import Column
from desktop.gui.library.inspector_words import told_of_one
from desktop.gui.library.places import ALL, DUE, EMBARGOED, TRASH
from desktop.gui.library.table import ReviewTable
from desktop.gui.library.view import LibraryView
from desktop.gui.passing import Passing
from desktop.gui.theme import Theme
from desktop.services.archive import Archive
from desktop.services.choosing import glance_at
from desktop.services.saved_searches import SavedSearches
from desktop.storage import filtering
from tests.gui.library.conftest import Keep, a_row, put_on_screen, settle

Promise = Callable[..., Article]


class Hand:
    """A clock that is set by hand, at the minute that it is now to begin with."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC).replace(second=0, microsecond=0)

    def __call__(self) -> datetime:
        return self.now.astimezone()

    def on(self, **after: float) -> ZonedTime:
        """Return a time from now on."""
        return ZonedTime(f"{self.now + timedelta(**after):%Y-%m-%dT%H:%M}", "UTC")


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    """The clock of the library and of the page, set by hand."""
    hand = Hand()
    monkeypatch.setattr(filtering, "now_utc", lambda: hand.now)
    return hand


@pytest.fixture
def promise(archive: Archive, keep: Keep) -> Promise:
    """Keep a review with a deadline, an embargo or neither."""

    def promised(title: str, status: Status = Status.DRAFT, **times: ZonedTime) -> Article:
        article = keep(title, status=status)
        review = replace(article.review, **times)  # type: ignore[arg-type]
        archive.library.save(Batch((Change(review, 1),))).result(timeout=20)
        return replace(article, review=review)

    return promised


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, archive: Archive, asking: Asking, hand: Hand, promise: Promise) -> LibraryView:
    """The page of a library with what is due and what is held back."""
    promise("Sooner", deadline=hand.on(hours=2), embargo=hand.on(hours=5))
    promise("Later", Status.READY, deadline=hand.on(days=3))
    promise("Overdue", deadline=hand.on(days=-2))
    promise("Done", Status.FILED, deadline=hand.on(hours=1))
    promise("Far", deadline=hand.on(days=40), embargo=hand.on(days=-1))
    promise("Free")
    page = LibraryView(archive, SavedSearches(archive), asking, clock=hand)
    put_on_screen(qtbot, page, 1400, 800)
    settle(qtbot, page)
    return page


def titles(view: LibraryView) -> list[str]:
    return [row.title for row in view.rows()]


def counted(view: LibraryView) -> dict[str, str]:
    """What a screen reader says of each place."""
    model = view.places.view.model()
    said = [str(model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for at in range(model.rowCount())]
    return dict(zip(view.places.keys(), said, strict=False))


def test_what_is_due_is_a_place_with_what_is_due_first_on_top(qtbot: QtBot, view: LibraryView) -> None:
    assert view.places.keys()[:4] == (ALL, "draft", DUE, EMBARGOED)
    assert counted(view)[DUE] == "Due this week, 3 reviews"
    assert view.list.isColumnHidden(Column.DUE), "it is not among the columns until it is chosen"
    view.show_place(DUE)
    settle(qtbot, view)
    assert titles(view) == ["Overdue", "Sooner", "Later"]
    assert not view.list.isColumnHidden(Column.DUE)
    shown = [view.list.model().index(row, Column.DUE).data() for row in range(3)]
    assert shown[0].startswith("overdue ")
    view.resize(700, 500)
    qtbot.waitUntil(lambda: view.list.isColumnHidden(Column.CHANGED))
    assert not view.list.isColumnHidden(Column.DUE), "in a narrow window others give way to what the place is about"
    view.resize(1400, 800)
    view.list.sort_by(Column.TITLE)
    settle(qtbot, view)
    assert titles(view) == ["Later", "Overdue", "Sooner"], "another order can be chosen"
    view.show_place(ALL)
    assert view.list.isColumnHidden(Column.DUE)


def test_what_is_held_back_is_a_place_until_its_embargo_lifts(qtbot: QtBot, view: LibraryView, hand: Hand) -> None:
    assert counted(view)[EMBARGOED] == "Embargoed, 1 review"
    view.show_place(EMBARGOED)
    settle(qtbot, view)
    assert titles(view) == ["Sooner"]
    view._counting.passing.look()
    assert not view.is_reading(), "nothing has passed yet"
    hand.now += timedelta(hours=5)
    view._counting.passing.look()
    settle(qtbot, view)
    assert titles(view) == []
    assert view.empty_state.words().startswith("No review is under embargo.")
    view.show_place(ALL)
    settle(qtbot, view)
    view.refresh()
    settle(qtbot, view)
    assert EMBARGOED not in counted(view)


def test_a_deadline_that_passes_is_overdue_without_a_restart(qtbot: QtBot, view: LibraryView, hand: Hand) -> None:
    view.look_for("due:overdue")
    settle(qtbot, view)
    assert titles(view) == ["Overdue"]
    hand.now += timedelta(hours=2, minutes=1)
    view._counting.passing.look()
    settle(qtbot, view)
    assert titles(view) == ["Overdue", "Sooner"]


def test_a_place_where_nothing_is_due_says_how_something_would_be(
    qtbot: QtBot, theme: Theme, archive: Archive, asking: Asking, keep: Keep, hand: Hand
) -> None:
    keep("Free")
    page = LibraryView(archive, SavedSearches(archive), asking, clock=hand)
    put_on_screen(qtbot, page)
    settle(qtbot, page)
    assert page.places.keys() == (ALL, "draft", DUE, "published", TRASH)
    page.show_place(DUE)
    settle(qtbot, page)
    assert page.empty_state.words() == (
        "Nothing is due in the next seven days. A review gets its deadline under Publishing ▸ Due."
    )


def test_a_row_says_its_deadline_and_its_embargo_in_words() -> None:
    now = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)
    table = ReviewTable(lambda: now)
    row = a_row(deadline=ZonedTime("2026-11-27T23:59", "Europe/London"), embargo=ZonedTime("2026-11-25T21:00", "Europe/London"))
    assert table.words(row, Column.DUE) == "Fri"
    assert table.embargo_words(row) == "Embargo until Wed 21:00 London"
    assert ", due Fri, Embargo until Wed 21:00 London, 390 words" in table.sentence(row)
    assert not table.is_overdue(row)
    late = row._replace(deadline=ZonedTime("2026-11-24T16:40", "UTC"), embargo=ZonedTime("2026-11-24T16:40", "UTC"))
    assert (table.words(late, Column.DUE), table.embargo_words(late)) == ("overdue today", "")
    assert table.is_overdue(late)
    assert not table.is_overdue(late._replace(status=Status.FILED))
    assert table.words(a_row(), Column.DUE) == ""


def test_the_pane_beside_the_list_tells_when_it_is_due_and_lifts(archive: Archive, promise: Promise) -> None:
    deadline, embargo = ZonedTime("2026-11-24T17:00", "UTC"), ZonedTime("2026-11-25T21:00", "America/New_York")
    article = promise("Lamplighter", deadline=deadline, embargo=embargo)
    glance = glance_at(archive, article.review.id)
    told = dict(told_of_one(glance, datetime(2026, 11, 24, 16, 40, tzinfo=UTC)).facts)
    assert told["Due"] == "today 17:00"
    assert told["Embargo"] == "Wed 21:00 New York · Thu 02:00 here"
    told = dict(told_of_one(glance, datetime(2026, 11, 26, 16, 40, tzinfo=UTC)).facts)
    assert told["Due"] == "overdue 24 Nov"
    assert told["Embargo"].endswith(" · lifted")


def test_a_time_passes_once_and_so_does_a_day(qtbot: QtBot) -> None:
    hand = Hand()
    passing = Passing(hand)
    heard: list[datetime] = []
    passing.passed.connect(lambda: heard.append(hand.now))
    passing.wait_for(hand.now + timedelta(minutes=5))
    for minutes in (3, 2, 1, 1):
        hand.now += timedelta(minutes=minutes)
        passing.look()
    first = [each for each in heard if each.astimezone().date() == heard[0].astimezone().date()]
    assert len(first) == 1
    with qtbot.waitSignal(passing.passed):
        hand.now += timedelta(days=1)
        passing.beat.setInterval(1)
    passing.beat.stop()


def test_a_copy_is_promised_to_nobody(archive: Archive, promise: Promise) -> None:
    later = ZonedTime("2100-03-15T21:00", "UTC")
    article = promise("Lamplighter", deadline=later, embargo=later, social_embargo=later)
    copy = archive.duplicate(article.review.id)
    archive.store_new([copy.review]).result(timeout=20)
    kept = archive.load(copy.review.id).article.review
    assert (kept.deadline, kept.embargo, kept.social_embargo) == (None, None, None)
    assert archive.load(article.review.id).article.review.embargo == later
