"""Tags in several spellings: one tag wherever tags are listed, counted and offered, and in each review as it was typed."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from desktop.core.finding import parse_query
from desktop.storage import tags
from desktop.storage.choosing import shares
from desktop.storage.facets import Facet
from desktop.storage.library import Library
from tests.storage.builders import an_article, keep

NFD = unicodedata.normalize("NFD", "Café")


def tagged(library: Library, *each: str, trashed: bool = False) -> str:
    """Store a review with these tags, and return its id."""
    article = an_article("Film")
    review = replace(article.review, tags=each, trashed_at="2026-01-01T00:00:00Z" if trashed else None)
    keep(library, *replace(article, review=review).records())
    return review.id


def test_spellings_of_a_tag_are_one_tag_called_as_the_first(library: Library) -> None:
    ids = [tagged(library, "Film Noir", "drama"), tagged(library, "film noir"), tagged(library, "Café", "FILM-NOIR", "film noir")]
    tagged(library, "film noir", trashed=True)
    tagged(library, NFD)
    counts = [(tally.label, tally.count) for tally in library.facet(Facet.TAGS)]
    assert counts == [("Film Noir", 3), ("Café", 2), ("drama", 1)]
    for tally in library.facet(Facet.TAGS):
        assert library.count(tally.query) == tally.count
    assert library.tags() == ["Café", "Film Noir", "drama"]
    assert library.used_values("tags") == ("Film Noir", "Café", "drama")
    common = library.ask(lambda database: shares(database, ids, None))
    assert dict(common.tags) == {"Film Noir": 3, "drama": 1, "Café": 1}
    assert {found.row.id for found in library.find(parse_query("tag:noir")).found} == set(ids)
    assert library.load(ids[2]).article.review.tags == ("Café", "FILM-NOIR", "film noir"), "nothing that was typed is lost"


@pytest.mark.parametrize("often", [1, 8])
def test_the_first_spelling_is_found_whether_a_tag_is_rare_or_common(library: Library, often: int) -> None:
    tagged(library, "other")
    for spelling in ("Noir", *["NOIR"] * often, *["noir"] * often):
        tagged(library, spelling)
    named = library.ask(lambda database: tags.first_spellings(database, ["NOIR", "Noir", "noir", "other"]))
    assert named == {"NOIR": "Noir", "Noir": "Noir", "noir": "Noir", "other": "other"}
