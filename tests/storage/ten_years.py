"""Ten years at a critic's desk, day by day, with the clock and the words made up the same way every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from desktop.core.article import Article, gathered
from desktop.core.history import Reason
from desktop.core.outlet import Outlet, standard_outlets
from desktop.core.person import Bio, Person
from desktop.core.review import Part, PartKind, Review
from desktop.core.saving import stamp
from desktop.core.starting import new_article
from desktop.core.work import Credit, Job, Work

_SYLLABLES = [first + last for first in "bcdfghjklmnprstv" for last in ("a", "e", "i", "o", "u", "ri", "an")]
_FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)
YEARS = 10
DAYS_A_REVIEW = 3
"""On how many days a review is written; three are begun a fortnight, and an old one is opened once a month."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of a review at a moment; ``new`` on its first."""

    article: Article
    at: datetime
    reason: Reason
    name: str = ""
    new: bool = False


def days_at_the_desk(seed: int = 7, snapshots: int = 4, years: int = YEARS, every: int = 1) -> Iterator[Moment]:
    """Yield every state that is kept, in order of time; ``snapshots`` of them in each sitting, by the clock.

    Of the reviews only each ``every``th is written, the days of the others pass without one.
    """
    chance = random.Random(seed)
    people = [_person(chance, number) for number in range(120)]
    outlet = standard_outlets()[0]
    done: list[Article] = []
    day = _FIRST
    for number in range(0, years * 26 * 3, every):
        day = max(day, _FIRST + timedelta(days=number * 14 / 3))
        article = _begun(chance, number, outlet, people, day)
        for sitting in range(DAYS_A_REVIEW):
            for moment in _written(chance, article, day, snapshots):
                article = moment.article
                yield replace(moment, new=sitting == 0 and moment.reason is Reason.SITTING)
            if sitting == DAYS_A_REVIEW - 1:
                yield Moment(article, day + timedelta(hours=5), Reason.EXPORT, "As filed" if number // every % 10 == 0 else "")
            day += timedelta(days=1 if chance.random() < 0.7 else 2)
        done.append(article)
        if number // every % 6 == 5:
            place = chance.randrange(len(done))
            for moment in _written(chance, done[place], day, 2, words=8):
                done[place] = moment.article
                yield moment
            day += timedelta(days=1)


def _begun(chance: random.Random, number: int, outlet: Outlet, people: list[Person], day: datetime) -> Article:
    cast = chance.sample(people, 7)
    credits = tuple(Credit(f"c{place}", each.id, Job.CAST if place else Job.DIRECTOR) for place, each in enumerate(cast))
    work = Work(f"1{number:031x}", title=_words(chance, 2).title(), year=2000 + number % 30, runtime=90, credits=credits)
    article = new_article(outlet, work, created=stamp(day))
    return gathered(replace(article, people=tuple(cast), review=replace(article.review, id=f"9{number:031x}")))


def _written(chance: random.Random, article: Article, day: datetime, snapshots: int, words: int = 55) -> Iterator[Moment]:
    """Write one sitting long: some words more in one text, some put otherwise; by hand twice, sometimes undone by restoring."""
    yield Moment(article, day, Reason.SITTING)
    for number in range(1, snapshots + 1):
        texts = [part for part in article.review.parts if part.kind is PartKind.TEXT]
        article = _with(article, _longer(chance, chance.choice(texts), words))
        yield Moment(article, day + timedelta(minutes=17 * number), Reason.CLOCK)
    found = article
    for number in range(1, 3):
        texts = [part for part in article.review.parts if part.kind is PartKind.TEXT]
        article = _with(article, _longer(chance, chance.choice(texts), words // 4))
        yield Moment(article, day + timedelta(minutes=17 * snapshots, seconds=20 * number), Reason.BY_HAND)
    if chance.random() < 0.1:
        yield Moment(article, day + timedelta(minutes=17 * snapshots, seconds=50), Reason.RESTORING)
        yield Moment(found, day + timedelta(minutes=17 * snapshots, seconds=50), Reason.RESTORED)


def _longer(chance: random.Random, part: Part, words: int) -> Part:
    body = part.body.split(" ")
    body[chance.randrange(len(body))] = _words(chance, 1)
    return replace(part, body=f"{' '.join(body)} {_words(chance, words)}.".strip())


def _with(article: Article, part: Part) -> Article:
    parts = tuple(part if old.id == part.id else old for old in article.review.parts)
    return replace(article, review=replace(article.review, parts=parts))


def _person(chance: random.Random, number: int) -> Person:
    return Person(f"3{number:031x}", _words(chance, 2).title(), bios=(Bio("en", _words(chance, 60)),))


def _words(chance: random.Random, count: int) -> str:
    return " ".join("".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(count))


def text_bytes(review: Review) -> int:
    """Return how long the texts of a review are, in bytes of UTF-8."""
    return sum(len(part.body.encode()) for part in review.parts)
