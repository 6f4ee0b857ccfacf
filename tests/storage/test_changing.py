"""Many stored reviews changed in one save: as many questions as for a few, and nothing written that stays the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import peewee
import pytest

from desktop.core.article import Article
from desktop.core.errors import ConflictError, FormatError
from desktop.core.history import Reason
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change
from desktop.storage.database import driver_of
from desktop.storage.library import Library
from tests.storage.builders import an_article, keep, with_body


def many(library: Library, count: int) -> list[Article]:
    """Return so many articles of as many works that the library holds."""
    articles = [an_article(f"No. {at}", f"Maren Falk {at}", f"Jonas Adeyemi {at}") for at in range(count)]
    keep(library, *(record for article in articles for record in article.records()))
    return articles


def listened(library: Library, act: Callable[[], object]) -> list[str]:
    """Return the statements that the writing connection runs meanwhile."""
    heard: list[str] = []

    def hear(_cursor: object, statement: str, _values: object) -> bool:
        heard.append(statement)
        return True

    def listen(ear: Callable[..., bool] | None, database: peewee.Database) -> None:
        driver_of(database).exec_trace = ear

    library._write(partial(listen, hear)).result(timeout=20)
    act()
    library._write(partial(listen, None)).result(timeout=20)
    return heard


def set_ready(library: Library, articles: Sequence[Article]) -> None:
    changes = tuple(Change(replace(article.review, status=Status.READY), 1) for article in articles)
    library.save(Batch(changes, before=Reason.BULK)).result(timeout=60)


def questions(statements: Sequence[str]) -> int:
    return sum(statement.lstrip().upper().startswith("SELECT") for statement in statements)


def test_a_hundred_reviews_ask_as_few_questions_as_four(library: Library) -> None:
    few, articles = many(library, 4), many(library, 100)
    asked = questions(listened(library, lambda: set_ready(library, few)))
    assert questions(listened(library, lambda: set_ready(library, articles))) <= asked
    assert {library.load(each.review.id).article.review.status for each in articles} == {Status.READY}
    assert [each.reason for each in library.snapshots.of(articles[-1].review.id)] == [Reason.BULK]


def test_a_status_writes_nothing_into_the_search_texts(library: Library) -> None:
    articles = many(library, 3)
    heard = listened(library, lambda: set_ready(library, articles))
    assert any(statement.startswith('UPDATE "listed"') for statement in heard)
    assert not [statement for statement in heard if "search_text" in statement and not statement.startswith("SELECT")]


def test_the_clock_keeps_what_many_reviews_were_in_one_write(library: Library) -> None:
    now = datetime.fromisoformat("2026-03-01T12:00:00Z")
    articles = many(library, 20)
    library.snapshots.clock = lambda: now
    set_ready(library, articles)
    library.snapshots.clock = lambda: now + timedelta(minutes=5)
    later = Batch(tuple(Change(replace(article.review, tagline="Later"), 2) for article in articles))
    heard = listened(library, lambda: library.save(later).result(timeout=60))
    assert sum(statement.lower().startswith("commit") for statement in heard) <= 3
    assert [each.reason for each in library.snapshots.of(articles[0].review.id)] == [Reason.CLOCK, Reason.BULK]


def test_one_that_cannot_be_read_keeps_no_other_from_being_kept(library: Library) -> None:
    good, bad = many(library, 2)
    spoil = "UPDATE person SET body = '{' WHERE id = ?"
    library._write(lambda database: database.execute_sql(spoil, (bad.people[0].id,))).result(timeout=20)
    with pytest.raises(FormatError, match="damaged"):
        set_ready(library, [good, bad])
    assert [each.reason for each in library.snapshots.of(good.review.id)] == [Reason.BULK]


def test_one_that_is_newer_keeps_all_from_being_written(library: Library) -> None:
    articles = many(library, 3)
    keep(library, with_body(articles[1].review, "Changed elsewhere."), base=1)
    with pytest.raises(ConflictError):
        set_ready(library, articles)
    assert library.load_record(Review, articles[0].review.id) == (articles[0].review, 1)
