"""Finding the person who is meant: the completions of the line that adds people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.core.article import Article
from desktop.core.languages import language_name
from desktop.core.person import Person
from desktop.core.text import fold
from desktop.core.vocabulary import job_name
from desktop.gui.people.adding import Entry, proper_name
from desktop.gui.widgets.completion import Completion
from desktop.services.archive import PersonRow

_SUGGESTED = 7


@dataclass(frozen=True, slots=True)
class Pick:
    """A row of the list: what was typed, and the person meant, or None for somebody new."""

    entry: Entry
    person: Person | None


def completions(entry: Entry, found: Sequence[PersonRow], article: Article) -> list[Completion]:
    """Return the people that ``entry`` may mean, the likeliest first, and last the row that makes somebody new.

    Whole spellings stand before beginnings of spellings, these before the rest; within each the library's order holds, and
    who has the same job here already comes last. People of this film are found before they are saved.
    """
    details = {row.person.id: row.last_work for row in found}
    people = {row.person.id: row.person for row in found}
    people |= {person.id: person for person in article.people if person.id in people or _matches(person, entry.name)}
    ranked = sorted(people.values(), key=lambda person: (_has_job(person, entry, article), _closeness(person, entry.name)))
    rows = [_row(entry, person, details.get(person.id, ""), article) for person in ranked[:_SUGGESTED]]
    name = proper_name(entry.name)
    if name:
        create = QCoreApplication.translate("People", "Create ‘{name}’").format(name=name)
        rows.append(Completion(Pick(entry, None), create, job_words(entry), creates=True))
    return rows


def job_words(entry: Entry) -> str:
    """Return the job an entry names, in words."""
    words = entry.job_text or job_name(entry.job.value)
    return f"{words} ★" if entry.top_billed else words


def _row(entry: Entry, person: Person, last_work: str, article: Article) -> Completion:
    languages = [language_name(bio.language) for bio in person.bios if bio.text]
    bio = QCoreApplication.translate("People", "bio {languages}").format(languages=", ".join(languages)) if languages else ""
    here = QCoreApplication.translate("People", "here already") if _has_job(person, entry, article) else ""
    detail = " · ".join(filter(None, (here, ", ".join(person.known_as[:2]), last_work, bio)))
    label = f"{person.name} ({person.disambiguator})" if person.disambiguator else person.name
    return Completion(Pick(entry, person), " · ".join(filter(None, (label, person.native_name))), detail)


def _has_job(person: Person, entry: Entry, article: Article) -> bool:
    return any(
        credit.person == person.id and credit.job is entry.job and credit.job_text == entry.job_text
        for credit in article.work.credits
    )


def _closeness(person: Person, name: str) -> int:
    wanted, spellings = _plain(name), [_plain(spelling) for spelling in person.spellings()]
    if wanted in spellings:
        return 0
    return 1 if any(spelling.startswith(wanted) for spelling in spellings) else 2


def _matches(person: Person, name: str) -> bool:
    wanted = fold(name).split()
    words = [word for spelling in person.spellings() for word in (*fold(spelling).split(), *_plain(spelling).split())]
    return bool(wanted) and all(any(word.startswith(part) for word in words) for part in wanted)


def _plain(name: str) -> str:
    return fold(name.replace("-", "").replace("‐", ""))
