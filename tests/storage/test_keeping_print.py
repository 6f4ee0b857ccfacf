"""What was published without its print being kept prints what it did, whatever of its film or people is changed after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.article import Article, Record, gathered
from desktop.core.person import Bio, Person
from desktop.core.printing import cards_of, headline_of, name_of
from desktop.core.review import Card, FrozenCredit, PartKind, Printed, Review, Status
from desktop.core.saving import Batch, Change, Saved
from desktop.core.work import Work
from desktop.storage.doubt import Doubt
from desktop.storage.keeping_print import with_print_kept
from desktop.storage.library import Library
from desktop.storage.writing import was_written
from tests.storage.builders import an_article, keep, with_body

ASA = Person("3" * 32, "Åsa Dalte", bios=(Bio("en", "An actor."),))


def of_her(library: Library, title: str, status: Status = Status.PUBLISHED, printed: Printed | None = None) -> Article:
    """Keep a review of a film that she directed, which prints her bio."""
    article = an_article(title, "Somebody")
    credit = replace(article.work.credits[0], person=ASA.id)
    work, cards = replace(article.work, credits=(credit,)), (Card(credit.id),)
    review = replace(article.review, status=status, cards=cards, printed=printed, headline="{title}: {director}")
    found = gathered(replace(article, work=work, review=review, people=(ASA,)))
    keep(library, *(record for record in found.records() if record != ASA))
    return found


@pytest.fixture
def printed(library: Library) -> Article:
    keep(library, ASA)
    return of_her(library, "The Beast")


def print_of(library: Library, article: Article) -> tuple[object, ...]:
    now = library.load(article.review.id).article
    cards = [(card.name, card.bio) for card in cards_of(now, PartKind.DIRECTOR)]
    return cards, [name_of(now, credit) for credit in now.work.credits]


def change(library: Library, *records: Record) -> Saved:
    based = [Change(record, library.load_record(type(record), record.id)[1]) for record in records]
    return library.save(Batch(tuple(based))).result(timeout=20)


def stored(library: Library, article: Article) -> tuple[Review, int]:
    return library.load_record(Review, article.review.id)


def respelled(article: Article) -> Work:
    return replace(article.work, credits=(replace(article.work.credits[0], credited_as="A. Dalte"),))


@pytest.mark.parametrize(
    "changed",
    [
        lambda _: replace(ASA, bios=(Bio("en", "A dancer."),)),
        lambda _: replace(ASA, bios=()),
        lambda _: replace(ASA, name="Asa Dalte"),
        respelled,
        lambda article: replace(article.work, title="La Bête"),
    ],
    ids=["bio", "no bio", "name", "spelling of a credit", "title"],
)
def test_what_a_published_review_prints_is_kept_with_the_change_that_would_print_otherwise(
    library: Library, printed: Article, changed: object
) -> None:
    assert callable(changed)
    before, headline = print_of(library, printed), headline_of(printed)
    modified = library.reviews_of_work(printed.work.id)[0].modified
    saved = change(library, changed(printed))
    assert print_of(library, printed) == before
    review, revision = stored(library, printed)
    frozen = Printed("", headline, (FrozenCredit(printed.work.credits[0].id, "Åsa Dalte", "An actor."),))
    assert (review, revision) == (replace(printed.review, printed=frozen), 2)
    assert saved.followed == ((review, 2),)
    assert saved.revisions[review.id] == 2, "its readable copy is written anew"
    assert library.reviews_of_work(printed.work.id)[0].modified == modified, "nobody worked on it"
    assert library.verify() == []


def test_a_review_counts_as_changed_where_it_was_worked_at_and_not_by_the_print_that_is_kept(
    library: Library, printed: Article
) -> None:
    stamped = Change(with_body(printed.review, "Longer."), 1, "2024-01-02T03:04:05Z")
    library.save(Batch((stamped,))).result(timeout=20)
    (review, _), work_id = stored(library, printed), printed.work.id
    kept = replace(review, printed=Printed("", headline_of(printed), (FrozenCredit("c0", "Åsa Dalte", "An actor."),)))
    change(library, kept, replace(ASA, bios=(Bio("en", "A dancer."),)))
    change(library, review, ASA)
    assert library.reviews_of_work(work_id)[0].modified == "2024-01-02T03:04:05Z", "kept and given up again by an open review"
    renamed = Change(replace(printed.work, title="La Bête"), 1)
    library.save(Batch((renamed,), touched={review.id: ""})).result(timeout=20)
    assert stored(library, printed)[0].printed == kept.printed
    assert library.reviews_of_work(work_id)[0].modified > "2025"


def test_it_is_kept_once_and_of_published_reviews_that_keep_none(library: Library, printed: Article) -> None:
    other = Printed("2023-10-06T00:00:00Z", "Print", (FrozenCredit("c0", "Asa", "Somebody."),))
    kept, draft = of_her(library, "Kept", printed=other), of_her(library, "Draft", Status.DRAFT)
    change(library, replace(ASA, bios=(Bio("en", "A dancer."),)))
    saved = change(library, replace(ASA, bios=(Bio("en", "A singer."),)))
    assert saved.followed == ()
    assert [stored(library, each)[1] for each in (printed, kept, draft)] == [2, 1, 1]


def test_nothing_is_kept_where_print_stays_what_it_is(library: Library, printed: Article) -> None:
    saved = change(library, replace(ASA, native_name="오사", sort_name="Dalte"), replace(printed.work, runtime=92, notes="Long."))
    assert (saved.followed, stored(library, printed)) == ((), (printed.review, 1))


def test_a_review_that_is_changed_with_it_keeps_its_print_too(library: Library, printed: Article) -> None:
    saved = change(library, with_body(printed.review, "A longer text."), replace(ASA, bios=(Bio("en", "A dancer."),)))
    review, revision = stored(library, printed)
    assert (review.parts[0].body, revision, review.printed is not None) == ("A longer text.", 2, True)
    assert saved.followed == ((review, 2),)


def test_what_is_taken_back_or_published_only_now_prints_the_people_of_now(library: Library, printed: Article) -> None:
    draft = of_her(library, "Draft", Status.DRAFT)
    now = replace(draft.review, status=Status.PUBLISHED)
    again = replace(printed.review, status=Status.DRAFT)
    saved = change(library, now, again, replace(ASA, bios=(Bio("en", "A dancer."),)))
    assert (saved.followed, stored(library, draft)[0], stored(library, printed)[0]) == ((), now, again)


def test_a_save_that_kept_print_is_known_again_after_a_commit_that_reported_an_error(library: Library, printed: Article) -> None:
    batch = Batch((Change(replace(ASA, bios=(Bio("en", "A dancer."),)), 1), Change(with_body(printed.review, "Longer."), 1)))
    in_doubt = Doubt()
    whole, kept = library.ask(lambda database: with_print_kept(database, batch))
    assert kept == {printed.review.id}
    library.save(batch).result(timeout=20)
    assert library.ask(lambda database: was_written(database, whole))
    in_doubt.batch = whole
    following = Batch((Change(with_body(printed.review, "Longer still."), 1),))
    assert library.ask(lambda database: in_doubt.resolved(database, following))[0].changes[0].base == 2
