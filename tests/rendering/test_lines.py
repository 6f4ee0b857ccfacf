"""Plain one-line fields, addresses that may be linked, and the memory of what was made."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from desktop.core.addresses import provider_of, web_address
from desktop.core.outlet import TitleStyle
from desktop.rendering.lines import Lines
from desktop.rendering.memory import Memory
from desktop.rendering.templates import rendered
from desktop.rendering.typography import quotes_of


def test_a_line_is_escaped_set_and_its_titles_dressed() -> None:
    lines = Lines("en", TitleStyle.ITALICS)
    assert lines.html("A \"b\" <i> in {{Don't & Look}}'s *light*") == (
        "A “b” &lt;i&gt; in <cite>Don’t &amp; Look</cite>’s *light*"
    )
    assert lines.plain("So {{M}} isn't <i>") == "So “M” isn’t <i>"


def test_titles_in_a_line_follow_the_outlet_and_the_language() -> None:
    assert Lines("de", TitleStyle.QUOTES).html("{{M}}") == '<cite class="quoted">„M“</cite>'
    assert Lines("en", TitleStyle.PLAIN).html("{{M}}") == '<cite class="plain">M</cite>'


@pytest.mark.parametrize(
    ("language", "opening"), [("en-GB", "“"), ("de-AT", "„"), ("pt-PT", "«"), ("pt-BR", "“"), ("xx", "“"), ("sv", "”")]
)
def test_quotation_marks_of_a_tag(language: str, opening: str) -> None:
    assert quotes_of(language).opening == opening


@pytest.mark.parametrize("address", ["https://e.example/a?b=c#d", "HTTP://e.example", " https://e.example/ü "])
def test_web_addresses_may_be_linked(address: str) -> None:
    assert web_address(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "e.example",
        "//e.example",
        "javascript:alert(1)",
        "https://",
        "https://e.example/ b",
        "https://[",
        'https://e.example/"',
        "file:///x",
    ],
)
def test_nothing_else_may(address: str) -> None:
    assert web_address(address) == ""


@pytest.mark.parametrize(
    ("address", "provider"),
    [
        ("https://www.youtube.com/watch?v=x", "YouTube"),
        ("https://youtu.be/x", "YouTube"),
        ("https://player.vimeo.com/video/1", "Vimeo"),
        ("https://notvimeo.com/1", ""),
        ("https://vimeo.com.evil.example/1", ""),
        ("youtube.com", ""),
    ],
)
def test_trailers_are_known_by_their_host(address: str, provider: str) -> None:
    assert provider_of(address) == provider


def test_the_memory_keeps_the_last_used_and_no_failures() -> None:
    made: list[str] = []
    memory: Memory[str, str] = Memory(2)

    def ask(key: str) -> str:
        def make() -> str:
            made.append(key)
            return key

        return memory.recall(key, make)

    assert [ask(key) for key in "abacab"] == list("abacab")
    assert made == list("abcb")
    with pytest.raises(ZeroDivisionError):
        memory.recall("x", lambda: str(1 // 0))
    assert memory.recall("x", lambda: "mended") == "mended"


def test_a_template_never_takes_plain_text_for_html_it_has_rendered_before() -> None:
    assert "<b>x</b>" in rendered("headline.html", headline=Markup("<b>x</b>"))
    assert "&lt;b&gt;x&lt;/b&gt;" in rendered("headline.html", headline="<b>x</b>")
