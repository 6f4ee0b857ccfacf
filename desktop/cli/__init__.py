"""The command ``matinee``: the window, and the same jobs without one.

Exit status: 0 done, 1 said no (one sentence on standard error), 2 the words of the command are wrong. Nothing of the toolkit is
loaded unless the window is wanted, and nothing that renders unless the verb does. To add a verb: a class in the module where it
belongs, a line in ``verbs``, and its name in the README.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from desktop import __version__
from desktop.cli.answer import Answer, UsageError
from desktop.cli.naming import a_path
from desktop.cli.telling import flush, tell
from desktop.cli.window import raised_for
from desktop.core.errors import MatineeError


def _common() -> argparse.ArgumentParser:
    """Options that may stand before or after the verb; what stands after wins."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--library", type=a_path, metavar="DIR", help="the library (else MATINEE_LIBRARY, else in Documents)")
    common.add_argument("--json", action="store_true", help="answer in JSON on standard output")
    return common


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; what it reads has the chosen verb, and the verb's parser, in it."""
    from desktop.cli.verbs import VERBS  # with the library and all formats, after the window is on screen

    common = _common()
    top = argparse.ArgumentParser(
        prog="matinee",
        description="An offline desk for film critics. Without a verb it opens the window.",
        epilog="Exit status: 0 done, 1 refused (a sentence says why), 2 the command is not understood.",
        parents=[common],
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"matinee {__version__}")
    verbs = top.add_subparsers(metavar="VERB")
    for verb in VERBS:
        words = f"{verb.help[0].upper()}{verb.help[1:]}."
        own = verbs.add_parser(verb.name, help=verb.help, description=words, parents=[common], allow_abbrev=False)
        own.set_defaults(verb=verb, parser=own)
        verb.add_arguments(own)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        raised = raised_for(words)
        given = _read(words)
        given.raised = raised
        return tell(_answer(given), as_json=given.json)
    except SystemExit as end:  # how argparse ends after help and after words that it does not know
        flush()
        return end.code if isinstance(end.code, int) else 2
    except KeyboardInterrupt:  # while modules are loaded, or the answer is printed
        return tell(Answer(refused=("Stopped.",)))


def _read(words: list[str]) -> argparse.Namespace:
    """Return what the words say; raises SystemExit as argparse does."""
    from desktop.cli.reading import as_queries, strange_verb, strange_words

    reader = parser()
    if any(not _is_text(word) for word in words):
        reader.error("a word of the command is not text in UTF-8")
    if strange := strange_verb(words):
        reader.error(strange)
    given, left = reader.parse_known_args(as_queries(words))
    if not hasattr(given, "verb") and not left:
        given, left = reader.parse_known_args([*words, "open"])
    if left:
        own: argparse.ArgumentParser = getattr(given, "parser", reader)
        own.error(strange_words(left, own))
    given.library = getattr(given, "library", None)
    given.json = getattr(given, "json", False)
    try:
        given.verb.check(given)
    except UsageError as error:
        given.parser.error(str(error))
    return given


def _is_text(word: str) -> bool:
    """Say whether a word can be stored and printed: bytes that are no UTF-8 arrive as halves of surrogate pairs."""
    return "\0" not in word and not any("\ud800" <= sign <= "\udfff" for sign in word)


def _answer(given: argparse.Namespace) -> Answer:
    try:
        answer: Answer = given.verb.run(given)
    except MatineeError as error:
        return Answer(refused=(str(error),))
    except OSError as error:
        where = f"“{error.filename}”: " if error.filename else ""
        return Answer(refused=(f"{where}{error.strerror or error}.",))
    return answer
