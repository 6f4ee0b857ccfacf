"""The people ledger on a real library: pages, renaming, looking for duplicates, merging and parting again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import peewee
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.article import Article, Record
from desktop.core.outlet import Outlet
from desktop.core.person import Alias, Bio, Person
from desktop.core.renaming import respelled
from desktop.core.review import FrozenCredit, Printed, Review, Status
from desktop.core.work import Work
from desktop.services.authoring import Desk
from desktop.services.gathering import gather
from desktop.services.jobs import Job
from desktop.services.ledger import Ledger
from desktop.services.people import Likeness, People, merged_records, respelled_texts
from desktop.services.undoing import Place
from desktop.storage import people as people_questions
from desktop.storage.library import Library
from desktop.storage.rows import TABLES
from tests.storage.builders import an_article, an_id, keep, with_body
from tests.strategies import people as drawn_people

HOUSE = Outlet("f" * 32, "Evening Post")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        keep(opened, HOUSE)
        yield opened


@pytest.fixture
def desk(library: Library) -> Desk:
    seconds = count()
    return Desk(library, lambda: float(next(seconds)))


def store(desk: Desk, library: Library) -> None:
    """Save what lies on the desk, as autosave does."""
    batch = desk.take()
    assert batch is not None
    desk.saved(batch, library.save(batch).result(timeout=20))


def reviewed(library: Library, person: Person, title: str, body: str, status: Status = Status.DRAFT, **more: object) -> Article:
    """Keep a review of a film that credits ``person``; a published one has the name frozen."""
    article = an_article(title, "Somebody Else", body=body, outlet=HOUSE)
    work = replace(article.work, credits=(replace(article.work.credits[0], id="k", person=person.id),))
    frozen = Printed("2024-01-01T00:00:00Z", title, (FrozenCredit("k", person.name, person.bio("en")),))
    review = replace(article.review, status=status, printed=frozen if status is Status.PUBLISHED else None, **more)  # type: ignore[arg-type]
    keep(library, work, review)
    return Article(review, work, HOUSE, (person,))


def everything(library: Library) -> dict[str, Record]:
    """Return every record of the library by id."""
    found: dict[str, Record] = {}
    for kind in (Person, Work, Review):
        found |= {record_id: library.load_record(kind, record_id)[0] for record_id in library.ask(partial(ids_of, kind=kind))}
    return found


def merge(library: Library, kept: Person, gone: Person) -> tuple[Record, ...]:
    """Return what a merge of two people changes."""
    naming = gather(library, People(library).naming(gone.id), Job())
    return merged_records(kept, gone, {}, naming.of(Work), naming.of(Review))


def ids_of(database: peewee.Database, kind: type[Person | Work | Review]) -> list[str]:
    return [record_id for (record_id,) in TABLES[kind].select(TABLES[kind].id).tuples().execute(database)]


@pytest.fixture
def kim(library: Library) -> Person:
    kim = Person(an_id("3"), "Kim Ji-hun", "김지훈", aliases=(Alias("Gim Jihun"),), bios=(Bio("en", "An actor."),))
    keep(library, kim)
    return kim


def test_a_page_tells_sentences_bare_credits_and_printed_bios_apart(library: Library, kim: Person) -> None:
    old = reviewed(library, kim, "Old", "Kim Ji-hun shines. It rains.", Status.PUBLISHED, published_on="2020-01-01")
    new = reviewed(library, kim, "New", "Nobody is named.", published_on="2024-01-01")
    other = an_article("Elsewhere", body="I thought of Gim Jihun.", outlet=HOUSE)
    gone = an_article("Gone", body="Kim Ji-hun!", outlet=HOUSE)
    keep(library, other.work, other.review, gone.work, replace(gone.review, trashed_at="2026-01-01T00:00:00Z"))
    keep(library, replace(kim, bios=(Bio("en", "A dancer."),)), base=1)
    page = People(library).page(kim.id)
    assert [(found.row.title, [m.sentence for m in found.mentions]) for found in page.named] == [
        ("Elsewhere", ["I thought of Gim Jihun."]),
        ("Old", ["Kim Ji-hun shines."]),
    ]
    assert [found.row.id for found in page.unnamed] == [new.review.id]
    assert [found.row.title for found in page.credited] == ["New", "Old"]
    (bio,) = page.printed
    assert (bio.row.id, bio.text, bio.today, bio.differs) == (old.review.id, "An actor.", "A dancer.", True)


@pytest.mark.parametrize("written", ["Gim Jihun", "gim ji-hun", "Kim Jihun", "김지훈이", f"@[He](person:{'3' * 32})"])
def test_a_review_that_credits_nobody_is_found_by_every_spelling(library: Library, written: str) -> None:
    kim = Person("3" * 32, "Kim Ji-hun", "김지훈", aliases=(Alias("Gim Ji-hun"),))
    other = an_article("Elsewhere", body=f"Then {written.replace('gim', 'Gim')} came.", outlet=HOUSE)
    keep(library, kim, other.work, other.review)
    (found,) = People(library).page(kim.id).named
    assert found.row.title == "Elsewhere"


def test_translations_and_later_reviews_of_a_work_stand_together(library: Library, kim: Person) -> None:
    first = reviewed(library, kim, "Ballerina", "Kim Ji-hun!", published_on="2023-01-01")
    reviewed(library, kim, "Other", "Kim Ji-hun!", published_on="2024-01-01")
    spanish = replace(first.review, id=an_id("0"), language="es", published_on="2025-01-01")
    keep(library, spanish)
    named = tuple(People(library).page(kim.id).named)
    assert [(found.row.title, found.row.language) for found in named] == [
        ("Ballerina", "es"),
        ("Ballerina", "en"),
        ("Other", "en"),
    ]


def test_renaming_counts_what_follows_and_what_stays_and_one_undo_takes_all_back(
    library: Library, desk: Desk, kim: Person
) -> None:
    reviewed(library, kim, "Draft", "Kim Ji-hun in words.")
    reviewed(library, kim, "Print", "Kim Ji-hun in words.", Status.PUBLISHED)
    before, people, ledger = everything(library), People(library), Ledger(desk, library)
    place = Place(kim.id, "name")
    ledger.edit("Rename", place, respelled(kim, "Kim Ji-hoon"))
    store(desk, library)
    plan = people.plan_rename(ledger.read(Person, kim.id), "Kim Ji-hun")
    assert (plan.following, plan.published) == ((Status.DRAFT,), 1)
    assert [(row.title, spot.before) for row, spot in plan.typed] == [("Draft", "Kim Ji-hun in words.")]
    ((row, spot),) = plan.typed
    ledger.edit("Rename", place, *respelled_texts(plan, {row.id: frozenset({spot.spot})}, ledger.read), tidying=True)
    store(desk, library)
    assert library.load(row.id).article.review.parts[0].body == "Kim Ji-hoon in words."
    assert len(ledger.history) == 1
    ledger.undo()
    store(desk, library)
    assert everything(library) == before


def test_duplicates_are_found_by_name_native_name_and_work_unless_told_apart(library: Library, kim: Person) -> None:
    hoon, native = Person(an_id("3"), "Ji-hoon Kim"), Person(an_id("3"), "Jeremy Kim", "김지훈")
    one, two = Person(an_id("3"), "Agnès Varda"), Person(an_id("3"), "A. Varda")
    alike = (Person(an_id("3"), "Lee Na-ra", disambiguator="b. 1981"), Person(an_id("3"), "Lee Nara", disambiguator="b. 1990"))
    work = replace(an_article("Film", "Alone").work, credits=())
    credit = an_article("x", "y").work.credits[0]
    work = replace(work, credits=(replace(credit, id="a", person=one.id), replace(credit, id="b", person=two.id)))
    keep(library, hoon, native, one, two, *alike, work)
    people = People(library)
    found = {twins.pair: twins.why for twins in people.twins()}
    assert found == {
        frozenset((kim.id, hoon.id)): Likeness.NAME,
        frozenset((kim.id, native.id)): Likeness.NATIVE_NAME,
        frozenset((one.id, two.id)): Likeness.SHARED_WORK,
    }
    people.set_apart(frozenset((kim.id, hoon.id))).result(timeout=20)
    assert frozenset((kim.id, hoon.id)) not in {twins.pair for twins in people.twins()}
    people.set_apart(frozenset((kim.id, hoon.id)), apart=False).result(timeout=20)
    assert len(people.twins()) == 3


def test_two_pairs_that_are_told_apart_at_once_are_both_remembered(library: Library, kim: Person) -> None:
    people, pairs = People(library), [frozenset((kim.id, other)) for other in ("a" * 32, "b" * 32, "c" * 32)]
    for future in [people.set_apart(pair) for pair in pairs]:
        future.result(timeout=20)
    assert people.apart() == frozenset(pairs)
    for future in [people.set_apart(pair, apart=False) for pair in pairs[:2]]:
        future.result(timeout=20)
    assert people.apart() == frozenset(pairs[2:])


def test_a_merge_moves_credits_and_marks_in_one_batch_and_an_open_review_follows(
    library: Library, desk: Desk, kim: Person
) -> None:
    gone = Person(an_id("3"), "Kim Ji-hoon", bios=(Bio("es", "Un actor."),))
    keep(library, gone)
    article = reviewed(library, gone, "Ballerina", "x")
    elsewhere = an_article("Elsewhere", outlet=HOUSE)
    marking = with_body(elsewhere.review, f"@[Kim](person:{gone.id})")
    keep(library, elsewhere.work, replace(marking, trashed_at="2026-01-01T00:00:00Z"))
    session = desk.open(article.review.id)
    before, ledger = everything(library), Ledger(desk, library)
    ledger.edit("Merge", Place(kim.id), *merge(library, kim, gone))
    assert [person.name for person in session.article.people] == ["Kim Ji-hun"]
    store(desk, library)
    assert library.load(marking.id).article.review.parts[0].body == f"@[Kim](person:{kim.id})"
    assert library.load_record(Person, gone.id)[0].trashed_at
    assert library.load_record(Person, kim.id)[0].bio("es") == "Un actor."
    assert [row.title for row in library.reviews_of_person(kim.id)] == ["Ballerina"]
    ledger.undo()
    store(desk, library)
    assert everything(library) == before
    assert [person.name for person in session.article.people] == ["Kim Ji-hoon"]
    ledger.redo()
    store(desk, library)
    assert [row.title for row in library.reviews_of_person(kim.id)] == ["Ballerina"]
    assert library.verify() == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(drawn_people(), min_size=2, max_size=4, unique_by=lambda person: person.id), st.data())
def test_any_merge_is_taken_back_whole(tmp_path: Path, drawn: list[Person], data: st.DataObject) -> None:
    root = tmp_path / an_id()
    with Library.open(root) as library:
        keep(library, HOUSE, *drawn)
        for person in drawn:
            body = f"@[x](person:{data.draw(st.sampled_from(drawn)).id})"
            reviewed(library, person, "Film", body, data.draw(st.sampled_from(Status)))
        seconds = count()
        desk = Desk(library, lambda: float(next(seconds)))
        before, ledger = everything(library), Ledger(desk, library)
        ledger.edit("Merge", Place(drawn[0].id), *merge(library, drawn[0], drawn[1]))
        store(desk, library)
        assert everything(library) != before
        ledger.undo()
        store(desk, library)
        assert everything(library) == before


def test_undo_leaves_alone_what_another_way_of_writing_changed_since(library: Library, desk: Desk, kim: Person) -> None:
    ledger = Ledger(desk, library)
    ledger.edit("Notes", Place(kim.id, "notes"), replace(kim, notes="one", pronouns="he/him"))
    store(desk, library)
    keep(library, replace(ledger.read(Person, kim.id), notes="two"), base=2)
    undone = ledger.undo()
    assert undone is not None
    assert not undone.whole
    store(desk, library)
    after = library.load_record(Person, kim.id)[0]
    assert (after.notes, after.pronouns) == ("two", "")


def test_somebody_in_many_reviews_is_looked_for_portion_by_portion_and_nothing_is_missed(library: Library, kim: Person) -> None:
    for number in range(60):
        reviewed(
            library, kim, f"Film {number:02}", "Kim Ji-hun!" if number % 2 else "x", published_on=f"2020-01-{number % 28 + 1:02}"
        )
    people = People(library)
    begun = people.begun_page(kim.id)
    assert 0 < len(begun.found) < 60
    assert len(begun.found) + len(begun.left) == 60
    whole = people.page(kim.id)
    assert not whole.left
    assert whole.found[: len(begun.found)] == begun.found
    assert [found.on for found in whole.found] == sorted((found.on for found in whole.found), reverse=True)
    assert len(list(whole.named)) == len(list(whole.unnamed)) == 30


def test_a_mark_is_found_by_the_index_wherever_it_prints_and_in_notes_where_they_are_credited(
    library: Library, kim: Person
) -> None:
    mark = f"@[Kim](person:{kim.id})"
    printed = [
        reviewed(library, Person(an_id("3"), "Alone"), "Standfirst", "x", standfirst=mark).review.id,
        reviewed(library, Person(an_id("3"), "Alone"), "Verdict", "x", verdict=mark).review.id,
    ]
    elsewhere = an_article("Elsewhere", body=f"Then {mark} came, and (person:{kim.id[:-1]}0) did not.", outlet=HOUSE)
    trashed = replace(elsewhere.review, id=an_id("0"), trashed_at="2026-01-01T00:00:00Z")
    noted = reviewed(library, kim, "Noted", "x", notes=mark).review
    keep(library, elsewhere.work, elsewhere.review, trashed)
    other = Person(f"{kim.id[:-1]}0", "Another")
    keep(library, other)
    wanted = {*printed, elsewhere.review.id, trashed.id, noted.id}
    people = People(library)
    assert {key for key, kind in people.naming(kim.id).items() if kind is Review} == wanted
    assert {key for key, kind in people.naming(other.id).items() if kind is Review} == {elsewhere.review.id, trashed.id}


def test_marks_are_looked_for_by_the_index_and_not_in_every_text(library: Library) -> None:
    explain = f"EXPLAIN QUERY PLAN {people_questions._MARKING}"
    plan = library.ask(lambda database: database.execute_sql(explain, ("", '"x"', "")).fetchall())
    assert not [row for row in plan if "SCAN review" in str(row)], plan
