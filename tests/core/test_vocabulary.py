"""The house words: what they print, and what typing finds first."""

from __future__ import annotations

import pytest

from desktop.core.vocabulary import (
    CONTENT_NOTES,
    GENRES,
    JOBS,
    RELEASE_KINDS,
    SERVICES,
    WAYS,
    content_note_name,
    find_content_notes,
    find_genres,
    find_jobs,
    find_services,
    genre,
    genre_name,
    job_name,
    job_property,
    release_kind_name,
    way_name,
)


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("act", "en", "action"),
        ("thr", "en", "thriller"),
        ("sci", "en", "science fiction"),
        ("SCI-FI", "en", "science fiction"),
        ("com", "en", "comedy"),
        ("rom com", "en", "romantic comedy"),
        ("dram", "en", "drama"),
        ("noir", "en", "film noir"),
        ("terr", "es", "horror"),
        ("accion", "es", "action"),
        ("belica", "es", None),
        ("terr", "en", None),
        ("", "en", None),
    ],
)
def test_typing_finds_the_likely_genre_first(typed: str, language: str, first: str | None) -> None:
    assert next((found.key for found in find_genres(typed, language)), None) == first


def test_genres_print_in_the_language_and_free_ones_as_they_are() -> None:
    assert genre_name("science fiction") == "science fiction"
    assert genre_name("science fiction", "es-MX") == "ciencia ficción"
    assert genre_name("science fiction", "de") == "science fiction"
    assert genre_name("slow cinema", "es") == "slow cinema"
    assert genre("animation").attributive == "animated"
    assert genre("slow cinema").attributive == ""


def test_every_genre_is_found_first_by_its_own_word() -> None:
    assert len({each.key for each in GENRES}) == len(GENRES) >= 60
    for each in GENRES:
        assert each.key == each.key.lower()
        assert find_genres(each.key)[0] == each
        assert find_genres(each.spanish, "es")[0].spanish == each.spanish


def test_services_used_before_come_first_in_their_order() -> None:
    assert find_services("netf")[0] == "Netflix"
    assert find_services("disney plus")[0] == "Disney+"
    assert find_services("m", ["Little Mountain TV", "MUBI"])[:2] == ["MUBI", "Little Mountain TV"]
    assert find_services("a", ["Arte", "Apple TV", "Arte"])[:2] == ["Arte", "Apple TV"]
    assert find_services("", ["MUBI", "", "Netflix", "MUBI"]) == ["MUBI", "Netflix"]
    assert find_services("no such service") == []


def test_no_service_is_offered_twice() -> None:
    assert len(set(SERVICES)) == len(SERVICES)
    assert find_services("netflix", ["Netflix"]) == ["Netflix"]


def test_content_notes() -> None:
    assert len(CONTENT_NOTES) == 16
    assert find_content_notes("suic") == ["suicide"]
    assert find_content_notes("viol") == ["sexual violence", "physical violence"]
    assert find_content_notes("sangre", "es") == ["gore"]
    assert content_note_name("gore", "es") == "sangre y vísceras"
    assert content_note_name("gore", "fr") == "gore"
    assert content_note_name("clowns", "es") == "clowns"


@pytest.mark.parametrize(
    ("job", "language", "count", "printed"),
    [
        ("director", "en", 1, "Director"),
        ("director", "en-GB", 2, "Directors"),
        ("director", "es", 2, "Dirección"),
        ("director", "de", 1, "Regie"),
        ("voice", "es", 2, "Voces"),
        ("cast", "fr", 3, "Distribution"),
        ("cinematographer", "sv", 1, "Cinematographer"),
        ("intimacy coordinator", "es", 1, "intimacy coordinator"),
    ],
)
def test_a_job_prints_for_one_or_several(job: str, language: str, count: int, printed: str) -> None:
    assert job_name(job, language, count) == printed


def test_jobs_name_their_property_of_schema_org() -> None:
    assert {job.key: job.schema_property for job in JOBS if job.schema_property != "contributor"} == {
        "director": "director",
        "writer": "author",
        "creator": "creator",
        "showrunner": "creator",
        "producer": "producer",
        "composer": "musicBy",
        "author": "author",
        "translator": "translator",
        "cast": "actor",
        "voice": "actor",
        "self": "actor",
    }
    assert job_property("composer") == "musicBy"
    assert job_property("intimacy coordinator") == "contributor"


def test_typing_finds_jobs_by_key_and_by_printed_name() -> None:
    assert find_jobs("dir")[0].key == "director"
    assert find_jobs("vfx")[0].key == "vfx"
    assert find_jobs("monta", "es")[0].key == "editor"
    assert find_jobs("editor", "es")[0].key == "editor"
    assert find_jobs("") == []


def test_ways_and_kinds_of_release_print_in_four_languages() -> None:
    assert WAYS == ("subscription", "rent", "buy", "free", "cinema")
    assert RELEASE_KINDS == ("festival", "cinema", "streaming", "tv", "physical", "re-release")
    assert [way_name("cinema", tag) for tag in ("en", "es", "de", "fr", "ja")] == [
        "in the cinema",
        "en cines",
        "im Kino",
        "au cinéma",
        "in the cinema",
    ]
    assert release_kind_name("re-release", "es") == "reestreno"
    assert release_kind_name("tv") == "television"
    assert way_name("borrowed") == "borrowed"
    assert release_kind_name("leaked") == "leaked"
