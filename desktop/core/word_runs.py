"""Two texts word by word: what stayed, what went and what came, as runs of words in reading order.

Lines are compared first, then the sentences of lines that changed, then the words of sentences that changed, so that the work
grows with the change and not with the text. Nothing is lost: what stayed and what went together are the old text, what stayed and
what came the new one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCES = re.compile(r".+?(?:[.!?…。！？]+[”’\"')\]]*\s+|\Z)", re.DOTALL)
_WORDS = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3]|[^\W_\u2e80-\u9fff\uac00-\ud7a3]+(?:[’'\-][^\W_]+)*|\s+|.", re.DOTALL)
_LEAST_ALIKE = 0.25
"""The share of words that two sentences must have in common to be told word by word; below, one took the other's place."""
_ROOM = 4_000_000
"""Pairs of words that are compared without taking the most frequent ones for noise."""


class Kind(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row with the same fate; never empty."""

    kind: Kind
    text: str


def word_runs(before: str, after: str) -> tuple[Run, ...]:
    """Return the runs that lead from one text to the other; what went stands before what came in its place."""
    if before == after:
        return (Run(Kind.SAME, before),) if before else ()
    return tuple(run for run in _at_line_ends(list(_joined(_by_lines(before, after)))) if run.text)


def _at_line_ends(runs: list[Run]) -> list[Run]:
    """Return the runs with a new or lost paragraph beginning where a line ends: “.¶New” before “.” is “.” and “¶New.”."""
    for at in range(len(runs) - 1):
        run, following = runs[at], runs[at + 1]
        alone = run.kind is not Kind.SAME and following.kind is Kind.SAME and at > 0 and runs[at - 1].kind is Kind.SAME
        moved = run.text[: max(0, run.text.find("\n"))]
        if alone and moved and following.text.startswith(moved):
            runs[at - 1] = Run(Kind.SAME, runs[at - 1].text + moved)
            runs[at] = Run(run.kind, run.text[len(moved) :] + moved)
            runs[at + 1] = Run(Kind.SAME, following.text[len(moved) :])
    return runs


def _by_lines(before: str, after: str) -> Iterator[Run]:
    for same, old, new in _blocks(_LINES.findall(before), _LINES.findall(after)):
        yield from (Run(Kind.SAME, text) for text in old) if same else _by_sentences("".join(old), "".join(new))


def _by_sentences(before: str, after: str) -> Iterator[Run]:
    for same, old, new in _blocks(_SENTENCES.findall(before), _SENTENCES.findall(after)):
        yield from (Run(Kind.SAME, text) for text in old) if same else _by_words("".join(old), "".join(new))


def _by_words(before: str, after: str) -> Iterator[Run]:
    old, new = _words(before), _words(after)
    blocks = list(_blocks(old, new))
    alike = sum(len(text) for same, texts, _ in blocks if same for text in texts if not text.isspace())
    if 2 * alike < _LEAST_ALIKE * (len(before) + len(after)):
        yield from (Run(Kind.REMOVED, before), Run(Kind.ADDED, after))
        return
    for same, gone, come in blocks:
        if same:
            yield Run(Kind.SAME, "".join(gone))
        else:
            yield from _trimmed("".join(gone), "".join(come))


def _trimmed(gone: str, come: str) -> Iterator[Run]:
    """Yield what went and what came without the whole words and blanks that both begin and end with."""
    head = _alike(gone, come)
    while head and _parts_a_word(gone, head) | _parts_a_word(come, head):
        head -= 1
    old, new = gone[head:], come[head:]
    tail = _alike(old[::-1], new[::-1])
    while tail and _parts_a_word(old, len(old) - tail) | _parts_a_word(new, len(new) - tail):
        tail -= 1
    yield Run(Kind.SAME, gone[:head])
    yield Run(Kind.REMOVED, old[: len(old) - tail])
    yield Run(Kind.ADDED, new[: len(new) - tail])
    yield Run(Kind.SAME, old[len(old) - tail :])


def _alike(one: str, other: str) -> int:
    """Return how many letters two texts begin with in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _parts_a_word(text: str, at: int) -> bool:
    """Say whether a cut before the letter ``at`` goes through a word."""
    return 0 < at < len(text) and not any(_is_between(sign) for sign in (text[at - 1], text[at]))


def _is_between(sign: str) -> bool:
    return not (sign.isalnum() or sign in "’'-" or unicodedata.combining(sign))


def _words(text: str) -> list[str]:
    """Return words and signs; a blank clings to what stands before it, for as a token of its own it would be alike everywhere."""
    pieces: list[str] = []
    for piece in _WORDS.findall(text):
        if pieces and piece.isspace():
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Yield the pieces block by block: whether they stayed, the old ones and the new ones."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield True, old[:head], new[:head]
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if inner_old and inner_new:
        matcher = SequenceMatcher(None, inner_old, inner_new, autojunk=len(inner_old) * len(inner_new) > _ROOM)
        for tag, a, b, c, d in matcher.get_opcodes():
            yield tag == "equal", inner_old[a:b], inner_new[c:d]
    elif inner_old or inner_new:
        yield False, inner_old, inner_new
    if tail:
        yield True, old[len(old) - tail :], new[len(new) - tail :]


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Join neighbours of one kind, between two runs that stayed all that went before all that came."""
    for same, group in groupby((run for run in runs if run.text), key=lambda run: run.kind is Kind.SAME):
        together = list(group)
        for kind in (Kind.SAME,) if same else (Kind.REMOVED, Kind.ADDED):
            text = "".join(run.text for run in together if run.kind is kind)
            if text:
                yield Run(kind, text)


def shortened(runs: Sequence[Run], words: int = 30) -> tuple[Run, ...]:
    """Return the runs with what stayed cut to about ``words`` words beside each change; ``…`` stands for the rest."""
    return tuple(_cut(run, words, first=at == 0, last=at == len(runs) - 1) for at, run in enumerate(runs))


def _cut(run: Run, words: int, *, first: bool, last: bool) -> Run:
    if run.kind is not Kind.SAME:
        return run
    ends = [match.end() for match in re.finditer(r"\S+\s*", run.text)]
    spared = 0 if first else words, 0 if last else words
    if len(ends) <= sum(spared) + words // 2:
        return run
    head = run.text[: ends[spared[0] - 1]] if spared[0] else ""
    tail = run.text[ends[-spared[1] - 1] :] if spared[1] else ""
    return Run(Kind.SAME, f"{head}… {tail}" if tail else f"{head}…")
