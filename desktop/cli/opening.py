"""Opening the window: ``open``."""

from __future__ import annotations

import argparse

from desktop import paths
from desktop.cli.answer import Answer
from desktop.cli.naming import a_path
from desktop.cli.verb import Arguments, Plainly
from desktop.core.errors import MatineeError


class Open(Plainly):
    """Open the window."""

    name, help = "open", "open the window, on a review if one is named"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what to open."""
        parser.add_argument("slug", nargs="?", metavar="SLUG", help="the review to bring to the front")
        parser.add_argument("--sample", action="store_true", help="add the sample review to an empty library and open it")
        parser.add_argument(
            "--offscreen",
            type=a_path,
            metavar="DIR",
            help="without a display: write the review in front and a picture of the window there",
        )

    def run(self, given: Arguments) -> Answer:
        """Hand over to the window that was raised. Raises MatineeError where there is no display."""
        library = given.library or paths.default_library()
        if given.offscreen is None and given.raised is None:
            raise MatineeError("There is no display to open a window on; --offscreen DIR writes a picture of it instead.")
        from desktop import app

        if given.offscreen is not None:
            written = [str(path) for path in app.run_offscreen(library, given.offscreen, sample=given.sample, slug=given.slug)]
            return Answer("\n".join(f"Wrote {path}" for path in written), {"written": written})
        status = app.run(library, given.raised, sample=given.sample, slug=given.slug)
        return Answer(plain={"library": str(library)}, refused=() if status == 0 else ("The window ended with a fault.",))
