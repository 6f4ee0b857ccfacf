"""Taking a library elsewhere: ``copy`` makes a checked copy, ``unpack`` makes a library out of a packed one."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any

from desktop.cli.answer import Answer
from desktop.cli.backing_up import held
from desktop.cli.naming import a_path
from desktop.cli.progress import counted_job
from desktop.cli.verb import Arguments, Plainly, library_of
from desktop.services.moving_house import Held, copy_to, unpack_to


class Copy(Plainly):
    """Copy the library."""

    name, help = "copy", "copy the library to another disk, as a folder or one .zip file, and check the copy"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare where to."""
        parser.add_argument(
            "--to", type=a_path, required=True, metavar="PLACE", help="a new or empty folder, or a new file FILE.zip"
        )

    def run(self, given: Arguments) -> Answer:
        """Make the copy; a picture that is not as it was is told and does not keep the rest from being copied."""
        stopped = f"Stopped: no copy was made in “{given.to}”, and the library is as it was."
        with library_of(given) as archive, counted_job("Copying the library", stopped) as job:
            copied = copy_to(archive, given.to, job)
        plain = {"written": str(copied.place), "before": _plain(copied.before), "after": _plain(copied.after)}
        text = f"In the library: {_told(copied.before)}.\nIn {copied.place}: {_told(copied.after)}."
        return Answer(text, plain, notes=copied.after.missing)


class Unpack(Plainly):
    """Make a library out of a packed one."""

    name, help = "unpack", "make a library out of a .zip file that copy, or somebody, made of one, and check it"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what and where to."""
        parser.add_argument("packed", type=a_path, metavar="FILE.zip", help="the packed library")
        parser.add_argument("--to", type=a_path, required=True, metavar="DIR", help="the folder for the library, new or empty")

    def run(self, given: Arguments) -> Answer:
        """Make the library."""
        stopped = f"Stopped: no library was made in “{given.to}”, and “{given.packed}” is as it was."
        with counted_job("Unpacking the library", stopped) as job:
            made = unpack_to(given.packed, given.to, job)
        after = Held(made.counts, made.missing)
        return Answer(f"In {made.root}: {_told(after)}.", {"written": str(made.root), "after": _plain(after)}, notes=made.missing)


def _told(found: Held) -> str:
    worn = len(found.missing)
    pictures = f"{worn} {'picture is' if worn == 1 else 'pictures are'} not as before" if worn else "every picture is there"
    return f"{held(found.counts)}; {pictures}"


def _plain(found: Held) -> dict[str, Any]:
    return dataclasses.asdict(found.counts) | {"missing": list(found.missing)}
