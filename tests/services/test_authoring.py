"""The desk: one history a review, shared records, and batches that lose nothing."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from desktop.core.article import Article
from desktop.core.edits import (
    add_credit,
    add_part,
    move_credit,
    move_part,
    remove_credit,
    remove_part,
    set_field,
    set_part,
    with_bio,
)
from desktop.core.fields import FIELD_BY_KEY
from desktop.core.identity import new_id, new_part_id
from desktop.core.outlet import standard_outlets
from desktop.core.person import Person
from desktop.core.printing import bio_of, with_print_kept
from desktop.core.review import Part, Review, Status
from desktop.core.saving import Batch, Change, Loaded
from desktop.core.starting import new_article
from desktop.core.work import Work
from desktop.services.archive import Archive, open_archive
from desktop.services.authoring import Desk, Place, Session

CREATED = "2026-01-01T00:00:00Z"


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def two_reviews(archive: Archive) -> tuple[Desk, Clock, Session, Session]:
    """Store two reviews of one film and open both."""
    outlet, work = standard_outlets()[0], Work(new_id(), title="The Lamplighter", year=1987)
    first = new_article(outlet, work, created=CREATED)
    second = new_article(outlet, work, created=CREATED)
    archive.store_new([work, first.review, second.review]).result()
    clock = Clock()
    desk = Desk(archive, clock)
    return desk, clock, desk.open(first.review.id), desk.open(second.review.id)


def save(archive: Archive, desk: Desk) -> None:
    batch = desk.take()
    if batch is not None:
        desk.saved(batch, archive.library.save(batch).result())


def set_title(session: Session, title: str, *, typing: bool = True) -> None:
    field = FIELD_BY_KEY["work.title"]
    session.edit("Title", Place("facts", field.key), set_field(session.article, field, title), typing=typing)


def test_keys_typed_in_one_place_are_one_step_and_a_pause_begins_another(archive: Archive) -> None:
    _, clock, session, _ = two_reviews(archive)
    for title in ("T", "Th", "The"):
        set_title(session, title)
        clock.now += 0.3
    clock.now += 2
    set_title(session, "The Harbour")
    assert [step.label for step in session.history] == ["Title", "Title"]
    session.undo()
    assert session.article.work.title == "The"
    session.undo()
    assert session.article.work.title == "The Lamplighter"
    session.redo()
    session.redo()
    assert session.article.work.title == "The Harbour"


def test_tidying_joins_the_step_that_it_tidies(archive: Archive) -> None:
    _, clock, session, _ = two_reviews(archive)
    set_title(session, " Harbour ")
    clock.now += 60
    field = FIELD_BY_KEY["work.title"]
    session.edit("Title", Place("facts", field.key), set_field(session.article, field, "Harbour"), tidying=True)
    session.undo()
    assert session.article.work.title == "The Lamplighter"


def test_a_shared_fact_reaches_the_other_review_and_its_undo_spares_what_was_changed_there(archive: Archive) -> None:
    _, _, first, second = two_reviews(archive)
    heard: list[str] = []
    second.listeners.append(lambda _before, after: heard.append(after.work.title))
    set_title(first, "Lamplighter, The", typing=False)
    assert heard == ["Lamplighter, The"]
    year = FIELD_BY_KEY["work.year"]
    second.edit("Year", Place("facts", year.key), set_field(second.article, year, 1988))
    undone = first.undo()
    assert undone is not None
    assert undone.whole
    assert (second.article.work.title, second.article.work.year) == ("The Lamplighter", 1988)


def test_undo_leaves_alone_what_was_changed_again_elsewhere(archive: Archive) -> None:
    _, _, first, second = two_reviews(archive)
    set_title(first, "One", typing=False)
    set_title(second, "Two", typing=False)
    undone = first.undo()
    assert undone is not None
    assert not undone.whole
    assert first.article.work.title == "Two"


def test_a_person_made_by_a_step_goes_with_its_undo_also_from_the_library(archive: Archive) -> None:
    desk, _, session, _ = two_reviews(archive)
    person = Person(new_id(), "Ama Darko")
    article, _ = add_credit(session.article, person)
    session.edit("Add person", Place("people"), article)
    save(archive, desk)
    assert [row.person.name for row in archive.find_people("ama")] == ["Ama Darko"]
    session.undo()
    save(archive, desk)
    assert archive.find_people("ama") == []
    session.redo()
    save(archive, desk)
    assert archive.load(session.review_id).article == session.article


def test_a_person_whose_step_is_undone_while_its_save_is_on_its_way_goes_from_the_library_too(archive: Archive) -> None:
    desk, _, session, other = two_reviews(archive)
    person = Person(new_id(), "Ama Darko")
    session.edit("Add person", Place("people"), add_credit(session.article, person)[0])
    batch = desk.take()
    assert batch is not None
    future = archive.library.save(batch)
    session.undo()
    desk.saved(batch, future.result())
    save(archive, desk)
    assert archive.find_people("ama") == []
    session.redo()
    save(archive, desk)
    assert archive.load(session.review_id).article == session.article
    session.undo()
    save(archive, desk)
    for each in (session, other):
        desk.close(each.review_id)
    assert (desk.unsaved, desk.records, desk.revisions) == (False, {}, {}), "nothing is held for ever"


def test_a_person_whom_another_film_credits_meanwhile_is_kept_and_the_step_can_be_made_again(archive: Archive) -> None:
    desk, _, session, _ = two_reviews(archive)
    person = Person(new_id(), "Ama Darko")
    session.edit("Add person", Place("people"), add_credit(session.article, person)[0])
    save(archive, desk)
    other = new_article(standard_outlets()[0], Work(new_id(), title="Saltwater Hymn"), created=CREATED)
    credited, _ = add_credit(other, person)
    archive.store_new([credited.work, credited.review]).result()
    session.undo()
    save(archive, desk)
    assert [row.person for row in archive.find_people("ama")] == [person]
    session.redo()
    save(archive, desk)
    assert archive.load(session.review_id).article == session.article


def test_a_review_closed_while_its_save_is_on_its_way_can_be_opened_again(archive: Archive) -> None:
    desk, _, first, second = two_reviews(archive)
    desk.close(second.review_id)
    tagline = FIELD_BY_KEY["review.tagline"]
    first.edit("Tagline", Place("headline"), set_field(first.article, tagline, "Light in the dark"))
    batch = desk.take()
    assert batch is not None
    desk.close(first.review_id)
    assert desk.open(first.review_id).article == first.article
    desk.close(first.review_id)
    desk.saved(batch, archive.library.save(batch).result())
    assert desk.records == {}
    assert desk.open(first.review_id).article == first.article


def test_closing_a_review_leaves_on_the_desk_whom_an_undo_in_another_brings_back(archive: Archive) -> None:
    desk, _, first, second = two_reviews(archive)
    article, credit = add_credit(first.article, Person(new_id(), "Ama Darko"))
    first.edit("Add person", Place("people"), article)
    save(archive, desk)
    first.edit("Remove person", Place("people"), remove_credit(first.article, credit.id))
    desk.close(second.review_id)
    save(archive, desk)
    first.undo()
    assert first.article == article


def test_a_closed_session_takes_no_edits(archive: Archive) -> None:
    desk, _, first, second = two_reviews(archive)
    desk.close(first.review_id)
    set_title(first, "Too late")
    assert not desk.unsaved
    assert second.article.work.title == "The Lamplighter"


def test_a_bio_that_is_set_again_keeps_its_place() -> None:
    person = with_bio(with_bio(Person(new_id(), "Ama Darko"), "en", "An actor."), "de", "Schauspielerin.")
    assert with_bio(person, "en", "An actor.") == person
    assert [bio.language for bio in with_bio(person, "en", "").bios] == ["de"]


def test_a_new_review_that_nobody_touched_is_never_stored(archive: Archive) -> None:
    desk = Desk(archive, Clock())
    article = new_article(standard_outlets()[0], Work(new_id()), created=CREATED)
    desk.start(article, {article.outlet.id: 1})
    assert desk.take() is None
    desk.close(article.review.id)
    assert archive.reviews() == []
    assert desk.records == {}


def test_the_first_key_stores_review_and_work_together(archive: Archive) -> None:
    desk = Desk(archive, Clock())
    article = new_article(standard_outlets()[0], Work(new_id()), created=CREATED)
    session = desk.start(article, {article.outlet.id: 1})
    part = session.article.review.parts[0]
    session.edit("Typing", Place(part.id), set_part(session.article, replace(part, body="E")), typing=True)
    save(archive, desk)
    assert archive.load(session.review_id).article == session.article


def test_a_save_that_failed_keeps_every_edit_for_the_next_one(archive: Archive) -> None:
    desk, _, first, _ = two_reviews(archive)
    set_title(first, "One", typing=False)
    batch = desk.take()
    assert batch is not None
    desk.close(first.review_id)
    desk.not_saved(batch)
    assert desk.unsaved
    save(archive, desk)
    assert archive.load(first.review_id).article.work.title == "One"


def test_an_undo_after_a_save_that_failed_is_stored_though_it_gives_back_what_was_stored_before(archive: Archive) -> None:
    desk, _, first, _ = two_reviews(archive)
    set_title(first, "One", typing=False)
    batch = desk.take()
    assert batch is not None
    archive.library.save(batch).result()
    desk.not_saved(batch)  # the disk reported an error, and had stored it all the same
    first.undo()
    again = desk.take()
    assert again is not None
    assert [change.record for change in again.changes] == [first.article.work]


@pytest.mark.parametrize("doubted", ["its save failed", "its library was distrusted"])
def test_what_is_stored_past_the_desk_leaves_unsaved_text_on_top_also_where(archive: Archive, doubted: str) -> None:
    """Its save failed, or the library was distrusted: what was stored before is then still what the text was written on."""
    desk, _, first, _ = two_reviews(archive)
    part = first.article.review.parts[0]
    first.edit("Typing", Place(part.id), set_part(first.article, replace(part, body="A sentence.")), typing=True)
    if doubted == "its save failed":
        batch = desk.take()
        assert batch is not None
        desk.not_saved(batch)
    else:
        desk.distrust()
    stored, revision = archive.library.load_record(Review, first.review_id)
    tagged = replace(stored, tags=("harbour",))
    archive.library.save(Batch((Change(tagged, revision),))).result()
    desk.take_in([archive.library.load_record(Review, first.review_id)])
    assert first.article.review.parts[0].body == "A sentence."
    assert first.article.review.tags == ("harbour",)
    save(archive, desk)
    assert not desk.unsaved
    assert archive.load(first.review_id).article == first.article


def test_a_new_review_that_was_closed_before_its_save_began_is_stored_with_its_film(archive: Archive) -> None:
    desk = Desk(archive, Clock())
    article = new_article(standard_outlets()[0], Work(new_id(), title="The Lamplighter"), created=CREATED)
    desk.start(article, {article.outlet.id: 1})
    desk.touch(article.review.id)
    desk.close(article.review.id)
    save(archive, desk)
    assert archive.load(article.review.id).article == article


def test_what_is_typed_while_a_save_is_on_its_way_is_saved_after_it(archive: Archive) -> None:
    desk, _, first, _ = two_reviews(archive)
    set_title(first, "One", typing=False)
    batch = desk.take()
    assert batch is not None
    future = archive.library.save(batch)
    set_title(first, "Two", typing=False)
    desk.saved(batch, future.result())
    save(archive, desk)
    assert archive.load(first.review_id).article.work.title == "Two"


def test_a_save_on_its_way_does_not_count_where_the_library_was_distrusted_meanwhile(archive: Archive) -> None:
    desk, _, first, _ = two_reviews(archive)
    part = first.article.review.parts[0]
    first.edit("Typing", Place(part.id), set_part(first.article, replace(part, body="A sentence.")), typing=True)
    batch = desk.take()
    assert batch is not None
    future = archive.library.save(batch)
    desk.distrust()
    desk.saved(batch, future.result())
    again = desk.take()
    assert again is not None
    assert first.article.review in [change.record for change in again.changes]
    desk.saved(again, archive.library.save(again).result())
    assert not desk.unsaved
    assert desk.take() is None


def test_a_review_closed_while_its_save_was_on_its_way_stays_where_the_library_was_distrusted(archive: Archive) -> None:
    desk, _, first, _ = two_reviews(archive)
    part = first.article.review.parts[0]
    first.edit("Typing", Place(part.id), set_part(first.article, replace(part, body="A sentence.")), typing=True)
    review = first.article.review
    batch = desk.take()
    assert batch is not None
    future = archive.library.save(batch)
    desk.close(review.id)
    desk.distrust()
    desk.saved(batch, future.result())
    again = desk.take()
    assert again is not None, "its text is on the desk alone, as far as anybody knows"
    assert review in [change.record for change in again.changes]
    desk.saved(again, archive.library.save(again).result())
    assert not desk.unsaved
    assert review.id not in desk.records


def test_facts_and_bios_that_were_stored_in_a_distrusted_library_do_not_count_as_stored(archive: Archive) -> None:
    desk, _, first, _ = two_reviews(archive)
    first.edit("Title", Place("facts"), set_field(first.article, FIELD_BY_KEY["work.title"], "Another Lamp"))
    first.edit("Add person", Place("people"), add_credit(first.article, Person(new_id(), "Jun Jong-seo"))[0])
    person = first.article.people[-1]
    first.edit("Bio", Place("people"), first.article.with_record(with_bio(person, "en", "An actor.")))
    save(archive, desk)
    desk.distrust()
    batch = desk.take()
    assert batch is not None
    assert {first.article.work, first.article.people[-1]} <= {change.record for change in batch.changes}
    desk.saved(batch, archive.library.save(batch).result())
    assert not desk.unsaved
    assert archive.load(first.review_id).article == first.article


def random_edit(session: Session, chance: random.Random) -> None:
    """Make one random edit of the kinds a critic makes."""
    article, review = session.article, session.article.review
    part = chance.choice(review.parts) if review.parts else None
    credit = chance.choice(article.work.credits) if article.work.credits else None
    word = chance.choice(["lamp", "등대", "منارة", "🎬", "harbour  ", ""])
    edits: list[tuple[str, Place, Article]] = [
        ("Add part", Place("new"), add_part(article, Part(new_part_id(), body=word), part.id if part else None)),
        ("Title", Place("facts", "work.title"), set_field(article, FIELD_BY_KEY["work.title"], article.work.title + word)),
        ("Tags", Place("publishing"), set_field(article, FIELD_BY_KEY["review.tags"], (*review.tags, word)[-4:])),
        ("Add person", Place("people"), add_credit(article, Person(new_id(), f"Person {word}"))[0]),
    ]
    if part is not None:
        edits += [
            ("Move part", Place(part.id), move_part(article, part.id, chance.randint(-3, 3))),
            ("Remove part", Place(part.id), remove_part(article, part.id)),
            ("Typing", Place(part.id, "body"), set_part(article, replace(part, body=part.body + word))),
        ]
    if credit is not None:
        person = article.person(credit.person)
        assert person is not None
        edits += [
            ("Move person", Place("people"), move_credit(article, credit.id, chance.randint(-2, 2))),
            ("Remove person", Place("people"), remove_credit(article, credit.id)),
            ("Bio", Place("people"), article.with_record(with_bio(person, "en", word))),
        ]
    label, place, changed = chance.choice(edits)
    session.edit(label, place, changed, typing=chance.random() < 0.5)


def settled(archive: Archive, desk: Desk, sessions: tuple[Session, Session]) -> None:
    """Save, and hold the stored rows and the shared records against the open articles."""
    save(archive, desk)
    for session in sessions:
        assert archive.load(session.review_id).article == session.article
        assert desk.gather(session.review_id) == session.article
    assert sessions[0].article.work == sessions[1].article.work


@hypothesis_settings(max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_random_edits_and_undos_in_two_reviews_of_one_film_agree_with_the_stored_rows(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    archive = open_archive(tmp_path_factory.mktemp("library") / "library")
    try:
        desk, clock, *open_sessions = two_reviews(archive)
        sessions = (open_sessions[0], open_sessions[1])
        for _ in range(25):
            session = chance.choice(sessions)
            clock.now += chance.random() * 2
            match chance.randrange(4):
                case 0:
                    session.undo()
                case 1:
                    session.redo()
                case _:
                    random_edit(session, chance)
            settled(archive, desk, sessions)
    finally:
        archive.library.close()


@given(seed=st.integers(0, 2**32))
def test_undoing_everything_in_one_review_gives_back_the_beginning_and_redo_the_end(seed: int) -> None:
    chance = random.Random(seed)
    article = new_article(standard_outlets()[0], Work(new_id(), title="The Lamplighter"), created=CREATED)

    class Shelf:
        def load(self, review_id: str) -> Loaded:
            return Loaded(article, {record.id: 1 for record in article.records()})

    desk = Desk(Shelf(), Clock())
    session = desk.open(article.review.id)
    for _ in range(15):
        random_edit(session, chance)
    end = session.article
    while session.undo():
        pass
    assert session.article == article
    while session.redo():
        pass
    assert session.article == end


def test_a_review_whose_film_or_person_is_changed_in_it_counts_as_changed_and_the_other_of_the_film_does_not(
    archive: Archive,
) -> None:
    desk, _clock, first, second = two_reviews(archive)
    long_ago = "2020-05-17T10:00:00Z"
    for session in (first, second):
        review = replace(session.article.review, tagline="Old")
        archive.library.save(Batch((Change(review, 1, long_ago),))).result()
        desk.take_in([(review, 2)])
    article = first.article
    first.edit("Title", Place("facts", "work.title"), replace(article, work=replace(article.work, title="Other")))
    save(archive, desk)
    changed = {row.id: row.modified for row in archive.reviews()}
    assert changed[first.review_id] > long_ago
    assert changed[second.review_id] == long_ago
    assert archive.load(first.review_id).revisions[first.review_id] == 2
    assert archive.verify() == []


def published_and_draft(archive: Archive) -> list[Article]:
    """Store a published review whose print is not kept, and a draft, both of films with somebody whose bio they print."""
    outlet, person = standard_outlets()[0], with_bio(Person(new_id(), "Åsa Dalte"), "en", "An actor.")
    articles = []
    for title, status in (("Old", Status.PUBLISHED), ("New", Status.DRAFT)):
        article, _ = add_credit(new_article(outlet, Work(new_id(), title=title), created=CREATED), person)
        articles.append(article.with_record(replace(article.review, status=status)))
    archive.store_new([person, *(record for each in articles for record in (each.work, each.review))]).result()
    return articles


def type_bio(session: Session, text: str) -> None:
    edited = session.article.with_record(with_bio(session.article.people[0], "en", text))
    session.edit("Bio", Place("people", "bio"), edited, typing=True)


def test_an_open_published_review_prints_what_it_did_while_a_bio_is_typed_in_another(archive: Archive) -> None:
    articles, desk = published_and_draft(archive), Desk(archive, Clock())
    old, new = (desk.open(each.review.id) for each in articles)
    for text in ("A", "A dancer."):
        type_bio(new, text)
        assert bio_of(old.article, old.article.work.credits[0]) == "An actor."
        assert bio_of(new.article, new.article.work.credits[0]) == text
    save(archive, desk)
    new.undo()
    save(archive, desk)
    assert [archive.load(each.review.id).article for each in articles] == articles
    new.redo()
    save(archive, desk)
    now = archive.load(articles[0].review.id).article
    assert bio_of(now, now.work.credits[0]) == "An actor."


def test_undo_leaves_a_review_alone_that_kept_its_print_and_was_closed_meanwhile(archive: Archive) -> None:
    articles, desk = published_and_draft(archive), Desk(archive, Clock())
    old, new = (desk.open(each.review.id) for each in articles)
    type_bio(new, "A dancer.")
    save(archive, desk)
    desk.close(old.review_id)
    for turn in (new.undo, new.redo, new.undo):
        turn()
        save(archive, desk)
    assert archive.load(articles[1].review.id).article == articles[1]
    assert archive.load(articles[0].review.id).article == articles[0].with_record(with_print_kept(articles[0]))
