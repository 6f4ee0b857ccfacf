"""Two records become one and nothing that either knew is lost, whichever is kept and whatever is chosen."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.core.merging import CHOSEN, differing, merged, repointed_review, repointed_work
from desktop.core.person import Alias, Bio, Person, PersonIdentifiers
from desktop.core.records import to_plain
from desktop.core.review import Part, Review
from desktop.core.work import Credit, Work
from tests.strategies import people


@given(people(("a" * 32, "b" * 32)), people(("b" * 32, "c" * 32)), st.sets(st.sampled_from(CHOSEN)))
def test_no_information_is_lost(kept: Person, gone: Person, turned: set[str]) -> None:
    assume(kept.id != gone.id)
    one = merged(kept, gone, dict.fromkeys(turned, gone.id))
    assert one.id == kept.id
    for person in (kept, gone):
        assert set(person.spellings()) <= set(one.spellings())
        assert set(person.known_as) <= set(one.known_as)
        assert set(person.portraits) <= set(one.portraits)
        assert {(bio.language, bio.text) for bio in person.bios} <= {(bio.language, bio.text) for bio in one.bios}
        assert person.notes in one.notes
        for name in ("sort_name", "native_language", "disambiguator", "pronouns", "born", "died", "birth_place"):
            value = getattr(person, name)
            assert not value or getattr(one, name) == value or str(to_plain(value)) in one.notes
        for field in fields(PersonIdentifiers):
            value = getattr(person.identifiers, field.name)
            assert not value or getattr(one.identifiers, field.name) == value or value in one.notes


@given(people(), people())
def test_what_was_chosen_is_what_there_is(kept: Person, gone: Person) -> None:
    assume(kept.id != gone.id)
    for name in differing(kept, gone):
        assert getattr(merged(kept, gone), name) == getattr(kept, name)
        assert getattr(merged(kept, gone, {name: gone.id}), name) == getattr(gone, name)


@given(people(("a" * 32,)))
def test_a_person_merged_with_their_double_stays_the_same(person: Person) -> None:
    one = merged(person, replace(person, id="f" * 32))
    assert set(one.spellings()) == set(person.spellings())
    assert set(one.portraits) == set(person.portraits)
    assert replace(one, aliases=(), portraits=(), known_as=()) == replace(person, aliases=(), portraits=(), known_as=())


def test_bios_that_differ_are_both_kept_and_the_kept_one_prints() -> None:
    kept = Person("1" * 32, "Kim Ji-hun", bios=(Bio("en", "An actor."),))
    gone = Person("2" * 32, "Kim Ji-hoon", bios=(Bio("en", "A dancer."), Bio("es", "Un actor.")))
    one = merged(kept, gone)
    assert one.bios == (Bio("en", "An actor."), Bio("en", "A dancer."), Bio("es", "Un actor."))
    assert one.bio("en") == "An actor."
    assert one.aliases == (Alias("Kim Ji-hoon"),)


def test_credits_and_marks_go_to_the_record_kept() -> None:
    gone, kept, other = "2" * 32, "1" * 32, "3" * 32
    work = Work("w", credits=(Credit("c1", other), Credit("c2", gone, credited_as="J. Kim")))
    assert repointed_work(work, gone, kept).credits == (Credit("c1", other), Credit("c2", kept, credited_as="J. Kim"))
    body = f"@[Kim](person:{gone}) and @[Lee](person:{other}), person:{gone}"
    review = Review("r", "w", "o", "2026-01-01T00:00:00Z", parts=(Part("p", body=body),))
    (part,) = repointed_review(review, gone, kept).parts
    assert part.body == f"@[Kim](person:{kept}) and @[Lee](person:{other}), person:{gone}"
    assert repointed_review(review, "4" * 32, kept) is review
