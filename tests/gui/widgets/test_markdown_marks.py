"""What the light highlighting sees in a line."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.gui.widgets.markdown_marks import LONGEST, MOST, Mark, line_marks


def looks(line: str) -> list[tuple[str, str]]:
    return [(line[s.start : s.end], "+".join(sorted(s.marks))) for s in line_marks(line) if s.start < s.end]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a *b* c", [("*", "marker"), ("b", "italic"), ("*", "marker")]),
        ("a **b** c", [("**", "marker"), ("b", "bold"), ("**", "marker")]),
        ("***b***", [("***", "marker"), ("b", "bold+italic"), ("***", "marker")]),
        ("_b_", [("_", "marker"), ("b", "italic"), ("_", "marker")]),
        ("snake_case_word", []),
        ("2 * 3 * 4", []),
        (r"\*b\*", [("\\", "marker"), ("\\", "marker")]),
        ("{{The Lamp}}", [("{{", "marker"), ("The Lamp", "film"), ("}}", "marker")]),
        ("||no||", [("||", "marker"), ("no", "spoiler"), ("||", "marker")]),
        ("a || b", []),
        ("@[Ama](person:4)", [("@[", "marker"), ("Ama", "person"), ("]", "marker"), ("(person:4)", "address+marker+person")]),
        ("![Ama](image:4)", [("![", "marker"), ("Ama", "picture"), ("]", "marker"), ("(image:4)", "address+marker+picture")]),
        ("[a](b_(c))", [("[", "marker"), ("a", "link"), ("](b_(c))", "marker")]),
        ("`*a*`", [("`", "marker"), ("*a*", "code"), ("`", "marker")]),
        ("## Plot", [("## ", "heading+marker"), ("Plot", "heading")]),
        ("#hashtag", []),
        ("> said", [("> ", "marker+quote"), ("said", "quote")]),
        ("- one", [("- ", "marker")]),
        ("10. one", [("10. ", "marker")]),
        (
            "**a *b* c**",
            [
                ("**", "marker"),
                ("a ", "bold"),
                ("*", "bold+marker"),
                ("b", "bold+italic"),
                ("*", "bold+marker"),
                (" c", "bold"),
                ("**", "marker"),
            ],
        ),
    ],
)
def test_marks(line: str, expected: list[tuple[str, str]]) -> None:
    assert looks(line) == expected


@given(st.text(alphabet="ab *_`|{}[]()!@#>-\\1.🎬", max_size=60))
def test_stretches_are_in_order_and_never_overlap(line: str) -> None:
    end = 0
    for stretch in line_marks(line):
        assert end <= stretch.start <= stretch.end <= len(line)
        assert stretch.marks <= set(Mark)
        end = stretch.end


ODD_LINES = (
    "*" * 5000, "[" * 5000, "**a " * 1500, "||" * 2500, "`" * 5000, "{{" * 2500, "*a" * 2500, "![" * 2500, "{{a" * 2000,
    "*a **b " * 900, "[a](" * 1200, "_a" * 2500, "`` ` " * 1000, "||a " * 1200, "***a** b* " * 500, "\\*" * 2500, "[a\\" * 2000,
    "[" * 2500 + "](" * 1200, '[a](b "' * 700, "||a ||" * 800,
)  # fmt: skip


@pytest.mark.parametrize("line", ODD_LINES, ids=lambda line: line[:8])
def test_hostile_lines_take_no_time(line: str) -> None:
    def cost() -> float:
        start = time.thread_time()
        line_marks(line)
        return time.thread_time() - start

    assert min(cost() for _ in range(3)) < 0.02


def test_what_is_looked_at_in_a_line_is_bounded() -> None:
    assert len(line_marks("*a* " * 500)) <= MOST
    (found,) = line_marks("> " + "a" * LONGEST * 2 + " **far away**")[1:]
    assert found.end == LONGEST


def test_brackets_within_a_link_are_no_words_of_it() -> None:
    assert looks("[a [b](c)")[0] == ("[", "marker")
    assert ("b", "link") in looks("[a [b](c)")
    assert "".join(text for text, mark in looks("[a \\] b](c)") if mark == "link") == "a ] b"
