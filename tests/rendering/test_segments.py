"""A text rendered piece by piece is the text rendered whole."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.rendering import markdown
from desktop.rendering.segments import pieces_of
from tests.strategies import bodies

_FRAGMENTS = (
    "Plain words of a paragraph.",
    "Ends with a quotation “open",
    "\"Typed\" quotes and 'inner' ones -- with dashes...",
    "# A heading",
    "### A deeper heading ###",
    "Set with a line\n===============",
    "A heading in\n# the middle",
    "- one\n- two",
    "* star\n* star",
    "1. first\n2. second",
    "3) third",
    "2023 was a year.",
    "    indented like code",
    "   three blanks",
    "\tafter a tab",
    "> quoted\n> on",
    "> lazy\ncontinued",
    "Words\n> then quoted",
    "Words\n- not a list",
    "---",
    "***",
    "* * *",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "Term\n: meaning",
    ": meaning",
    "[ref]: https://example.org",
    "> [ref]: https://example.org",
    "- [^1]: below",
    "1. *[HTML]: a language",
    "*[HTML] : a language",
    "See [ref] and [this][ref].",
    "note[^1]",
    "[^1]: below",
    "*[HTML]: a language",
    "HTML here",
    "```\ncode\n\nmore\n```",
    "~~~",
    "`code` in words",
    "<div>\nraw",
    "</div>",
    "<b>bold</b> words",
    "<https://example.org>",
    "a < b and c > d",
    "||",
    "||\u00a0",
    "||hidden|| words",
    "![seen](image:one)",
    "![seen](image:one)\n![also](image:two)",
    "Before\n![seen](image:one)\nafter",
    "**bold\nover lines** and *more",
    "*emphasis* first",
    "__strong__ first",
    "ends with two blanks  \nand goes on",
    "backslash\\\nbreak",
    "(brackets) first",
    "¿Pregunta?",
    "영화는 좋다",
    "«Guillemets» first",
    "{{Burning}} first",
    "@[Ama](person:x) first",
    "\\* escaped",
    "",
    "   ",
    "Line with trailing blanks   ",
    "\x0b control",
    "an old Mac's\r```\rcode",
)
_GAPS = ("\n\n", "\r\n\r\n", "\n\n\n", "\n \n", "\n\t\n", "\n", "\n\n  ")


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.one_of(st.sampled_from(_FRAGMENTS), bodies()), max_size=8))
    return "".join(piece + draw(st.sampled_from(_GAPS)) for piece in pieces)


def whole(text: str) -> str:
    return markdown._safe(text, markdown.Text("", "part-a", "en"))


def joined(text: str) -> str:
    return "\n".join(filter(None, (whole(piece) for piece in pieces_of(text))))


@settings(max_examples=150, deadline=None)
@given(texts())
@example("1. a\n\nWords\n\n2. b")
@example("- a\n\n    more\n\nWords\n\n- b")
@example("> a\n\nWords\n\n> b")
@example("> [ref]: https://example.org\n\nSee [ref]")
@example("- [^1]: below\n\nnote[^1]")
@example("1. *[HTML] : a language\n\nHTML here")
@example("||\u00a0\n\nOne\n\nTwo\n||\u00a0")
@example("x\r```\rcode\n\nBar\r```\r")
@example("Words\n\n    code\n\n\n    code\n\nWords")
def test_the_pieces_joined_print_what_the_whole_prints(text: str) -> None:
    text = markdown.well_formed(text)
    assert joined(text) == whole(text)


def test_paragraphs_and_headings_are_pieces_of_their_own() -> None:
    assert pieces_of("One.\n\nTwo,\nstill two.\n\n## Three\n\n- four\n- five\n\nSix.\n\n\n“Seven”") == [
        "One.",
        "Two,\nstill two.",
        "## Three\n\n- four\n- five",
        "Six.",
        "“Seven”",
    ]


@pytest.mark.parametrize(
    "far",
    ["<div>", "```", "[a]: b", "[^1]: note", "*[A]: b", "*[A] : b", "> [a]: b", "- [^1]: note", ": meaning", "||", "||\u00a0"],
)
def test_what_reaches_across_blank_lines_keeps_a_text_whole(far: str) -> None:
    text = f"One.\n\n{far}\n\nTwo."
    assert pieces_of(text) == [text]
