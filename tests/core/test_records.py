"""Records as JSON text: the plain values, compact."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.article import Article
from desktop.core.records import to_json, to_plain
from desktop.core.viewing import Viewing
from tests.strategies import articles, viewings


@settings(max_examples=30)
@given(article=articles(), viewing=viewings())
def test_json_text_is_that_of_the_plain_values(article: Article, viewing: Viewing) -> None:
    for record in (*article.records(), viewing):
        assert to_json(record) == json.dumps(to_plain(record), ensure_ascii=False, separators=(",", ":"))


@given(text=st.text())
def test_texts_and_lists_are_json_too(text: str) -> None:
    assert json.loads(to_json((text, None))) == [text, None]
