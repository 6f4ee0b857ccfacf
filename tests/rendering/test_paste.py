"""What is pasted as HTML becomes clean Markdown that prints what was copied."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rendering.markdown import Text, html_of
from desktop.rendering.paste import markdown_from_html
from tests.hostile.snippets import hostile_snippets
from tests.rendering.reading import dangers_in, soup_of

WORD = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0}</style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head><body lang=EN><!--StartFragment-->
<p class=MsoNormal><span lang=EN-GB style='font-size:12.0pt'>The <b>Lamp<o:p></o:p></b><b>lighter</b> is
<i style='mso-bidi-font-style:normal'>slow</i>.</span><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;
</span></span><![endif]>One</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>Inner</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Two</p>
<p class=MsoNormal>&nbsp;</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>First</p>
<!--EndFragment--></body></html>"""

GOOGLE_DOCS = """\
<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-7f"><p dir="ltr" style="line-height:1.38">
<span style="font-weight:700;font-style:normal">Bold</span><span style="font-weight:400;font-style:italic"> and slanted</span></p>
<ul><li dir="ltr"><p dir="ltr"><span style="font-weight:400">A point</span></p></li></ul></b>"""


def test_word_leaves_only_its_words() -> None:
    assert markdown_from_html(WORD) == "The **Lamplighter** is *slow*.\n\n- One\n    - Inner\n- Two\n\n1. First"


def test_google_docs_emphasis_is_understood_from_its_styles() -> None:
    assert markdown_from_html(GOOGLE_DOCS) == "**Bold** *and slanted*\n\n- A point"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Head</h2><p>Text<br>line</p>", "## Head\n\nText  \nline"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
        ('<a href="https://e.example/(x)">link</a>', "[link](https://e.example/(x))"),
        ('<a href="javascript:alert(1)">a</a> <a href="#x">b</a> <a href="/c">c</a>', "a b c"),
        ("<div>one</div><div>two</div>", "one\n\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"),
        ('<p>x<img src="a.png" alt="gone">y</p><script>z</script>', "xy"),
        ("<b><b>a</b></b><i> </i><b> b</b>", "**a** **b**"),
        ("<p>&nbsp;</p>", ""),
        ("", ""),
        ("plain", "plain"),
        ("<ul><li>1986. A year</li><li># x</li></ul>", "- 1986\\. A year\n- \\# x"),
    ],
)
def test_what_is_kept_and_what_is_dropped(html: str, expected: str) -> None:
    assert markdown_from_html(html) == expected


@pytest.mark.parametrize(
    "words",
    [
        "# no heading",
        "- no list",
        "+ no list",
        "1986. A year",
        "1) no list",
        "> no quote",
        "2 * 3 * 4",
        "a_b _c_ __d__",
        "[x](y) ![z](q)",
        "{{no title}}",
        "||no spoiler||",
        "@[nobody](person:x)",
        "`no code`",
        "back\\slash",
        "5 < 6 <b> & &amp; &lt;",
        "* * *",
        "---",
        "===",
        "[^1] and [^1]: x",
        "a | b",
        "~~~",
        "```",
        "Term",
        ": x",
        "<https://no.example>",
        "*[HTML]: x",
    ],
)
def test_signs_of_the_copied_text_stay_signs(words: str) -> None:
    assert _printed(f"<p>{escape(words)}</p>") == words
    assert _printed(f"<p>before</p><p>{escape(words)}</p><p>after</p>") == f"before\n{words}\nafter"
    assert _printed(f"<p>before<br>{escape(words)}</p>") == f"before\n{words}"


def _printed(html: str) -> str:
    soup = soup_of(html_of(Text(markdown_from_html(html), "p", "en")))
    return "\n".join(element.get_text() for element in soup.find_all(recursive=False)).strip()


@given(st.lists(st.text(alphabet="ab*_`[]()#>+-.!|{}\\ 1<&~:=^", min_size=1, max_size=14), min_size=1, max_size=3))
def test_any_words_print_as_they_were_copied(paragraphs: list[str]) -> None:
    copied = [" ".join(words.split()) for words in paragraphs]
    html = "".join(f"<p>{escape(words)}</p>" for words in copied)
    dashes = str.maketrans({"–": "-", "—": "-", "…": "."})
    shown = _printed(html).translate(dashes)
    kept = [words for words in copied if words]
    assert _squeezed(shown) == _squeezed("\n".join(kept))


def _squeezed(words: str) -> str:
    """Return words without the number of dashes and dots, which typography joins."""
    for sign in "-.":
        while sign * 2 in words:
            words = words.replace(sign * 2, sign)
    return words


def test_nothing_hostile_is_pasted() -> None:
    for snippet in hostile_snippets()[::3]:
        assert not dangers_in(html_of(Text(markdown_from_html(snippet), "p", "en"))), snippet


@pytest.mark.parametrize("words", ["https://example.org/film", "review.html", "C:\\film.txt"])
def test_words_that_look_like_a_place_are_words(words: str) -> None:
    assert markdown_from_html(words).replace("\\\\", "\\") == words
