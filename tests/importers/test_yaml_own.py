"""Our own YAML is read without the parser, and whatever is read so is what the parser reads."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import FormatError
from desktop.core.front_matter import Bare
from desktop.core.review_markdown import split_file
from desktop.exporters.catalogue import format_of
from desktop.exporters.export import Options
from desktop.exporters.yaml_text import yaml_text
from desktop.importers.yaml_own import own_tree
from desktop.importers.yaml_tree import parsed_tree, read_tree
from tests.example import example_article
from tests.strategies import articles

EXAMPLE = split_file(format_of("markdown-front-matter").export(example_article(), Options(private=True)).main.data.decode())[0]

_NAMES = st.from_regex("[a-z][a-z_.-]{0,8}", fullmatch=True)
_TEXTS = st.text() | st.text("ab \t\n:#-\"\\'|>{}[]&*!%@`~é\x85\u2028\ufeff\U0001f600\ud83d\ude00\x00", max_size=12)
_ATOMS = _TEXTS | st.integers() | st.booleans() | st.none() | st.builds(Bare, st.sampled_from(("2024-11-14", "7.5", "2:22")))
_VALUES: st.SearchStrategy[Any] = st.recursive(
    _ATOMS | st.lists(_TEXTS | st.integers(), max_size=3),
    lambda inner: st.dictionaries(_NAMES, inner, max_size=3) | st.lists(inner, max_size=3),
    max_leaves=8,
)
_PIECES = ("\n", "  ", " ", "- ", "-", ": ", ":", "#", " # x", '"', "'", "\\", "|", "|-", "|+", ">", "[", "]", "{}", ", ")
_ODD = ("&a ", "*a", "!!str ", "? ", "---\n", "...\n", "%", "\t", "\r", "\x85", "\u2028", "\x00", "~", "null", "a: 1\n")
_ESCAPES = ("\\ud83d", "\\x41", "\\/")


def read_both(text: str) -> None:
    """Fail where the quick reader reads something else than the parser, or reads what that refuses."""
    own = own_tree(text)
    if own is not None:
        assert own == parsed_tree(text)
        assert list(own) == list(parsed_tree(text))


@given(articles())
@settings(max_examples=10)
def test_every_front_matter_that_is_exported_is_read_without_the_parser(article: Any) -> None:
    front = split_file(format_of("markdown-front-matter").export(article, Options(private=True)).main.data.decode())[0]
    assert own_tree(front) is not None
    read_both(front)


@given(st.dictionaries(_NAMES, _VALUES, max_size=4))
@settings(max_examples=150)
def test_what_is_written_in_our_spelling_is_read_alike(values: dict[str, Any]) -> None:
    read_both(yaml_text(values))


@given(st.data())
@settings(max_examples=120)
def test_what_was_changed_by_hand_is_read_alike_or_left_to_the_parser(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from((EXAMPLE[:700], EXAMPLE[-900:].partition("\n")[2])) | st.builds(yaml_text, _short_values()))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        until = at + data.draw(st.sampled_from((0, 0, 1, 2, 7)))
        text = text[:at] + data.draw(st.sampled_from((*_PIECES, *_ODD, *_ESCAPES, ""))) + text[until:]
    read_both(text)


def _short_values() -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(_NAMES, _VALUES, min_size=1, max_size=3)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n  b\n",
        "a: 1\na: 2\n",
        "a: 1 \n",
        "a: 1 # one\n",
        "a:\n",
        "a:\n- 1\n",
        "a: |\n  one\n\n",
        "a: |\n\n  one\n",
        "a: |\n  one\n \n  two\n",
        "a: |\n   one\n",
        "a: |+\n  one\n",
        "a: 'one'\n",
        'a: "one\n  two"\n',
        'a: "\\ud83d\\ude00"\n',
        'a: "\\x41"\n',
        "a: [1, [2]]\n",
        "a: one two\n",
        "a: 1:\n",
        "null: 1\n",
        "a: 1",
        "a: 1\r\n",
        "a: 1\n---\nb: 2\n",
        "  a: 1\n",
        "- 1\n",
        "",
        f"{'a' * 1100}: 1\n",
        "".join(f"{'  ' * depth}a:\n" for depth in range(2000)) + "  " * 2000 + "a: 1\n",
    ],
)
def test_any_other_spelling_is_left_to_the_parser(text: str) -> None:
    assert own_tree(text) is None


@pytest.mark.parametrize(
    "text",
    [
        'a: "one: # \\"two\\" \\u0000\\n"\nb: |-\n  One\n\n     # two\t: -\n  three\nc: |\n  - one\n  two\n',
        'a:\n  - b: 1\n    c:\n      - 2:22\n      - |-\n        x: y\n        z\n  - {}\n  - []\nd: [1, null, true, "x, y"]\n',
        "a: null\nb: No\nc: 2026-11-25T02:03:52Z\nd: -0.5\n",
    ],
)
def test_every_form_of_our_spelling_is_known(text: str) -> None:
    assert own_tree(text) is not None
    read_both(text)


def test_a_refusal_tells_the_line_as_before() -> None:
    with pytest.raises(FormatError, match=r"not YAML \(see its line 4\)"):
        read_tree('a: 1\nb: 2\nc: "open\n')


def test_the_quick_reader_is_quick() -> None:
    """At the very least five times as fast as the parser; it is some thirty times as fast."""
    began = time.process_time()
    parsed_tree(EXAMPLE)
    parsed = time.process_time() - began
    began = time.process_time()
    for _ in range(5):
        own_tree(EXAMPLE)
    assert time.process_time() - began < parsed
