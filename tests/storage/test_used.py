"""Values typed before: the newest records are read once, and every save is followed without reading them again."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from desktop.core.article import Record
from desktop.core.errors import NotFoundError
from desktop.core.review import Review
from desktop.core.saving import Batch, Change
from desktop.core.work import Credit, Job, WatchPlace, Work
from desktop.storage import used
from desktop.storage.library import Library
from tests.storage.builders import an_id, keep, kept

COLUMNS = ("genres", "services", "characters", "bylines", "tags")
GENRES = ("thriller", "action", "noir", "western")


def changed(dice: random.Random, record: Review | Work) -> Record:
    """Return a record with other values in what is completed."""
    if isinstance(record, Review):
        return replace(record, byline=dice.choice(("", "A. Critic", "B. Critic")), tags=tuple(dice.sample(GENRES, k=2)))
    credits = tuple(replace(credit, characters=(dice.choice(GENRES),)) for credit in record.credits)
    watch = tuple(WatchPlace(name) for name in dice.sample(("Netflix", "Mubi", "Kanopy"), k=dice.randrange(3)))
    return replace(record, genres=tuple(dice.sample(GENRES, k=dice.randrange(4))), watch=watch, credits=credits)


def told(library: Library) -> list[tuple[str, ...]]:
    return [library.used_values(column) for column in COLUMNS]


def test_after_any_saves_the_same_is_told_as_by_reading_anew(library: Library) -> None:
    dice = random.Random(11)
    articles = [kept(library, f"Film {number}", "Lene Voss", "Ama Darko") for number in range(5)]
    told(library)
    for _ in range(12):
        record = dice.choice([each for article in articles for each in (article.review, article.work)])
        stored, revision = library.load_record(type(record), record.id)
        keep(library, changed(dice, stored), base=revision)
        with Library.open(library.root, read_only=True) as fresh:
            assert told(library) == told(fresh)
    assert all(told(library))
    gone = articles[0].review
    trashed = replace(library.load_record(Review, gone.id)[0], trashed_at="2026-01-03T00:00:00Z")
    library.save(Batch((Change(trashed, library.load_record(Review, gone.id)[1]),))).result(timeout=20)
    library.empty_trash((gone.id,)).result(timeout=20)
    with Library.open(library.root, read_only=True) as fresh:
        assert told(library) == told(fresh)


def test_of_very_many_records_the_newest_are_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(used, "NEWEST", 2)
    old = Work(an_id("1"), title="Old", genres=("silent",))
    keep(library, old)
    keep(library, Work(an_id("1"), title="Newer", genres=("noir",)), Work(an_id("1"), title="Newest", genres=("noir", "action")))
    assert library.used_values("genres") == ("noir", "action")
    keep(library, replace(old, genres=("silent", "comedy")), base=1)
    assert library.used_values("genres") == ("noir", "action", "comedy", "silent")


def test_a_column_that_does_not_remember_is_not_known(library: Library) -> None:
    with pytest.raises(NotFoundError, match="colour"):
        library.used_values("colour")


def test_each_column_can_be_asked(library: Library) -> None:
    kept(library, "Ballerina", "Lee Chung-hyun")
    work = Work(an_id("1"), title="B", credits=(Credit("c1", an_id("3"), Job.CAST, characters=("Ok-ju", "")),))
    keep(library, work)
    assert {column: library.used_values(column) for column in used.COLUMNS if library.used_values(column)} == {
        "characters": ("Ok-ju",),
        "review_languages": ("en",),
    }
