"""What a review prints: headlines with missing facts, names frozen by publishing, and nothing for empty data."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from desktop.core.article import Article
from desktop.core.dates import parse_iso
from desktop.core.edits import add_credit, set_card, set_credit, with_bio
from desktop.core.outlet import standard_outlets
from desktop.core.person import Person
from desktop.core.printing import (
    bio_of,
    cards_of,
    expand,
    facts_of,
    frozen_credits,
    headline_of,
    is_printed,
    name_of,
    printed_parts,
    slug_of,
    word_count,
)
from desktop.core.review import BioUse, Card, Opening, Part, PartKind, PartRole, Printed, Status
from desktop.core.starting import new_article
from desktop.core.work import Job, ReleaseDate, WatchPlace, Work
from tests.strategies import articles

MAGAZINE = standard_outlets()[1]


def article_of(**facts: object) -> Article:
    work = replace(Work("0" * 32), **facts)  # type: ignore[arg-type]
    return new_article(MAGAZINE, work, created="2026-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("facts", "tagline", "headline"),
    [
        ({}, "", ""),
        ({"title": "Nine Rooms"}, "", "“Nine Rooms”"),
        ({"title": "Nine Rooms"}, "A small film", "“Nine Rooms”. Review: A small film"),
        ({"title": "Nine Rooms", "year": 1984}, "", "“Nine Rooms” (1984)"),
        (
            {"title": "Nine Rooms: Two | Three", "year": 1984, "watch": (WatchPlace("Lantern"),)},
            "A small film: and good",
            "“Nine Rooms: Two | Three” (1984) | Movie on Lantern. Review: A small film: and good",
        ),
    ],
)
def test_a_headline_leaves_out_what_a_missing_fact_would_leave_empty(
    facts: dict[str, object], tagline: str, headline: str
) -> None:
    article = article_of(**facts)
    article = article.with_record(replace(article.review, tagline=tagline))
    assert expand(article.review.headline, article) == headline


def test_the_title_stands_in_for_a_headline_that_is_not_there() -> None:
    article = article_of(title="1917", year=2019)
    assert headline_of(article.with_record(replace(article.review, headline=""))) == "1917 (2019)"


def test_a_slug_is_never_empty() -> None:
    assert slug_of(article_of(title="Nine Rooms", year=1984)) == "nine-rooms-1984-review"
    assert slug_of(article_of(title="발레리나")).endswith("-review")
    assert slug_of(article_of(title="발레리나")) != "-review"


def credited() -> tuple[Article, str]:
    article, credit = add_credit(article_of(title="Nine Rooms"), Person("p" * 32, "Ama Darko"))
    return article, credit.id


def test_a_credit_prints_as_credited_else_in_the_house_spelling() -> None:
    article, credit_id = credited()
    credit = article.work.credits[0]
    assert name_of(article, credit) == "Ama Darko"
    article = set_credit(article, replace(credit, credited_as="A. Darko"))
    assert name_of(article, article.work.credits[0]) == "A. Darko"
    assert [card.credit.id for card in cards_of(article, PartKind.CAST)] == [credit_id]


def test_published_names_and_bios_stay_as_they_were_printed() -> None:
    article, _ = credited()
    person = with_bio(article.people[0], "en", "An actor.")
    article = article.with_record(person)
    printed = Printed("2026-01-01T00:00:00Z", "Headline", frozen_credits(article))
    article = article.with_record(replace(article.review, status=Status.PUBLISHED, printed=printed))
    article = article.with_record(with_bio(replace(person, name="Ama Darkoh"), "en", "Another bio."))
    credit = article.work.credits[0]
    assert (name_of(article, credit), bio_of(article, credit)) == ("Ama Darko", "An actor.")
    article = article.with_record(replace(article.review, status=Status.DRAFT))
    assert (name_of(article, credit), bio_of(article, credit)) == ("Ama Darkoh", "Another bio.")


@pytest.mark.parametrize(("use", "bio"), [(BioUse.SHARED, "Shared."), (BioUse.OWN, "Own."), (BioUse.NONE, "")])
def test_a_card_prints_the_bio_it_was_told_to(use: BioUse, bio: str) -> None:
    article, credit_id = credited()
    article = article.with_record(with_bio(article.people[0], "en-GB", "Shared."))
    article = set_card(article, Card(credit_id, bio=use, own_bio="Own."))
    assert bio_of(article, article.work.credits[0]) == bio


def test_a_bio_in_another_language_never_stands_in() -> None:
    article, _ = credited()
    article = article.with_record(with_bio(article.people[0], "ko", "배우."))
    assert bio_of(article, article.work.credits[0]) == ""


def test_empty_data_prints_nothing_not_even_a_heading() -> None:
    article = article_of()
    assert printed_parts(article) == ()
    assert facts_of(article) == ()
    for kind in PartKind:
        assert not is_printed(article, Part("p", kind, heading="Heading"))


def test_hidden_parts_and_cards_do_not_print() -> None:
    article, credit_id = credited()
    part = Part("p", body="Words.")
    assert is_printed(article, part)
    assert not is_printed(article, replace(part, hidden=True))
    assert cards_of(set_card(article, Card(credit_id, printed=False)), PartKind.CAST) == ()


def test_words_are_those_of_texts_and_their_openings_only() -> None:
    article, _ = add_credit(article_of(title="Nine Rooms", countries=("GH",)), Person("p" * 32, "Lene Voss"), Job.DIRECTOR)
    parts = (
        Part(
            "a",
            role=PartRole.INTRO,
            heading="Not counted",
            body="Three words here.",
            opening=Opening.OWN,
            opening_text="Two more.",
        ),
        Part("b", PartKind.PULL_QUOTE, body="Not counted either."),
        Part("c", body="Hidden words.", hidden=True),
    )
    assert word_count(article.with_record(replace(article.review, parts=parts))) == 5


def test_release_dates_without_a_date_print_nothing() -> None:
    article = article_of(release_dates=(ReleaseDate(None, "DE"),))
    assert not is_printed(article, Part("p", PartKind.RELEASE))
    assert is_printed(article_of(release_dates=(ReleaseDate(parse_iso("1987")),)), Part("p", PartKind.RELEASE))


@hypothesis_settings(max_examples=40)
@given(articles())
def test_every_article_has_a_headline_line_a_slug_and_a_word_count(article: Article) -> None:
    assert "\n" not in headline_of(article)
    assert slug_of(article)
    assert word_count(article) >= 0
    assert all(is_printed(article, part) for part in printed_parts(article))
