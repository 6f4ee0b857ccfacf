"""What an importer reads out of a file, before anything is written: the plan that a person can look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from desktop.core.article import Article
from desktop.core.review_file import PictureBeside
from desktop.core.saving import Moments
from desktop.core.viewing import Viewing


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something in the file that has no place in a review: where it stands, and its text."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What one file would bring in.

    ``name`` is the file's name. ``pictures`` are those it says lie beside it. ``notes`` are sentences about what was read
    otherwise than it is written; nothing is ever read otherwise without one. ``may_omit_private`` says that private words may
    have been left out of a file of this kind, so that their absence means nothing. ``viewings`` are those that a review was
    written of. ``moments``, by id of record, are those that a readable copy tells: a lost library is made anew with them, while
    what is brought into another library is new there.
    """

    name: str
    articles: tuple[Article, ...] = ()
    pictures: tuple[PictureBeside, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    notes: tuple[str, ...] = ()
    may_omit_private: bool = False
    viewings: tuple[Viewing, ...] = ()
    moments: Mapping[str, Moments] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of file that can be brought in.

    ``suffixes`` are the endings of its names in lower case. ``read`` takes the bytes and the name; it raises ``FormatError`` with
    a sentence that names the place, and nothing else.
    """

    id: str
    name: str
    description: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Plan]
