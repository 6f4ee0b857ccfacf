"""What every verb of the command line is and needs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from desktop import paths
from desktop.cli.answer import Answer
from desktop.cli.progress import ProgressLine
from desktop.core.errors import LibraryError, MatineeError, NotFoundError
from desktop.core.finding import By, Key, Operator, Order, Query, Term
from desktop.services.archive import Archive, ReviewRow, open_archive
from desktop.services.writing_copies import CopiesAfterwards

Arguments = argparse.Namespace


_NEAR = 3
"""Slugs that are offered at most instead of one that there is not."""


class Verb(Protocol):
    """One verb: its name and help, its arguments, and what it does."""

    name: str
    help: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the verb's own arguments."""

    def check(self, given: Arguments) -> None:
        """Raise UsageError where arguments do not fit together."""

    def run(self, given: Arguments) -> Answer:
        """Do it; raises MatineeError to say no."""


class Plainly:
    """The part of a verb that most have: no arguments of its own, or none that could not stand together."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare nothing."""

    def check(self, given: Arguments) -> None:
        """Find nothing wrong."""


class Need(Enum):
    """What a verb needs a library for.

    ``READ`` changes nothing and works beside an open window. ``WRITE`` is refused where another has the library; ``CREATE`` is
    the same, and makes one where there is none. ``REMEMBER`` writes where it may and only reads where it may not.
    """

    READ = auto()
    REMEMBER = auto()
    WRITE = auto()
    CREATE = auto()


def root_of(given: Arguments) -> Path:
    """Return the folder of the library that the command line names; raises LibraryError where its name is no text."""
    root: Path = given.library or paths.default_library()
    if any("\ud800" <= sign <= "\udfff" for sign in str(root)):  # from MATINEE_LIBRARY, or the name of a home
        raise LibraryError("The name of the library folder is not text in UTF-8.")
    return root


@contextmanager
def library_of(given: Arguments, need: Need = Need.READ) -> Iterator[Archive]:
    """Open the library that the command line names, for as long as the verb runs; raises LibraryError.

    The readable copies of what the verb stored are written after it; where they cannot be, a sentence on standard error says so.
    """
    line = ProgressLine(sys.stderr)
    try:
        archive = open_archive(root_of(given), create=need is Need.CREATE, read_only=need is Need.READ, watch=line)
    finally:
        line.end()
    try:
        if archive.library.read_only and need in {Need.WRITE, Need.CREATE}:
            raise MatineeError(f"{archive.library.read_only_reason} Nothing was made or changed.")
        copies = CopiesAfterwards(archive.library)
        yield archive
        if refused := copies.write():
            sys.stderr.write(f"{refused}\n")
    finally:
        archive.library.close()


def row_of(archive: Archive, name: str) -> ReviewRow:
    """Return the review that a slug or an id names; raises NotFoundError for none and for several."""
    rows = archive.named(name)
    if len(rows) == 1:
        return rows[0]
    if not rows:
        titled = Query((Term(Key.TITLE, Operator.BEGINS, name),))
        near = archive.find(titled, Order(By.BEST), _NEAR, 0).found if any(map(str.isalnum, name)) else ()
        slugs = " or ".join(found.row.slug for found in near)
        meant = f"did you mean {slugs}?" if slugs else "“matinee list” shows what there is."
        raise NotFoundError(f"There is no review “{name}” in this library; {meant}")
    ids = ", ".join(row.id for row in rows)
    raise NotFoundError(f"“{name}” names {len(rows)} reviews; use one of their ids: {ids}.")
