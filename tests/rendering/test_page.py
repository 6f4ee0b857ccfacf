"""The page of an article: what it prints, in which blocks, and that nothing else decides its bytes."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.core.article import Article
from desktop.core.image import ImageUse
from desktop.core.outlet import Outlet, TitleStyle
from desktop.core.rating import NO_RATING, Rating
from desktop.core.review import Opening, Part, PartKind, PartRole, Review
from desktop.core.work import CAST_JOBS, Trailer, WatchPlace, Work
from desktop.rendering.page import render_page, stylesheet
from tests.example import drawn_article, example_article, write_pictures
from tests.rendering.reading import (
    block_of,
    compare_with_golden,
    dangers_in,
    gaps_in,
    heading_levels,
    soup_of,
)

ROOT = Path(__file__).resolve().parents[2]


def bare(**review: Any) -> Article:
    return Article(Review("r", "w", "o", "2026-01-01T00:00:00Z", **review), Work("w"), Outlet("o", "The Quarterly"))


def changed(**review: Any) -> Article:
    article = example_article()
    return article.with_record(replace(article.review, **review))


def with_part(part_id: str, **values: Any) -> Article:
    parts = example_article().review.parts
    return changed(parts=tuple(replace(part, **values) if part.id == part_id else part for part in parts))


def test_the_example_is_its_golden_page() -> None:
    html = render_page(example_article()).html()
    compare_with_golden("example.html", html.replace(stylesheet(), "(the stylesheet)\n"))


def test_a_page_in_german_for_an_outlet_with_quotation_marks_is_its_golden_page() -> None:
    article = replace(changed(language="de", byline="Lene Voss"), outlet=Outlet("o", "Quartal", title_style=TitleStyle.QUOTES))
    compare_with_golden("german.html", render_page(article).article() + "\n")


def test_every_block_is_one_element_with_its_own_id() -> None:
    page = render_page(example_article())
    ids = [block.id for block in page.blocks]
    printed = [part.id for part in example_article().review.parts if part.id not in {"cut", "empty"}]
    parts = [f"part-{part_id}" for part_id in printed]
    assert ids == ["headline", "standfirst", "byline", "hero", *parts, "corrections", "see-also"]
    for block in page.blocks:
        assert type(block.html) is str
        elements = list(soup_of(block.html).children)
        assert len(elements) == 1
        assert block_of(block.html, block.id) is elements[0] or block_of(block.html, block.id) == elements[0]
        assert block.html == block.html.strip()
    everything = [tag["id"] for tag in soup_of(page.html()).find_all(id=True)]
    assert len(everything) == len(set(everything))


def test_headings_have_no_gap_and_one_page_title() -> None:
    levels = heading_levels(render_page(example_article()).html())
    assert levels.count(1) == 1
    assert not gaps_in(levels)
    steep = render_page(changed(parts=tuple(replace(part, level=4) for part in example_article().review.parts))).html()
    assert not gaps_in(heading_levels(steep))


def test_an_empty_review_prints_nothing_at_all() -> None:
    page = render_page(bare(parts=tuple(Part(kind.value, kind, heading="Heading") for kind in PartKind)))
    assert page.blocks == ()
    assert "application/ld+json" not in page.html()
    assert "<title>The Quarterly</title>" in page.html()


@pytest.mark.parametrize("part_id", ["facts", "release", "where", "trailer", "director", "cast", "crew", "notes"])
def test_a_part_without_data_prints_nothing_not_even_its_heading(part_id: str) -> None:
    article = example_article()
    empty = article.with_record(Work(article.work.id, title="The Lamplighter"))
    part = next(part for part in article.review.parts if part.id == part_id)
    lone = empty.with_record(replace(article.review, parts=(part,), rating=None))
    assert [block.id for block in render_page(lone).blocks if block.id.startswith("part")] == []


def test_no_element_is_empty() -> None:
    soup = soup_of(render_page(example_article()).article())
    hollow = [
        tag
        for tag in soup.find_all(True)
        if not tag.get_text(strip=True) and not tag.find("img") and tag.name not in {"img", "hr", "br"}
    ]
    assert [tag.get("class") for tag in hollow] == [["picture-to-come"]] * len(hollow)


def test_titles_with_signs_of_html_survive_everywhere() -> None:
    article = example_article()
    title = "<Tick, Tick… Boom!> & 'Co'"
    article = article.with_record(replace(article.work, title=title))
    html = render_page(article).html()
    assert f"About “{title.replace(chr(39), '’', 1)[:-1]}" in soup_of(html).get_text().replace("‘", "’")
    assert soup_of(html).h1.get_text().startswith("“<Tick, Tick… Boom!> & ")  # type: ignore[union-attr]
    assert soup_of(html).find("tick") is None
    assert "\\u003cTick" in html


def test_dates_carry_their_machine_form() -> None:
    times = soup_of(render_page(example_article()).html()).find_all("time")
    assert [(time["datetime"], time.get_text()) for time in times] == [
        ("2023-10-06", "October 6, 2023"),
        ("1987-04-09", "April 9, 1987"),
        ("1988-02", "February 1988"),
    ]


def test_a_rating_has_its_words_beside_it() -> None:
    def rating_of(rating: Rating) -> list[tuple[str, bool]]:
        box = block_of(render_page(changed(rating=rating)).html(), "part-rating").find("p", class_="rating")
        return [(tag.get_text(), tag.has_attr("aria-hidden")) for tag in box.find_all(True)]  # type: ignore[union-attr]

    assert rating_of(Rating("stars5half", "3.5")) == [("★★★½☆", True), ("3 and a half out of 5", False)]
    assert rating_of(Rating("percent", "87")) == [("87%", True), ("87 percent", False)]
    assert rating_of(Rating("letters", "B-")) == [("B−", False)]


def test_the_verdict_stands_in_the_rating_box_or_by_itself_after_the_text() -> None:
    inside = render_page(example_article())
    assert "verdict" not in [block.id for block in inside.blocks]
    assert block_of(inside.html(), "part-rating").find(class_="verdict") is not None
    ids = [block.id for block in render_page(changed(rating=NO_RATING)).blocks]
    assert ids[ids.index("part-ending") + 1] == "verdict"


def test_cards_with_and_without_portrait_and_bio() -> None:
    cast = block_of(render_page(example_article()).html(), "part-cast")
    cards = cast.find_all("li", class_="card")
    assert [card.h3 and card.h3.get_text() for card in cards] == ["Ama Darko", "Idris Falk", "Petra Lind", "Kofi A. Mensah"]
    assert ["with-portrait" in card["class"] for card in cards] == [True, True, False, False]
    assert [card.find(class_="bio") is not None for card in cards] == [True, True, False, False]
    caption = cards[0].find("figcaption")
    assert caption is not None
    assert caption.get_text() == "Ama Darko"
    assert len([credit for credit in example_article().work.credits if credit.job in CAST_JOBS]) == len(cards)


def test_a_spoiler_part_is_folded_with_its_heading_outside() -> None:
    part = block_of(render_page(example_article()).html(), "part-ending")
    assert [child.name for child in part.find_all(recursive=False)] == ["h3", "details"]
    assert "Nobody looks back." in part.details.get_text()  # type: ignore[union-attr]


def test_affiliate_links_say_so_and_unsafe_addresses_are_no_links() -> None:
    article = example_article()
    watch = (*article.work.watch, WatchPlace("Bad", url="javascript:alert(1)"), WatchPlace("Plain", url="https://plain.example/"))
    where = block_of(render_page(article.with_record(replace(article.work, watch=watch))).html(), "part-where")
    links = {link.get_text(): link.get("rel") for link in where.find_all("a")}
    assert links == {"Lantern": ["sponsored", "nofollow"], "Plain": None}
    assert where.find(class_="disclosure") is not None


@pytest.mark.parametrize(
    ("trailer", "words", "linked"),
    [
        (Trailer("https://www.youtube.com/watch?v=x"), ["Watch the trailer", "YouTube"], True),
        (Trailer(provider="YouTube", label="YouTube video", caption="Ballerina"), ["YouTube video", "Ballerina"], False),
        (Trailer("https://notyoutube.com.example/"), ["Watch the trailer"], True),
    ],
)
def test_the_trailer_is_a_linked_card(trailer: Trailer, words: list[str], linked: bool) -> None:
    article = example_article()
    part = block_of(render_page(article.with_record(replace(article.work, trailer=trailer))).html(), "part-trailer")
    assert list(part.stripped_strings)[1:] == words
    assert (part.find("a") is not None) is linked


def test_pictures_beside_the_page_are_listed_with_safe_names() -> None:
    page = render_page(example_article(), image_folder="pics")
    sources = {str(img["src"]) for img in soup_of(page.html()).find_all("img")}
    assert sources == {file.address for file in page.files}
    assert all(re.fullmatch(r"pics/[a-z0-9-]{1,32}-[0-9a-f]{8}\.png", address) for address in sources)
    assert {file.stored for file in page.files} == {image.stored for image in example_article().images}
    assert all(img.has_attr("width") and img.has_attr("height") for img in soup_of(page.html()).find_all("img"))


def test_two_pictures_never_share_an_address() -> None:
    article = example_article()
    first = article.images[0]
    twin = replace(first, id="twin", digest=first.digest[:8] + "f" * 56, name=first.name.upper())
    gallery = Part("g", PartKind.GALLERY, images=(ImageUse("1", first.id), ImageUse("2", "twin")))
    article = replace(article, images=(*article.images, twin)).with_record(replace(article.review, parts=(gallery,), hero=None))
    files = render_page(article).files
    assert {file.stored for file in files} == {first.stored, twin.stored}
    assert len({file.address.lower() for file in files}) == 2


def test_pictures_inside_the_page_are_the_files_bytes(tmp_path: Path) -> None:
    write_pictures(tmp_path)
    article = drawn_article()
    page = render_page(article, images="inline", library=tmp_path)
    assert page.files == ()
    found = [str(img["src"]) for img in soup_of(page.html()).find_all("img")]
    stored = {(tmp_path / image.stored).read_bytes() for image in article.images}
    assert {base64.b64decode(src.removeprefix("data:image/png;base64,")) for src in found} == stored


def test_a_missing_file_inside_the_page_is_a_placeholder(tmp_path: Path) -> None:
    html = render_page(example_article(), images="inline", library=tmp_path).html()
    assert "<img" not in html
    assert html.count('class="picture-to-come"') > 3
    with pytest.raises(ValueError, match="library"):
        render_page(example_article(), images="inline")


def test_without_pictures_no_figure_and_no_gallery_is_left() -> None:
    page = render_page(example_article(), images="none")
    assert page.files == ()
    soup = soup_of(page.article())
    assert not soup.find_all(["img", "figcaption"], class_=lambda name: name != "trailer")[1:]
    assert "part-stills" not in [block.id for block in page.blocks]
    assert soup.find(class_="gallery") is None


def test_a_page_from_right_to_left() -> None:
    page = render_page(changed(language="he", headline="מנורה"))
    assert '<html lang="he" dir="rtl">' in page.html()
    assert page.article_attributes == ' class="review h-review" lang="he" dir="rtl"'


def test_a_paused_part_prints_as_plain_paragraphs() -> None:
    article = with_part("plot", body="*a* <b>\n\n[c](x)")
    page = render_page(article, paused=frozenset({"plot", "gone"}))
    assert page.paused == ("plot",)
    assert '<p class="paused">*a* &lt;b&gt;</p>\n<p class="paused">[c](x)</p>' in page.html()
    others = [block for block in page.blocks if block.id != "part-plot"]
    assert others == [block for block in render_page(article).blocks if block.id != "part-plot"]


def test_a_text_nested_too_deeply_is_shown_plainly() -> None:
    deep = "\n".join(f"{' ' * 4 * depth}- a" for depth in range(400))
    page = render_page(with_part("plot", body=deep))
    assert page.paused == ("plot",)
    assert render_page(example_article()).paused == ()


def test_an_opening_of_ones_own_is_markdown_and_the_generated_one_is_not() -> None:
    own = Part("i", role=PartRole.INTRO, opening=Opening.OWN, opening_text="*Mine* is {{M}}.", body="More.")
    block = block_of(render_page(changed(parts=(own,))).html(), "part-i")
    assert [str(p) for p in block.find_all("p")] == ["<p><em>Mine</em> is <cite>M</cite>.</p>", "<p>More.</p>"]
    article = example_article()
    starred = article.with_record(replace(article.work, title="*M*"))
    assert "*M* is a Ghanaian" in block_of(render_page(starred).html(), "part-intro").get_text()


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = render_page(example_article())
    assert not dangers_in(page.article())
    head = soup_of("\n".join(page.head))
    assert [tag.get("type") for tag in head.find_all("script")] == ["application/ld+json"]
    assert not re.search(r"@import|url\(|expression|https?:", stylesheet())


def test_notices_come_before_each_part_rendered_anew_and_only_then() -> None:
    heard: list[str] = []
    article = with_part("plot", body="A text that no other test has: notices.")
    render_page(article, notice=lambda part_id, _length: heard.append(part_id))
    assert "plot" in heard
    heard.clear()
    render_page(article, notice=lambda part_id, _length: heard.append(part_id))
    assert heard == []


_PRINT = (
    "import sys; from tests.example import example_article; from desktop.rendering.page import render_page; "
    "sys.stdout.buffer.write(render_page(example_article()).html().encode())"
)


@pytest.mark.parametrize(
    "variables",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0", "PYTHONHASHSEED": "77"},
    ],
    ids=["east", "turkish"],
)
def test_the_bytes_are_the_same_in_every_locale_and_time_zone(variables: dict[str, str]) -> None:
    made = subprocess.run([sys.executable, "-c", _PRINT], cwd=ROOT, env=os.environ | variables, capture_output=True, check=True)
    assert made.stdout == render_page(example_article()).html().encode()
