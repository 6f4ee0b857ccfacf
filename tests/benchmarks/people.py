"""People of a large archive: everything written about somebody, the list of everybody, and looking for duplicates.

``MATINEE_BENCH_PEOPLE`` names another number of reviews than 5,000.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from desktop.core.article import Record
from desktop.core.person import Alias, Person
from desktop.core.review import Review
from desktop.core.saving import Batch, Change
from desktop.core.work import Credit, Work
from desktop.gui.ledger.listing import PeopleQuestion, listing_of
from desktop.services.people import People
from desktop.storage.library import Library
from tests.benchmarks.archive import TOOLS, tool
from tests.benchmarks.corpus import fill
from tests.benchmarks.figures import CannotMeasureError, Figure

_MOST_MS = 150.0
_ROUNDS = 9
_EVERY = 83
_ACTOR = Person("3" * 32, "Kim Ji-hun", "김지훈", aliases=(Alias("Kim Ji-hoon"),), family_name_first=True)
_REGULAR = Person("4" * 32, "Mara Everywhere")
_NAMED = ("Kim Jihun shines.", "Choi Pro is dangerous.", "여기서 김지훈은 빛난다.", "It rains.")


def measure(folder: Path) -> Iterator[Figure]:
    """Measure one library; raises CannotMeasureError where the corpus tools are not there."""
    if not (TOOLS / "make_corpus.py").is_file():
        raise CannotMeasureError(f"the corpus is made by the tools in {TOOLS.name}/ beside the project")
    size = int(os.environ.get("MATINEE_BENCH_PEOPLE", "5000"))
    corpus = folder / "corpus.jsonl"
    tool("make_corpus.py", "reviews", str(size), str(corpus))
    with Library.open(folder / "library") as library:
        library.save(Batch((Change(_ACTOR, 0), Change(_REGULAR, 0)))).result()
        fill(library, corpus, size, _peopled)
        people, named = People(library), f"{size:,} reviews"
        actor, regular = people.page(_ACTOR.id), people.page(_REGULAR.id)
        told = f"{len(actor.found)} reviews of an actor, {sum(len(found.mentions) for found in actor.found)} sentences"
        yield _timed(f"{named}: {told}", partial(people.page, _ACTOR.id), _MOST_MS)
        first = f"{named}: the first of {len(regular.found):,} reviews of an actor"
        yield _timed(first, partial(people.begun_page, _REGULAR.id), _MOST_MS)
        everybody = len(people.ids())
        yield _timed(f"{named}: the list of {everybody:,} people", partial(listing_of, people, PeopleQuestion()), _MOST_MS)
        found = partial(listing_of, people, PeopleQuestion(text="kim jihun"))
        yield _timed(f"{named}: people found by a spelling", found, _MOST_MS)
        yield _timed(f"{named}: possible duplicates of {everybody:,} people, in the background", people.twins, None, rounds=1)


def _peopled(number: int, record: Record) -> Record:
    """Put one actor into a film in 83, and into most reviews of those; another into every film and review."""
    rare = number % _EVERY == 0
    match record:
        case Work():
            credits = (*record.credits, Credit("regular", _REGULAR.id, characters=("Ok Ju",)))
            return replace(record, credits=(*credits, Credit("rare", _ACTOR.id, characters=("Choi Pro",))) if rare else credits)
        case Review():
            said = "Here Mara Everywhere walks in. " + (_NAMED[number // _EVERY % len(_NAMED)] if rare else "")
            first, *rest = record.parts
            return replace(record, parts=(replace(first, body=f"{first.body}\n\n{said}"), *rest))
        case _:
            return record


def _timed(name: str, act: Callable[[], object], at_most: float | None, rounds: int = _ROUNDS) -> Figure:
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1e3)
    return Figure(name, statistics.median(taken), "ms", at_most=at_most, low=min(taken), high=max(taken))
