"""Countries: names, agreement of the Spanish adjectives, and the order in which typing finds them."""

from __future__ import annotations

import pytest

from desktop.core.countries import (
    COUNTRIES,
    country,
    country_adjective,
    country_name,
    feminine,
    find_countries,
)


def codes(text: str, language: str = "en") -> list[str]:
    return [found.code for found in find_countries(text, language)]


def test_the_table_is_whole_and_without_doubles() -> None:
    current = [each for each in COUNTRIES if not each.historical]
    assert len({each.code for each in COUNTRIES}) == len(COUNTRIES)
    assert len(current) >= 195 + len(["HK", "TW", "XK", "PR", "GL", "FO", "MO"])
    assert all(len(each.code) == 2 and each.code.isupper() for each in current)
    assert {each.code for each in COUNTRIES if each.historical} == {"SUHH", "CSHH", "YUCS", "DDDE", "CSXX"}
    for each in COUNTRIES:
        assert all([each.name, each.adjective, each.spanish_name, each.spanish_adjective]), each.code
        assert each.spanish_adjective == each.spanish_adjective.lower(), each.code


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("kor", ["KR", "KP"]),
        ("uni", ["US", "GB"]),
        ("us", ["US"]),
        ("usa", ["US"]),
        ("U.S.", ["US"]),
        ("uk", ["GB", "UA"]),
        ("gb", ["GB"]),
        ("south k", ["KR"]),
        ("kosovo", ["XK"]),
        ("cote d'iv", ["CI"]),
        ("CÔTE", ["CI"]),
        ("reunion", ["RE"]),
        ("dutch", ["NL"]),
        ("ger", ["DE"]),
        ("soviet", ["SUHH"]),
        ("ussr", ["SUHH"]),
        ("gdr", ["DDDE"]),
        ("west ger", ["DE"]),
        ("nig", ["NE", "NG"]),
        ("burma", ["MM"]),
        ("congo", ["CG", "CD"]),
    ],
)
def test_typing_finds_the_likely_country_first(typed: str, first: list[str]) -> None:
    assert codes(typed)[: len(first)] == first


def test_every_country_is_found_first_by_its_code_and_its_whole_names() -> None:
    for each in COUNTRIES:
        assert codes(each.code)[0] == each.code
        assert codes(each.name)[0] == each.code
        assert codes(each.spanish_name, "es")[0] == each.code


def test_spanish_typing_finds_spanish_names_and_still_english_ones() -> None:
    assert codes("corea", "es")[:2] == ["KR", "KP"]
    assert codes("ee uu", "es")[0] == "US"
    assert codes("españ", "es-MX")[0] == "ES"
    assert codes("espan", "es")[0] == "ES"
    assert codes("germ", "es")[0] == "DE"
    assert "DE" not in codes("alem", "en")


def test_a_match_inside_a_word_comes_last_and_needs_three_letters() -> None:
    assert "NL" in codes("land")
    assert codes("land")[0] != "NL"
    assert "NL" not in codes("nd")
    assert codes("") == [] == codes("  ") == codes("qqq")


@pytest.mark.parametrize(
    ("code", "language", "name", "adjective"),
    [
        ("KR", "en", "South Korea", "South Korean"),
        ("kr", "en-GB", "South Korea", "South Korean"),
        ("KR", "es", "Corea del Sur", "surcoreana"),
        ("GH", "en", "Ghana", "Ghanaian"),
        ("FR", "es-AR", "Francia", "francesa"),
        ("DE", "es", "Alemania", "alemana"),
        ("ES", "es", "España", "española"),
        ("LV", "es", "Letonia", "letona"),
        ("BE", "es", "Bélgica", "belga"),
        ("IR", "es", "Irán", "iraní"),
        ("US", "es", "Estados Unidos", "estadounidense"),
        ("KR", "fi", "South Korea", "South Korean"),
        ("Ruritania", "es", "Ruritania", "Ruritania"),
    ],
)
def test_names_and_adjectives_print_in_the_language(code: str, language: str, name: str, adjective: str) -> None:
    assert country_name(code, language) == name
    assert country_adjective(code, language) == adjective


def test_the_masculine_is_there_for_masculine_nouns() -> None:
    assert country_adjective("KR", "es", masculine=True) == "surcoreano"
    assert country_adjective("FR", "es", masculine=True) == "francés"
    assert country_adjective("FR", "en", masculine=True) == "French"


def test_the_feminine_of_endings_that_serve_both_stays() -> None:
    assert [feminine(word) for word in ("kosovar", "germanooriental", "mongol", "etíope")] == [
        "kosovar",
        "germanooriental",
        "mongola",
        "etíope",
    ]


def test_an_unknown_code_is_no_country() -> None:
    assert country("ZZ") is None
    found = country("xk")
    assert found is not None
    assert found.name == "Kosovo"
