"""Search finds what a person means, in every script, and its index never drifts from the records."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from desktop.core.finding import parse_query
from desktop.core.person import Alias
from desktop.core.review import Part
from desktop.core.saving import Batch, Change
from desktop.storage.library import Library
from desktop.storage.search import match_of
from tests.storage.builders import an_article, found_in, keep, kept, with_body
from tests.strategies import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.core.article import Article


def _found(library: Library, text: str) -> set[str]:
    return set(found_in(library, text))


@pytest.mark.parametrize("title", TITLES)
def test_every_title_finds_its_review_as_it_is_written(library: Library, title: str) -> None:
    article = kept(library, title, body="")
    kept(library, "Something else", body="entirely")
    assert _found(library, title) == {article.review.id}


@pytest.mark.parametrize(
    "typed",
    ["Kim Ji-hun", "kim ji hun", "Ji-hoon", "김지훈", "lodz", "Łódź", "BALLERINA", "bällerina", "korea", "danc", "reveng"],
)
def test_reviews_are_found_by_titles_every_spelling_tags_and_sentences(library: Library, typed: str) -> None:
    article = an_article("Ballerina", "Kim Ji-hun", "Łódź")
    kim = replace(article.people[0], native_name="김지훈", aliases=(Alias("Kim Ji-hoon"),))
    article = replace(article.with_record(kim), review=replace(article.review, tags=("Korea",)))
    keep(library, *article.records())
    kept(library, "Beef", "Steven Yeun", body="Road rage.")
    assert _found(library, typed) == {article.review.id}


def test_one_or_two_letters_begin_names_only_and_are_words_of_their_own_anywhere(library: Library) -> None:
    named = kept(library, "Dune", body="sand")
    kept(library, "Film", body="dust and drama, 발레리나")
    alone = kept(library, "Other", body="as easy as D or du")
    assert _found(library, "d") == _found(library, "du") == {named.review.id, alone.review.id}
    assert _found(library, "dus") == _found(library, "발레") != set()


def test_words_in_quotes_stand_together(library: Library) -> None:
    together, apart = kept(library, "One", body="the red shoes"), kept(library, "Two", body="red are the shoes")
    assert _found(library, "red shoes") == {together.review.id, apart.review.id}
    assert _found(library, '"red shoes"') == {together.review.id}
    assert _found(library, '"red shoes') == {together.review.id, apart.review.id}


def test_a_sentence_says_what_is_quoted_as_it_was_typed_and_a_name_in_any_way(library: Library) -> None:
    named = kept(library, "One", "Kim Ji-hun", body="")
    joined = kept(library, "Two", body="a Kim Jihun film")
    assert _found(library, '"Kim Ji-hun"') == {named.review.id}
    assert _found(library, '"Kim Jihun"') == _found(library, "kim ji-hun ") == {named.review.id, joined.review.id}


def test_titles_come_before_sentences_and_pages_do_not_overlap(library: Library) -> None:
    inside = kept(library, "Another film", body="not as good as Ballerina, ballerina, ballerina")
    title = kept(library, "Ballerina", body="about")
    assert found_in(library, "ballerina") == [title.review.id, inside.review.id]
    (second,) = library.find(parse_query("ballerina"), limit=1, offset=1).found
    assert second.row.id == inside.review.id


def test_the_snippet_marks_what_was_found(library: Library) -> None:
    kept(library, "Film", body="Long ago.\nThe Dancer takes her révenge, and dances.")
    (hit,) = library.find(parse_query("dancer reven")).found
    assert [hit.sentence[start:end] for start, end in hit.marks] == ["Dancer", "révenge"]
    assert "\n" not in hit.sentence
    assert (hit.row.title, hit.row.year, hit.row.headline) == ("Film", 2023, "Film (2023)")


def test_the_snippet_reads_as_prose_and_names_stay_as_they_are(library: Library) -> None:
    body = "Long ago.\n\n> The **slow *Dancer*** takes [her révenge](https://example.com/a), in {{Ballerina}}.\n\n- One lamp"
    kept(library, "M*A*S*H", body=body)
    (hit,) = library.find(parse_query("dancer revenge lamp")).found
    assert hit.sentence == "Long ago. The slow Dancer takes her révenge, in Ballerina. One lamp"
    assert [hit.sentence[start:end] for start, end in hit.marks] == ["Dancer", "révenge", "lamp"]
    (hit,) = library.find(parse_query("m*a*s*h 2023")).found
    assert hit.sentence.startswith("M*A*S*H · ")


def test_headlines_are_found_and_shown_as_they_print_and_not_by_their_tokens(library: Library) -> None:
    article = an_article("Saltwater", body="Nothing.")
    review = replace(article.review, headline="{title}: {tagline}", tagline="a patient harbour")
    keep(library, *replace(article, review=review).records())
    (hit,) = library.find(parse_query("harbour")).found
    assert "Saltwater: a patient harbour" in hit.sentence
    assert _found(library, "tagline") == set()


def test_the_heading_of_a_part_is_found_once_there_is_something_under_it(library: Library) -> None:
    article = an_article("Saltwater", body="Nothing.")
    empty, hidden = Part("p2", heading="Undertow"), Part("p3", heading="Ebb", body="the tide", hidden=True)
    review = replace(article.review, parts=(*article.review.parts, empty, hidden))
    keep(library, *replace(article, review=review).records())
    assert _found(library, "undertow") == set()
    assert _found(library, "ebb") == _found(library, "tide") == {review.id}
    written = replace(review, parts=(*review.parts[:1], replace(empty, body="a wave"), hidden))
    keep(library, written, base=1)
    assert _found(library, "undertow") == {review.id}


def test_a_new_name_is_found_in_every_review_at_once_and_the_old_one_no_more(library: Library) -> None:
    article = kept(library, "Ballerina", "Kim Ji-hoon")
    second = replace(article.review, id="0" * 32)
    keep(library, second)
    keep(library, replace(article.people[0], name="Kim Ji-hun"), base=1)
    assert _found(library, "Ji-hun") == {article.review.id, second.id}
    assert _found(library, "Ji-hoon") == set()
    assert library.verify() == []


@settings(max_examples=300)
@given(typed=st.text(st.sampled_from("ab\"'*^():-+{}[]~\\ \x00\n.,;%_é가א😀ANDORNEAR"), max_size=20) | st.text(max_size=20))
def test_nothing_typed_is_a_mistake(empty: Library, typed: str) -> None:
    assert empty.find(parse_query(typed)).found == ()
    assert empty.count(parse_query(typed)) == 0
    assert empty.find_people(typed) == []
    assert empty.find_works(typed) == []


@pytest.mark.parametrize("letter", ["é", "ü", "Å", "ǿ", "ǽ", "Ǡ", "ё", "й", "が", "ά"])
def test_a_letter_with_a_mark_is_found_as_it_stands_and_by_its_plain_form(library: Library, letter: str) -> None:
    article = kept(library, f"q{letter}q", body="")
    assert _found(library, f"q{letter}q ") == {article.review.id}
    assert _found(library, f"q{letter.lower()}q ") == {article.review.id}


def test_accents_that_the_index_forgets_itself_are_not_asked_for_twice() -> None:
    assert match_of(parse_query('"Pedro Mühstad"')) == '("Pedro Mühstad")'
    assert match_of(parse_query("Łódź ")) == '("Łódź" OR "lodz")'


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library without reviews, for every example of one test."""
    with Library.open(tmp_path_factory.mktemp("empty") / "library") as library:
        yield library


def test_an_index_that_drifted_is_seen_and_made_anew(library: Library) -> None:
    article = kept(library)
    assert library._writer is not None
    columns = "titles, directors, actors, others, roles, tags, words"
    drop = f"INSERT INTO search (search, rowid, {columns}) SELECT 'delete', id, {columns} FROM search_text"
    library._writer.submit(lambda database: database.execute_sql(drop)).result(timeout=20)
    assert _found(library, "dancer") == set()
    assert library.verify() == ["The search index does not fit the reviews; it can be made anew."]
    library.repair_search().result(timeout=20)
    assert library.verify() == []
    assert _found(library, "dancer") == {article.review.id}


def test_search_text_that_is_not_what_the_review_says_is_seen_and_made_anew(library: Library) -> None:
    article = kept(library)
    assert library._writer is not None
    library._writer.submit(lambda database: database.execute_sql("UPDATE search_text SET words = 'other'")).result(timeout=20)
    (fault,) = library.verify()
    assert fault.startswith(f"The review “{article.review.id}” is not what lists and search say of it")
    library.repair_search().result(timeout=20)
    assert library.verify() == []
    assert _found(library, "dancer") == {article.review.id}


_WORDS = ("dancer", "Café", "sword", "Ōkami", "발레리나", "ואלס", "Ji-hun")
_texts = st.lists(st.sampled_from(_WORDS), max_size=4).map(" ".join)


def _tokens(text: str) -> set[str]:
    """The words of a text as people compare them: what the index is checked against."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return set(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare).casefold()))


class SearchAgainstTheRecords(RuleBasedStateMachine):
    """Whatever is saved, renamed, trashed and deleted, each word finds exactly the reviews that hold it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.library = Library.open(Path(self.folder.name) / "library")
        self.articles: dict[str, Article] = {}
        self.revisions: dict[str, int] = {}

    def teardown(self) -> None:
        assert self.library.verify() == []
        self.library.close()
        self.folder.cleanup()

    def _save(self, article: Article) -> None:
        changed = [record for record in article.records() if self._stored(record.id) != record]
        changes = tuple(Change(record, self.revisions.get(record.id, 0)) for record in changed)
        self.revisions |= self.library.save(Batch(changes)).result(timeout=20).revisions
        self.articles[article.review.id] = article
        for key, other in self.articles.items():
            if other.work.id == article.work.id:
                self.articles[key] = replace(other, work=article.work, people=article.people)

    def _stored(self, record_id: str) -> object:
        return next((r for article in self.articles.values() for r in article.records() if r.id == record_id), None)

    def _some(self, data: st.DataObject) -> Article | None:
        return self.articles[data.draw(st.sampled_from(sorted(self.articles)))] if self.articles else None

    @rule(title=_texts, name=_texts, body=_texts)
    def add(self, title: str, name: str, body: str) -> None:
        self._save(an_article(title, name or "Nobody", body=body))

    @rule(data=st.data(), text=_texts, what=st.sampled_from(["title", "name", "body", "tags", "second", "trash", "delete"]))
    def change(self, data: st.DataObject, text: str, what: str) -> None:
        article = self._some(data)
        if article is None:
            return
        if what == "delete":
            self.library.save(Batch(discard=(article.review.id,))).result(timeout=20)
            del self.articles[article.review.id]
            return
        review, work, person = article.review, article.work, article.people[0]
        self._save(
            {
                "title": replace(article, work=replace(work, title=text)),
                "name": replace(article, people=(replace(person, name=text or "Nobody"),)),
                "body": replace(article, review=with_body(review, text)),
                "tags": replace(article, review=replace(review, tags=tuple(text.split()))),
                "second": replace(article, review=with_body(replace(review, id=an_article().review.id), text)),
                "trash": replace(
                    article, review=replace(review, trashed_at=None if review.trashed_at else "2026-01-01T00:00:00Z")
                ),
            }[what]
        )

    @invariant()
    def each_word_finds_exactly_the_reviews_that_hold_it(self) -> None:
        for word in _WORDS:
            expected = {
                key
                for key, article in self.articles.items()
                if not article.review.trashed_at and _tokens(word) <= _tokens(self._text(article))
            }
            assert _found(self.library, f'"{word}" ') == expected, word

    @staticmethod
    def _text(article: Article) -> str:
        names = [name for person in article.people for name in person.spellings()]
        return " ".join([article.work.title, *names, *article.review.tags, *(part.body for part in article.review.parts)])


def test_search_agrees_with_the_records_after_any_edits() -> None:
    run_state_machine_as_test(SearchAgainstTheRecords, settings=settings(max_examples=25, stateful_step_count=20))
