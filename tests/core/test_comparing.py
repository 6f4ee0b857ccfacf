"""Two states of a review: every place that differs, in the article's order, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from desktop.core.article import Article
from desktop.core.comparing import Comparison, Fate, Section, compare
from desktop.core.edits import move_part, remove_part, set_part
from desktop.core.person import Alias, AliasKind, Bio
from desktop.core.review import Part, Status
from desktop.core.word_runs import Kind
from desktop.core.work import WatchPlace
from desktop.core.zoned_time import ZonedTime
from tests.example import drawn_article
from tests.strategies import articles


def told(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Return section, label or heading, and fate of every place."""
    return [(each.section, each.part.heading if each.part else each.label, each.fate) for each in comparison.passages]


@settings(max_examples=10)
@given(article=articles())
def test_nothing_differs_from_itself(article: Article) -> None:
    assert compare(article, article).passages == ()


@settings(max_examples=10)
@given(before=articles(), after=articles())
def test_any_two_articles_can_be_compared(before: Article, after: Article) -> None:
    order = list(Section)
    places = [order.index(each.section) for each in compare(before, after).passages]
    assert places == sorted(places), "in the article's order"


def test_each_kind_of_change_is_told_once_and_in_order() -> None:
    before = drawn_article()
    texts = [part for part in before.review.parts if part.body]
    credit = before.work.credits[-1]
    after = replace(
        before,
        work=replace(
            before.work,
            runtime=141,
            watch=(*before.work.watch, WatchPlace("Kanopy")),
            credits=(*before.work.credits[:-1], replace(credit, characters=("Somebody else",))),
        ),
        review=replace(before.review, standfirst="Another standfirst.", status=Status.FILED, notes="Ask the editor."),
    )
    after = set_part(after, replace(texts[0], body=f"{texts[0].body}\n\nOne thing more."))
    last = before.review.parts[-1]
    after = remove_part(after, last.id)
    found = compare(before, after)
    assert [(section, label) for section, label, _ in told(found)][:3] == [
        (Section.HEADLINE, "Standfirst"),
        (Section.FACTS, "Running time"),
        (Section.FACTS, "Where to watch"),
    ]
    assert [each.section for each in found.passages[3:]] == [
        Section.PEOPLE,
        Section.PARTS,
        Section.PARTS,
        Section.PUBLISHING,
        Section.PUBLISHING,
    ]
    text, gone = found.passages[4], found.passages[5]
    assert [run.text for run in text.runs if run.kind is Kind.ADDED] == ["\n\nOne thing more."]
    assert not any(run.kind is Kind.REMOVED for run in text.runs)
    assert (gone.part, gone.fate, found.owner(gone)) == (last, Fate.REMOVED, before)


def test_a_part_that_only_moved_says_so_once() -> None:
    before = drawn_article()
    first = before.review.parts[0]
    found = compare(before, move_part(before, first.id, 3))
    assert told(found) == [(Section.PARTS, first.heading, Fate.MOVED)]


def test_what_is_set_of_a_part_is_in_words() -> None:
    before = drawn_article()
    part = next(part for part in before.review.parts if part.body)
    (found,) = compare(before, set_part(before, replace(part, hidden=True))).passages
    assert [run.text.strip() for run in found.runs if run.kind is Kind.ADDED] == ["hidden"]


def test_a_heading_stands_among_the_words_only_where_it_changed() -> None:
    before = drawn_article()
    part = next(part for part in before.review.parts if part.heading == "Plot")
    (text,) = compare(before, set_part(before, replace(part, body=f"{part.body} Then night falls."))).passages
    assert "Plot" not in "".join(run.text for run in text.runs), "the place is called so already"
    (heading,) = compare(before, set_part(before, replace(part, heading="Story"))).passages
    assert [run.text.strip() for run in heading.runs if run.kind is not Kind.SAME] == ["Plot", "Story"]


def test_a_new_part_and_a_new_order_of_billing() -> None:
    before = drawn_article()
    part = Part("fresh", heading="Afterthought", body="Yes.")
    billing = tuple(reversed(before.work.credits))
    after = replace(
        before,
        review=replace(before.review, parts=(part, *before.review.parts)),
        work=replace(before.work, credits=billing),
    )
    assert told(compare(before, after)) == [
        (Section.PEOPLE, "Order of billing", Fate.CHANGED),
        (Section.PARTS, "Afterthought", Fate.ADDED),
        (Section.PARTS, "", Fate.CHANGED),
    ], "the facts sentence of the introduction follows the billing"


def test_what_is_known_of_the_people_is_compared_too_and_once() -> None:
    before = drawn_article()
    lene = before.person("person-lene")
    assert lene is not None
    changed = replace(lene, aliases=(Alias("Lena Voss", AliasKind.MISSPELLING),), notes="Ask her agent.", pronouns="she/her")
    found = compare(before, before.with_record(changed))
    assert told(found) == [(Section.PEOPLE, "Lene Voss", Fate.ADDED)], "she has two credits"
    words = " ".join(run.text for run in found.passages[0].runs)
    assert [line in words for line in ("Also: Lena Voss (misspelling)", "Private notes: Ask her agent.")] == [True, True]


def test_pictures_are_compared_where_they_stand_with_what_is_said_of_them() -> None:
    before = drawn_article()
    part = next(part for part in before.review.parts if part.images and part.images[0].image)
    use = part.images[0]
    image = before.image(use.image)
    hero = before.review.hero
    assert image is not None
    assert hero is not None
    after = set_part(before, replace(part, images=(replace(use, caption="", alt="Zebra stripes."), *part.images[1:])))
    after = after.with_record(replace(image, credit="Somebody else"))
    after = after.with_record(replace(after.review, hero=replace(hero, decorative=True, caption="", alt="")))
    found = compare(before, after)
    assert told(found)[0] == (Section.HEADLINE, "Main picture", Fate.CHANGED)
    headline, *parts = found.passages
    assert "decorative" in "".join(run.text for run in headline.runs if run.kind is Kind.ADDED)
    (passage,) = (each for each in parts if each.part is not None and each.part.id == part.id)
    added = "".join(run.text for run in passage.runs if run.kind is Kind.ADDED)
    assert "Zebra" in added
    assert "Somebody" in added


def test_a_house_style_is_compared_line_by_line() -> None:
    before = drawn_article()
    outlet = replace(before.outlet, headline="{title}", scale="letters", template=before.outlet.template[1:])
    found = compare(before, before.with_record(outlet))
    assert (Section.PUBLISHING, "House style", Fate.CHANGED) in told(found)
    (passage,) = (each for each in found.passages if each.label == "House style")
    words = "".join(run.text for run in passage.runs if run.kind is not Kind.REMOVED)
    assert "Headline pattern: {title}\n" in words
    assert "Rating scale: letters" in words


def test_a_printed_bio_is_told_where_it_is_printed_and_not_again() -> None:
    before = drawn_article()
    idris = before.person("person-idris")
    assert idris is not None
    changed = replace(idris, bios=(Bio("en", "A stage actor."),))
    found = compare(before, before.with_record(changed))
    assert [label for _section, label, _fate in told(found)] == ["Idris Falk"]
    spanish = replace(idris, bios=(*idris.bios, Bio("es", "Actor de teatro.")))
    found = compare(before, before.with_record(spanish))
    assert "Bio (es): Actor de teatro." in " ".join(run.text for run in found.passages[0].runs)


def test_a_deadline_and_an_embargo_are_told_as_people_say_them() -> None:
    before = drawn_article()
    held = replace(before.review, deadline=ZonedTime("2027-03-15T23:59", "Asia/Seoul"))
    after = replace(before, review=replace(held, embargo=ZonedTime("2027-03-16T21:00", "Europe/London")))
    later = replace(after, review=replace(after.review, embargo=ZonedTime("2027-03-17T21:00", "Europe/London")))
    words = ["".join(run.text for run in each.runs) for each in compare(before, after).passages]
    assert words == ["Monday 15 March 2027, 23:59, Seoul", "Tuesday 16 March 2027, 21:00, London"]
    assert told(compare(before, after)) == [
        (Section.PUBLISHING, "Due", Fate.ADDED),
        (Section.PUBLISHING, "Embargo", Fate.ADDED),
    ]
    assert told(compare(after, later)) == [(Section.PUBLISHING, "Embargo", Fate.CHANGED)]
