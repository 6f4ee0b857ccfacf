"""The house words of the facts and the credits: genres, services, content notes, jobs, ways to watch, kinds of release.

What is kept in a review is the key (a genre and a content note are their own plain English word); what is printed depends on
the language. A word that is not of the house prints as it is, so free text is always allowed. Jobs name the property of
schema.org (version 29) that a film's JSON-LD gives them; ``contributor`` goes with a ``roleName``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.core.words.genre_names import GENRE_ROWS
from desktop.core.words.house_lists import (
    CONTENT_NOTE_ROWS,
    JOB_ROWS,
    PRINTED_LANGUAGES,
    RELEASE_KIND_ROWS,
    SERVICE_ROWS,
    WAY_ROWS,
)
from desktop.core.words.ranking import rank
from desktop.core.words.tags import base_language


@dataclass(frozen=True, slots=True)
class Genre:
    """One genre: its key, its Spanish word, and the forms it takes beside a noun (empty: the word itself)."""

    key: str
    spanish: str
    attributive: str = ""
    spanish_attributive: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One job of a credit: its key, its schema.org property, and its printed names by language as (one, several)."""

    key: str
    schema_property: str
    names: tuple[tuple[str, str], ...]


def _one_and_several(text: str) -> tuple[str, str]:
    """Return "one|several" as a pair; a text without a bar serves both."""
    one, _, several = text.partition("|")
    return one, several or one


def _aliases(text: str) -> tuple[str, ...]:
    """Return the names that are separated by bars."""
    return tuple(filter(None, text.split("|")))


GENRES: tuple[Genre, ...] = tuple(
    Genre(key, spanish, attributive, spanish_attributive, _aliases(others))
    for key, spanish, attributive, spanish_attributive, others in GENRE_ROWS
)
SERVICES: tuple[str, ...] = tuple(name for name, _ in SERVICE_ROWS)
CONTENT_NOTES: tuple[str, ...] = tuple(note for note, _ in CONTENT_NOTE_ROWS)
JOBS: tuple[Job, ...] = tuple(
    Job(key, schema_property, tuple(map(_one_and_several, names))) for key, schema_property, *names in JOB_ROWS
)
WAYS: tuple[str, ...] = tuple(row[0] for row in WAY_ROWS)
RELEASE_KINDS: tuple[str, ...] = tuple(row[0] for row in RELEASE_KIND_ROWS)

_GENRES = {genre.key: genre for genre in GENRES}
_SERVICE_ALIASES = {name: _aliases(others) for name, others in SERVICE_ROWS}
_CONTENT_NOTES = dict(CONTENT_NOTE_ROWS)
_JOBS = {job.key: job for job in JOBS}
_WAYS = {key: names for key, *names in WAY_ROWS}
_RELEASE_KINDS = {key: names for key, *names in RELEASE_KIND_ROWS}


def _column(language: str) -> int:
    """Return the place of a language's names in the house lists; English where the list has not got it."""
    base = base_language(language)
    return PRINTED_LANGUAGES.index(base) if base in PRINTED_LANGUAGES else 0


def genre(key: str) -> Genre:
    """Return the genre of this key; one that is not of the house has only its own word."""
    return _GENRES.get(key) or Genre(key, key)


def genre_name(key: str, language: str = "en") -> str:
    """Return a genre as a list prints it ("science fiction", "ciencia ficción")."""
    found = genre(key)
    return found.spanish if base_language(language) == "es" else found.key


def find_genres(text: str, language: str = "en") -> list[Genre]:
    """Return the genres that ``text`` may mean, the likeliest first, then the shortest; an empty text finds none."""
    spanish = base_language(language) == "es"
    ranked = []
    for each in GENRES:
        found = rank(text, (each.key, *each.aliases, *((each.spanish,) if spanish else ())))
        if found is not None:
            name = genre_name(each.key, language)
            ranked.append((found, len(name), name, each))
    return [entry[-1] for entry in sorted(ranked, key=lambda entry: entry[:3])]


def find_services(text: str, used: Sequence[str] = ()) -> list[str]:
    """Return the services that ``text`` may mean: those ``used`` before (in their order), then those of the house.

    An empty text gives the used ones, so that the usual answer is one key away.
    """
    own = list(dict.fromkeys(filter(None, used)))
    if not text.strip():
        return own
    return _ranked(text, own) + _ranked(text, (name for name in SERVICES if name not in own))


def _ranked(text: str, services: Iterable[str]) -> list[str]:
    """Return the services that match, better kinds of match first, else in the order given."""
    found = [(rank(text, (name, *_SERVICE_ALIASES.get(name, ()))), name) for name in services]
    return [name for _, name in sorted(((how, name) for how, name in found if how is not None), key=lambda pair: pair[0])]


def find_content_notes(text: str, language: str = "en") -> list[str]:
    """Return the content notes of the house that ``text`` may mean, as keys."""
    found = [(rank(text, {note, content_note_name(note, language)}), note) for note in CONTENT_NOTES]
    return [note for _, note in sorted(((how, note) for how, note in found if how is not None), key=lambda pair: pair[0])]


def content_note_name(note: str, language: str = "en") -> str:
    """Return a content note as printed; one that is not of the house prints as it is."""
    return _CONTENT_NOTES.get(note, note) if base_language(language) == "es" else note


def job_name(job: str, language: str = "en", count: int = 1) -> str:
    """Return a job as a heading prints it for ``count`` people ("Director", "Directors"); another job prints as it is.

    Outside English the name of the work is printed ("Dirección", "Regie"), because the name of the worker would have to say
    a gender, which nothing here knows.
    """
    found = _JOBS.get(job)
    return job if found is None else found.names[_column(language)][count != 1]


def job_property(job: str) -> str:
    """Return the schema.org property of a job; ``contributor`` for one that is not of the house."""
    found = _JOBS.get(job)
    return "contributor" if found is None else found.schema_property


def find_jobs(text: str, language: str = "en") -> list[Job]:
    """Return the jobs that ``text`` may mean, by key or printed name, the likeliest first."""
    found = [(rank(text, {*job.names[_column(language)], job.names[0][0]}, (job.key,)), job) for job in JOBS]
    return [job for _, job in sorted(((how, job) for how, job in found if how is not None), key=lambda pair: pair[0])]


def way_name(way: str, language: str = "en") -> str:
    """Return a way to watch as printed after the service ("to rent", "im Kino"); another prints as it is."""
    return _WAYS[way][_column(language)] if way in _WAYS else way


def release_kind_name(kind: str, language: str = "en") -> str:
    """Return the kind of a release as printed ("cinema", "reestreno"); another prints as it is."""
    return _RELEASE_KINDS[kind][_column(language)] if kind in _RELEASE_KINDS else kind
