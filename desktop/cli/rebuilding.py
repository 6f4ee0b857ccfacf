"""Making a library out of readable copies: ``rebuild``."""

from __future__ import annotations

import argparse
import dataclasses

from desktop.cli.answer import Answer
from desktop.cli.backing_up import held
from desktop.cli.naming import a_path
from desktop.cli.progress import counted_job
from desktop.cli.verb import Arguments, Plainly, root_of


class Rebuild(Plainly):
    """Make a library out of readable copies."""

    name, help = "rebuild", "make a library of its own out of the readable copies and pictures of one whose database is lost"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare out of which and where."""
        parser.add_argument("folder", nargs="?", type=a_path, metavar="FOLDER", help="the folder of the library (else --library)")
        parser.add_argument(
            "--to", type=a_path, required=True, metavar="DIR", help="the folder for the new library, new or empty"
        )

    def run(self, given: Arguments) -> Answer:
        """Make it, and say what the copies held and what it holds."""
        from desktop.services.rebuilding import rebuild

        stopped = f"Stopped: no library was made in “{given.to}”, and the readable copies are as they were."
        with counted_job("Making the library", stopped) as job:
            rebuilt = rebuild(given.folder or root_of(given), given.to, job)
        worn = len(rebuilt.missing)
        pictures = f"{worn} {'picture is' if worn == 1 else 'pictures are'} not as before" if worn else "every picture is there"
        plain = {
            "written": str(rebuilt.root),
            "before": dataclasses.asdict(rebuilt.before),
            "after": dataclasses.asdict(rebuilt.after),
            "refused": list(rebuilt.refused),
            "missing": list(rebuilt.missing),
            "notes": list(rebuilt.notes),
            "lacking": rebuilt.lacking,
        }
        notes = (rebuilt.lacking, *rebuilt.missing, *rebuilt.notes) if rebuilt.lacking else (*rebuilt.missing, *rebuilt.notes)
        text = f"In the copies: {held(rebuilt.before)}.\nIn {rebuilt.root}: {held(rebuilt.after)}; {pictures}."
        return Answer(text, plain, rebuilt.refused, notes)
