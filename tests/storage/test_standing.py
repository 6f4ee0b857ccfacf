"""Where reviews stand in an order is where the pages of that order show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.finding import By, Order, parse_query
from desktop.core.review import Status
from desktop.core.work import Job
from desktop.storage.library import Library
from tests.storage.builders import keep, kept

ORDERS = [Order(by, descending) for by in By for descending in (True, False)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of thirty reviews: some published, some in the trash, most alike."""
    with Library.open(Path(tmp_path_factory.mktemp("standing")) / "Library") as opened:
        for number in range(30):
            article = kept(opened, f"Film {number % 7}", "Ama Darko", body="A dancer dances. " * (number % 4 + 1))
            status = Status.PUBLISHED if number % 3 else Status.DRAFT
            trashed = "2026-03-01T00:00:00Z" if number % 10 == 9 else None
            keep(opened, replace(article.review, status=status, trashed_at=trashed), base=1)
        yield opened


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{order.by.value}-{order.descending}")
@pytest.mark.parametrize("text", ["", "dancer", "danc", "film status:published", "is:trashed", "-dancer"])
def test_places_and_ids_are_those_of_the_pages(library: Library, text: str, order: Order) -> None:
    query = parse_query(text)
    shown = [found.row.id for found in library.find(query, order, 100).found]
    assert library.ids(query, order, 100) == shown
    assert library.ids(query, order, 3, 2) == shown[2:5]
    assert library.places(query, order, [*shown, "0" * 32]) == {review_id: place for place, review_id in enumerate(shown)}


def test_rows_are_those_of_the_ids_in_the_trash_too(library: Library) -> None:
    gone = library.reviews(trashed=True)[0]
    there = library.reviews()[0]
    assert {row.id for row in library.rows([gone.id, there.id, "0" * 32])} == {gone.id, there.id}
    assert library.rows([]) == []


def test_directors_and_bylines_are_in_order_and_follow_a_sort_name(root: Path) -> None:
    with Library.open(root) as library:
        people = {}
        for title, name, byline in (("A", "Zoe Adler", "bo"), ("B", "Ana Zimmer", "Ál"), ("C", "", "")):
            article = kept(library, title, *([name] if name else []))
            work = replace(article.work, credits=tuple(replace(each, job=Job.DIRECTOR) for each in article.work.credits))
            keep(library, work, replace(article.review, byline=byline), base=1)
            people.update({person.name: person for person in article.people})

        def titles(by: By) -> str:
            return "".join(found.row.title for found in library.find(parse_query(""), Order(by, descending=False)).found)

        assert (titles(By.DIRECTOR), titles(By.BYLINE)) == ("CAB", "CBA")
        keep(library, replace(people["Ana Zimmer"], sort_name="Aaa"), base=1)
        assert titles(By.DIRECTOR) == "CBA"
