"""Addresses that are none of the web, and HTML that no page may hold, stay out of what readers get, and are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.article import Article
from desktop.core.errors import FormatError
from desktop.core.work import Trailer, WatchPlace
from desktop.exporters.catalogue import format_of
from desktop.exporters.export import Options
from desktop.exporters.private import without_private
from desktop.importers.catalogue import read
from tests.example import example_article

BAD = "javascript:alert(1)"
READERS = ("html", "html-fragment", "markdown", "markdown-front-matter")


def _example() -> Article:
    return without_private(example_article())


def _with_bad_addresses() -> Article:
    article = _example()
    work = replace(
        article.work,
        watch=(
            WatchPlace("Lantern", url=BAD),
            WatchPlace("Quayside", url="https://quay.example/"),
            WatchPlace(url="quay.example"),
        ),
        trailer=Trailer(BAD, label="Trailer"),
        identifiers=replace(article.work.identifiers, official="ftp://official.example/"),
    )
    return replace(article, work=work, review=replace(article.review, canonical_url=f"{BAD}//"))


@pytest.mark.parametrize("name", READERS)
def test_an_address_that_is_none_of_the_web_does_not_leave_and_is_told(name: str) -> None:
    export = format_of(name).export(_with_bad_addresses(), Options())
    shown = export.text.partition("\nmatinee:")[0] + export.text.partition("\n---\n")[2]
    assert "javascript" not in shown
    assert "ftp:" not in shown
    assert "https://quay.example/" in shown
    sentence = "The address of “Lantern” does not begin with http:// or https://, so it did not leave."
    assert sentence in export.notes
    assert len([note for note in export.notes if note.startswith("The address of")]) == 5


def test_json_keeps_them_for_it_is_an_archive() -> None:
    export = format_of("json").export(_with_bad_addresses(), Options())
    assert export.text.count(BAD) == 3
    assert export.notes == ()


def test_front_matter_brings_them_back() -> None:
    article = _with_bad_addresses()
    export = format_of("markdown-front-matter").export(article, Options())
    (back,) = read(export.main.data, "a.md").articles
    assert back == article


def test_an_address_mended_in_the_file_is_not_undone() -> None:
    text = format_of("markdown-front-matter").export(_with_bad_addresses(), Options()).text
    mended = text.replace('- service: "Lantern"\n', '- service: "Lantern"\n    url: "https://lantern.example/"\n', 1)
    assert mended != text
    (back,) = read(mended.encode(), "a.md").articles
    assert [place.url for place in back.work.watch] == ["https://lantern.example/", "https://quay.example/", "quay.example"]


@pytest.mark.parametrize(
    ("addresses", "refused"),
    [
        ("[a]", True),
        ("x", True),
        ("{where.0.url: [a]}", True),
        ("{'': a}", False),
        ("{where.99.url: a}", False),
        ("{film: a}", False),
    ],
)
def test_addresses_that_fit_nowhere_are_refused_or_passed_over(addresses: str, refused: bool) -> None:
    text = format_of("markdown-front-matter").export(_example(), Options()).text
    broken = text.replace("\nmatinee:\n", f"\nmatinee:\n  addresses: {addresses}\n", 1)
    assert broken != text
    if refused:
        with pytest.raises(FormatError, match=r"“a\.md” cannot be read\."):
            read(broken.encode(), "a.md")
    else:
        assert read(broken.encode(), "a.md").articles == (_example(),)


def _with_html() -> Article:
    article = _example()
    intro = replace(article.review.parts[0], body='Look: <iframe src="https://x.example"></iframe> [there](javascript:x) `<b>`.')
    return replace(article, review=replace(article.review, parts=(intro, *article.review.parts[1:])))


@pytest.mark.parametrize("name", ["markdown", "markdown-front-matter"])
def test_html_that_no_page_may_hold_leaves_markdown_as_words_and_is_told(name: str) -> None:
    export = format_of(name).export(_with_html(), Options())
    body = export.text.partition("\n---\n")[2] or export.text
    assert '&lt;iframe src="https://x.example">&lt;/iframe> [there](#javascript:x) `<b>`.' in body
    assert "“intro” holds HTML or links that no page may; they left as plain words." in export.notes


def test_html_that_left_as_words_comes_back_as_it_was() -> None:
    export = format_of("markdown-front-matter").export(_with_html(), Options())
    assert read(export.main.data, "a.md").articles == (_with_html(),)


@pytest.mark.parametrize("name", READERS)
def test_a_review_without_them_is_told_nothing(name: str) -> None:
    assert format_of(name).export(_example(), Options()).notes == ()
