"""What the tests of the library's page share: a real library, reviews kept in it, and a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.article import Article, Record, gathered
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.rating import Rating
from desktop.core.review import Part, Review, Status
from desktop.core.saving import Batch, Change
from desktop.core.work import Credit, Job, Work
from desktop.gui.courier import Courier
from desktop.gui.library.asking import Asking
from desktop.gui.library.view import LibraryView
from desktop.services.archive import Archive, ReviewRow, open_archive
from desktop.services.jobs import JobRunner
from desktop.storage.library import Library
from tests.gui.open_texts import begin_reviews

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
POST = Outlet("f" * 32, "Evening Post")
Keep = Callable[..., Article]


def keep_four_drafts(root: Path) -> None:
    """Make a library with four drafts and, beside the outlet that they are for, the Evening Post."""
    begin_reviews(root, "One", "Two", "Three", "Four")
    archive = open_archive(root)
    archive.store_new([POST]).result(timeout=20)
    archive.library.close()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive over a library that holds one outlet."""
    with Library.open(tmp_path / "Library") as library:
        library.save(Batch((Change(POST, 0),))).result(timeout=20)
        yield Archive(library)


@pytest.fixture
def asking(qapp: QApplication, archive: Archive) -> Iterator[Asking]:
    """What asks a library away from the window's thread."""
    jobs, courier = JobRunner(), Courier()
    yield Asking(jobs, courier, within=archive.breakable)
    courier.close()
    jobs.close()


def settle(qtbot: QtBot, view: LibraryView) -> None:
    """Wait until the page shows what was asked for last."""
    qtbot.waitUntil(lambda: not view.is_reading(), timeout=20_000)


@pytest.fixture
def keep(archive: Archive) -> Keep:
    """Keep a review: its title, its director and cast, and what else is said of it."""
    numbers = count(1)

    def kept(
        title: str,
        *names: str,
        year: int | None = 2023,
        body: str = "A dancer takes revenge.",
        status: Status = Status.DRAFT,
        stars: str = "",
        headline: str = "",
    ) -> Article:
        ids = [f"{next(numbers):032x}" for _ in range(len(names) + 2)]
        people = tuple(Person(person_id, name) for person_id, name in zip(ids[2:], names, strict=True))
        jobs = [Job.DIRECTOR if at == 0 else Job.CAST for at in range(len(names))]
        credits = tuple(Credit(f"c{at}", person.id, job) for at, (person, job) in enumerate(zip(people, jobs, strict=True)))
        work = Work(ids[0], title=title, year=year, credits=credits)
        rating = Rating("stars5half", stars) if stars else None
        review = Review(ids[1], work.id, POST.id, "2026-01-02T03:04:05Z", status=status, rating=rating, headline=headline)
        review = replace(review, parts=(Part("p1", body=body),))
        records: tuple[Record, ...] = (review, work, *people)
        archive.library.save(Batch(tuple(Change(record, 0) for record in records))).result(timeout=20)
        return gathered(Article(review, work, POST, people))

    return kept


def a_row(number: int = 1, **changes: object) -> ReviewRow:
    """Return a row of a list that stands in no library."""
    row = ReviewRow(
        id=f"{number:032x}",
        work_id=f"{number:032x}",
        title=f"Film {number}",
        sort_title=f"film {number}",
        year=2000,
        headline="",
        status=Status.DRAFT,
        kind="review",  # type: ignore[arg-type]
        rating=None,
        rating_position=None,
        outlet_id=POST.id,
        outlet=POST.name,
        language="en",
        byline="",
        words=390,
        slug=f"film-{number}",
        created="2026-01-02T03:04:05Z",
        modified="2026-11-22T14:32:07Z",
        trashed_at=None,
        directors=(),
    )
    return row._replace(**changes)  # type: ignore[arg-type]


def put_on_screen(qtbot: QtBot, widget: QWidget, width: int = 1100, height: int = 700) -> None:
    """Show a widget as an active window of its own."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
