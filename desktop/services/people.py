"""The people ledger in the critic's words: who is in the library, what was written of them, renaming and merging them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from desktop.core.article import Record
from desktop.core.dates import PartialDate
from desktop.core.mentions import Mention, mentions_in
from desktop.core.merging import merged, repointed_review, repointed_work
from desktop.core.person import AliasKind, Person
from desktop.core.renaming import Occurrence, Spot, occurrences, renamed, with_correction
from desktop.core.review import Review, Status
from desktop.core.saving import now_utc, stamp
from desktop.core.work import Credit, Work
from desktop.services.duplicates import Likeness, Twins, find_twins
from desktop.services.jobs import Job
from desktop.storage.library import Library
from desktop.storage.listing import ReviewRow
from desktop.storage.people import (
    Dated,
    Sighting,
    billings,
    every_spelling,
    reviews_about,
    reviews_marking,
    sightings,
    works_crediting,
)
from desktop.storage.people_list import Narrowing, PersonLine, people_ids, person_lines

__all__ = [
    "Likeness",
    "Narrowing",
    "People",
    "PersonLine",
    "PersonPage",
    "PrintedBio",
    "RenamePlan",
    "Twins",
    "Written",
    "corrected",
    "merged_records",
    "respelled_texts",
]

_APART = "people_apart"


ReadReview = Callable[[type[Review], str], Review]
"""Reads a review by its id; raises NotFoundError."""
_NAMES_OF_THEIR_OWN = frozenset({AliasKind.BIRTH, AliasKind.STAGE, AliasKind.FORMER})
_PORTION = 25
"""Reviews that are looked into together."""


@dataclass(frozen=True, slots=True)
class Written:
    """A review that credits somebody or names them: the credits there, the sentences, the day it is dated, its address if any."""

    row: ReviewRow
    credits: tuple[Credit, ...]
    mentions: tuple[Mention, ...]
    on: str
    address: str


@dataclass(frozen=True, slots=True)
class PrintedBio:
    """A bio as it was published: where and when (UTC; or the day it is dated), its language, today's text in that language."""

    row: ReviewRow
    at: str
    text: str
    today: str

    @property
    def differs(self) -> bool:
        """Whether it was printed otherwise than it would be today."""
        return self.text != self.today


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What the library holds of a person, or the first part of it.

    ``found`` are the reviews that credit or name them, by work, the one written of last first; translations and later reviews of
    a work stand together. ``printed`` are bios as they were printed. ``left`` are reviews that were not looked into yet.
    """

    person: Person
    found: tuple[Written, ...] = ()
    printed: tuple[PrintedBio, ...] = ()
    left: tuple[Dated, ...] = ()

    @property
    def named(self) -> Iterator[Written]:
        """The reviews with sentences that name them."""
        return (found for found in self.found if found.mentions)

    @property
    def unnamed(self) -> Iterator[Written]:
        """The reviews that only credit them."""
        return (found for found in self.found if not found.mentions)

    @property
    def credited(self) -> Iterator[Written]:
        """The reviews whose work credits them."""
        return (found for found in self.found if found.credits)


@dataclass(frozen=True, slots=True)
class RenamePlan:
    """What another house spelling means: which reviews follow, how many published ones stay, where the old one is typed.

    ``following`` are the statuses of the reviews that are not published. ``misprinted`` are the ids of the published reviews in
    which the old spelling stands, or one from before it, and that own up to it nowhere yet.
    """

    old: str
    new: str
    following: tuple[Status, ...] = ()
    published: int = 0
    typed: tuple[tuple[ReviewRow, Occurrence], ...] = ()
    misprinted: tuple[str, ...] = ()


class People:
    """The people of a library; reading answers at once, and what is to be changed comes back as records for the ledger."""

    def __init__(self, library: Library) -> None:
        """Ask an open library; who opened it closes it."""
        self._library = library

    def ids(self, narrowing: Narrowing = Narrowing.ALL, text: str = "", among: Collection[str] | None = None) -> tuple[str, ...]:
        """Return the ids of the people of a list, in order of name.

        ``text`` keeps those whom the beginnings of the words of any of their spellings find; ``among`` those given.
        """
        return self._library.ask(partial(people_ids, narrowing=narrowing, text=text, among=among))

    def lines(self, ids: Sequence[str]) -> tuple[PersonLine, ...]:
        """Return the lines of people in the order of their ids; who is not in the library any more is left out."""
        return self._library.ask(partial(person_lines, ids=ids))

    def find(self, text: str) -> tuple[PersonLine, ...]:
        """Return the people whom an id or the beginnings of the words of a spelling name; everybody for no text."""
        known = self.ids(among=(text,))
        return self.lines(known or self.ids(text=text))

    def page(self, person_id: str) -> PersonPage:
        """Return all that the library holds of a person; raises NotFoundError."""
        page = self.begun_page(person_id)
        while page.left:
            page = self.continued_page(page)
        return page

    def begun_page(self, person_id: str) -> PersonPage:
        """Return the first part of what the library holds of a person, in a moment; raises NotFoundError."""
        person, _ = self._library.load_record(Person, person_id)
        return self.continued_page(PersonPage(person, left=self._about(person)))

    def continued_page(self, page: PersonPage) -> PersonPage:
        """Return the page with the next reviews looked into."""
        person, wanted = page.person, page.left[:_PORTION]
        seen = self._library.ask(partial(sightings, person=person, wanted=wanted))
        found = [each for each in (_written(sighting, person) for sighting in seen) if each.credits or each.mentions]
        printed = [bio for sighting in seen for bio in _printed(sighting, person)]
        latest_first = sorted((*page.printed, *printed), key=lambda bio: bio.at, reverse=True)
        return PersonPage(person, (*page.found, *found), tuple(latest_first), page.left[_PORTION:])

    def _about(self, person: Person) -> tuple[Dated, ...]:
        return self._library.ask(partial(reviews_about, person=person))

    # Renaming

    def plan_rename(self, person: Person, old: str, job: Job | None = None) -> RenamePlan:
        """Say what it means that a person once spelled ``old`` has the present house spelling; raises Cancelled."""
        plan = RenamePlan(old, person.name)
        about, job = self._about(person), job or Job()
        for start in range(0, len(about), _PORTION):
            job.step(start, len(about))
            seen = self._library.ask(partial(sightings, person=person, wanted=about[start : start + _PORTION]))
            plan = _with_sightings(plan, person, seen)
        return plan

    # Merging

    def twins(self, job: Job | None = None) -> list[Twins]:
        """Return the pairs who may be one person and of whom nobody said that they are not."""
        people = self._library.ask(every_spelling)
        return find_twins(people, self._library.ask(billings), self.apart(), job or Job())

    def apart(self) -> frozenset[frozenset[str]]:
        """Return the pairs of whom somebody said that they are not the same person."""
        return _pairs_in(self._library.recall(_APART))

    def set_apart(self, pair: frozenset[str], *, apart: bool = True) -> Future[None]:
        """Remember that two people are not the same, or forget it."""

        def amended(kept: str | None) -> str:
            pairs = _pairs_in(kept) | {pair} if apart else _pairs_in(kept) - {pair}
            return json.dumps(sorted(sorted(each) for each in pairs))

        return self._library.amend(_APART, amended)

    def naming(self, person_id: str) -> Mapping[str, type[Record]]:
        """Return what names somebody by id: the works that credit them, and the reviews whose texts mark them."""
        works = self._library.ask(partial(works_crediting, person_id=person_id))
        reviews = self._library.ask(partial(reviews_marking, person_id=person_id))
        return {**dict.fromkeys(works, Work), **dict.fromkeys(reviews, Review)}


def _pairs_in(kept: str | None) -> frozenset[frozenset[str]]:
    try:
        return frozenset(frozenset((str(one), str(other))) for one, other in json.loads(kept or "[]"))
    except (ValueError, TypeError):
        return frozenset()


def merged_records(
    kept: Person, gone: Person, choices: Mapping[str, str], works: Iterable[Work], reviews: Iterable[Review]
) -> tuple[Record, ...]:
    """Return every record that a merge changes: the one kept, the other in the trash, and what names the other."""
    return (
        merged(kept, gone, choices),
        replace(gone, trashed_at=stamp(now_utc())),
        *(repointed_work(work, gone.id, kept.id) for work in works),
        *(repointed_review(review, gone.id, kept.id) for review in reviews),
    )


def respelled_texts(plan: RenamePlan, chosen: Mapping[str, frozenset[Spot]], read: ReadReview) -> tuple[Review, ...]:
    """Return the reviews, by id in ``chosen``, with the old spelling replaced in the chosen places."""
    return tuple(renamed(read(Review, review_id), plan.old, plan.new, spots) for review_id, spots in chosen.items())


def corrected(plan: RenamePlan, on: PartialDate, read: ReadReview) -> tuple[Review, ...]:
    """Return the misprinted reviews, each with a correction of that day drafted in its own language; none prints yet."""
    return tuple(with_correction(read(Review, review_id), plan.new, on) for review_id in plan.misprinted)


def _with_sightings(plan: RenamePlan, person: Person, seen: Sequence[Sighting]) -> RenamePlan:
    """Return the plan with more reviews taken into it."""
    published = [each for each in seen if each.row.status is Status.PUBLISHED]
    others = [each for each in seen if each.row.status is not Status.PUBLISHED]
    return replace(
        plan,
        following=(*plan.following, *(each.row.status for each in others if _credits(each.work, person))),
        published=plan.published + sum(bool(_credits(each.work, person)) for each in published),
        typed=(*plan.typed, *((each.row, place) for each in others for place in occurrences(each.review, plan.old, plan.new))),
        misprinted=(*plan.misprinted, *(each.review.id for each in published if _is_misprinted(each, person, plan))),
    )


def _is_misprinted(seen: Sighting, person: Person, plan: RenamePlan) -> bool:
    mine = {credit.id: credit.credited_as for credit in _credits(seen.work, person)}
    frozen = seen.review.printed.credits if seen.review.printed else ()
    meant = _other_names(person) - {plan.old}
    otherwise = (kept for kept in frozen if kept.credit in mine and kept.name not in ("", plan.new, mine[kept.credit]))
    stands = any(kept.name not in meant for kept in otherwise) or bool(occurrences(seen.review, plan.old, plan.new))
    return stands and with_correction(seen.review, plan.new) != seen.review


def _other_names(person: Person) -> set[str]:
    """Return the names that somebody bears or bore beside the house spelling, which are no misspellings of it."""
    return {alias.text for alias in person.aliases if alias.kind in _NAMES_OF_THEIR_OWN}


def _credits(work: Work, person: Person) -> tuple[Credit, ...]:
    return tuple(credit for credit in work.credits if credit.person == person.id)


def _written(seen: Sighting, person: Person) -> Written:
    named = mentions_in(seen.review, seen.work, person, seen.others)
    return Written(seen.row, _credits(seen.work, person), named, seen.on, seen.review.canonical_url)


def _printed(seen: Sighting, person: Person) -> list[PrintedBio]:
    frozen = seen.review.printed
    mine = {credit.id for credit in _credits(seen.work, person)}
    today = person.bio(seen.review.language)
    texts = dict.fromkeys(kept.bio for kept in frozen.credits if kept.credit in mine and kept.bio) if frozen else ()
    return [PrintedBio(seen.row, frozen.at or seen.on, text, today) for text in texts] if frozen else []
