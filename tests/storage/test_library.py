"""A library gives back what it was given, and lists, finds and counts it."""

from __future__ import annotations

import stat
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from desktop.core.errors import NotFoundError
from desktop.core.person import Alias, Bio, Person
from desktop.core.printing import headline_of, slug_of, word_count
from desktop.core.rating import Rating
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change
from desktop.core.work import Credit, Job, OtherTitle, WatchPlace, Work
from desktop.storage.library import Library
from desktop.storage.used import COLUMNS
from tests.storage.builders import an_article, found_in, keep, kept, with_body
from tests.strategies import articles

if TYPE_CHECKING:
    from desktop.core.article import Article


@settings(max_examples=25)
@given(article=articles())
def test_an_article_comes_back_whole(article: Article) -> None:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library") as library:
        keep(library, *article.records())
        loaded = library.load(article.review.id)
        assert loaded.article == article
        assert loaded.revisions == {record.id: 1 for record in article.records()}
        rows = library.reviews() or library.reviews(trashed=True)
        (row,) = rows
        assert (row.id, row.title, row.year) == (article.review.id, article.work.title, article.work.year)
        assert (row.headline, row.slug, row.words) == (headline_of(article), slug_of(article), word_count(article))
        assert (row.rating, row.status, row.outlet) == (article.review.rating, article.review.status, article.outlet.name)
        named = [image.name or image.stored for image in sorted(article.images, key=lambda image: image.id)]
        begun = [f"The picture “{name}” has no file, or one that cannot be read. " for name in named]
        assert [fault.startswith(words) for fault, words in zip(library.verify(), begun, strict=True)] == [True] * len(begun)


def test_a_library_is_one_folder_for_its_owner_only(library: Library) -> None:
    kept(library)
    names = {path.name for path in library.root.iterdir()}
    assert {"library.db", "library.lock", "images", "backups", "readable"} <= names
    if sys.platform != "win32":
        for path in [library.root, *library.root.rglob("*")]:
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_everything_is_there_after_reopening(root: Path) -> None:
    with Library.open(root) as library:
        article = kept(library, "발레리나", "Lee Chung-hyun", "Jun Jong-seo")
        library.remember("open review", article.review.id).result(timeout=20)
    assert {path.name for path in root.iterdir()} == {"library.db", "library.lock", "images", "backups", "readable"}
    with Library.open(root) as library:
        assert library.load(article.review.id).article == article
        assert library.recall("open review") == article.review.id
        assert library.recall("nothing") is None
        assert not library.unclean


def test_half_an_emoji_is_kept_rather_than_losing_the_text(library: Library) -> None:
    article = an_article(body="broken \ud83d here, nul \x00 there")
    keep(library, *article.records())
    assert library.load(article.review.id).article == article
    assert found_in(library, "broken here")


def test_what_is_not_there_is_said(library: Library) -> None:
    with pytest.raises(NotFoundError, match=r"no review “f{32}”"):
        library.load("f" * 32)
    with pytest.raises(NotFoundError, match="no person"):
        library.load_record(Person, "f" * 32)


def test_people_who_are_missing_are_left_out(library: Library) -> None:
    article = an_article("Ballerina", "Lee Chung-hyun")
    keep(library, article.review, article.work, article.outlet)
    assert library.load(article.review.id).article == replace(article, people=())


def test_the_list_shows_directors_and_ratings_and_is_last_changed_first(library: Library) -> None:
    first = kept(library, "The Beast", "Bertrand Bonello", "Léa Seydoux")
    second = kept(library, "Beef")
    keep(library, replace(first.review, rating=Rating("stars5half", "3.5"), status=Status.READY), base=1)
    rows = {row.id: row for row in library.reviews()}
    row = rows[first.review.id]
    assert row.directors == ("Bertrand Bonello",)
    assert row.rating_text == "★★★½☆"
    assert row.rating_position == pytest.approx(6 / 9)
    assert row.status is Status.READY
    assert row.label == "The Beast (2023)"
    assert row.sort_title == "beast"
    assert rows[second.review.id].rating_text == ""
    assert [row.modified for row in library.reviews()] == sorted((row.modified for row in library.reviews()), reverse=True)


def test_a_new_title_changes_the_rows_of_its_reviews(library: Library) -> None:
    article = kept(library, "Balerina")
    keep(library, replace(article.work, title="Ballerina"), base=1)
    (row,) = library.reviews()
    assert (row.headline, row.slug) == ("Ballerina (2023)", "ballerina-2023-review")
    assert [found.id for found in library.find_slug("ballerina-2023-review")] == [article.review.id]
    assert library.find_slug("balerina-2023-review") == []


def test_trash_hides_and_emptying_it_deletes(library: Library) -> None:
    article, other = kept(library, "Ballerina", "Lee Chung-hyun"), kept(library, "Beef")
    keep(library, replace(article.review, trashed_at="2026-01-02T03:04:05Z"), base=1)
    assert [row.id for row in library.reviews()] == [other.review.id]
    assert [row.id for row in library.reviews(trashed=True)] == [article.review.id]
    assert found_in(library, "ballerina") == []
    library.empty_trash((article.review.id, other.review.id)).result(timeout=20)
    assert library.reviews(trashed=True) == []
    assert [row.id for row in library.reviews()] == [other.review.id]
    with pytest.raises(NotFoundError):
        library.load_record(Work, article.work.id)
    assert library.load_record(Person, article.people[0].id)[1] == 1
    assert library.verify() == []


def test_discarding_takes_a_work_along_only_when_nothing_else_needs_it(library: Library) -> None:
    article = kept(library)
    again = replace(article.review, id="0" * 32)
    keep(library, again)
    library.save(Batch(discard=(article.review.id,))).result(timeout=20)
    assert library.load(again.id).article.work == article.work
    library.save(Batch(discard=(again.id,))).result(timeout=20)
    assert library.counts().works == 0
    library.save(Batch(discard=(again.id,))).result(timeout=20)


def test_a_credited_person_is_not_discarded(library: Library) -> None:
    article = kept(library, "Ballerina", "Lee Chung-hyun")
    stranger = Person("3" * 32, "Nobody")
    keep(library, stranger)
    library.save(Batch(discard=(article.people[0].id, stranger.id))).result(timeout=20)
    assert library.load(article.review.id).article == article
    with pytest.raises(NotFoundError):
        library.load_record(Person, stranger.id)


def test_names_are_never_unique(library: Library) -> None:
    keep(library, Person("1" * 32, "Kim Ji-hun"), Person("2" * 32, "Kim Ji-hun", disambiguator="b. 1981"))
    assert [row.person.disambiguator for row in library.find_people("kim")] == ["", "b. 1981"]


@pytest.mark.parametrize(
    "typed", ["kim", "JI", "ji-hun", "ji hun", "jihun", "hoon", "김지", "varda kim", "agnes", "AGNÈS", "kim ji"]
)
def test_people_are_found_by_the_beginning_of_any_word_of_any_spelling(library: Library, typed: str) -> None:
    kim = Person("1" * 32, "Kim Ji-hun", native_name="김지훈", aliases=(Alias("Kim Ji-hoon"), Alias("Varda Kim")))
    varda = Person("2" * 32, "Agnès Varda")
    keep(library, kim, varda)
    wanted = "2" if typed.lower().startswith("agn") else "1"
    assert [row.person.id[0] for row in library.find_people(typed)] == [wanted]


def test_people_last_used_come_first(library: Library) -> None:
    older = kept(library, "Old", "Kim Seldom", "Kim Often")
    seldom, often = older.people
    keep(library, Person("9" * 32, "Kim Never", bios=(Bio("en", "x"), Bio("ko", ""))))
    more = an_article("New")
    keep(library, more.outlet, replace(more.work, credits=(Credit("c", often.id, Job.CAST),)), more.review)
    rows = library.find_people("kim")
    assert [row.person.name for row in rows] == ["Kim Often", "Kim Seldom", "Kim Never"]
    assert [row.review_count for row in rows] == [2, 1, 0]
    assert rows[1].last_work == "Old (2023)"
    assert rows[2].bio_languages == ("en",)
    assert rows[2].last_work == ""
    assert library.people_counts() == {often.id: 2, seldom.id: 1}
    assert {row.title for row in library.reviews_of_person(often.id)} == {"Old", "New"}


def test_people_and_works_are_found_without_a_word_and_not_beyond_the_limit(library: Library) -> None:
    kept(library, "Ballerina", "A", "B", "C")
    assert len(library.find_people("", limit=2)) == 2
    assert library.find_people("%") == library.find_people("%a") == []
    assert [row.work.title for row in library.find_works("")] == ["Ballerina"]


def test_works_are_found_by_any_title(library: Library) -> None:
    article = kept(library, "Ballerina")
    keep(library, replace(article.work, original_title="발레리나", other_titles=(OtherTitle("La Bailarina", "es"),)), base=1)
    for typed in ("ball", "발레", "bailar", "la bai"):
        assert [(row.work.id, row.revision, row.review_count) for row in library.find_works(typed)] == [(article.work.id, 2, 1)]
    assert library.find_works("lerina") == []
    assert [row.id for row in library.reviews_of_work(article.work.id)] == [article.review.id]


def test_used_values_are_told_most_used_first_and_follow_every_save(library: Library) -> None:
    first, second = kept(library, "One"), kept(library, "Two")
    keep(library, replace(first.work, genres=("thriller", "action"), watch=(WatchPlace("Netflix"),)), base=1)
    assert library.used_values("services") == ("Netflix",)
    keep(library, replace(second.work, genres=("thriller",), watch=(WatchPlace("Mubi"), WatchPlace(""))), base=1)
    assert library.used_values("genres") == ("thriller", "action")
    assert library.used_values("services") == ("Mubi", "Netflix")
    keep(library, replace(first.review, byline="A. Critic", tags=("Korea",)), base=1)
    assert library.used_values("bylines") == ("A. Critic",)
    assert library.used_values("tags") == ("Korea",)
    for column in COLUMNS:
        assert isinstance(library.used_values(column), tuple)
    with pytest.raises(NotFoundError):
        library.used_values("shoe sizes")


def test_outlets_are_in_order_of_name_and_everything_is_counted(library: Library) -> None:
    for name in ("Zürich", "ápolis", "Mag"):
        article = an_article(name)
        keep(library, replace(article.outlet, name=name), article.work, article.review)
    assert [outlet.name for outlet in library.outlets()] == ["ápolis", "Mag", "Zürich"]
    found = library.counts()
    assert (found.reviews, found.works, found.people, found.images, found.bytes) == (3, 3, 0, 0, 0)


@pytest.mark.expects_log("a listener failed")
def test_listeners_hear_of_every_save_before_its_future_and_cannot_harm_it(library: Library) -> None:
    heard: list[dict[str, int]] = []

    def fail(_: object) -> None:
        raise RuntimeError("a listener")

    library.on_saved(fail)
    library.on_saved(lambda saved: heard.append(saved.revisions))
    article = kept(library)
    assert heard == [{record.id: 1 for record in article.records()}]


def test_a_listener_of_the_last_save_can_still_read(root: Path) -> None:
    library = Library.open(root)
    article = kept(library)
    read: list[int] = []
    library.on_saved(lambda saved: read.append(len(library.reviews())))
    future = library.save(Batch((Change(article.review, 1),)))
    library.close()
    assert future.result(timeout=20).revisions == {article.review.id: 2}
    assert read == [1]
    assert {path.name for path in root.glob("library.db*")} == {"library.db"}


def test_a_review_of_ten_thousand_words_is_saved_quickly(library: Library) -> None:
    article = kept(
        library, "Long", *(f"Person {number}" for number in range(20)), body=" ".join(f"word{n % 3000}" for n in range(10_000))
    )
    review: Review = article.review
    took = []
    for revision in range(1, 21):
        review = with_body(review, f"{review.parts[0].body} more")
        before = time.perf_counter()
        library.save(Batch((Change(review, revision),))).result(timeout=20)
        took.append(time.perf_counter() - before)
    # Measured 7 ms on two idle cores; the median must stay far from the second that autosave may take.
    assert sorted(took)[10] < 0.1
