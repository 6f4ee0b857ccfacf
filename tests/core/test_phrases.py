"""The words of the printed article: dates, lists, quotation marks, headings, ratings and small labels."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from string import Formatter

import pytest

from desktop.core.phrases import PHRASE_LANGUAGES, Phrases, phrases

ALL = [phrases(tag) for tag in (*PHRASE_LANGUAGES, "en-GB", "es-MX")]
WITHOUT_HEADING = ["intro", "gallery", "pull_quote", "custom", "no such part"]


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("en-PH", "en"),
        ("EN_gb", "en-GB"),
        ("en-AU", "en-GB"),
        ("en-Latn-IE", "en-GB"),
        ("es", "es"),
        ("es-ES", "es"),
        ("es-AR", "es-419"),
        ("de-AT", "de"),
        ("fr-CA", "fr"),
        ("ko", "en"),
        ("ko-GB", "en"),
        ("", "en"),
        ("nonsense tag", "en"),
    ],
)
def test_a_tag_chooses_its_region_then_its_language_then_english(tag: str, language: str) -> None:
    assert phrases(tag).language == language


@pytest.mark.parametrize(
    ("tag", "day", "month", "weekday"),
    [
        ("en", "October 6, 2023", "October 2023", "Friday, October 6, 2023"),
        ("en-GB", "6 October 2023", "October 2023", "Friday 6 October 2023"),
        ("es", "6 de octubre de 2023", "octubre de 2023", "viernes, 6 de octubre de 2023"),
        ("de", "6. Oktober 2023", "Oktober 2023", "Freitag, 6. Oktober 2023"),
        ("fr", "6 octobre 2023", "octobre 2023", "vendredi 6 octobre 2023"),
        ("ja", "October 6, 2023", "October 2023", "Friday, October 6, 2023"),
    ],
)
def test_dates_whole_and_partial(tag: str, day: str, month: str, weekday: str) -> None:
    said = phrases(tag)
    assert said.date(2023, 10, 6) == day
    assert said.date(2023, 10) == said.date(2023, 10, 0) == said.date_with_weekday(2023, 10) == month
    assert said.date(2023) == said.date(2023, 0, 0) == said.date_with_weekday(2023) == "2023"
    assert said.date_with_weekday(2023, 10, 6) == weekday


def test_the_first_of_a_month() -> None:
    assert [phrases(tag).date(1958, 5, 1) for tag in ("en", "es", "de", "fr")] == [
        "May 1, 1958",
        "1 de mayo de 1958",
        "1. Mai 1958",
        "1er mai 1958",
    ]


@pytest.mark.parametrize(
    ("tag", "names", "joined"),
    [
        ("en", [], ""),
        ("en", ["", "A"], "A"),
        ("en", ["A", "B"], "A and B"),
        ("en", ["Jun", "Kim", "Park"], "Jun, Kim, and Park"),
        ("en-GB", ["Jun", "Kim", "Park"], "Jun, Kim and Park"),
        ("es", ["Jun", "Kim", "Park"], "Jun, Kim y Park"),
        ("es", ["Ana", "Ignacio"], "Ana e Ignacio"),
        ("es", ["Ana", "Íñigo"], "Ana e Íñigo"),
        ("es", ["agua", "hielo"], "agua y hielo"),
        ("es", ["Ana", "Yolanda"], "Ana y Yolanda"),
        ("de", ["A", "B", "C"], "A, B und C"),
        ("fr", ["A", "B", "C"], "A, B et C"),
    ],
)
def test_lists_of_names(tag: str, names: list[str], joined: str) -> None:
    assert phrases(tag).join(names) == joined


def test_quotation_marks() -> None:
    assert [phrases(tag).quote("No") for tag in ("en", "es", "es-MX", "de", "fr")] == [
        "“No”",
        "«No»",
        "“No”",
        "„No“",
        "«\u202fNo\u202f»",
    ]
    assert [phrases(tag).quote("No", inner=True) for tag in ("en", "es", "de", "fr")] == ["‘No’", "“No”", "‚No‘", "“No”"]


@pytest.mark.parametrize(
    ("word", "article"),
    [
        ("South Korean", "a"),
        ("American", "an"),
        ("Ukrainian", "a"),
        ("Ugandan", "a"),
        ("Uruguayan", "a"),
        ("Uzbek", "an"),
        ("European", "a"),
        ("Åland", "an"),
        ("Éire", "an"),
        ("one-woman", "a"),
        ("oneiric", "an"),
        ("uninspired", "an"),
        ("unique", "a"),
        ("utter", "an"),
        ("utopian", "a"),
        ("hour", "an"),
        ("honest", "an"),
        ("horror", "a"),
        ("HBO", "an"),
        ("BBC", "a"),
        ("FBI", "an"),
        ("NASA", "a"),
        ("US", "a"),
        ("R-rated", "an"),
        ("U-boat", "a"),
        ("8-part", "an"),
        ("11-part", "an"),
        ("18th", "an"),
        ("110-minute", "a"),
        ("1890s", "an"),
        ("1900s", "a"),
        ("“action”", "an"),
        ("한국", "a"),
        ("", "a"),
    ],
)
def test_the_english_article_goes_by_the_sound(word: str, article: str) -> None:
    assert phrases("en").article_before(word) == article


def test_other_languages_do_not_guess_an_article() -> None:
    assert phrases("es").article_before("película") == ""


def test_the_headings_of_the_house() -> None:
    said = phrases("en")
    assert [said.heading(part) for part in ("plot", "analysis", "verdict", "release", "where", "trailer")] == [
        "Plot",
        "About “{title}”",
        "Our Opinion",
        "Release Date",
        "Where to Watch {title}",
        "Movie Trailer",
    ]
    assert [said.heading(part) for part in ("director", "cast", "crew", "facts", "rating", "content_notes", "spoiler")] == [
        "Director",
        "The Cast",
        "The Crew",
        "The Facts",
        "Our Rating",
        "Content Notes",
        "Spoilers",
    ]
    assert phrases("es").heading("analysis") == "Sobre «{title}»"
    assert phrases("es-MX").heading("analysis") == "Sobre “{title}”"


@pytest.mark.parametrize("said", ALL, ids=lambda said: said.language)
def test_every_language_says_everything(said: Phrases) -> None:
    assert set(said.headings) == set(phrases("en").headings)
    assert [said.heading(part) for part in WITHOUT_HEADING] == [""] * len(WITHOUT_HEADING)
    assert len(set(said.month_names)) == 12
    assert len(set(said.weekday_names)) == 7
    for part in said.headings:
        assert {name for _, name, _, _ in Formatter().parse(said.heading(part)) if name} <= {"title"}
    for each in fields(said):
        value = getattr(said, each.name)
        assert value or each.name == "last_comma", each.name
        if each.name.endswith("_pattern") and "{" not in value:
            pytest.fail(f"{each.name} has no place for its value")


@pytest.mark.parametrize(
    ("tag", "value", "best", "kind", "words"),
    [
        ("en", "3.5", 5, "stars", "3 and a half out of 5"),
        ("en", 3.5, 5, "", "3 and a half out of 5"),
        ("en", Decimal("3.50"), 4, "stars", "3 and a half out of 4"),
        ("en", "0.5", 5, "stars", "a half out of 5"),
        ("en", "4", 5, "stars", "4 out of 5"),
        ("en", 0, 5, "stars", "0 out of 5"),
        ("en", "7.5", 10, "points", "7.5 out of 10"),
        ("en", "10", 10, "points", "10 out of 10"),
        ("en", "87", 100, "percent", "87 percent"),
        ("en", 87, 100, "", "87 percent"),
        ("en-GB", "87", 100, "percent", "87 per cent"),
        ("en", "87", 100, "points", "87 out of 100"),
        ("en", "B+", 0, "letters", "B+"),
        ("en", "B-", 0, "letters", "B−"),
        ("en", "", 5, "stars", "Not rated"),
        ("es", "3.5", 5, "stars", "3 y medio de 5"),
        ("es", "7.5", 10, "points", "7,5 de 10"),
        ("es-MX", "7.5", 10, "points", "7.5 de 10"),
        ("de", "3.5", 5, "stars", "3,5 von 5"),
        ("de", "87", 100, "percent", "87 Prozent"),
        ("fr", "0.5", 5, "stars", "un demi sur 5"),
    ],
)
def test_a_rating_in_words(tag: str, value: str | float | Decimal, best: float, kind: str, words: str) -> None:
    assert phrases(tag).rating_words(value, best, kind) == words


def test_small_words_in_one_and_several() -> None:
    said = phrases("en")
    assert [said.minutes(1), said.minutes(97)] == ["1 minute", "97 minutes"]
    assert [said.countries(1), said.countries(2)] == ["Country", "Countries"]
    assert [said.languages(1), said.languages(3)] == ["Language", "Languages"]
    assert [said.genres(1), said.genres(2)] == ["Genre", "Genres"]
    assert phrases("es").minutes(97) == "97 minutos"
    assert phrases("es").countries(2) == "Países"


def test_lines_print_nothing_for_nothing() -> None:
    said = phrases("en")
    assert said.photograph_credit("Ann Lee") == "Photograph: Ann Lee"
    assert said.as_character(["Ok Ju"]) == "as Ok Ju"
    assert said.byline(["Ann Lee", "Bo Ek"]) == "By Ann Lee and Bo Ek"
    assert said.reading_time(2) == "2 min read"
    assert [said.photograph_credit(""), said.as_character([]), said.byline([""])] == ["", "", ""]
    assert phrases("fr").as_character(["Léa"]) == "dans le rôle de Léa"
