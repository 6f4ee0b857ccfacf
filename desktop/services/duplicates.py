"""Looking for people who may be one: the same name in another romanisation, the same native name, nearly the same in one work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from desktop.core.romanising import name_keys
from desktop.core.text import fold
from desktop.services.jobs import Job
from desktop.storage.people import Spelled

_MOST_OF_A_KEY = 12
"""People who share one key beyond this number are a common name and no duplicates."""
_OFTEN = 200
"""People or works between two looks at whether the job is still wanted."""


class Likeness(StrEnum):
    """Why two people may be one."""

    NAME = "name"
    NATIVE_NAME = "native name"
    SHARED_WORK = "shared work"


@dataclass(frozen=True, slots=True)
class Twins:
    """Two people who may be one, by id in order, and why; ``work`` is the id of a work that credits both, where that is why."""

    one: str
    other: str
    why: Likeness
    work: str = ""

    @property
    def pair(self) -> frozenset[str]:
        """Both ids."""
        return frozenset((self.one, self.other))


def find_twins(
    people: Sequence[Spelled], billings: Mapping[str, Sequence[str]], apart: Iterable[frozenset[str]], job: Job
) -> list[Twins]:
    """Return the pairs who may be one person, but for those in ``apart``; a pair is told once, by its best reason."""
    known = {person.id: person for person in people}
    found: dict[frozenset[str], Twins] = {}
    _group(people, lambda person: {fold(person.native_name)} - {""}, Likeness.NATIVE_NAME, found)
    keys: dict[str, frozenset[str]] = {}
    steps = len(people) + len(billings)
    for number, person in enumerate(people):
        if number % _OFTEN == 0:
            job.step(number, steps)
        keys[person.id] = frozenset(key for name in person.names for key in name_keys(name))
    _group(people, lambda person: keys[person.id], Likeness.NAME, found)
    for number, (work_id, credited) in enumerate(billings.items(), len(people)):
        if number % _OFTEN == 0:
            job.step(number, steps)
        for one, other in _sharing_a_word({person: keys[person] for person in credited if person in known}):
            pair = frozenset((one, other))
            if pair not in found and _nearly(keys[one], keys[other]):
                found[pair] = Twins(one, other, Likeness.SHARED_WORK, work_id)
    known_apart = set(apart)
    return [
        twins
        for twins in sorted(found.values(), key=lambda twins: (known[twins.one].names[0], twins.one, twins.other))
        if twins.pair not in known_apart and not _told_apart(known[twins.one], known[twins.other])
    ]


def _sharing_a_word(keys: Mapping[str, frozenset[str]]) -> set[tuple[str, str]]:
    """Return the pairs of people who have a word of their names in common."""
    by_word: dict[str, list[str]] = {}
    for person_id in sorted(keys):
        for word in {word for key in keys[person_id] for word in key.split()}:
            by_word.setdefault(word, []).append(person_id)
    return {pair for ids in by_word.values() if len(ids) > 1 for pair in combinations(ids, 2)}


def _group(
    people: Sequence[Spelled],
    keys_of: Callable[[Spelled], Iterable[str]],
    why: Likeness,
    found: dict[frozenset[str], Twins],
) -> None:
    by_key: dict[str, list[str]] = {}
    for person in people:
        for key in keys_of(person):
            by_key.setdefault(key, []).append(person.id)
    for ids in by_key.values():
        if 1 < len(ids) <= _MOST_OF_A_KEY:
            for one, other in combinations(sorted(set(ids)), 2):
                found.setdefault(frozenset((one, other)), Twins(one, other, why))


def _told_apart(one: Spelled, other: Spelled) -> bool:
    """Say whether somebody has told two people of a name apart already."""
    return bool(one.disambiguator and other.disambiguator and one.disambiguator != other.disambiguator)


def _nearly(keys: frozenset[str], others: frozenset[str]) -> bool:
    """Say whether two names have a word in common and the rest is nearly the same, or an initial of it."""
    for key in keys:
        words = key.split()
        for other in others:
            wanted = other.split()
            if len(words) == len(wanted) == 2 and (common := set(words) & set(wanted)):
                (one,), (two,) = (set(words) - common) or common, (set(wanted) - common) or common
                if _initial(one, two) or _one_letter_apart(one, two):
                    return True
    return False


def _initial(one: str, two: str) -> bool:
    return min(len(one), len(two)) == 1 and one[0] == two[0]


def _one_letter_apart(one: str, two: str) -> bool:
    """Say whether words of four letters or more differ by one letter that is another, missing or too many."""
    if min(len(one), len(two)) < 4 or abs(len(one) - len(two)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return one[start + 1 :] == two[start + 1 :] or one[start:] == two[start + 1 :] or one[start + 1 :] == two[start:]
