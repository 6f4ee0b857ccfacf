"""Our own Markdown with front matter, after somebody has worked on it outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.core.article import Article
from desktop.core.errors import FormatError
from desktop.core.outlet import TitleStyle
from desktop.core.review import Opening, Part
from desktop.core.saving import Moments
from desktop.exporters.catalogue import format_of
from desktop.exporters.export import Options
from desktop.importers.catalogue import read
from desktop.importers.plan import Plan
from tests.example import example_article

Change = Callable[[str], str]


def text_of(article: Article) -> str:
    return format_of("markdown-front-matter").export(article, Options(private=True)).text


def read_changed(*changes: tuple[str, str], article: Article | None = None) -> Plan:
    """Return the plan of the example's file with these words changed in it."""
    text = text_of(article or example_article())
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return read(text.encode(), "a-film.md")


def part(plan: Plan, part_id: str) -> Part:
    (article,) = plan.articles
    found = article.review.part(part_id)
    assert found is not None
    return found


def test_a_text_mended_outside_is_taken_over() -> None:
    plan = read_changed(("It asks for very little", "It asks for <cite>nothing</cite>"))
    assert part(plan, "intro").body.startswith("It asks for {{nothing}} and keeps")
    assert plan.notes == ()


def test_marks_of_ours_may_be_typed_outside_too() -> None:
    plan = read_changed(("It asks for very little", "It asks, like {{Heat}}, for ||little||"))
    assert part(plan, "intro").body.startswith("It asks, like {{Heat}}, for ||little|| and keeps")


def test_a_fact_mended_under_its_site_key_is_taken_over() -> None:
    plan = read_changed(("runtime: 97", "runtime: 98"), ('lang: "en"', "lang: en-GB"), ("rating: 3.5", "rating: 4"))
    (article,) = plan.articles
    assert (article.work.runtime, article.review.language) == (98, "en-GB")
    assert article.review.rating is not None
    assert article.review.rating.value == "4"
    assert len(article.review.parts) == len(example_article().review.parts), (
        "what was made of the old facts is not taken for text"
    )


def test_a_derived_key_changed_by_hand_is_told_and_left_out() -> None:
    plan = read_changed(("draft: true", "draft: false"))
    assert plan.articles == (example_article(),)
    (note,) = plan.notes
    assert "draft" in note


def test_keys_of_the_site_itself_are_told_as_left_over() -> None:
    plan = read_changed(("---\ntitle", "---\nlayout: post\nparams:\n  wide: yes\n  tall: [1, 2]\ntitle"))
    assert plan.articles == (example_article(),)
    assert [(each.place, each.text) for each in plan.leftovers] == [
        ("front matter, layout", "post"),
        ("front matter, params", "wide: yes; tall: 1, 2"),
    ]


def test_the_moments_of_a_readable_copy_are_read_and_nothing_else_has_any() -> None:
    article = example_article()
    review = Moments("2023-10-01T09:00:00Z", "2024-02-29T23:59:59Z")
    moments = {article.review.id: review, article.work.id: Moments("2022-01-01T00:00:00Z", "2022-06-01T00:00:00Z")}
    text = format_of("markdown-front-matter").export(article, Options(private=True, moments=moments)).text
    plan = read(text.encode(), "a-film.md")
    assert (plan.articles, plan.notes, plan.leftovers, plan.moments) == ((article,), (), (), moments)
    assert "\ndate: 2023-10-06\nlastmod: 2024-02-29T23:59:59Z\n" in text, "unquoted, as sites expect it"
    assert "lastmod" not in text_of(article)
    assert "moments" not in text_of(article)
    assert read_changed().moments == {}


def test_a_last_change_that_is_no_moment_is_told_as_left_over() -> None:
    plan = read_changed(("---\n", "---\nlastmod: 2024-03-04\n"))
    assert ([each.place for each in plan.leftovers], plan.moments) == (["front matter, lastmod"], {})


def test_a_heading_changed_outside_becomes_the_parts_own() -> None:
    plan = read_changed(("## About “The Lamplighter”", "## On \\*light\\* & film"))
    assert part(plan, "about").heading == "On *light* & film"
    assert part(plan, "about").body == example_article().review.parts[3].body
    assert len(plan.notes) == 1


def test_an_opening_changed_outside_becomes_the_critics_own() -> None:
    sentence = "The Lamplighter is a Ghanaian-German drama film directed by Lene Voss, starring Ama Darko and Idris Falk."
    intro = part(read_changed((sentence, "It is a film about a lamp.")), "intro")
    assert (intro.opening, intro.opening_text) == (Opening.OWN, "It is a film about a lamp.")
    assert intro.body == example_article().review.parts[0].body
    gone = part(read_changed((sentence, "")), "intro")
    assert (gone.opening, gone.heading) == (Opening.NONE, "")


def test_words_added_inside_what_is_made_are_kept_hidden() -> None:
    plan = read_changed(("- Quayside Cinema", "- Quayside Cinema\n- The library van"))
    (article,) = plan.articles
    names = [each.id for each in article.review.parts]
    added = article.review.parts[names.index("where") + 1]
    assert added.hidden
    assert "The library van" in added.body
    assert "“Where to Watch {title}” was changed in the file" in plan.notes[0]


def test_words_added_between_and_after_parts_become_parts() -> None:
    plan = read_changed(
        ("[//]: # (end where)", "[//]: # (end where)\n\nSeen on a boat."), ("[//]: # (end)", "[//]: # (end)\n\nP.S. Again."),
        ("[//]: # (part intro", "Before all.\n\n[//]: # (part intro"),
    )  # fmt: skip
    (article,) = plan.articles
    bodies = [each.body for each in article.review.parts]
    names = [each.id for each in article.review.parts]
    assert bodies[0] == "Before all."
    assert bodies[names.index("where") + 1] == "Seen on a boat."
    assert "P.S. Again." in bodies[names.index("notes") + 1 :]
    assert len(plan.notes) == 3
    assert len(set(names)) == len(names)


def test_parts_moved_outside_stay_moved() -> None:
    text = text_of(example_article())
    start, end = text.index("[//]: # (part release"), text.index("[//]: # (part where")
    moved = text[:start] + text[end:].replace("[//]: # (part trailer", text[start:end] + "[//]: # (part trailer", 1)
    (article,) = read(moved.encode(), "a.md").articles
    names = [each.id for each in article.review.parts]
    assert names[names.index("rating") :][:4] == ["rating", "where", "release", "trailer"]
    assert sorted(names) == sorted(each.id for each in example_article().review.parts)


def test_a_text_copied_twice_is_there_twice() -> None:
    text = text_of(example_article())
    start, end = text.index("[//]: # (text intro)"), text.index("[//]: # (part plot")
    plan = read((text[:end] + text[start:end] + text[end:]).encode(), "a.md")
    (article,) = plan.articles
    assert sum("It asks for very little" in each.body for each in article.review.parts) == 2


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing() -> None:
    text = text_of(example_article())
    for data in (b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), text.replace("\n", "\r").encode()):
        plan = read(data, "a.md")
        assert plan.articles == (example_article(),)
        assert plan.notes == ()


def test_another_encoding_is_never_silent() -> None:
    text = text_of(replace(example_article(), outlet=replace(example_article().outlet, title_style=TitleStyle.PLAIN)))
    plan = read(text.encode("utf-16"), "a.md")
    assert plan.notes == ("“a.md” is in UTF-16 and was read as such.",)
    plain = text.replace("★★★½☆", "3.5").replace("Ɔ", "O")
    plan = read(plain.encode("cp1252"), "a.md")
    assert plan.articles[0].work.original_title == "Der Laternenanzünder"
    assert "it was read as Windows-1252" in plan.notes[0]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("---\ntitle", "title", "no front matter of Matinee"),
        ("matinee:\n", "other:\n", "not written by Matinee"),
        ("  version: 1\n", "  version: 7\n", "another version"),
        ("\n[//]: # (end)\n", "\n", "may have been cut short"),
        ("runtime: 97", "runtime: long", "“article.work.runtime” must be a whole number"),
        ("rating: 3.5", "rating: 3.7", "'3.7' is not on the scale"),
        ('date: "1987-04-09"', 'date: "1987-13-09"', "“article.work.release_dates[0].date” cannot be '1987-13-09'"),
        ('lang: "en"', "lang: &a en", "uses an anchor, an alias or a tag in its line"),
        ('lang: "en"', "lang: !!python/name:os.system en", "uses an anchor, an alias or a tag in its line"),
        ('lang: "en"', 'lang: "en"\nlang: "de"', "names “lang” twice"),
        ('lang: "en"', "lang: [en", "is not YAML"),
        ('lang: "en"', 'lang: "en"\n...\n--- a', "holds a second document"),
        ('id: "review-lamplighter"', 'id: "../x"', "“review.id” is not an id"),
        ('- id: "plot"', '- id: "intro"', "“review.parts” names “intro” twice"),
        ('    work: "work-lamplighter"', '    work: "work-other"', "names another work or outlet"),
        ('media_type: "image/png"', 'media_type: "image/svg+xml"', "no kind of picture"),
        ("year: 1987", "year: 99999999999999999", "a number that is too large"),
        ("top_billed: true", "top_billed: maybe", "must be true or false"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_changed((old, new))
    assert sentence in str(caught.value)
    assert "“a-film.md” cannot be read." in str(caught.value)
