"""The command ``matinee``: the window, and the same jobs without one.

Exit status: 0 done, 1 said no (one sentence on standard error), 2 the words of the command are wrong. Nothing of the toolkit is
loaded unless the window is wanted. To add a verb: a class in ``verbs`` and a line in its tuple.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop import __version__
from desktop.cli.answer import Answer, UsageError
from desktop.cli.verbs import VERBS
from desktop.core.errors import MatineeError


def _common() -> argparse.ArgumentParser:
    """Options that may stand before or after the verb; what stands after wins."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--library", type=Path, metavar="DIR", help="the library folder (else MATINEE_LIBRARY, else Documents)")
    common.add_argument("--json", action="store_true", help="answer in JSON on standard output")
    return common


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    common = _common()
    top = argparse.ArgumentParser(
        prog="matinee", description="An offline desk for film critics. Without a verb it opens the window.", parents=[common]
    )
    top.add_argument("--version", action="version", version=f"matinee {__version__}")
    verbs = top.add_subparsers(dest="verb", metavar="VERB")
    for verb in VERBS:
        verb.add_arguments(verbs.add_parser(verb.name, help=verb.help, description=verb.help, parents=[common]))
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    reader = parser()
    given = reader.parse_args(words)
    if given.verb is None:
        given = reader.parse_args([*words, "open"])
    given.library = getattr(given, "library", None)
    verb = next(verb for verb in VERBS if verb.name == given.verb)
    try:
        answer = verb.run(given)
    except UsageError as error:
        reader.error(str(error))
    except MatineeError as error:
        return _told(Answer(refused=(str(error),)))
    return _told(answer, as_json=getattr(given, "json", False))


def _told(answer: Answer, *, as_json: bool = False) -> int:
    """Print an answer and return its exit status; a reader that went away is no fault."""
    text = json.dumps(answer.plain, ensure_ascii=False, indent=2) if as_json and answer.plain is not None else answer.text
    try:
        if text:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = None
        return 1
    for sentence in answer.refused:
        sys.stderr.write(sentence + "\n")
    return answer.status
