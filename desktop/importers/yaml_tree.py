"""YAML read as a tree of texts: no types are guessed, nothing is built, nothing is repeated.

``1917``, ``No`` and ``2:22`` stay what was written; who reads the tree says what a value should be. Anchors, aliases and tags,
with which a few bytes can grow without bound or name a class, are refused, and so are a second document and a repeated name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from desktop.core.errors import FormatError
from desktop.importers.yaml_own import NULLS, Tree, own_tree

LARGEST = 1_000_000
"""Characters of the largest front matter: that of a review with a cast of hundreds and all their bios is a tenth of it."""
DEEPEST = 30
"""Levels of the deepest nesting; ours has nine."""


def read_tree(text: str, largest: int = LARGEST) -> dict[str, Tree]:
    """Return a YAML mapping as dicts and lists of texts; an empty or ``null`` plain value is None.

    Raises :class:`FormatError` for anything else, saying in which line, and for more than ``largest`` characters.
    """
    if len(text) > largest:
        raise FormatError(f"The front matter is longer than {largest:,} characters, so it was not read.")
    return own_tree(text) or parsed_tree(text)


def parsed_tree(text: str) -> dict[str, Tree]:
    """Return what :func:`read_tree` does of a text that may be spelled in any way of YAML; raises :class:`FormatError`."""
    try:
        tree = _build(YAML(typ="safe", pure=True).parse(text))
    except (YAMLError, ValueError, IndexError, RecursionError, OverflowError) as error:
        raise FormatError(f"The front matter is not YAML{_line_of(error)}.") from error
    if not isinstance(tree, dict):
        raise FormatError("The front matter is not a group of named values.")
    return tree


def _line_of(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return f" (see its line {mark.line + 1})" if mark is not None else ""


def _build(events: Iterator[Event]) -> Tree:
    """Put the events of one document together, without recursion."""
    root: list[Tree] = []
    open_: list[tuple[list[Tree] | dict[str, Tree], list[str]]] = [(root, [])]
    documents = 0
    for event in events:
        documents += isinstance(event, DocumentStartEvent)
        if documents > 1:
            raise FormatError("The front matter holds a second document.")
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            open_.pop()
        elif isinstance(event, MappingStartEvent | SequenceStartEvent | ScalarEvent | AliasEvent):
            value = _value(event)
            _add(open_[-1], value, event)
            if isinstance(value, dict | list):
                open_.append((value, []))
        if len(open_) > DEEPEST:
            raise FormatError("The front matter is nested too deeply.")
    return root[0] if root else None


def _value(event: Any) -> Tree:
    if isinstance(event, AliasEvent) or event.anchor or (event.tag and event.tag != "!"):
        raise FormatError(f"The front matter uses an anchor, an alias or a tag in its line {event.start_mark.line + 1}.")
    if isinstance(event, MappingStartEvent):
        return {}
    if isinstance(event, SequenceStartEvent):
        return []
    plain_null = event.style is None and event.value in NULLS
    return None if plain_null else str(event.value)


def _add(place: tuple[list[Tree] | dict[str, Tree], list[str]], value: Tree, event: Any) -> None:
    """Add a value to the list or mapping that is open; in a mapping every first value is the name of the next."""
    container, names = place
    if isinstance(container, list):
        container.append(value)
    elif not names:
        if not isinstance(value, str):
            raise FormatError(f"A name in the front matter is no text (see its line {event.start_mark.line + 1}).")
        if value in container:
            raise FormatError(f"The front matter names “{value}” twice.")
        names.append(value)
    else:
        container[names.pop()] = value
