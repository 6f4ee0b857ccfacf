"""The JSON-LD of a page, as search engines ask for it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from desktop.core.article import Article
from desktop.core.rating import NO_RATING, Rating
from desktop.core.review import Printed, Status
from desktop.core.work import Identifiers, WorkKind
from desktop.rendering.page import render_page
from tests.example import example_article
from tests.rendering.reading import soup_of


def data_of(article: Article) -> dict[str, Any]:
    script = soup_of(render_page(article).html()).find("script", type="application/ld+json")
    assert script is not None
    data: dict[str, Any] = json.loads(script.get_text())
    return data


def changed(**review: Any) -> Article:
    article = example_article()
    return article.with_record(replace(article.review, **review))


def changed_work(**work: Any) -> Article:
    article = example_article()
    return article.with_record(replace(article.work, **work))


def test_the_review_and_what_it_reviews() -> None:
    data = data_of(example_article())
    assert data["@type"] == "Review"
    assert data["author"] == {"@type": "Person", "name": "the editor"}
    assert data["publisher"] == {"@type": "Organization", "name": "The Harbour Quarterly"}
    assert data["datePublished"] == "2023-10-06"
    assert data["reviewRating"] == {"@type": "Rating", "ratingValue": 3.5, "bestRating": 5, "worstRating": 0.5}
    film = data["itemReviewed"]
    assert (film["@type"], film["name"], film["alternateName"]) == ("Movie", "The Lamplighter", "Der Laternenanzünder")
    assert (film["dateCreated"], film["duration"]) == ("1987-04-09", "PT97M")
    assert film["director"] == [{"@type": "Person", "name": "Lene Voss"}]
    assert film["actor"][0] == {"@type": "Person", "name": "Ama Darko"}
    assert not {"reviewBody", "dateModified", "image"} & set(data)


@pytest.mark.parametrize("rating", [None, NO_RATING])
def test_no_rating_is_said_where_there_is_none(rating: Rating | None) -> None:
    assert "reviewRating" not in data_of(changed(rating=rating))


def test_a_rating_of_nought_is_a_rating() -> None:
    rating = data_of(changed(rating=Rating("points10", "0")))["reviewRating"]
    assert rating == {"@type": "Rating", "ratingValue": 0, "bestRating": 10, "worstRating": 0}
    letters = data_of(changed(rating=Rating("letters", "B+")))["reviewRating"]
    assert letters == {"@type": "Rating", "ratingValue": "B+", "bestRating": "A+", "worstRating": "F"}


def test_the_date_of_change_comes_from_publishing_alone() -> None:
    printed = Printed("2023-10-07T08:00:00Z", "Headline")
    assert "dateModified" not in data_of(changed(printed=printed))
    assert data_of(changed(printed=printed, status=Status.PUBLISHED))["dateModified"] == "2023-10-07T08:00:00Z"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(WorkKind.TV_SEASON, "TVSeason"), (WorkKind.BOOK, "Book"), (WorkKind.STAGE, "CreativeWork"), (WorkKind.SHORT, "Movie")],
)
def test_each_kind_of_work_has_its_type(kind: WorkKind, expected: str) -> None:
    assert data_of(changed_work(kind=kind))["itemReviewed"]["@type"] == expected


def test_addresses_elsewhere_are_public_ones() -> None:
    identifiers = Identifiers(imdb="tt1234567", wikidata="Q1", official="file:///secret")
    found = data_of(changed_work(identifiers=identifiers))["itemReviewed"]["sameAs"]
    assert found == ["https://www.imdb.com/title/tt1234567/", "https://www.wikidata.org/wiki/Q1"]


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!--<script>", 'a"b\\c', "a\u2028b", "1917", "2:22"])
def test_no_title_ends_the_script(title: str) -> None:
    html = render_page(changed_work(title=title)).html()
    scripts = soup_of(html).find_all("script")
    assert len(scripts) == 1
    assert json.loads(scripts[0].get_text())["itemReviewed"]["name"] == title
    assert "<" not in scripts[0].get_text()


def test_a_draft_without_a_title_says_nothing() -> None:
    assert "ld+json" not in render_page(changed_work(title=" ")).html()
