"""The YAML that Matinee writes itself, read line by line: a tenth of the time that a parser for all of YAML takes.

It knows exactly the spelling of :mod:`desktop.exporters.yaml_text`: block mappings and lists indented by two, texts in double
quotes or as literal blocks, bare numbers and dates, flow lists of such. Whatever else there is, down to a space at the end of a
line, is left to the parser; so this never refuses anything, and what it does read, the parser reads alike.
"""

from __future__ import annotations

import json
import re

Tree = None | str | list["Tree"] | dict[str, "Tree"]
"""What YAML says in texts: no types are guessed."""
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""The plain values that say nothing."""

_DEEPEST_INDENT = 40
_STRANGE = re.compile("[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not print, and line ends other than the line feed (YAML 1.2.2, 5.1 and 5.4)."""
_NAMED = re.compile(r"([A-Za-z][A-Za-z0-9_.-]{0,99}):(?: (\S.*))?$")
_QUOTED = r'"[^"\\\t]*(?:\\(?:["\\bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})[^"\\\t]*)*"'
_QUOTED_LINE = re.compile(_QUOTED)
_BARE = re.compile("-?[0-9A-Za-z]+(?:[.:+-][0-9A-Za-z]+)*")
_ITEM = re.compile(rf"{_QUOTED}|-?[0-9]+(?:\.[0-9]+)?|true|false|null")
_FLOW = re.compile(rf"\[({_ITEM.pattern})(?:, (?:{_ITEM.pattern}))*\]")


class _StrangeError(Exception):
    """The text is spelled otherwise."""


def own_tree(text: str) -> dict[str, Tree] | None:
    """Return a mapping in Matinee's own spelling as dicts and lists of texts; None where the parser must read it."""
    if not text.endswith("\n") or _STRANGE.search(text):
        return None
    lines = _Lines(text)
    try:
        tree = lines.mapping(0)
    except _StrangeError:
        return None
    return tree if lines.are_read() else None


class _Lines:
    """The lines of a text and the one that is to be read next."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._lines.pop()
        self._next = 0

    def are_read(self) -> bool:
        """Say whether none is left."""
        return self._next == len(self._lines)

    def mapping(self, indent: int) -> dict[str, Tree]:
        """Read the names that stand at this indent, and their values; raises _StrangeError."""
        if indent > _DEEPEST_INDENT:
            raise _StrangeError
        tree: dict[str, Tree] = {}
        while self._indent() == indent and (named := _NAMED.match(self._lines[self._next], indent)):
            name, value = named.groups()
            if name in tree or name in NULLS:
                raise _StrangeError
            self._next += 1
            tree[name] = self._below(indent + 2) if value is None else self._value(value, indent)
        if not tree:
            raise _StrangeError
        return tree

    def _below(self, indent: int) -> Tree:
        """Read the list or the mapping under a name."""
        if self._indent() != indent:
            raise _StrangeError
        return self._items(indent) if self._lines[self._next].startswith("- ", indent) else self.mapping(indent)

    def _items(self, indent: int) -> list[Tree]:
        items: list[Tree] = []
        while self._indent() == indent and self._lines[self._next].startswith("- ", indent):
            value = self._lines[self._next][indent + 2 :]
            if _NAMED.match(value):
                self._lines[self._next] = f"{' ' * (indent + 2)}{value}"
                items.append(self.mapping(indent + 2))
            else:
                self._next += 1
                items.append(self._value(value, indent))
        return items

    def _indent(self) -> int:
        """Return by how many spaces the next line is indented; -1 where there is none."""
        if self._next == len(self._lines):
            return -1
        line = self._lines[self._next]
        return len(line) - len(line.lstrip(" "))

    def _value(self, value: str, indent: int) -> Tree:
        if value[:1] == '"' and _QUOTED_LINE.fullmatch(value):
            return _unquoted(value)
        if value in ("|", "|-"):
            return self._block(indent + 2) + ("\n" if value == "|" else "")
        if _BARE.fullmatch(value):
            return None if value in NULLS else value
        if value == "[]":
            return []
        if value == "{}":
            return {}
        if _FLOW.fullmatch(value):
            return [_unquoted(item) if item[0] == '"' else None if item == "null" else item for item in _ITEM.findall(value)]
        raise _StrangeError

    def _block(self, indent: int) -> str:
        """Read the lines of a literal block: its first and its last line say something, and none is all spaces."""
        first, pad = self._next, " " * indent
        while self._next < len(self._lines) and (not (line := self._lines[self._next]) or line.startswith(pad)):
            self._next += 1
        block = [line[indent:] for line in self._lines[first : self._next]]
        if not block or not block[0] or block[0][0].isspace() or not block[-1] or any(line.isspace() for line in block):
            raise _StrangeError
        return "\n".join(block)


def _unquoted(text: str) -> str:
    """Return what a quoted text says: of the escapes of YAML only those that JSON has."""
    said: str = json.loads(text) if "\\" in text else text[1:-1]
    return said
