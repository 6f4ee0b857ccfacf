"""Records as JSON text: what they say, compact, and the defaults that it relies on."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.article import Article, Record
from desktop.core.records import defaults_of, field_types, from_plain, to_json, to_plain
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from tests.strategies import articles, viewings

_DEFAULTS = Path(__file__).parents[1] / "golden" / "defaults.json"


@settings(max_examples=30)
@given(article=articles(), viewing=viewings())
def test_json_text_gives_the_record_back(article: Article, viewing: Viewing) -> None:
    for record in (*article.records(), viewing):
        said = json.loads(to_json(record))
        assert from_plain(type(record), said) == record
        assert said.keys() <= to_plain(record).keys()
        assert json.dumps(said, ensure_ascii=False, separators=(",", ":")) == to_json(record)


def test_a_field_that_has_its_default_is_left_out() -> None:
    assert to_json(Work("0" * 32, title="Saltwater")) == f'{{"id":"{"0" * 32}","title":"Saltwater"}}'


def test_the_defaults_of_stored_records_stay_what_they_were_when_they_were_released() -> None:
    """A default is never changed: what is stored leaves it out. A new field is added to the file with its default."""
    assert json.loads(_DEFAULTS.read_text(encoding="utf-8")) == {
        kind.__name__: {
            name: "must be given" if default is dataclasses.MISSING else to_plain(default)
            for name, default in defaults_of(kind).items()
        }
        for kind in sorted(set(_dataclasses_in(Record)), key=lambda kind: kind.__name__)
    }


def _dataclasses_in(kind: Any) -> Iterator[type[Any]]:
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        yield kind
        for inner in field_types(kind).values():
            yield from _dataclasses_in(inner)
    for inner in get_args(kind):
        yield from _dataclasses_in(inner)


@given(text=st.text())
def test_texts_and_lists_are_json_too(text: str) -> None:
    assert json.loads(to_json((text, None))) == [text, None]
