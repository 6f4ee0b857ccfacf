"""The corpus of invented reviews as records: what the library is filled with where a floor is filled with the same texts."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from desktop.core.article import Record
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.rating import Rating
from desktop.core.review import BioUse, Card, Part, Review, Status
from desktop.core.saving import Batch, Change, Saved
from desktop.core.work import Credit, Job, Work
from desktop.storage.library import Library

BATCH = 500
Changed = Callable[[int, Record], Record]
_HOUSE = Outlet("2" * 32, "Evening Post", scale="points10")
_STATUS = {"draft": Status.DRAFT, "in review": Status.READY, "scheduled": Status.FILED, "published": Status.PUBLISHED}


def fill(library: Library, corpus: Path, most: int, change: Changed = lambda _number, record: record) -> int:
    """Save the first ``most`` reviews of a corpus, some hundred in a transaction that the next are read beside; return how many.

    ``change(number, record)`` may put something else in the place of a record of the review with that number, from 0.
    """
    library.save(Batch((Change(_HOUSE, 0),))).result()
    known: dict[str, Person] = {}
    filled = 0
    written: Future[Saved] | None = None
    with corpus.open(encoding="utf-8") as lines:
        wanted = itertools.islice(lines, most)
        while batch := list(itertools.islice(wanted, BATCH)):
            changes = [
                Change(change(number, record), 0)
                for number, line in enumerate(batch, filled)
                for record in _records(json.loads(line), known)
            ]
            if written is not None:
                written.result()
            written = library.save(Batch(tuple(changes)))
            filled += len(batch)
    if written is not None:
        written.result()
    return filled


def _records(plain: dict[str, Any], known: dict[str, Person]) -> Iterator[Record]:
    """The records of one review; somebody met before under the same name is the same person."""
    names = [plain["director"], *(actor["name"] for actor in plain["cast"])]
    people = []
    for name in names:
        if name not in known:
            known[name] = Person(_id(plain["id"], "3", name), name)
            yield known[name]
        people.append(known[name].id)
    director, *cast = people
    credits = (
        Credit("c0", director, Job.DIRECTOR),
        *(
            Credit(f"c{place}", person, characters=(actor["role"],))
            for place, (person, actor) in enumerate(zip(cast, plain["cast"], strict=True), 1)
        ),
    )
    work = Work(_id(plain["id"], "1"), title=plain["title"], year=plain["year"], runtime=plain["runtime"], credits=credits)
    yield work
    yield Review(
        id=_id(plain["id"], "0"),
        work=work.id,
        outlet=_HOUSE.id,
        created=f"{plain['created']}T09:00:00Z",
        status=_STATUS[plain["status"]],
        rating=Rating("points10", f"{plain['rating']:g}"),
        tags=tuple(plain["tags"]),
        published_on=plain["published"],
        parts=tuple(Part(each["key"], heading=each["heading"], body=each["markdown"]) for each in plain["sections"]),
        cards=tuple(Card(f"c{place}", bio=BioUse.OWN, own_bio=actor["bio"]) for place, actor in enumerate(plain["cast"], 1)),
    )


def _id(place: int, kind: str, name: str = "") -> str:
    """An id that is the same in every run and grows from review to review, as new ones do."""
    return f"{place:012x}{kind}{hashlib.sha256(f'{place}{name}'.encode()).hexdigest()[:19]}"
