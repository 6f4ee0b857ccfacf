"""What a person types into the line that adds people: a name, and perhaps a job before it and a star behind it.

``d: lee chung-hyun`` is a director, ``composer: Mowg`` a composer, ``jun jong-seo*`` is top-billed, and a job that the house does
not know (``puppets: Kim Bo-ra``) is kept in its own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.core.text import fold, tidy_line
from desktop.core.vocabulary import find_jobs
from desktop.core.work import CAST_JOBS, Job

JOB_LETTERS = {
    "d": Job.DIRECTOR,
    "w": Job.WRITER,
    "p": Job.PRODUCER,
    "c": Job.CAST,
    "v": Job.VOICE,
    "e": Job.EDITOR,
    "m": Job.COMPOSER,
    "music": Job.COMPOSER,
    "camera": Job.CINEMATOGRAPHER,
    "dp": Job.CINEMATOGRAPHER,
    "screenplay": Job.WRITER,
}
"""Short words for jobs before a colon; every other job is found by the beginning of its name."""

_PREFIX = re.compile(r"\s*([^:：*]+)[:：]\s*(.*)", re.DOTALL)
_SMALL_WORDS = frozenset(
    ("al", "bin", "da", "dal", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "ibn", "la")
) | frozenset(("le", "les", "of", "ten", "ter", "the", "van", "von", "y", "zu"))
_INITIAL_WITH_APOSTROPHE = re.compile(r"\b(\w)(['’])(\w)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the line says: the name as typed (tidied), the job, its own words where the job is OTHER, and the star."""

    name: str
    job: Job = Job.CAST
    job_text: str = ""
    top_billed: bool = False


def read_entry(text: str, job: Job = Job.CAST, language: str = "en") -> Entry:
    """Return what ``text`` says; ``job`` holds where it names none. Jobs are understood in ``language`` and in English."""
    job_text, name = "", text
    prefix = _PREFIX.fullmatch(text)
    if prefix is not None:
        job, job_text = _job_named(tidy_line(prefix[1]), language)
        name = prefix[2]
    name = tidy_line(name)
    starred = name.strip("*") != name
    return Entry(tidy_line(name.strip("*")), job, job_text, starred and job in CAST_JOBS)


def _job_named(words: str, language: str) -> tuple[Job, str]:
    letters = JOB_LETTERS.get(fold(words))
    if letters is not None:
        return letters, ""
    found = find_jobs(words, language) or find_jobs(words)
    return (Job(found[0].key), "") if found else (Job.OTHER, words)


def proper_name(name: str) -> str:
    """Return a name typed without any capital letter with them: ``lee chung-hyun`` is Lee Chung-hyun.

    Small words inside a name stay small (``ana de armas`` is Ana de Armas). A name with a capital anywhere stays as typed.
    """
    if name != name.lower():
        return name
    words = name.split(" ")
    capitalised = [word if at and word in _SMALL_WORDS else f"{word[:1].upper()}{word[1:]}" for at, word in enumerate(words)]
    return _INITIAL_WITH_APOSTROPHE.sub(lambda mark: f"{mark[1]}{mark[2]}{mark[3].upper()}", " ".join(capitalised))


def characters_in(text: str) -> tuple[str, ...]:
    """Return the characters in a line of them, separated by commas, or by semicolons where there is one."""
    pieces = text.split(";" if ";" in text else ",")
    return tuple(dict.fromkeys(name for name in map(tidy_line, pieces) if name))


def line_of(characters: tuple[str, ...]) -> str:
    """Return characters as one line that ``characters_in`` reads back."""
    if any("," in name for name in characters):
        return "; ".join(characters) + (";" if len(characters) == 1 else "")
    return ", ".join(characters)
