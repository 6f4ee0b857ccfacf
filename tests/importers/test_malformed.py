"""Files that are damaged in every way: read as far as they are whole, or refused in a sentence; nothing else."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import FormatError
from desktop.exporters.catalogue import format_of
from desktop.exporters.export import Options
from desktop.exporters.private import without_private
from desktop.importers.catalogue import SOURCES, read
from desktop.importers.plan import Plan, Source
from tests.example import example_article

EXPORTS = {"json": "json", "markdown": "markdown-front-matter"}
WHOLE = {source: format_of(name).export(example_article(), Options()).main.data for source, name in EXPORTS.items()}
LIMIT = 5.0
"""Seconds that the worst file may take."""


def attempt(data: bytes, name: str) -> Plan | None:
    """Return the plan, or None for a file refused in one sentence; anything else fails the test."""
    try:
        return read(data, name)
    except FormatError as error:
        refused = str(error)
    assert refused.startswith(f"“{name}”")
    assert "\n" not in refused
    assert len(refused) < 400
    return None


def test_every_source_has_its_files_here() -> None:
    assert EXPORTS.keys() == {source.id for source in SOURCES}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_a_file_cut_short_is_refused(source: Source) -> None:
    data = WHOLE[source.id].rstrip()
    name = f"a{source.suffixes[0]}"
    for length in [*range(0, len(data), 97), len(data) - 1]:
        assert attempt(data[:length], name) is None, length
    assert attempt(data, name) is not None


MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(("flip", "insert", "delete", "double")),
        st.floats(0, 1, exclude_max=True),
        st.binary(max_size=3) | st.sampled_from((b"\0", b"\xff", b"---\n", b'"', b"{", b"]", b": ", b"\n- ", b"&a *a")),
        st.integers(1, 200),
    ),
    min_size=1,
    max_size=4,
)  # fmt: skip


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
@given(mutations=MUTATIONS)
@settings(max_examples=200)
def test_a_file_damaged_anywhere_is_read_or_refused(source: Source, mutations: list[tuple[str, float, bytes, int]]) -> None:
    data = bytearray(WHOLE[source.id])
    for how, where, put, size in mutations:
        place = int(where * len(data))
        match how:
            case "flip":
                data[place] ^= 1 << (size % 8)
            case "insert":
                data[place:place] = put
            case "delete":
                del data[place : place + size]
            case _:
                data[place:place] = data[place : place + size]
    attempt(bytes(data), f"a{source.suffixes[0]}")


@given(st.binary(max_size=300), st.sampled_from((".json", ".md", ".txt", "")))
@settings(max_examples=200)
def test_any_bytes_are_refused(data: bytes, suffix: str) -> None:
    assert attempt(data, f"a{suffix}") is None


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@given(st.data())
@settings(max_examples=300)
def test_any_wrong_value_anywhere_in_the_json_is_read_or_refused(data: st.DataObject) -> None:
    whole = json.loads(WHOLE["json"])
    place = whole
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
            place = place[key]
            continue
        place[key] = data.draw(PLAIN)
        break
    attempt(json.dumps(whole).encode(), "a.json")


BOMBS = {
    "deep.json": b'{"article":' + b"[" * 200_000,
    "digits.json": b'{"format": "matinee-review", "version": ' + b"9" * 100_000 + b"}",
    "infinite.json": b'{"format": "matinee-review", "version": NaN}',
    "null.json": b"\0" * 5000,
    "huge.json": b" " * 30_000_001,
    "deep.md": b"---\na: " + b"[" * 200_000 + b"\n---\n",
    "deep block.md": b"---\n" + b"".join(b" " * depth + b"a:\n" for depth in range(1000)) + b"---\n",
    "aliases.md": b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n",
    "null.md": b"---\n" + b"\0" * 5000,
    "huge.md": b"---\n" + b"a" * 5_000_001,
    "long.md": b"---\na: " + b"x" * 1_500_000 + b"\n---\n",
    "ticks.md": b"---\nmatinee: {}\n---\n" + b"` `` " * 50_000,
    "brackets.md": b"---\n" + b"{" * 50_000 + b"\n---\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly(name: str) -> None:
    start = time.perf_counter()
    assert attempt(BOMBS[name], name) is None
    assert time.perf_counter() - start < LIMIT


SLOW_TEXTS = {
    "marks": "||a" * 20_000,
    "titles": "{{a" * 20_000,
    "pictures": "![" * 20_000,
    "folds": "||\n" * 20_000 + "a",
    "fences": "```\na\n~~~~\n" * 8_000,
    "tags": '<span class="spoiler">' * 10_000,
    "data": '<data value="person:x">' * 10_000,
    "details": '<details class="spoiler" markdown="1">\n<summary>x</summary>\n\n' * 4_000,
    "notes": "[^" * 20_000,
    "backslashes": "\\" * 50_000,
}


@pytest.mark.parametrize("name", SLOW_TEXTS)
def test_no_text_is_slow_to_write(name: str) -> None:
    article = without_private(example_article())
    review = replace(article.review, parts=(replace(article.review.parts[0], body=SLOW_TEXTS[name]),))
    start = time.perf_counter()
    export = format_of("markdown-front-matter").export(replace(article, review=review), Options())
    assert time.perf_counter() - start < LIMIT
    plan = attempt(export.main.data, "a.md")
    assert plan is not None
    assert plan.articles[0].review == review


@pytest.mark.parametrize("name", SLOW_TEXTS)
def test_no_text_is_slow_to_read(name: str) -> None:
    text = WHOLE["markdown"].decode().replace("It asks for very little", SLOW_TEXTS[name])
    start = time.perf_counter()
    assert attempt(text.encode(), "a.md") is not None
    assert time.perf_counter() - start < LIMIT
