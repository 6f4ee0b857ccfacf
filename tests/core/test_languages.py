"""Language tags, names, direction, and the order in which typing finds a language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.languages import (
    LANGUAGES,
    base_language,
    direction,
    find_languages,
    language_name,
    normal_tag,
)


def tags(text: str, language: str = "en") -> list[str]:
    return [found.tag for found in find_languages(text, language)]


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("EN-gb", "en-GB"),
        ("ko-latn", "ko-Latn"),
        ("zh_hant_tw", "zh-Hant-TW"),
        (" es-419 ", "es-419"),
        ("iw", "he"),
        ("zh-yue-HK", "zh-yue-HK"),
        ("sl-ROZAJ-biske", "sl-rozaj-biske"),
        ("de-1996", "de-1996"),
        ("en-us-u-CA-buddhist", "en-US-u-ca-buddhist"),
        ("en-x-US", "en-x-us"),
        ("x-Whatever", "x-whatever"),
        ("SRP-CYRL", "srp-Cyrl"),
    ],
)
def test_a_tag_is_written_as_rfc_5646_says(typed: str, tag: str) -> None:
    assert normal_tag(typed) == tag


@pytest.mark.parametrize("typed", ["", "e", "korean", "en--GB", "en-", "-en", "en GB", "en-G", "en-x", "한국어", "en-GB-U"])
def test_an_ill_formed_tag_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a language tag"):
        normal_tag(typed)


@given(st.text(alphabet="aAbZ019-_x", max_size=16))
def test_writing_a_tag_twice_changes_nothing_more(typed: str) -> None:
    try:
        once = normal_tag(typed)
    except ValueError:
        return
    assert normal_tag(once) == once


def test_the_base_of_a_tag() -> None:
    assert [base_language(tag) for tag in ("es-MX", "ES", "zh_Hant_TW", "not a tag")] == ["es", "es", "zh", "not a tag"]


@pytest.mark.parametrize(
    ("tag", "language", "name"),
    [
        ("ko", "en", "Korean"),
        ("ko", "es", "coreano"),
        ("KO", "fi", "Korean"),
        ("en-GB", "en", "British English"),
        ("en-gb", "es-AR", "inglés británico"),
        ("ko-Latn", "en", "Korean (Latin)"),
        ("ko-Latn-KR", "en", "Korean (Latin, South Korea)"),
        ("es-AR", "es", "español (Argentina)"),
        ("zh-Hant", "en", "Traditional Chinese"),
        ("zh-Hant-TW", "en", "Traditional Chinese (Taiwan)"),
        ("sr-Goth", "en", "Serbian (Goth)"),
        ("en-150", "es", "inglés (Europa)"),
        ("de-1996", "en", "German"),
        ("zxx", "en", "No dialogue"),
        ("qqq", "en", "qqq"),
        ("Dothraki", "en", "Dothraki"),
    ],
)
def test_the_name_of_a_language(tag: str, language: str, name: str) -> None:
    assert language_name(tag, language) == name


@pytest.mark.parametrize("tag", ["ar", "he", "iw", "fa-IR", "ur", "yi", "ckb", "pa-PK", "pa-Arab", "az-Arab", "ku-IQ", "dv"])
def test_written_from_right_to_left(tag: str) -> None:
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "ko", "he-Latn", "pa", "pa-IN", "ku", "sd-Deva", "", "nonsense tag", "x-ar"])
def test_written_from_left_to_right(tag: str) -> None:
    assert direction(tag) == "ltr"


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("kor", "en", "ko"),
        ("ko", "en", "ko"),
        ("한국", "en", "ko"),
        ("eng", "en", "en"),
        ("english", "es", "en"),
        ("ing", "es", "en"),
        ("manda", "en", "cmn"),
        ("farsi", "en", "fa"),
        ("sil", "en", "zxx"),
        ("maori", "en", "mi"),
        ("sign lang", "en", "ase"),
        ("cataln", "en", None),
        ("", "en", None),
    ],
)
def test_typing_finds_the_likely_language_first(typed: str, language: str, first: str | None) -> None:
    assert next(iter(tags(typed, language)), None) == first


def test_the_table_is_sound() -> None:
    assert len({each.tag for each in LANGUAGES}) == len(LANGUAGES) >= 90
    for each in LANGUAGES:
        assert normal_tag(each.tag) == each.tag
        assert tags(each.tag)[0] == each.tag
        assert tags(each.name)[0] == each.tag
        assert tags(each.spanish_name, "es")[0] == each.tag
