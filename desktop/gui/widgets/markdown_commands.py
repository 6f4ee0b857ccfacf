"""The commands of the Markdown editor as functions from a text and its selection to an edit.

Positions count characters. A command that is given twice takes back what it did.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.gui.widgets.replacement import Replacement

_WORD = re.compile(r"[\w’'-]+")
_LINK = re.compile(r"(?<![!@])\[([^\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the text and what is selected after it."""

    change: Replacement
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wrap:
    """A pair of marks around words, such as ``**`` and ``**``."""

    before: str
    after: str


BOLD = Wrap("**", "**")
ITALIC = Wrap("*", "*")
FILM_TITLE = Wrap("{{", "}}")
SPOILER = Wrap("||", "||")


def toggle_wrap(text: str, start: int, end: int, wrap: Wrap) -> Edit:
    """Put ``wrap`` around the selection, or the word at the caret, or take it away where it is.

    With the caret at the end of what is wrapped, as after typing it, the caret steps out over the closing mark instead.

    Marks cannot span lines, so each line of a selection is wrapped by itself, unless all are already.
    """
    if "\n" in text[start:end]:
        return _toggle_lines(text, start, end, wrap)
    selected = start != end
    if selected:
        start, end = _trimmed(text, start, end)
    if not selected and _at_the_end_inside(text, start, wrap):
        out = start + len(wrap.after)
        return Edit(Replacement(start, start, ""), out, out)
    inner = _wrapped(text, start, end, wrap)
    caret = start
    if inner is None and not selected:
        word = next((match for match in _WORD.finditer(text) if match.start() <= caret <= match.end()), None)
        start, end = (word.start(), word.end()) if word else (caret, caret)
        inner = _wrapped(text, start, end, wrap)
    before, after = len(wrap.before), len(wrap.after)
    if inner is not None:
        low, high = inner
        change = Replacement(low - before, high + after, text[low:high])
        if selected:
            return Edit(change, low - before, high - before)
        return Edit(change, caret - before, caret - before)
    change = Replacement(start, end, wrap.before + text[start:end] + wrap.after)
    if selected:
        return Edit(change, start + before, end + before)
    return Edit(change, caret + before, caret + before)


def _at_the_end_inside(text: str, caret: int, wrap: Wrap) -> bool:
    """Say whether the caret stands before the closing mark of a wrap that opens before it on the same line."""
    line = text[text.rfind("\n", 0, caret) + 1 : caret]
    opened = line.rfind(wrap.before)
    if opened < 0 or not line[opened + len(wrap.before) :].strip() or not text.startswith(wrap.after, caret):
        return False
    sign = wrap.after[0]
    longer = text.startswith(sign * (len(wrap.after) + 1), caret) and wrap.after == sign
    return not longer and (wrap.before != wrap.after or line.count(wrap.before) % 2 == 1)


def toggle_link(text: str, start: int, end: int) -> Edit:
    """Make a link of the selection, with the caret where the address belongs, or make plain text of a link."""
    for match in _LINK.finditer(text):
        if match.start() <= start and end <= match.end():
            words = match.group(1)
            at = match.start()
            return Edit(Replacement(at, match.end(), words), at, at + len(words))
    start, end = _trimmed(text, start, end)
    words = text[start:end]
    if _ADDRESS.fullmatch(words):
        return Edit(Replacement(start, end, f"[]({words})"), start + 1, start + 1)
    at = start + len(words) + 3 if words else start + 1
    return Edit(Replacement(start, end, f"[{words}]()"), at, at)


def indent_items(text: str, start: int, end: int, *, deeper: bool) -> Edit | None:
    """Move the list items of the selection in or out by a level; None where there is nothing to move."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    lines = text[first:last].split("\n")
    moved = [_indented(line, deeper=deeper) if _ITEM.match(line) else line for line in lines]
    if moved == lines:
        return None
    by_first = len(moved[0]) - len(lines[0])
    by_all = sum(len(line) for line in moved) - sum(len(line) for line in lines)
    new_start = max(first, start + by_first)
    return Edit(Replacement(first, last, "\n".join(moved)), new_start, max(new_start, end + by_all))


def paragraphs(text: str) -> list[int]:
    """Return where the paragraphs begin: each line that is not blank and follows a blank one or nothing."""
    starts: list[int] = []
    at, after_blank = 0, True
    for line in text.split("\n"):
        blank = not line.strip()
        if not blank and after_blank:
            starts.append(at)
        after_blank = blank
        at += len(line) + 1
    return starts


def _indented(line: str, *, deeper: bool) -> str:
    if deeper:
        return _INDENT + line
    spaces = len(line) - len(line.lstrip(" \t"))
    return line[min(spaces, len(_INDENT)) :] if line[:1] != "\t" else line[1:]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a selection without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _wrapped(text: str, start: int, end: int, wrap: Wrap) -> tuple[int, int] | None:
    """Return the inside of the marks that stand just within or just around ``start`` to ``end``, if any."""
    before, after = len(wrap.before), len(wrap.after)
    if end - start >= before + after and _bears(text, start, end, wrap, inside=True):
        return start + before, end - after
    if _bears(text, start, end, wrap, inside=False):
        return start, end
    return None


def _bears(text: str, start: int, end: int, wrap: Wrap, *, inside: bool) -> bool:
    """Say whether the marks stand at these ends; a run of ``*`` is read as what it holds: 1, 2 or both."""
    if wrap.before[0] != "*":
        if inside:
            return text.startswith(wrap.before, start) and text.endswith(wrap.after, start, end)
        return text.endswith(wrap.before, 0, start) and text.startswith(wrap.after, end)
    words = text[start:end]
    if inside:
        runs = (len(words) - len(words.lstrip("*")), len(words) - len(words.rstrip("*")))
        if runs[0] == len(words):
            return False
    else:
        left, right = text[:start], text[end:]
        runs = (len(left) - len(left.rstrip("*")), len(right) - len(right.lstrip("*")))
    run = min(runs)
    return run in (1, 3) if len(wrap.before) == 1 else run in (2, 3, 4)


def _toggle_lines(text: str, start: int, end: int, wrap: Wrap) -> Edit:
    """Wrap each line of a selection by itself, or unwrap them all."""
    lines = text[start:end].split("\n")
    full = [line for line in lines if line.strip()]
    bare = [line.strip() for line in full]
    remove = bool(bare) and all(_wrapped(line, 0, len(line), wrap) is not None for line in bare)
    changed: list[str] = []
    for line in lines:
        low, high = _trimmed(line, 0, len(line))
        words = line[low:high]
        if words:
            inner = _wrapped(words, 0, len(words), wrap)
            if remove and inner is not None:
                words = words[inner[0] : inner[1]]
            elif not remove and inner is None:
                words = wrap.before + words + wrap.after
        changed.append(line[:low] + words + line[high:])
    new = "\n".join(changed)
    return Edit(Replacement(start, end, new), start, start + len(new))
