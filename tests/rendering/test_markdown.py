"""Markdown, Matinee's own marks and the typography of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.outlet import TitleStyle
from desktop.rendering.markdown import PictureHtml, Text, html_of, plain_html, well_formed
from desktop.rendering.marks import MarkSetting, Named
from tests.rendering.reading import dangers_in, gaps_in, heading_levels, soup_of

PICTURES = (PictureHtml("one", "<figure>1</figure>", "<img 1>"), PictureHtml("two", "<figure>2</figure>", "<img 2>"))


def html(markdown: str, language: str = "en", *, level: int = 2, marks: MarkSetting | None = None, prefix: str = "part-a") -> str:
    return html_of(Text(markdown, prefix, language, level, marks or MarkSetting(), PICTURES))


def words(markdown: str, language: str = "en") -> str:
    return soup_of(html(markdown, language)).get_text()


@pytest.mark.parametrize(
    ("style", "language", "expected"),
    [
        (TitleStyle.ITALICS, "en", "<p><cite>Don’t Look</cite></p>"),
        (TitleStyle.PLAIN, "en", '<p><cite class="plain">Don’t Look</cite></p>'),
        (TitleStyle.QUOTES, "en", '<p><cite class="quoted">“Don’t Look”</cite></p>'),
        (TitleStyle.QUOTES, "de", '<p><cite class="quoted">„Don’t Look“</cite></p>'),
    ],
)
def test_a_film_title_is_dressed_as_the_outlet_dresses_it(style: TitleStyle, language: str, expected: str) -> None:
    assert html("{{Don't Look}}", language, marks=MarkSetting(style)) == expected


def test_a_film_title_may_hold_any_sign() -> None:
    assert html("{{<Tick, Tick… Boom!>}}") == "<p><cite>&lt;Tick, Tick… Boom!&gt;</cite></p>"
    assert html("{{*batteries not included}}") == "<p><cite>*batteries not included</cite></p>"
    assert (
        html("{{Ocean's 11 & 12}} and **{{M}}**") == "<p><cite>Ocean’s 11 &amp; 12</cite> and <strong><cite>M</cite></strong></p>"
    )


def test_marks_inside_code_stay_and_a_backslash_takes_a_mark_back() -> None:
    assert html("`{{M}} ||x|| @[A](person:b)`") == "<p><code>{{M}} ||x|| @[A](person:b)</code></p>"
    assert html("```\n{{M}}\n||\n```") == "<pre><code>{{M}}\n||\n</code></pre>"
    assert html(r"\{{M}}") == "<p>{{M}}</p>"
    assert html(r"\|\|x\|\|") == "<p>||x||</p>"


def test_an_inline_spoiler_can_be_focused_and_is_named() -> None:
    assert html("So ||she *left*|| him") == (
        '<p>So <span class="spoiler" tabindex="0" title="Spoiler">she <em>left</em></span> him</p>'
    )
    assert html("a || b and c || d") == "<p>a || b and c || d</p>"


def test_a_block_between_two_spoiler_lines_is_folded_away() -> None:
    parsed = soup_of(html("before\n\n||\nOne.\n\n- two\n||\nafter\n\n||\nnever closed"))
    details = parsed.find_all("details", class_="spoiler")
    assert [each.get_text("|", strip=True) for each in details] == ["Spoiler: show|One.|two"]
    assert [p.get_text() for p in parsed.find_all("p", recursive=False)] == ["before", "after", "||\nnever closed"]


def test_a_person_prints_as_credited_when_named_in_full_and_as_typed_otherwise() -> None:
    marks = MarkSetting(people=(Named("p1", "Kim Ji-hun", ("Kim Ji-hun", "Kim Ji-hoon")),))
    typed = "@[Kim Ji-hoon](person:p1), @[Kim](person:p1) and @[Somebody *Else*](person:p2)"
    assert html(typed, marks=marks) == "<p>Kim Ji-hun, Kim and Somebody *Else*</p>"


def test_pictures_alone_on_a_line_are_figures_and_several_lines_a_row() -> None:
    assert html("![a](image:one)") == "<figure>1</figure>"
    assert html("text\n![a](image:one)\n![](image:two)\nmore") == (
        '<p>text</p>\n<div class="gallery">\n<figure>1</figure>\n<figure>2</figure>\n</div>\n<p>more</p>'
    )
    assert html("![a](image:one)\n\n![a](image:two)") == "<figure>1</figure>\n<figure>2</figure>"
    assert html("in ![a](image:one) line") == "<p>in <img 1> line</p>"
    assert html("![a](image:gone)\n![a](image:gone)") == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('[x](https://e.example "a ![a](image:one) b")', '<p><a href="https://e.example" title="a  b">x</a></p>'),
        ("[x](https://e.example/![a](image:one))", '<p><a href="https://e.example/">x</a></p>'),
        ("<https://e.example/![a](image:one)>", '<p><a href="https://e.example/">https://e.example/<img 1></a></p>'),
        ("[![a](image:one)](https://e.example)", '<p><a href="https://e.example"><img 1></a></p>'),
    ],
)
def test_a_picture_stands_in_a_text_and_never_inside_a_tag(typed: str, expected: str) -> None:
    assert html(typed) == expected


@pytest.mark.parametrize("opening", ["&#xFDD1;", "&#xfdd1 ", "&#64977;", "&#0064977", "&&#xFDD1;#xFDD1;"])
@pytest.mark.parametrize("around", ["{0}", '<b title="{0}">x</b>', "<p>{0}</p>", '[x](https://e.example "{0}")'])
def test_what_no_page_may_hold_is_not_let_in_by_its_number(opening: str, around: str) -> None:
    made = html(around.format(f"{opening}one&#xFDD2;"))
    assert "<img 1>" not in made
    assert "<figure>" not in made
    assert made == well_formed(made)
    assert "\ufffd" in made


def test_other_signs_may_be_written_by_their_number() -> None:
    assert html("&#8217; &#x2019; &#xFFFFFFFF; &#9; `&#xFDD1;`") == "<p>’ ’ \ufffd \t <code>&amp;#xFDD1;</code></p>"
    assert html("&#1; &#xD800; &#127;") == "<p>\ufffd \ufffd \ufffd</p>"


@pytest.mark.parametrize("typed", ["![a](https://e.example/a.png)", '<img src="https://e.example/a.png" onerror="x()">'])
def test_a_picture_from_elsewhere_becomes_a_line_that_names_it(typed: str) -> None:
    assert html(typed).removeprefix("<p>").removesuffix("</p>") == (
        '<span class="remote-image">Remote image not loaded: <code>https://e.example/a.png</code></span>'
    )


def test_one_line_paragraphs_stay_apart_and_hard_breaks_stay() -> None:
    assert html("One.\n\nTwo.\n\nThree.") == "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>"
    assert html("a  \nb\\\nc") == "<p>a<br>\nb<br>\nc</p>"


def test_footnotes_have_ids_of_their_own_in_every_part() -> None:
    first, second = (html("a[^1]\n\n[^1]: n", prefix=prefix) for prefix in ("part-a", "part-b"))
    ids = [{tag["id"] for tag in soup_of(each).find_all(id=True)} for each in (first, second)]
    assert ids[0] == {"part-a-fn:1", "part-a-fnref:1"}
    assert not ids[0] & ids[1]
    for each, own in zip((first, second), ids, strict=True):
        assert {str(tag["href"])[1:] for tag in soup_of(each).find_all("a")} == own


def test_typed_ids_and_the_links_to_them_carry_the_prefix() -> None:
    assert html('<p id="x">a</p>\n\n[b](#x)') == '<p id="part-a-x">a</p>\n\n<p><a href="#part-a-x">b</a></p>'


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("# A\n\n### B\n\n# C", [3, 4, 3]), ("###### A\n\n# B", [3, 3]), ("<h1>A</h1>\n\n<h6>B</h6>", [3, 4])],
)
def test_headings_stand_below_the_parts_own_without_a_gap(typed: str, expected: list[int]) -> None:
    assert heading_levels(html(typed)) == expected


@given(st.lists(st.integers(1, 6), max_size=12), st.integers(1, 4))
def test_no_order_of_headings_makes_a_gap(typed: list[int], level: int) -> None:
    levels = heading_levels(html("\n\n".join(f"{'#' * each} x" for each in typed), level=level))
    assert len(levels) == len(typed)
    assert not gaps_in([*range(1, level + 1), *levels])


def test_tables_definitions_and_abbreviations() -> None:
    parsed = soup_of(html("a | b\n--|--:\n1 | 2\n\nTerm\n: Def\n\nHTML\n\n*[HTML]: a language"))
    assert parsed.find("td", style="text-align:right") is not None
    assert [parsed.dt.get_text(), parsed.dd.get_text()] == ["Term", "Def"]  # type: ignore[union-attr]
    assert parsed.abbr is not None
    assert parsed.abbr["title"] == "a language"


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [
        ("en", "\"It's 'so' '90s,\" -- he said... 'tis", "“It’s ‘so’ ’90s,” – he said… ’tis"),
        ("en", '("a") "\'b\' c" rock---roll', "(“a”) “‘b’ c” rock—roll"),
        ("de", "\"Geht's 'gut'?\"", "„Geht’s ‚gut‘?“"),
        ("ja", '"a"', "「a」"),
        ("he", '"a"', "”a”"),
        ("en", '"*a*" b', "“a” b"),
        ("en", r"6\" and `\"`", '6" and \\"'),
        ("en", "2 -- 3 ----- 4", "2 – 3 ----- 4"),
    ],
)
def test_typography_follows_the_language(language: str, typed: str, expected: str) -> None:
    assert words(typed, language) == expected


def test_a_made_up_tag_is_text_and_a_real_one_works() -> None:
    assert html("<Tick, Tick… Boom!> and 5 < 6 <b>x</b>") == "<p>&lt;Tick, Tick… Boom!&gt; and 5 &lt; 6 <b>x</b></p>"
    assert html("<https://e.example/>") == '<p><a href="https://e.example/">https://e.example/</a></p>'


@given(st.text(max_size=200))
def test_no_text_is_dangerous_or_fails(typed: str) -> None:
    made = html(typed)
    assert not dangers_in(made)
    made.encode()
    assert not dangers_in(plain_html(typed))


@given(st.text(alphabet=st.characters(categories=["L", "N", "Zs"]), max_size=80))
def test_letters_and_numbers_come_through(typed: str) -> None:
    assert "".join(words(f"x{typed}").split()) == "".join(f"x{typed}".split())
    assert "".join(soup_of(plain_html(typed)).get_text().split()) == "".join(typed.split())
