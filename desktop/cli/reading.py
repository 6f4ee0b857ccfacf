"""Reading the words of a command before its verb does: queries that begin with a dash, and words that nobody knows."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence

from desktop.cli.verbs import VERBS, WITH_QUERY
from desktop.core.nearness import distance, slips_allowed

_TURNED = re.compile(r"-(?!h$|\d+$)[^-].*", re.DOTALL)
"""A piece of a query that must not hold: no option of ours but ``-h`` has one dash, and a number is taken for none."""
_OPTION = re.compile(r"--[a-z-]+")


def as_queries(words: Sequence[str]) -> list[str]:
    """Return the words of a command with every ``-tag:noir`` of a query behind a blank, which no option begins with."""
    at = _place_of_verb(words)
    if at is None or words[at] not in WITH_QUERY:
        return list(words)
    return [*words[: at + 1], *(f" {word}" if _TURNED.fullmatch(word) else word for word in words[at + 1 :])]


def strange_verb(words: Sequence[str]) -> str:
    """Return what is wrong with the verb of a command, empty where it is one or there is none."""
    at = _place_of_verb(words)
    names = [verb.name for verb in VERBS]
    if at is None or words[at] in names:
        return ""
    meant = _nearest(words[at], names)
    return f"there is no verb “{words[at]}”; " + (f"did you mean “{meant}”?" if meant else "“matinee --help” names them all")


def strange_words(words: Sequence[str], parser: argparse.ArgumentParser) -> str:
    """Return what is wrong with words that ``parser`` does not know."""
    word = words[0].partition("=")[0].strip()
    if not word.startswith("-"):
        return f"“{word}” is a word too many"
    meant = _nearest(word, dict.fromkeys(_OPTION.findall(parser.format_usage())))
    return f"there is no option “{word}” here" + (f"; did you mean “{meant}”?" if meant else "")


def _place_of_verb(words: Sequence[str]) -> int | None:
    """Return where the verb stands: behind the options that every verb has; None where help or nothing is asked for."""
    at = 0
    while at < len(words):
        word = words[at]
        if not word.startswith("-"):
            return at
        if word != "--json" and not word.startswith("--library"):
            return None
        at += 2 if word == "--library" else 1
    return None


def _nearest(word: str, names: Iterable[str]) -> str:
    """Return the name that was begun or nearly written, empty for none."""
    slips, begun = slips_allowed(word), [name for name in names if name.startswith(word)]
    if len(begun) == 1 and len(word.strip("-")) > 1:
        return begun[0]
    near = [(far, name) for name in names if (far := distance(word, name, slips)) <= slips]
    return min(near)[1] if near else ""
