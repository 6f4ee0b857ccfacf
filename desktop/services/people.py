"""The people ledger in the critic's words: who is in the library, what was written of them, renaming and merging them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from desktop.core.article import Article, Record
from desktop.core.mentions import Mention, mentions
from desktop.core.merging import merged, repointed_review, repointed_work
from desktop.core.person import Person
from desktop.core.renaming import Occurrence, Spot, occurrences, renamed
from desktop.core.review import Review, Status
from desktop.core.saving import now_utc, stamp
from desktop.core.work import Credit, Work
from desktop.services.duplicates import Likeness, Twins, find_twins
from desktop.services.jobs import Job
from desktop.storage.library import Library
from desktop.storage.listing import ReviewRow
from desktop.storage.people import articles_about, billings, every_spelling, reviews_marking, works_crediting
from desktop.storage.people_list import Narrowing, PersonLine, people_ids, person_lines

__all__ = ["Likeness", "Narrowing", "People", "PersonLine", "PersonPage", "PrintedBio", "RenamePlan", "Twins", "Written"]

_APART = "people_apart"


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
    """A bio as it was published: where and when (UTC), its language, and today's text in that language."""

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
    """What the library holds of a person.

    ``named`` are the reviews with sentences that name them, ``unnamed`` those that only credit them. Both are grouped by work,
    the one written last first; translations and later reviews of a work stand together.
    """

    person: Person
    named: tuple[Written, ...]
    unnamed: tuple[Written, ...]
    printed: tuple[PrintedBio, ...]

    @property
    def credited(self) -> tuple[Written, ...]:
        """The reviews whose work credits them."""
        return tuple(found for found in (*self.named, *self.unnamed) if found.credits)


@dataclass(frozen=True, slots=True)
class RenamePlan:
    """What another house spelling means: how many drafts follow, how many published reviews stay, where the old one is typed."""

    old: str
    new: str
    drafts: int
    published: int
    typed: tuple[tuple[ReviewRow, Occurrence], ...]


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
        """Return what the library holds of a person; raises NotFoundError."""
        person, _ = self._library.load_record(Person, person_id)
        about = self._about(person)
        found = [_written(row, article, person) for row, article in about]
        kept = [each for each in found if each.credits or each.mentions]
        printed = [bio for row, article in about for bio in _printed(row, article, person)]
        return PersonPage(
            person,
            tuple(_by_work([each for each in kept if each.mentions])),
            tuple(_by_work([each for each in kept if not each.mentions])),
            tuple(sorted(printed, key=lambda bio: bio.at, reverse=True)),
        )

    def _about(self, person: Person) -> list[tuple[ReviewRow, Article]]:
        return self._library.ask(partial(articles_about, person=person))

    # Renaming

    def plan_rename(self, person: Person, old: str) -> RenamePlan:
        """Say what it means that a person once spelled ``old`` has the present house spelling."""
        about = self._about(person)
        credited = [row for row, article in about if _credits(article, person)]
        drafts = [(row, article) for row, article in about if row.status is not Status.PUBLISHED]
        typed = [(row, place) for row, article in drafts for place in occurrences(article.review, old, person.name)]
        published = sum(row.status is Status.PUBLISHED for row in credited)
        return RenamePlan(old, person.name, len(credited) - published, published, tuple(typed))

    def respelled_texts(self, plan: RenamePlan, chosen: Mapping[str, frozenset[Spot]]) -> tuple[Review, ...]:
        """Return the reviews, by id in ``chosen``, with the old spelling replaced in the chosen places."""
        reviews = (self._library.load_record(Review, review_id)[0] for review_id in chosen)
        return tuple(renamed(review, plan.old, plan.new, chosen[review.id]) for review in reviews)

    # Merging

    def twins(self, job: Job | None = None) -> list[Twins]:
        """Return the pairs who may be one person and of whom nobody said that they are not."""
        people = self._library.ask(every_spelling)
        return find_twins(people, self._library.ask(billings), self.apart(), job or Job())

    def apart(self) -> frozenset[frozenset[str]]:
        """Return the pairs of whom somebody said that they are not the same person."""
        try:
            pairs = json.loads(self._library.recall(_APART) or "[]")
            return frozenset(frozenset((str(one), str(other))) for one, other in pairs)
        except (ValueError, TypeError):
            return frozenset()

    def set_apart(self, pair: frozenset[str], *, apart: bool = True) -> Future[None]:
        """Remember that two people are not the same, or forget it."""
        pairs = self.apart() | {pair} if apart else self.apart() - {pair}
        return self._library.remember(_APART, json.dumps(sorted(sorted(each) for each in pairs)))

    def merged_records(self, kept: Person, gone: Person, choices: Mapping[str, str]) -> tuple[Record, ...]:
        """Return every record that a merge changes: the one kept, the other in the trash, and all that named the other."""
        moment = stamp(now_utc())
        return (
            merged(kept, gone, choices),
            replace(gone, trashed_at=moment),
            *self._repointed_works(gone.id, kept.id),
            *self._repointed_reviews(gone.id, kept.id),
        )

    def _repointed_works(self, gone: str, kept: str) -> list[Work]:
        ids = self._library.ask(partial(works_crediting, person_id=gone))
        return [repointed_work(self._library.load_record(Work, work_id)[0], gone, kept) for work_id in ids]

    def _repointed_reviews(self, gone: str, kept: str) -> list[Review]:
        ids = self._library.ask(partial(reviews_marking, person_id=gone))
        return [repointed_review(self._library.load_record(Review, review_id)[0], gone, kept) for review_id in ids]


def _credits(article: Article, person: Person) -> tuple[Credit, ...]:
    return tuple(credit for credit in article.work.credits if credit.person == person.id)


def _written(row: ReviewRow, article: Article, person: Person) -> Written:
    review = article.review
    on = review.published_on or review.created[:10]
    return Written(row, _credits(article, person), mentions(article, person), on, review.canonical_url)


def _printed(row: ReviewRow, article: Article, person: Person) -> list[PrintedBio]:
    frozen = article.review.printed
    mine = {credit.id for credit in _credits(article, person)}
    today = person.bio(article.review.language)
    texts = dict.fromkeys(kept.bio for kept in frozen.credits if kept.credit in mine and kept.bio) if frozen else ()
    return [PrintedBio(row, frozen.at, text, today) for text in texts] if frozen else []


def _by_work(found: list[Written]) -> list[Written]:
    """Return reviews by work, the work with the newest first; within one, the newest first."""
    newest = sorted(found, key=lambda each: each.on, reverse=True)
    order = {work_id: at for at, work_id in enumerate(dict.fromkeys(each.row.work_id for each in newest))}
    return sorted(newest, key=lambda each: order[each.row.work_id])
