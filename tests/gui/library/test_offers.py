"""What the end of a typed query may mean, asked of a real library."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.finding import parse_query
from desktop.core.person import Alias, Person
from desktop.core.saving import Batch, Change
from desktop.gui.library.chip_words import term_words
from desktop.gui.library.offers import MOST, offers_of
from desktop.services.archive import Archive
from tests.gui.library.conftest import Keep
from tests.storage.builders import an_id


@pytest.fixture
def filled(archive: Archive, keep: Keep) -> Archive:
    """A library with a person of two spellings, tags, a review in Spanish, and somebody without a review."""
    article = keep("Ballerina", "Lee Chung-hyun", "Kim Ji-hun")
    kim = replace(article.people[-1], name="Kim Ji-hun", aliases=(Alias("Kim Ji-hoon"),))
    review = replace(article.review, tags=("revenge", "South Korea"), language="es")
    changed = (kim, review, replace(article.work, countries=("KR",)))
    save = [Change(record, archive.library.load_record(type(record), record.id)[1]) for record in changed]
    save.append(Change(Person(an_id("3"), "Nobody Kim"), 0))
    archive.library.save(Batch(tuple(save))).result(timeout=20)
    return archive


def test_directors_are_offered_behind_actors_who_were_used_last(filled: Archive, keep: Keep) -> None:
    keep("Oldest", "Pak Director")
    for number in range(5):
        keep(f"Film {number}", "Somebody", f"Pak Actor {number}")
    assert [str(offer.term) for offer in offers_of(filled, "director:pak", 2026)] == ['director:"Pak Director"']
    assert len(offers_of(filled, "pak", 2026)) == 3


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("kim ji", [('person:"Kim Ji-hun"', 0)]),
        ("kim jihoon", [('person:"Kim Ji-hun"', 0)]),
        ("a lamp kim ji", [('person:"Kim Ji-hun"', 7)]),
        ("actor:kim", [('actor:"Kim Ji-hun"', 0)]),
        ("director:kim", []),
        ("director:lee", [('director:"Lee Chung-hyun"', 0)]),
        ("lamp -actor:lee", []),
        ("nobody", []),
        ('lamp -actor:"Kim J', [('-actor:"Kim Ji-hun"', 5)]),
        ("k", []),
        ("4", [("rating:>=4", 0), ("rating:4", 0)]),
        ("lamp 3,5", [("rating:>=3.5", 5), ("rating:3.5", 5)]),
        ("★★★½", [("rating:>=3.5", 0), ("rating:3.5", 0)]),
        ("b+", [("rating:>=B+", 0), ("rating:B+", 0)]),
        ("9", []),
        ("rat", [("rating:>=4", 0), ("rating:>=3", 0), ("missing:rating", 0)]),
        ("the", []),
        ("without a", [("is:unrated", 0)]),
        ("trash", [("is:trashed", 0)]),
        ("embargo", [("is:embargoed", 0)]),
        ("overd", [("due:overdue", 0)]),
        ("lamp due to", [("due:today", 5)]),
        ("due:we", [("due:week", 0)]),
        ("due:", [("due:overdue", 0), ("due:today", 0), ("due:week", 0)]),
        ("due:2026-12", [("due:2026-12", 0)]),
        ("rating 2", [("rating:>=2", 0), ("rating:2", 0)]),
        ("rating:>=4", [("rating:>=4", 0)]),
        ("rating:", [("rating:>=4", 0), ("rating:>=3", 0)]),
        ("rating:>=4 status:dr", [("status:draft", 11)]),
        ("rating:>=4 -actor:kim ji", [('-actor:"Kim Ji-hun"', 11)]),
        ("rating:>=4 kim ji", [('person:"Kim Ji-hun"', 11)]),
        ("2019", [("year:2019", 0), ("seen:2019", 0), ("published:2019", 0)]),
        ("1990s", [("year:1990s", 0)]),
        ("2019-2023", [("year:2019..2023", 0), ("seen:2019..2023", 0), ("published:2019..2023", 0)]),
        ("seen", [("seen:2026", 0), ("seen:2025", 0)]),
        ("lamp seen 2023", [("seen:2023", 5), ("seen:>=2023", 5), ("year:2023", 10), ("published:2023", 10)]),
        ("draf", [("status:draft", 0)]),
        ("-draf", [("-status:draft", 0)]),
        ("evening p", [('outlet:"Evening Post"', 0)]),
        ("reve", [('tag:"revenge"', 0)]),
        ("span", [("lang:es", 0)]),
        ("fren", []),
        ("alt", [("missing:alt", 0)]),
        ("missing alt", [("missing:alt", 0)]),
        ("missing:b", [("missing:bio", 0), ("missing:byline", 0)]),
        ("south kor", [('tag:"South Korea"', 0), ("country:KR", 0)]),
        ("scale:le", [("scale:letters", 0)]),
        ("letters", []),
        ("st", [("missing:standfirst", 0)]),
        ("lamp sta", [("status:", 5), ("missing:standfirst", 5)]),
        ("status", [(f"status:{name}", 0) for name in ("idea", "draft", "ready", "filed", "published", "spiked")]),
        ("-act", [("-actor:", 0)]),
        ("dir", [("director:", 0), ("missing:director", 0)]),
        ("tag", [("tag:", 0), ("missing:tags", 0), ('tag:"South Korea"', 0), ('tag:"revenge"', 0)]),
        ("cou", [("country:", 0)]),
        ("is:", [("is:trashed", 0), ("is:rated", 0), ("is:unrated", 0), ("is:embargoed", 0)]),
        ("xqzv", []),
        ("", []),
    ],
)
def test_what_is_typed_is_offered_as_terms(filled: Archive, typed: str, offered: list[tuple[str, int]]) -> None:
    assert [(str(each.term), each.start) for each in offers_of(filled, typed, 2026)] == offered


def test_never_more_is_offered_than_leaves_the_list_in_sight(filled: Archive) -> None:
    assert len(offers_of(filled, "missing", 2026)) == MOST


def test_the_spelling_that_was_typed_is_said_behind_the_person(filled: Archive) -> None:
    assert [offer.detail for offer in offers_of(filled, "kim jihoon", 2026)] == ["also Kim Ji-hoon"]
    assert [offer.detail for offer in offers_of(filled, "kim ji-hun", 2026)] == ["Ballerina (2023)"]


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ('person:"Kim Ji-hun"', "person: Kim Ji-hun"),
        ("actor:kim", "actor: kim…"),
        ("-tag:noir", "not tag: noir…"),
        ("rating:>=3.5", "rating at least 3½"),
        ("rating:<8/10", "rating below 8/10"),
        ("rating:3..4", "rating 3 to 4"),
        ("status:draft", "status: Draft"),
        ("missing:alt", "missing alt text"),
        ("missing:b", "missing bio or byline"),
        ("is:unrated", "without a rating"),
        ("lang:es-MX", "language: Mexican Spanish"),
        ("country:kr", "country: South Korea"),
        ("kind:essay", "kind: Essay"),
        ("kind:film", "kind: Film"),
        ("year:2019..2023", "film of 2019 to 2023"),
        ("year:>2019", "film after 2019"),
        ("seen:2023", "seen 2023"),
        ("seen:2023..", "seen 2023 or later"),
        ("published:<=2023-10", "published 2023-10 or earlier"),
        ("changed:<2023", "changed before 2023"),
        ("due:week", "due this week"),
        ("due:<=2026-12-01", "due 2026-12-01 or earlier"),
        ("is:embargoed", "under embargo"),
        ("scale:letters", "Letters A+ to F"),
        ("words:>=300", "at least 300 words"),
    ],
)
def test_a_term_is_said_in_words(term: str, words: str) -> None:
    (piece,) = parse_query(term).terms
    assert term_words(piece) == words
