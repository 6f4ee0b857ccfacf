"""Titles that begin with letters: found where a walk through the list would find them, in every order, by few lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.finding import By, Order, parse_query
from desktop.core.rating import Rating
from desktop.storage.library import Library
from desktop.storage.rows import sort_title
from tests.storage.builders import an_article, keep

TITLES = ("The Lamplighter", "Étoiles", "A Lamp", "Lamp", "La Mer", "Beef", "Étage", "Über", "lamp", "An Étude", "")
TYPED = ("l", "lam", "LAMP", "the la", "et", "é", "u", "be", "zz", "", "-", "la m")


@pytest.fixture
def filled(library: Library) -> Library:
    """A library of titles with articles and accents, some without year and rating, one in the trash."""
    for number, title in enumerate(TITLES):
        article = an_article(title, body="dancer " * (1 + number % 3))
        rating = Rating("stars5", str(1 + number % 3)) if number % 2 else None
        trashed = "2026-01-01T00:00:00Z" if number == 3 else None
        review = replace(article.review, rating=rating, headline="Etwas" if not title else "", trashed_at=trashed)
        work = replace(article.work, year=2000 + number % 3 if number % 4 else None)
        keep(library, *replace(article, review=review, work=work).records())
    return library


def walked(library: Library, typed: str, order: Order, begun: str, current: str, *, onward: bool) -> tuple[int, str] | None:
    """Return what a walk through the whole list finds."""
    rows = [found.row for found in library.find(parse_query(typed), order, 100).found]
    fits = [at for at, row in enumerate(rows) if sort_title(begun) and row.sort_title.startswith(sort_title(begun))]
    ids = [row.id for row in rows]
    start = ids.index(current) if current in ids else 0
    if onward:
        start += current in ids
    elif order.by is By.TITLE:
        start = 0
    at = next((at for at in fits if at >= start), fits[0] if fits else None)
    return (at, ids[at]) if at is not None else None


@pytest.mark.parametrize("typed", ["", "is:trashed", "rating:>=1", "dancer", "dancer -status:published"])
def test_the_next_title_is_found_as_by_a_walk_through_the_list(filled: Library, typed: str) -> None:
    for by in By:
        for descending in (True, False) if by is not By.BEST else (True,):
            order = Order(by, descending)
            ids = [*filled.ids(parse_query(typed), order, 100), "", "0" * 32]
            for begun in TYPED:
                for current in ids[::3]:
                    for onward in (False, True):
                        found = filled.next_title(parse_query(typed), order, begun, current, onward=onward)
                        wanted = walked(filled, typed, order, begun, current, onward=onward)
                        assert found == wanted, (order, begun, current, onward)


def test_accents_and_articles_are_as_sorted(filled: Library) -> None:
    order = Order(By.TITLE, descending=False)
    rows = [found.row.title for found in filled.find(parse_query(""), order, 100).found]
    for begun, title in {
        "etoi": "Étoiles",
        "ÉTU": "An Étude",
        "the lampl": "The Lamplighter",
        "lampl": "The Lamplighter",
    }.items():
        found = filled.next_title(parse_query(""), order, begun, "")
        assert found is not None
        assert rows[found[0]] == title
