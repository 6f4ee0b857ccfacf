"""The sentence made from the facts: whole, with every piece missing, and in four languages."""

from __future__ import annotations

from itertools import product

import pytest

from desktop.core.phrases import phrases

DIRECTOR = ("Lee Chung-hyun",)
BILLED = ("Jun Jong-seo", "Kim Ji-hun", "Park Yu-rim")


def test_the_sentence_of_the_house() -> None:
    assert phrases("en").facts_sentence("Ballerina", ("KR",), ("action", "thriller"), "film", DIRECTOR, BILLED) == (
        "Ballerina is a South Korean action thriller film directed by Lee Chung-hyun, "
        "starring Jun Jong-seo, Kim Ji-hun, and Park Yu-rim."
    )


def test_the_sentence_in_spanish_agrees_with_its_noun() -> None:
    said = phrases("es")
    film = (
        "Ballerina es una película surcoreana de acción y thriller dirigida por Lee Chung-hyun, "
        "protagonizada por Jun Jong-seo, Kim Ji-hun y Park Yu-rim."
    )
    assert said.facts_sentence("Ballerina", ("KR",), ("action", "thriller"), "film", DIRECTOR, BILLED) == film
    assert said.facts_sentence("Ballerina", ("surcoreana",), ("acción", "thriller"), "film", DIRECTOR, BILLED) == film
    assert said.facts_sentence("Sol", ("GH", "DE"), ("romance", "war"), "short", ("Ana",), ("Eva", "Inés")) == (
        "Sol es un cortometraje romántico bélico ghanés-alemán dirigido por Ana, protagonizado por Eva e Inés."
    )
    assert said.facts_sentence("Sol", ("GH", "DE")) == "Sol es una película ghanés-alemana."
    assert said.facts_sentence("Sol", (), ("documentary",), "film", ("Ana",), ("Eva",)) == (
        "Sol es una película documental dirigida por Ana, con la participación de Eva."
    )


def test_german_and_french_say_what_they_have_words_for() -> None:
    facts = ("Ballerina", ("KR",), ("action",), "film", DIRECTOR, BILLED)
    assert phrases("de").facts_sentence(*facts) == (
        "Ballerina ist ein Film von Lee Chung-hyun mit Jun Jong-seo, Kim Ji-hun und Park Yu-rim."
    )
    assert phrases("fr").facts_sentence(*facts) == (
        "Ballerina est un film réalisé par Lee Chung-hyun, avec Jun Jong-seo, Kim Ji-hun et Park Yu-rim."
    )
    assert phrases("fr").facts_sentence("Solo", (), (), "tv_series", (), ("Léa",)) == "Solo est une série avec Léa."
    assert phrases("de").facts_sentence("Solo", ("KR",), ("action",)) == ""


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, ""),
        ({"kind": "short"}, ""),
        ({"directors": ("",), "top_billed": ("",)}, ""),
        ({"nationalities": ("FR",)}, "Sun is a French film."),
        ({"nationalities": ("US",)}, "Sun is an American film."),
        ({"nationalities": ("South Korean",)}, "Sun is a South Korean film."),
        ({"nationalities": ("GH", "DE")}, "Sun is a Ghanaian-German film."),
        ({"genres": ("horror",)}, "Sun is a horror film."),
        ({"genres": ("animation", "comedy")}, "Sun is an animated comedy film."),
        ({"genres": ("film noir",)}, "Sun is a film noir."),
        ({"genres": ("road movie",), "directors": ("Ann",)}, "Sun is a road movie directed by Ann."),
        ({"genres": ("slow cinema",)}, "Sun is a slow cinema film."),
        ({"directors": ("Ann", "Bo")}, "Sun is a film directed by Ann and Bo."),
        ({"top_billed": ("Cy",)}, "Sun is a film starring Cy."),
        ({"top_billed": ("Robert Downey Jr.",)}, "Sun is a film starring Robert Downey Jr."),
        (
            {"genres": ("documentary",), "directors": ("Ann",), "top_billed": ("Cy",)},
            "Sun is a documentary film directed by Ann, featuring Cy.",
        ),
        ({"kind": "short", "directors": ("Ann",)}, "Sun is a short film directed by Ann."),
        ({"kind": "tv_series", "genres": ("action",)}, "Sun is an action series."),
        ({"kind": "book", "directors": ("Ann",), "top_billed": ("Cy",)}, "Sun is a book written by Ann."),
        ({"kind": "book", "top_billed": ("Cy",)}, ""),
        ({"kind": "other", "directors": ("Ann",)}, "Sun is a work directed by Ann."),
    ],
)
def test_any_piece_may_be_missing(facts: dict[str, str | tuple[str, ...]], sentence: str) -> None:
    assert phrases("en").facts_sentence("Sun", **facts) == sentence  # type: ignore[arg-type]


@pytest.mark.parametrize("tag", ["en", "en-GB", "es", "es-MX", "de", "fr"])
def test_every_combination_is_one_tidy_sentence(tag: str) -> None:
    kinds = ("film", "short", "tv_series", "tv_season", "tv_episode", "book", "stage", "other")
    choices = product(((), ("IR",), ("GH", "DE")), ((), ("drama",), ("war", "x")), kinds, ((), ("Ann",)), ((), ("Bo", "Cy")))
    for facts in choices:
        sentence = phrases(tag).facts_sentence("Sun", *facts)
        if sentence:
            assert sentence.startswith("Sun ")
            assert sentence.endswith(".")
            assert "  " not in sentence
            assert " ," not in sentence
            assert ".." not in sentence
        assert phrases(tag).facts_sentence("", *facts) == ""
