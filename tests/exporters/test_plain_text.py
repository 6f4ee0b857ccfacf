"""The copy for an editor: every word of the page and no mark of HTML, with the embargo in its first line."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings

from desktop.core.article import Article
from desktop.core.review import Part
from desktop.core.zoned_time import ZonedTime
from desktop.exporters.catalogue import format_of
from desktop.exporters.export import Options
from desktop.exporters.page_text import Signs, page_text
from desktop.rendering.page import render_page
from tests.example import example_article
from tests.strategies import articles

SIGNS = Signs(("“", "”"), "Spoiler")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One\nline &amp; <em>one</em>.<br>\nAnother.</p>\n<p>Next.</p>", "One line & one.\nAnother.\n\nNext."),
        ("<ol>\n<li>a</li>\n<li>b<ul><li>c<br>d</li></ul></li></ol>", "1. a\n2. b\n   - c\n     d"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n  b"),
        ("<blockquote><p>a</p><ul><li>b</li></ul></blockquote>", "> a\n\n> - b"),
        ("<p>See <a href='https://a.example/'>there</a>, <a href='#x'>here</a>.</p>", "See there (https://a.example/), here."),
        ("<p><a href='https://a.example/'>https://a.example/</a></p>", "https://a.example/"),
        ("<p><a href='mailto:a@b.example'>write</a></p>", "write (a@b.example)"),
        ("<p><cite>Ran</cite>, <cite class='quoted'>«Ran»</cite>, <cite class='plain'>Ran</cite></p>", "“Ran”, «Ran», Ran"),
        ("<p>He <span class='spoiler'>dies</span>.</p>", "He (Spoiler: dies)."),
        ("<details><summary>Show</summary><p>He dies.</p></details><p>So.</p>", "> [Spoiler]\n\n> He dies.\n\nSo."),
        ("<table><tr><th>a</th> <th>b</th></tr>\n<tr><td>1</td><td>2</td></tr></table>", "a | b\n1 | 2"),
        ("<pre><code>a\n  b\n</code></pre>", "a\n  b"),
        ("<figure><img src='images/a.png' alt='x'><figcaption>A\n<i>b</i></figcaption></figure>", "[images/a.png: A b]"),
        ("<p>a <img src='images/a.png' alt=''> b</p>", "a [images/a.png] b"),
        ("<dl><div><dt>Year</dt><dd>1987</dd></div><dt>By</dt><dd>Her</dd></dl>", "Year: 1987\nBy: Her"),
        ("<h3>Ama</h3><p class='role'>Marta</p><p>Born.</p>", "Ama\nMarta\n\nBorn."),
        ("<p></p>\n<hr>", ""),
    ],
)
def test_what_a_page_shows_stands_in_words(html: str, text: str) -> None:
    assert page_text(html, SIGNS) == text


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


@given(articles())
@settings(max_examples=40)
def test_no_word_of_the_page_is_missing(article: Article) -> None:
    text = format_of("text").export(article, Options()).text
    page = render_page(article)
    soup = BeautifulSoup("\n".join(block.html for block in page.blocks if block.id != "byline"), "html.parser")
    for left_out in soup.select("summary, .footnote-backref"):
        left_out.decompose()
    missing = words(soup.get_text(" ")) - words(text)
    assert not missing


def test_a_text_is_no_html() -> None:
    article = example_article()
    body = "Four < five & `a < b`.\n\n<b>bold</b> and <script>alert(1)</script>"
    review = replace(article.review, parts=(Part("p", body=body),))
    text = format_of("text").export(replace(article, review=review), Options()).text
    assert "Four < five & a < b." in text
    assert "<b>" not in text
    assert "alert" not in text


def test_an_embargo_is_the_first_line_and_names_the_clock() -> None:
    article = example_article()
    plain = format_of("text").export(article, Options()).text
    held = replace(
        article.review,
        embargo=ZonedTime("2027-03-15T21:00", "Europe/London"),
        social_embargo=ZonedTime("2027-07-15T09:00", "America/New_York"),
        deadline=ZonedTime("2027-03-14T17:00", "Asia/Seoul"),
    )
    text = format_of("text").export(replace(article, review=held), Options()).text
    assert text == f"EMBARGO: Mon 15 Mar, 21:00 GMT\nSOCIAL EMBARGO: Thu 15 Jul, 09:00 EDT\n\n{plain}"
