"""JSON and Markdown with front matter read back equal, whatever a review holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.article import Article, gathered
from desktop.core.dates import PartialDate
from desktop.core.errors import FormatError
from desktop.core.image import ImageUse
from desktop.core.outlet import TitleStyle
from desktop.core.review import Correction, Opening, Part, PartKind
from desktop.core.viewing import Viewing
from desktop.exporters.catalogue import format_of
from desktop.exporters.export import Options
from desktop.importers.catalogue import read
from desktop.importers.plan import Plan
from tests.example import example_article, example_viewings
from tests.strategies import TITLES, articles, viewings

READ_BACK = ("json", "markdown-front-matter")


def sent_and_read(article: Article, format_id: str) -> Plan:
    main = format_of(format_id).export(article, Options(private=True)).main
    return read(main.data, main.name)


def assert_equal_again(article: Article, format_id: str) -> None:
    plan = sent_and_read(article, format_id)
    assert plan.articles == (article,)
    assert (plan.notes, plan.leftovers) == ((), ())


@pytest.mark.parametrize("format_id", READ_BACK)
def test_the_example_reads_back_equal(format_id: str) -> None:
    assert_equal_again(example_article(), format_id)


@pytest.mark.parametrize("format_id", READ_BACK)
@pytest.mark.parametrize("title", TITLES)
def test_titles_that_look_like_something_else_stay_titles(title: str, format_id: str) -> None:
    article = example_article()
    work = replace(article.work, title=title, original_title=title, genres=(title,))
    review = replace(article.review, headline="{title}", tags=(title,), byline=title, tagline=title)
    assert_equal_again(replace(article, work=work, review=review), format_id)


@pytest.mark.parametrize("format_id", READ_BACK)
@given(articles())
@settings(max_examples=40)
def test_any_article_reads_back_equal(format_id: str, article: Article) -> None:
    assert_equal_again(article, format_id)


PIECES = st.sampled_from(
    (
        *(
            "{{Burning}}",
            "{{M*A*S*H}}",
            "{{“Quoted”}}",
            "{{ blanks }}",
            "||gone||",
            "\n||\n",
            "||",
            "@[Ama Darko](person:person-ama)",
        ),
        *("@[Ama](person:person-ama)", "@[Nobody](person:x)", "![](image:use)", "![typed](image:use)", "![\"<&>'](image:gone)"),
        *("`{{code}}`", "\n```\n{{fenced}}\n||\n```\n", "\\{{escaped}}", "[^1]", "\n\n[^1]: note", "<cite>typed</cite>"),
        *('<data value="person:x">y</data>', '<span class="spoiler">z</span>', '<details class="spoiler" markdown="1">'),
        *(
            "\n---\n",
            "\n[//]: # (part intro 01234567)\n",
            "\n[//]: # (end)\n",
            "# top",
            "\r\n",
            "\r",
            "\t",
            "  \n",
            "\n\n\n",
            "\x85",
        ),
        *(
            "\u2028",
            "\ufeff",
            "\x00",
            "\x1b",
            "\ufdd3" + "0" + "\ufdd4",
            "\ud800",
            "&amp;",
            "\\",
            "*a* _b_",
            "שלום",
            "한글",
            "سلام",
            "🎬",
        ),
    )
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=12).map("".join), st.sampled_from(TitleStyle), st.sampled_from(Opening))
@settings(max_examples=300)
def test_no_text_is_too_odd_for_front_matter(body: str, style: TitleStyle, opening: Opening) -> None:
    article = example_article()
    part = Part(
        "odd", body=body, opening=opening, opening_text=body, images=(ImageUse("use", "image-still", "A *caption*", body),)
    )
    spoiler = replace(part, id="odd2", spoiler=True, heading=body)
    quote = replace(part, id="odd3", kind=PartKind.PULL_QUOTE)
    review = replace(
        article.review, parts=(part, spoiler, quote, replace(part, id="odd4", body="plain")), notes=body, verdict=body
    )
    odd = gathered(replace(article, review=review, outlet=replace(article.outlet, title_style=style)))
    for format_id in READ_BACK:
        assert_equal_again(odd, format_id)


def test_a_common_text_stands_in_the_body_and_nowhere_else() -> None:
    text = format_of("markdown-front-matter").export(example_article(), Options()).text
    front, _, body = text.partition("\n---\n")
    for words in ("climbs the breakwater", "isn't boasting", "asks for very little", "Nobody looks back"):
        assert words in body
        assert words not in front
    assert "This was cut." in front, "a hidden part keeps its text"
    assert "This was cut." not in body, "and shows it to nobody"


@pytest.mark.parametrize(
    ("format_id", "asked", "leaves"),
    [
        ("json", None, True),
        ("json", True, True),
        ("json", False, False),
        ("markdown-front-matter", None, False),
        ("markdown-front-matter", True, True),
        ("markdown-front-matter", False, False),
        *((format_id, asked, False) for format_id in ("html", "html-fragment", "markdown") for asked in (None, True)),
    ],
)
def test_private_words_leave_for_an_archive_and_never_for_a_site(format_id: str, asked: bool | None, leaves: bool) -> None:
    article = example_article()
    secret = (Correction("SECRET"), *article.review.corrections)
    work, review = replace(article.work, notes="SECRET"), replace(article.review, notes="SECRET", corrections=secret)
    people = tuple(replace(person, notes="SECRET") for person in article.people)
    private = replace(article, work=work, review=review, people=people)
    assert ("SECRET" in format_of(format_id).export(private, Options(private=asked)).text) is leaves


def seen_and_read(given: tuple[Viewing, ...], *, private: bool = True, change: tuple[str, str] = ("", "")) -> Plan:
    options = Options(private=private, viewings=given)
    main = format_of("markdown-front-matter").export(example_article(), options).main
    text = main.data.decode()
    assert change[0] in text
    return read(text.replace(*change, 1).encode() if change[0] else main.data, main.name)


def test_the_viewings_of_a_review_read_back_equal() -> None:
    plan = seen_and_read(example_viewings())
    assert plan.viewings == example_viewings()
    assert plan.articles == (example_article(),)
    assert (plan.notes, plan.leftovers) == ((), ())


@given(st.lists(viewings(), max_size=3, unique_by=lambda viewing: viewing.id))
@settings(max_examples=40)
def test_any_viewings_read_back_equal(drawn: list[Viewing]) -> None:
    article = example_article()
    given_ones = tuple(replace(each, work=article.work.id, review=article.review.id, trashed_at=None) for each in drawn)
    assert seen_and_read(given_ones).viewings == given_ones


def test_companions_and_notes_of_a_viewing_leave_only_where_that_is_wished() -> None:
    options = Options(viewings=example_viewings())
    text = format_of("markdown-front-matter").export(example_article(), replace(options, private=False)).text
    assert "Sefu" not in text
    assert "Rain." not in text
    public = tuple(replace(viewing, companions="", notes="") for viewing in example_viewings())
    assert seen_and_read(example_viewings(), private=False).viewings == public


def test_a_day_that_was_mended_in_the_file_is_the_day_of_the_viewing() -> None:
    first = seen_and_read(example_viewings(), change=("watched: 2023-09-28", "watched: 2023-09-27")).viewings[0]
    assert first == replace(example_viewings()[0], date=PartialDate(2023, 9, 27))


def test_a_day_that_was_added_to_a_file_becomes_a_viewing_and_always_the_same() -> None:
    change = ("\nmatinee:", "\nwatched: 2023-09\nmatinee:")
    (viewing,) = seen_and_read((), change=change).viewings
    article = example_article()
    assert (viewing.work, viewing.review, viewing.date) == (article.work.id, article.review.id, PartialDate(2023, 9))
    assert seen_and_read((), change=change).viewings == (viewing,)


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(FormatError, match="watched"):
        seen_and_read(example_viewings(), change=("watched: 2023-09-28", "watched: last week"))
