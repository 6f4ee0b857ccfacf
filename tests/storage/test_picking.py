"""What pickers and the quick switcher offer, where few names begin as typed and where very many do."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop.core.person import Alias
from desktop.core.review import Review
from desktop.core.saving import Batch, Change
from desktop.core.work import Work
from desktop.storage import looking_up, picking
from desktop.storage.library import Library
from tests.storage.builders import an_article, an_id, keep, kept

_SYLLABLES = ("ka", "ri", "mo", "ta", "su")


@pytest.fixture
def names() -> Iterator[str]:
    """Names of few syllables, so that many begin alike."""
    dice = random.Random(7)

    def made() -> Iterator[str]:
        while True:
            yield " ".join("".join(dice.choices(_SYLLABLES, k=2)).capitalize() for _ in range(2))

    return made()


def test_common_and_rare_beginnings_offer_the_same(
    library: Library, names: Iterator[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(40):
        kept(library, next(names), next(names), next(names))
    typed = ["", "k", "ka", "kari", "ri mo", "k r m", "moka su", "zz"]

    def offered() -> list[list[str]]:
        return [
            [row.person.id for text in typed for row in library.find_people(text, 200)],
            [row.work.id for text in typed for row in library.find_works(text, 200)],
            [row.id for text in typed for row in library.look_up(text, 200).reviews],
        ]

    rare = offered()
    assert [len(ids) > 60 for ids in rare] == [True] * 3
    monkeypatch.setattr(picking, "MANY", 0)
    monkeypatch.setattr(looking_up, "MANY", 0)
    monkeypatch.setattr(picking, "_NEWEST", 5)
    common = offered()
    assert common[:2] == rare[:2]
    assert sorted(common[2]) == sorted(rare[2])


def test_where_very_many_begin_so_those_last_used_come_first(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picking, "MANY", 0)
    monkeypatch.setattr(picking, "_NEWEST", 1)
    kept(library, "Old", "Kim Older")
    kept(library, "New", "Kim Newer", "Ama Darko")
    assert [row.person.name for row in library.find_people("kim", limit=1)] == ["Kim Newer"]
    assert [row.person.name for row in library.find_people("kim")] == ["Kim Newer", "Kim Older"]
    assert [row.work.title for row in library.find_works("", limit=1)] == ["New"]


def test_all_words_must_begin_words_of_one_spelling(library: Library) -> None:
    article = kept(library, "Ballerina", "Lee Chung-hyun")
    lee = replace(article.people[0], aliases=(Alias("Somebody Else"),))
    library.save(Batch((Change(lee, 1),))).result(timeout=20)
    assert [row.person.name for row in library.find_people("else some")] == ["Lee Chung-hyun"]
    assert library.find_people("lee else") == []


def test_titles_that_begin_as_typed_stand_before_others_also_without_their_article(library: Library) -> None:
    hard = kept(library, "The Hard Way")
    kept(library, "Die Hard")
    assert [row.title for row in library.look_up("hard").reviews] == ["The Hard Way", "Die Hard"]
    assert [row.title for row in library.look_up("the hard").reviews] == ["The Hard Way"]
    assert [row.title for row in library.look_up("hard the 2023").others] == ["The Hard Way"]
    assert library.look_up("ard").reviews == ()
    assert hard.review.id in [row.id for row in library.look_up("").reviews]


def test_reviews_that_only_mention_it_stand_apart_and_each_once(library: Library) -> None:
    kept(library, "Harbour")
    kept(library, "Nine Rooms", body="All of it plays in a harbour.")
    found = library.look_up("harbour")
    assert [row.title for row in found.reviews] == ["Harbour"]
    assert [row.title for row in found.others] == ["Nine Rooms"]
    assert library.look_up("ha").others == ()


def test_a_review_without_a_title_is_found_by_its_headline(library: Library) -> None:
    article = an_article("")
    keep(library, *replace(article, review=replace(article.review, headline="Notes from a festival")).records())
    assert [row.headline for row in library.look_up("notes fr").reviews] == ["Notes from a festival"]


def test_films_without_a_review_are_those_whose_reviews_are_gone_or_never_were(library: Library) -> None:
    reviewed, trashed = kept(library, "Harbour Light"), kept(library, "Harbour Master")
    keep(library, Work(an_id("1"), title="Harbour Bar", year=1999))
    review, revision = library.load_record(Review, trashed.review.id)
    library.save(Batch((Change(replace(review, trashed_at="2026-01-03T00:00:00Z"), revision),))).result(timeout=20)
    found = library.look_up("harb")
    assert [work.title for work in found.films] == ["Harbour Bar", "Harbour Master"]
    assert [row.id for row in found.reviews] == [reviewed.review.id]
