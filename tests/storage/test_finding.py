"""Finding equals an oracle in plain Python over the records, whatever is saved, renamed, trashed and taken back."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from desktop.core.article import Article
from desktop.core.finding import By, Order, Query, Term, Word, parse_query
from desktop.core.finding_values import Key, Operator
from desktop.core.gaps import gaps_of
from desktop.core.outlet import Outlet
from desktop.core.person import Alias
from desktop.core.rating import NO_RATING, Rating, out_of_five
from desktop.core.review import Review, Status
from desktop.core.saving import Batch, Change
from desktop.storage import finding
from desktop.storage.facets import Facet
from desktop.storage.library import Library
from tests.storage.builders import an_article, found_in, keep, kept, with_body

_WORDS = ("dancer", "Café", "Łódź", "발레리나", "Ji-hun", "noir", "red shoes")
_texts = st.lists(st.sampled_from(_WORDS), max_size=3).map(" ".join)
_RATINGS = (None, NO_RATING, Rating("stars5half", "4"), Rating("points10", "9.5"), Rating("letters", "B"))
_TRASHED = "2026-01-01T00:00:00Z"
QUERIES = (
    *("dancer", "danc", "caf", "lodz ", "łódź ", "jihun ", "ji-hun ", '"red shoes"', '"shoes red"', "-dancer", "-noir cafe"),
    *("title:dancer", 'title:"red shoes"', "person:ji", 'director:"Ji-hun"', "actor:cafe", "-director:jihun", "role:noir"),
    *("tag:noir", 'tag:"red shoes"', "-tag:noir", "outlet:evening", 'outlet:"post"', "kind:film", "kind:essay", "lang:es"),
    *("status:dr", "-status:published", "is:trashed", "is:trashed noir", "-is:rated", "is:unrated"),
    *("year:2019", "year:201", "year:2010s", "year:>=2020", "year:<2020", "year:2018..2020", "missing:year"),
    *("rating:4", "rating:8/10", "rating:>=B", "-rating:>4", "rating:<4.8", "missing:tags", "-missing:rating"),
    *("words:0", "words:>2", "words:1..2", "created:2026-01", "published:2024", "published:>2023-05", "published:<=2023"),
    *("-published:2023..2024", "dancer status:draft rating:>=4", "noir -tag:noir", "danc -is:rated year:>2018"),
)


def _tokens(text: str) -> list[str]:
    """The words of a text as people compare them: no case, no accents, ø as o."""
    plain = text.translate(str.maketrans("łŁøØ", "lLoO"))
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(mark))
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare).casefold())


def _ways(text: str) -> list[list[str]]:
    return [_tokens(text), _tokens(text.replace("-", ""))]


def _stands(wanted: str, texts: list[str], *, begun: bool = False) -> bool:
    """Say whether words stand together, in order, in one of the texts, the last of them perhaps only begun."""
    for words in (way for text in texts for way in _ways(text)):
        for way in _ways(wanted):
            for start in range(len(words) - len(way) + 1):
                part = words[start : start + len(way)]
                if part[:-1] == way[:-1] and (part[-1] == way[-1] or (begun and part[-1].startswith(way[-1]))):
                    return True
    return False


def _texts_of(article: Article) -> dict[str, list[str]]:
    by_person = {person.id: list(person.spellings()) for person in article.people}
    names = {
        job: [n for c in article.work.credits if c.job.value == job for n in by_person[c.person]] for job in ("director", "cast")
    }
    return {
        "title": [article.work.title],
        "director": names["director"],
        "actor": names["cast"],
        "person": names["director"] + names["cast"],
        "role": [role for credit in article.work.credits for role in credit.characters],
        "tag": list(article.review.tags),
        "words": [part.body for part in article.review.parts] + [f"{article.work.title} ({article.work.year or ''})"],
    }


def _compared(value: Any, term: Term, low: Any, high: Any) -> bool:
    if value is None or value == "":
        return False
    holds = {
        Operator.LEAST: value >= low,
        Operator.ABOVE: value > high,
        Operator.MOST: value <= high,
        Operator.BELOW: value < low,
    }
    return bool(holds.get(term.operator, low <= value <= high))


def _number_holds(article: Article, term: Term) -> bool:
    last = term.upto or term.value
    match term.key:
        case Key.RATING:
            stars = out_of_five(article.review.rating) if article.review.rating else None
            typed = {"4": 4.0, "4.8": 4.8, "8/10": 4.0, "B": 10 / 3}
            return _compared(stars and round(stars, 4), term, round(typed[term.value], 4), round(typed[last], 4))
        case Key.WORDS:
            words = sum(len(re.findall(r"[^\W_]+(?:-[^\W_]+)*", part.body)) for part in article.review.parts)
            return _compared(words, term, int(term.value), int(last))
        case Key.YEAR:
            digits, end = term.value.removesuffix("s"), last.removesuffix("s")
            digits, end = (digits[:3], end[:3]) if term.value.endswith("s") else (digits, end)
            return _compared(article.work.year, term, int(digits.ljust(4, "0")), int(end.ljust(4, "9")))
        case _:
            value = article.review.published_on if term.key is Key.PUBLISHED else article.review.created[:10]
            return _compared(value, term, term.value, (last + "-12-31" if len(last) == 4 else last + "-31")[:10])


def _holds(article: Article, piece: Word | Term, outlet: Outlet) -> bool:
    texts = _texts_of(article)
    review = article.review
    if isinstance(piece, Word):
        return any(_stands(piece.text, some, begun=piece.begun) for some in texts.values())
    begun = piece.operator is Operator.BEGINS
    match piece.key:
        case Key.TITLE | Key.PERSON | Key.ACTOR | Key.DIRECTOR | Key.ROLE:
            return _stands(piece.value, texts[piece.key.value], begun=begun)
        case Key.TAG | Key.OUTLET:
            names = texts["tag"] if piece.key is Key.TAG else [outlet.name]
            if begun:
                return any(_stands(piece.value, [name], begun=True) for name in names)
            return any(_tokens(name) == _tokens(piece.value) for name in names)
        case Key.STATUS:
            return review.status.value.startswith(piece.value)
        case Key.KIND:
            return piece.value in {review.kind.value, article.work.kind.value}
        case Key.LANGUAGE:
            return review.language.split("-")[0] == piece.value
        case Key.IS:
            rated = review.rating is not None and review.rating.printed
            return {"trashed": bool(review.trashed_at), "rated": rated, "unrated": not rated}[piece.value]
        case Key.MISSING:
            return piece.value.upper() in str(gaps_of(article).name).split("|")
        case _:
            return _number_holds(article, piece)


def expected(articles: list[Article], query: Query) -> set[str]:
    """The ids of the reviews that fit, by going over all of them."""
    return {
        article.review.id
        for article in articles
        if bool(article.review.trashed_at) == query.in_trash
        and all(_holds(article, piece, article.outlet) != piece.negated for piece in query.pieces)
    }


class FindingAgainstTheRecords(RuleBasedStateMachine):
    """Every query finds what the oracle finds, after any edits, by one at a time and by many at once."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.library = Library.open(Path(self.folder.name) / "library")
        self.articles: dict[str, Article] = {}
        self.revisions: dict[str, int] = {}
        self.before: list[Article] = []
        self.turn = count()
        self.outlet = Outlet("2" * 32, "Evening Post")

    def teardown(self) -> None:
        assert self.library.verify() == []
        self.library.close()
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        self._save([an_article("dancer", "Ji-hun", "Café", body="noir", outlet=self.outlet)])

    def _save(self, articles: list[Article]) -> None:
        stored = {record.id: record for article in self.articles.values() for record in article.records()}
        wanted = {record.id: record for article in articles for record in article.records()}
        changed = [record for record in wanted.values() if stored.get(record.id) != record]
        changes = tuple(Change(record, self.revisions.get(record.id, 0)) for record in changed)
        self.before = [self.articles[each.review.id] for each in articles if each.review.id in self.articles]
        self.revisions |= self.library.save(Batch(changes)).result(timeout=20).revisions
        self.articles |= {article.review.id: article for article in articles}

    def _some(self, data: st.DataObject, most: int = 3) -> list[Article]:
        ids = data.draw(st.lists(st.sampled_from(sorted(self.articles)), min_size=1, max_size=most, unique=True))
        return [self.articles[key] for key in ids]

    @rule(titles=st.lists(_texts, min_size=1, max_size=4), name=_texts, body=_texts, year=st.sampled_from([None, 2019, 2024]))
    def add(self, titles: list[str], name: str, body: str, year: int | None) -> None:
        made = [an_article(title, name or "Nobody", "Café", body=body, outlet=self.outlet) for title in titles]
        self._save([replace(article, work=replace(article.work, year=year)) for article in made])

    @rule(data=st.data(), text=_texts)
    def retitle(self, data: st.DataObject, text: str) -> None:
        (article,) = self._some(data, 1)
        roles = tuple(replace(credit, characters=(text,)) for credit in article.work.credits)
        self._save([replace(article, work=replace(article.work, title=text, credits=roles))])

    @rule(data=st.data(), text=_texts)
    def rename(self, data: st.DataObject, text: str) -> None:
        (article,) = self._some(data, 1)
        person = article.people[0]
        self._save([article.with_record(replace(person, name=text or "Nobody", aliases=(Alias(person.name),)))])

    @rule(data=st.data(), body=_texts, rating=st.sampled_from(_RATINGS), status=st.sampled_from([Status.DRAFT, Status.PUBLISHED]))
    def write(self, data: st.DataObject, body: str, rating: Rating | None, status: Status) -> None:
        (article,) = self._some(data, 1)
        review = replace(with_body(article.review, body), rating=rating, status=status)
        dated = data.draw(st.sampled_from(["", "2023-06-01", "2024-02-03"]))
        language = data.draw(st.sampled_from(["en", "es-MX"]))
        self._save([replace(article, review=replace(review, published_on=dated, language=language))])

    @rule(data=st.data(), tags=_texts, trash=st.booleans())
    def change_many(self, data: st.DataObject, tags: str, trash: bool) -> None:
        def changed(review: Review) -> Review:
            return replace(review, tags=tuple(filter(None, [tags])), trashed_at=_TRASHED if trash else None)

        self._save([replace(article, review=changed(article.review)) for article in self._some(data)])

    @rule()
    def undo(self) -> None:
        if self.before:
            self._save(self.before)

    @rule()
    def drift(self) -> None:
        """Somebody, or a bad disk, takes the index out of step; it is noticed and made anew."""
        assert self.library._writer is not None
        self.library._writer.submit(
            lambda database: database.execute_sql("INSERT INTO search (search) VALUES ('delete-all')")
        ).result(timeout=20)
        assert self.library.upkeep.mend_search() is bool(self.articles)

    @invariant()
    def queries_find_what_the_oracle_finds(self) -> None:
        articles = list(self.articles.values())
        turn = next(self.turn)
        for text in QUERIES[turn % 5 :: 5]:
            query = parse_query(text)
            wanted = expected(articles, query)
            assert {found.row.id for found in self.library.find(query, limit=200).found} == wanted, text
            assert self.library.count(query) == len(wanted), text
            by_title = self.library.find(query, Order(By.TITLE, descending=False), limit=200).found
            assert {found.row.id for found in by_title} == wanted, text


def test_finding_agrees_with_the_records_after_any_edits() -> None:
    run_state_machine_as_test(FindingAgainstTheRecords, settings=settings(max_examples=12, stateful_step_count=15, deadline=None))


def test_an_index_that_drifted_by_one_word_is_noticed(library: Library) -> None:
    article = kept(library)
    assert not library.upkeep.mend_search()
    assert library._writer is not None
    drift = "INSERT INTO search (search, rowid, words) SELECT 'delete', id, 'dancer' FROM search_text"
    library._writer.submit(lambda database: database.execute_sql(drift)).result(timeout=20)
    assert library.upkeep.mend_search()
    assert found_in(library, "dancer") == [article.review.id]


def test_windows_of_every_order_join_without_a_seam(library: Library) -> None:
    for number in range(9):
        article = an_article(f"Film {number % 4}", body="word " * (number % 3))
        review = replace(article.review, rating=_RATINGS[number % 5], published_on=["", "2024-01-02"][number % 2])
        keep(library, *replace(article, review=review).records())
    for by in set(By) - {By.BEST}:
        for descending in (True, False):
            order = Order(by, descending)
            whole = [found.row.id for found in library.find(Query(), order, 50).found]
            pages = [found.row.id for start in range(0, 9, 2) for found in library.find(Query(), order, 2, start).found]
            assert len(set(whole)) == 9
            assert pages == whole, order


def test_a_word_of_most_of_the_archive_shows_the_last_added_first_and_says_so(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "RANKED_AT_MOST", 3)
    monkeypatch.setattr(finding, "_SAMPLE", 4)
    added = [kept(library, f"Film {number}", body="dancer" if number < 5 else "sword").review.id for number in range(7)]
    page = library.find(parse_query("dancer "))
    assert (page.order, [found.row.id for found in page.found]) == (Order(By.ADDED), added[4::-1])
    assert library.find(parse_query("sword ")).order == Order(By.BEST)
    assert library.find(parse_query("status:draft")).order == Order(By.MODIFIED)


def test_common_words_that_are_only_begun_are_shown_and_placed_in_one_order(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "RANKED_AT_MOST", 3)
    monkeypatch.setattr(finding, "_PROBE", 4)
    added = [
        kept(library, f"Film {number}", body="dancer " * (number + 1) if number < 6 else "sword").review.id for number in range(8)
    ]
    for typed, order in (("danc", Order(By.ADDED)), ("swor", Order(By.BEST)), ("status:draft danc", Order(By.ADDED))):
        query = parse_query(typed)
        whole = library.find(query)
        assert whole.order == order, typed
        pages = [each.row.id for start in range(0, 8, 2) for each in library.find(query, limit=2, offset=start).found]
        assert pages == [each.row.id for each in whole.found] == library.ids(query, Order(By.BEST), 50), typed
    assert [each.row.id for each in library.find(parse_query("danc")).found] == added[5::-1]


def test_groups_count_what_their_queries_find(library: Library) -> None:
    for number in range(6):
        article = an_article(f"Film {number}", "Lee Chung-hyun" if number % 2 else "Agnès Varda", outlet=Outlet("2" * 32, "Post"))
        tags = ("noir", "film noir")[: number % 3]
        trashed = _TRASHED if number == 5 else None
        review = replace(article.review, tags=tags, rating=_RATINGS[number % 5], trashed_at=trashed)
        known = [record for record in replace(article, review=review).records() if number == 0 or not isinstance(record, Outlet)]
        keep(library, *known)
    for facet in Facet:
        groups = library.facet(facet)
        assert sum(group.count for group in groups), facet
        for group in groups:
            assert library.count(group.query) == group.count, group
            assert parse_query(str(group.query)) == group.query
    assert [(group.label, group.count) for group in library.facet(Facet.TAGS)] == [("noir", 3), ("film noir", 1)]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("kim ji-hoom", "Kim Ji-hoon"),
        ("ballernia", "Ballerina"),
        ("actor:varfa", "actor:varda"),
        ("xim", "Kim Ji-hoon"),
        ("ballerina", None),
        ("dancer", None),
        ("zzzzzzzzz", None),
    ],
)
def test_what_may_be_meant(library: Library, typed: str, label: str | None) -> None:
    kept(library, "Ballerina", "Kim Ji-hoon", "Agnès Varda")
    for number in range(3):
        kept(library, f"Other {number}", body="dancers dancer")
    meant = library.suggestion(parse_query(typed))
    assert (meant.label if meant else None) == label
    if meant:
        assert library.count(meant.query) == 1
