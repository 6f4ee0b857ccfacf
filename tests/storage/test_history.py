"""Snapshots: every one restores the exact article, none is stored twice, none outlives its review, none hinders a save."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import apsw
import pytest
from hypothesis import given, settings

from desktop.core.errors import FormatError, NotFoundError, ReadOnlyError
from desktop.core.history import Reason, Snapshot
from desktop.core.saving import Batch, Change, stamp
from desktop.storage import history
from desktop.storage.database import connect_writer, number
from desktop.storage.library import Library
from desktop.storage.snapshot_pieces import article_from, digest_of, packed, pieces_of, unpacked
from desktop.storage.writing import write_batch
from tests.storage.builders import an_article, kept, with_body
from tests.storage.ten_years import days_at_the_desk, text_bytes
from tests.strategies import articles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import peewee

    from desktop.core.article import Article

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
MANY = 1000 if os.environ.get("HYPOTHESIS_PROFILE") == "explore" else 60
"""How many snapshots are read back."""


class Clock:
    """A clock that a test sets; a library asks it for the present."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)


@pytest.fixture
def clock(library: Library) -> Clock:
    """The clock of the library's snapshots."""
    library.snapshots.clock = Clock()
    return library.snapshots.clock


@pytest.fixture
def database(root: Path) -> Iterator[peewee.Database]:
    """The writing connection of an empty library that nobody has open."""
    Library.open(root).close()
    opened = connect_writer(root / "library.db")
    yield opened
    opened.close()


def edit(library: Library, article: Article, body: str, base: int) -> Article:
    """Save another text of a review as the desk does."""
    review = with_body(article.review, body)
    library.save(Batch((Change(review, base),), shown=(review.id,))).result(timeout=20)
    return replace(article, review=review)


def told(library: Library, review_id: str) -> list[tuple[str, str]]:
    """Return reason and first text of every snapshot, the newest first."""
    library.remember("drained", "").result(timeout=20)
    found = [library.snapshots.read(each.id) for each in library.snapshots.of(review_id)]
    return [(each.snapshot.reason, each.article.review.parts[0].body) for each in found]


def rows(root: Path, table: str) -> int:
    """Count the rows of a table."""
    with apsw.Connection(str(root / "library.db"), flags=apsw.SQLITE_OPEN_READONLY) as connection:
        ((count,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
    connection.close()
    assert isinstance(count, int)
    return count


@settings(max_examples=MANY // 3)
@given(article=articles())
def test_the_pieces_of_any_article_are_exactly_that_article(article: Article) -> None:
    assert article_from(tuple(unpacked(packed(piece)) for piece in pieces_of(article))) == article


def test_any_snapshot_restores_the_exact_article(database: peewee.Database) -> None:
    moments = list(islice(days_at_the_desk(years=2), MANY))
    with database.atomic("IMMEDIATE"):
        taken = []
        for moment in moments:
            if moment.new:
                _begin(database, moment.article)
            taken.append(history.take(database, moment.article, moment.at, moment.reason, "kept"))
    for moment, snapshot in zip(moments, taken, strict=True):
        found = history.read(database, snapshot.id)
        assert found.article == moment.article
        assert (found.snapshot.at, found.snapshot.reason) == (moment.at, moment.reason)
    assert history.faults_of_history(database) == []


def _begin(database: peewee.Database, article: Article) -> None:
    """Store the records of an article that are not stored yet."""
    known = {
        record_id
        for table in ("person", "outlet", "work")
        for (record_id,) in database.execute_sql(f"SELECT id FROM {table}").fetchall()
    }
    write_batch(database, Batch(tuple(Change(record, 0) for record in article.records() if record.id not in known)), NOON)


def test_ten_years_of_daily_work_stay_under_three_times_the_texts(database: peewee.Database) -> None:
    """Every page of the file that history takes up counts, the empty room in it too."""
    texts: dict[str, int] = {}
    with database.atomic("IMMEDIATE"):
        for place, moment in enumerate(days_at_the_desk(snapshots=3, every=1 if MANY >= 1000 else 12)):
            if moment.new:
                _begin(database, moment.article)
            history.take(database, moment.article, moment.at, moment.reason, moment.name)
            if place % 40 == 0:
                history.thin_all(database, moment.at)
            texts[moment.article.review.id] = text_bytes(moment.article.review)
    assert moment.at.year >= 2035
    whole = number(database, "PRAGMA page_count") - number(database, "PRAGMA freelist_count")
    kept_ones = number(database, "SELECT count(*) FROM snapshot")
    database.execute_sql("DELETE FROM snapshot")
    assert number(database, "SELECT count(*) FROM snapshot_text") == 0, "no text outlives its snapshots"
    database.execute_sql("VACUUM")
    history_bytes = (whole - number(database, "PRAGMA page_count")) * number(database, "PRAGMA page_size")
    assert kept_ones >= len(texts)
    assert history_bytes < 3 * sum(texts.values()), f"{history_bytes / sum(texts.values()):.2f} times"


def test_what_did_not_change_is_not_stored_again(library: Library, root: Path, clock: Clock) -> None:
    article = kept(library, "Ballerina", "Lee Chung-hyun", "Jun Jong-seo")
    taken = library.snapshots.take(article, Reason.BY_HAND).result(timeout=20)
    texts = rows(root, "snapshot_text")
    clock.forward(minutes=2)
    assert library.snapshots.take(article, Reason.CLOCK).result(timeout=20) == taken
    assert library.snapshots.take(article, Reason.BY_HAND, "As sent").result(timeout=20) != taken
    assert (rows(root, "snapshot"), rows(root, "snapshot_text")) == (2, texts)
    other = replace(article, review=with_body(article.review, "Another word."))
    library.snapshots.take(other, Reason.BY_HAND).result(timeout=20)
    assert rows(root, "snapshot_text") == texts + 1, "one text changed, and the table of contents did not"


def test_a_sitting_begins_with_what_it_finds_and_the_clock_keeps_on(library: Library, clock: Clock) -> None:
    article = kept(library, body="One.")
    clock.forward(hours=20)
    article = edit(library, article, "Two.", 1)
    assert told(library, article.review.id) == [("sitting", "One.")]
    clock.forward(seconds=30)
    article = edit(library, article, "Three.", 2)
    assert told(library, article.review.id) == [("sitting", "One.")], "not yet a minute"
    clock.forward(seconds=31)
    article = edit(library, article, "Four.", 3)
    assert told(library, article.review.id) == [("clock", "Four."), ("sitting", "One.")]
    clock.forward(hours=5)
    article = edit(library, article, "Five.", 4)
    assert told(library, article.review.id)[:2] == [("sitting", "Four."), ("clock", "Four.")]
    library.snapshots.end_sitting(article.review.id)
    clock.forward(minutes=2)
    edit(library, article, "Six.", 5)
    assert told(library, article.review.id)[:2] == [("sitting", "Five."), ("sitting", "Four.")]


def test_a_review_begun_at_the_desk_is_kept_as_it_was_begun(library: Library, clock: Clock) -> None:
    article = an_article(body="")
    library.save(Batch(tuple(Change(record, 0) for record in article.records()), shown=(article.review.id,))).result(timeout=20)
    edit(library, article, "Words.", 1)
    assert told(library, article.review.id) == [("sitting", "")]
    assert library.snapshots.sitting_start(article.review.id).result(timeout=20).article == article


def test_changed_facts_count_for_the_reviews_that_show_them(library: Library, clock: Clock) -> None:
    article = kept(library, "Ballerina")
    work = replace(article.work, title="Ballerina Rising")
    library.save(Batch((Change(work, 1),), shown=(article.review.id,))).result(timeout=20)
    library.remember("drained", "").result(timeout=20)
    (found,) = library.snapshots.of(article.review.id)
    assert library.snapshots.read(found.id).article.work.title == "Ballerina"


def test_the_trash_takes_no_snapshot_and_keeps_those_there_are(library: Library, root: Path) -> None:
    article, other = kept(library, "One"), kept(library, "Two")
    for each in (article, other):
        library.snapshots.take(each, Reason.BY_HAND).result(timeout=20)
    library.save(Batch((Change(replace(article.review, trashed_at="2026-11-24T12:00:00Z"), 1),))).result(timeout=20)
    assert [reason for reason, _ in told(library, article.review.id)] == ["by_hand"]
    library.empty_trash((article.review.id,)).result(timeout=20)
    assert library.snapshots.of(article.review.id) == []
    assert library.snapshots.read(library.snapshots.of(other.review.id)[0].id).article == other
    library.save(Batch((Change(replace(other.review, trashed_at="2026-11-24T12:00:00Z"), 1),))).result(timeout=20)
    library.empty_trash((other.review.id,)).result(timeout=20)
    assert [rows(root, table) for table in ("snapshot", "snapshot_piece", "snapshot_text")] == [0, 0, 0]


def test_a_change_to_several_reviews_keeps_each_as_it_was(library: Library) -> None:
    articles_there = [kept(library, title) for title in ("One", "Two")]
    changes = tuple(Change(replace(each.review, tags=("noir",)), 1) for each in articles_there)
    library.save(Batch(changes, before=Reason.BULK)).result(timeout=20)
    for each in articles_there:
        assert told(library, each.review.id) == [("bulk", "A dancer takes revenge.")]


def test_named_ones_are_renamed_deleted_and_put_back(library: Library) -> None:
    article = kept(library)
    taken = library.snapshots.take(article, Reason.BY_HAND, "As sent").result(timeout=20)
    library.snapshots.rename(taken.id, "As filed").result(timeout=20)
    found = library.snapshots.read(taken.id)
    assert found.snapshot.name == "As filed"
    library.snapshots.forget(taken.id).result(timeout=20)
    with pytest.raises(NotFoundError, match="deleted or thinned"):
        library.snapshots.read(taken.id)
    again = library.snapshots.put_back(found).result(timeout=20)
    assert library.snapshots.read(again.id) == replace(found, snapshot=replace(found.snapshot, id=again.id))


def test_what_restorings_put_aside_stays_and_the_same_text_is_kept_once(library: Library, clock: Clock) -> None:
    article = kept(library)
    states = [replace(article, review=with_body(article.review, f"State {number}.")) for number in range(3)]

    def take(state: Article, reason: Reason, name: str = "") -> Snapshot:
        clock.forward(seconds=2)
        return library.snapshots.take(state, reason, name).result(timeout=20)

    put_aside = [take(each, Reason.RESTORING) for each in states]
    take(article, Reason.RESTORED)
    assert {each.id for each in put_aside} <= {each.id for each in library.snapshots.of(article.review.id)}
    again = take(states[0], Reason.RESTORING)
    assert again not in put_aside, "the younger one is kept for longer"
    assert [body for reason, body in told(library, article.review.id) if reason == "restoring"] == [
        "State 0.",
        "State 2.",
        "State 1.",
    ]
    named = take(states[1], Reason.BY_HAND, "As sent")
    take(article, Reason.RESTORED)
    assert take(states[1], Reason.RESTORING) == named, "a name keeps it for certain"
    clock.forward(days=29)
    take(article, Reason.RESTORED)
    assert [reason for reason, _ in told(library, article.review.id)].count("restoring") == 3
    clock.forward(days=2)
    take(states[0], Reason.RESTORED)
    assert [reason for reason, _ in told(library, article.review.id)].count("restoring") == 1


def test_old_snapshots_are_thinned_when_any_is_taken(library: Library, clock: Clock) -> None:
    old, other = kept(library, "Old"), kept(library, "Other")
    for day in range(20):
        clock.forward(days=1)
        library.snapshots.take(replace(old, review=with_body(old.review, f"Day {day}.")), Reason.CLOCK).result(timeout=20)
    assert len(library.snapshots.of(old.review.id)) == 20
    clock.forward(days=40)
    library.snapshots.take(other, Reason.CLOCK).result(timeout=20)
    days = [each.at.isocalendar()[:2] for each in library.snapshots.of(old.review.id)]
    assert len(days) == len(set(days)) == 4, "one a week"


def test_nothing_is_asked_of_a_review_that_is_not_stored(library: Library) -> None:
    with pytest.raises(NotFoundError, match="first word"):
        library.snapshots.take(an_article(), Reason.BY_HAND).result(timeout=20)
    with pytest.raises(NotFoundError, match="Nothing has changed"):
        library.snapshots.sitting_start("nobody").result(timeout=20)
    assert library.snapshots.before_opening("nobody") is None


def test_the_last_one_from_before_this_start_is_told_apart(root: Path) -> None:
    with Library.open(root) as library:
        article = kept(library)
        library.snapshots.clock = lambda: NOON
        taken = library.snapshots.take(article, Reason.CLOCK).result(timeout=20)
    with Library.open(root) as library:
        library.snapshots.opened = NOON + timedelta(hours=1)
        library.snapshots.clock = lambda: NOON + timedelta(hours=2)
        edit(library, article, "New words.", 1)
        assert library.snapshots.before_opening(article.review.id) == taken


def test_a_library_for_reading_lists_and_takes_none(root: Path) -> None:
    with Library.open(root) as library:
        article = kept(library)
        library.snapshots.take(article, Reason.BY_HAND).result(timeout=20)
    with Library.open(root, read_only=True) as library:
        (snapshot,) = library.snapshots.of(article.review.id)
        assert library.snapshots.read(snapshot.id).article == article
        with pytest.raises(ReadOnlyError):
            library.snapshots.take(article, Reason.BY_HAND).result(timeout=20)


@pytest.mark.parametrize("harm", ["x'00'", "zeroblob(8)", "substr(packed, 1, length(packed) / 2)"])
def test_a_damaged_snapshot_is_told_and_harms_nothing_else(root: Path, harm: str) -> None:
    with Library.open(root) as library:
        article = kept(library)
        bad = library.snapshots.take(article, Reason.BY_HAND, "bad").result(timeout=20)
        other = replace(article, review=with_body(article.review, "Whole."))
        good = library.snapshots.take(other, Reason.BY_HAND, "whole").result(timeout=20)
    with apsw.Connection(str(root / "library.db")) as connection:
        digest = digest_of(b"A dancer takes revenge.")
        connection.execute(f"UPDATE snapshot_text SET packed = {harm} WHERE digest = ?", (digest,))
    connection.close()
    with Library.open(root) as library:
        assert library.verify() == [
            f"The snapshot of {stamp(bad.at)} of the review “{article.review.id}” is damaged.",
        ]
        with pytest.raises(FormatError, match="its other snapshots are not touched"):
            library.snapshots.read(bad.id)
        assert library.snapshots.read(good.id).article == other
        edit(library, article, "Go on.", 1)


@pytest.mark.expects_log("a snapshot could not be taken")
def test_a_snapshot_that_fails_keeps_no_save_from_the_disk(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    article = kept(library)

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(history, "take_all", fails)
    edited = edit(library, article, "Saved all the same.", 1)
    assert library.load(article.review.id).article == edited


def test_listeners_hear_of_each_once_it_is_stored(library: Library) -> None:
    article = kept(library)
    heard: list[Snapshot] = []
    library.snapshots.on_taken(heard.append)
    taken = library.snapshots.take(article, Reason.BY_HAND).result(timeout=20)
    library.remember("drained", "").result(timeout=20)
    assert heard == [taken]


def test_the_window_s_thread_only_queues(library: Library) -> None:
    """What is asked of the saving thread's caller stays far below the sixtieth part of a frame."""
    article = kept(library, body="word " * 10_000)
    change = Batch((Change(with_body(article.review, "other " * 10_000), 1),), shown=(article.review.id,))
    best = 1.0
    for _ in range(20):
        library.snapshots.end_sitting(article.review.id)
        begun = time.thread_time()
        library.snapshots.before(change)
        library.snapshots.after(change)
        best = min(best, time.thread_time() - begun)
    assert best < 0.001, f"{best * 1e6:.0f} µs"
