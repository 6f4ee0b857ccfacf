"""Nothing that a person types or imports can run in a page, load from elsewhere or lead to an unsafe address."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from markdown import markdown

from desktop.core.article import Article
from desktop.core.dates import PartialDate
from desktop.core.rating import Rating
from desktop.core.review import SourceText
from desktop.rendering.markdown import Text, html_of
from desktop.rendering.page import render_page
from desktop.rendering.sanitiser import clean
from tests.example import example_article
from tests.hostile.snippets import hostile_snippets
from tests.rendering.reading import dangers_in, soup_of

SNIPPETS = hostile_snippets()
_KEPT = {
    "id",
    "person",
    "image",
    "credit",
    "work",
    "outlet",
    "digest",
    "media_type",
    "language",
    "native_language",
    "created",
    "scale",
}


def test_there_are_enough_snippets_and_most_bite_without_the_sanitiser() -> None:
    assert len(SNIPPETS) >= 300
    biting = [snippet for snippet in SNIPPETS if dangers_in(markdown(snippet, extensions=["extra"]))]
    assert len(biting) > 0.8 * len(SNIPPETS)


def test_no_snippet_survives_in_a_text() -> None:
    survivors = {snippet: found for snippet in SNIPPETS if (found := dangers_in(html_of(Text(snippet, "part-a", "en"))))}
    assert survivors == {}


def test_a_snippet_is_clean_after_cleaning_and_stays_as_it_is() -> None:
    for snippet in SNIPPETS:
        once = clean(snippet, "p", "Remote image")
        assert not dangers_in(once), snippet
        ids_taken = clean(once, "p", "Remote image")
        assert not dangers_in(ids_taken), snippet


def poisoned(value: Any, poison: str) -> Any:
    """Return ``value`` with the poison in every free text of it and of all it holds."""
    if isinstance(value, Enum | PartialDate | Rating | SourceText):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        kept = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: part if name in _KEPT else poisoned(part, poison) for name, part in kept.items()})
    if isinstance(value, tuple):
        return tuple(poisoned(part, poison) for part in value)
    return f"{value}{poison}" if isinstance(value, str) else value


def poisoned_article(poison: str) -> Article:
    article = example_article()
    return replace(
        article, **{name: poisoned(getattr(article, name), poison) for name in ("review", "work", "outlet", "people", "images")}
    )


def test_no_snippet_survives_in_any_field() -> None:
    plain = render_page(example_article())
    for snippet in SNIPPETS[::7]:
        page = render_page(poisoned_article(snippet))
        assert not dangers_in(page.article()), snippet
        assert [tag.name for tag in soup_of(page.html()).head.find_all(True)] == [  # type: ignore[union-attr]
            tag.name
            for tag in soup_of(plain.html()).head.find_all(True)  # type: ignore[union-attr]
        ], snippet
        assert {block.id for block in page.blocks} >= {block.id for block in plain.blocks}
        json.loads(soup_of(page.html()).find("script").get_text())  # type: ignore[union-attr]


def test_the_control_fires_where_a_field_is_not_escaped() -> None:
    page = render_page(poisoned_article("<script>alert(1)</script>"))
    assert dangers_in(page.article().replace("&lt;", "<").replace("&gt;", ">"))


def test_control_characters_and_broken_signs_never_reach_a_page() -> None:
    poison = "a\x00\x08\x1b\x7f\ud800\udfff\ufffe\ufdd0b"
    article = poisoned_article(poison)
    address = f"https://example.org/{poison}"
    page = render_page(replace(article, review=replace(article.review, language=f"en-{poison}", canonical_url=address)))
    html = page.html()
    html.encode()
    assert not set(html) & set("\x00\x08\x1b\x7f\ufffe\ufdd0")


def test_a_cell_keeps_where_its_words_stand_and_no_other_style() -> None:
    cells = '<table><tr><td style="text-align: RIGHT ;">a<td style="text-align:left;color:red">b<th style="text-align:justify">c'
    cleaned = clean(f"{cells}<p style='text-align:left'>d", "p", "Remote image")
    assert '<td style="text-align:right">' in cleaned
    assert cleaned.count("style") == 1
