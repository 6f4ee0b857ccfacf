"""Sixty shapes of Markdown that make readers of Markdown slow, each as long as wanted; written by us, known or suspected."""

from __future__ import annotations

from collections.abc import Callable, Mapping

CALM = "A calm sentence about a lamp."
"""A text that no reader of Markdown finds hard."""

_UNITS = {
    "open brackets": "[",
    "open pictures": "![",
    "closed brackets": "]",
    "bracket pairs": "[]",
    "brackets and words": "[a ",
    "empty links": "[]()",
    "links": "[a](b) ",
    "links that never end": "[a](",
    "links in angles": "[a](<b",
    "links with half a title": '[a](b "',
    "pictures that never end": "![a](",
    "references": "[a][b] ",
    "definitions": "[a]: b\n",
    "definitions with half a title": '[a]: b "c\n',
    "backticks": "`",
    "single code": "`a` ",
    "uneven code": "``a` ",
    "stars": "*",
    "underlines": "_",
    "stars and words": "*a ",
    "strong and words": "**a ",
    "uneven emphasis": "*a **b ",
    "emphasis that closes late": "*a**b_c",
    "underlines within words": "a_b_",
    "tildes": "~~a ",
    "footnotes": "[^a] ",
    "footnotes and their texts": "[^a]\n\n[^a]: b\n\n",
    "a table of one row": "| a ",
    "tables": "| a | b |\n|---|---|\n| c | d |\n\n",
    "rows of a table that never is": "|---\n",
    "items": "- a\n",
    "items of one letter": "* * ",
    "numbers": "1. a\n",
    "quotes": "> a\n",
    "quotes in a line": "> ",
    "headings": "# a\n",
    "hashes": "#",
    "lines below": "a\n===\n",
    "rules": "* * *\n",
    "tags that never end": "<a ",
    "angles": "<",
    "comments that never end": "<!-- ",
    "comments": "<!-- a --> ",
    "tags": "<b>a</b> ",
    "declarations": "<!",
    "instructions": "<? ",
    "addresses in angles": "<https://a.b> ",
    "entities": "&amp;",
    "ampersands": "&",
    "numbers of characters": "&#x1F3AC;",
    "backslashes": "\\",
    "escapes": "\\*",
    "film titles": "{{a}} ",
    "film titles that never end": "{{a",
    "spoilers": "||a|| ",
    "spoilers that never end": "||a ",
    "people": "@[a](person:b) ",
    "people that never end": "@[a](person:",
    "one long line": "word and ",
    "blank ends": "a  \n",
}


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def _nested(before: str, after: str) -> Callable[[int], str]:
    return lambda length: before * (length // (len(before) + len(after))) + after * (length // (len(before) + len(after)))


def _stairs(line: str) -> Callable[[int], str]:
    """Return lines, each two blanks or one sign deeper than the one before, and from the start again at forty."""

    def made(length: int) -> str:
        lines: list[str] = []
        while sum(map(len, lines)) < length:
            depth = len(lines) % 40
            lines.append((line * depth if line.startswith(">") else "  " * depth + line) + "a\n")
        return "".join(lines)[:length]

    return made


def _ticks(length: int) -> str:
    """Return runs of backticks, each longer than the one before, so that none closes."""
    runs: list[str] = []
    while sum(map(len, runs)) < length:
        runs.append("`" * (len(runs) + 1) + "a ")
    return "".join(runs)[:length]


SHAPES: Mapping[str, Callable[[int], str]] = {
    **{name: _repeated(unit) for name, unit in _UNITS.items()},
    "nested brackets": _nested("[", "]"),
    "nested links": _nested("[", "](a)"),
    "nested pictures": _nested("![", "](a)"),
    "nested emphasis": _nested("*a ", " b*"),
    "nested quotes": _stairs("> "),
    "nested items": _stairs("- "),
    "growing backticks": _ticks,
    "code and blanks": lambda length: "```" + " " * (length - 3),
    "a bit of everything": _repeated("[*`<![_{{||@[> - 1. | &#"),
}
"""Name -> the shape in about so many characters."""
