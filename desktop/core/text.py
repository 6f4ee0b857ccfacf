"""Text of any language: tidying, counting, file-safe names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORDS_PER_MINUTE = 230
"""Silent reading of non-fiction in English: 238 words a minute in Brysbaert's meta-analysis (2019), rounded down."""

_WORD = re.compile(r"[^\W_]+(?:['\-.][^\W_]+)*")
_TYPESET = (("’", "'"), ("‘", " "), ("“", " "), ("”", " "), ("—", " "), ("–", " "), ("…", " "))
_ONE_JOINER = bytes.maketrans(b"'-", b"..")
"""Writes each of the three marks that join the halves of a word as the same, so that two side by side are found at once."""
_NO_LETTER = re.compile(r"[^\w\x00-\x7f]")
_SHAPE = bytes(ord("x" if code > 127 or chr(code).isalnum() else " ") for code in range(256))
"""What parts words in UTF-8, where all that is not ASCII is letters: many times as fast as looking for them."""
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ADDRESS = r"\((?:[^()\n]|\([^()\n]*\))*\)"
_MARKS = re.compile(rf"!\[[^\[\]\n]*\]{_ADDRESS}|\]{_ADDRESS}|<[^<>\n]+>|^\[[^\]\n]+\]:.*$")
_LINE = 4000
"""Characters of the longest line whose count is remembered for long; a paragraph has 500 to 1,000."""
_NO_LETTERS = re.compile(r"[\W_]+")
_BLANK_RUN = re.compile(r"[^\S\n]+")
_UNDECOMPOSED = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ı": "i",
        "&": " and ",
    }
)
_HOLDS_UNDECOMPOSED = re.compile(f"[{''.join(map(chr, _UNDECOMPOSED))}]")
_PLAIN_FOLD = str.maketrans({**dict.fromkeys("-_/", " "), **dict.fromkeys("'\".,", ""), "&": " and "})
"""What folding does to ASCII beside case."""
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
SLUG_LENGTH = 80


def tidy_line(text: str) -> str:
    """Return ``text`` as one trimmed line in NFC, with runs of white space and control characters as single spaces."""
    cleaned = "".join(" " if unicodedata.category(mark) == "Cc" else mark for mark in text)
    return " ".join(unicodedata.normalize("NFC", cleaned).split())


def tidy_text(text: str) -> str:
    """Return running text in NFC with line feeds only, without control characters, trailing blanks or outer blank lines."""
    lines = (
        unicodedata.normalize("NFC", text)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
    )
    kept = "".join(mark for mark in lines if mark in "\n\t" or unicodedata.category(mark) != "Cc")
    return "\n".join(_right_trimmed(line) for line in kept.split("\n")).strip("\n")


def _right_trimmed(line: str) -> str:
    stripped = line.rstrip()
    return stripped + "  " if stripped and line.endswith("  ") else stripped


def fold(text: str) -> str:
    """Return ``text`` for comparing as people do: without case, accents, hyphens or quotation marks."""
    if text.isascii():
        return _single_spaced(text.translate(_PLAIN_FOLD).lower())
    bare = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED)).casefold()
    return _single_spaced(unicodedata.normalize("NFC", bare.translate(_BARE_FOLD)))


def _single_spaced(text: str) -> str:
    # Of all white space only the blank is printable.
    return text.strip() if text.isprintable() and "  " not in text else _BLANK_RUN.sub(" ", text).strip()


class _BareFold(dict[int, str | None]):
    """What folding does to a decomposed letter beside case, found out at its first sight: a table of all would take long."""

    def __missing__(self, code: int) -> str | None:
        mark = chr(code)
        dropped = unicodedata.combining(mark) or mark in "'’‘“”\"«».,"
        self[code] = folded = None if dropped else " " if mark in "-‐‑–—_/" else mark
        return folded


_BARE_FOLD = _BareFold()


def squeeze(text: str) -> str:
    """Return the letters and digits of ``text`` alone, without case and accents, for a quick look at whether it holds a name."""
    if text.isascii():
        return _NO_LETTERS.sub("", text.lower())
    bare = text.replace("&", "")
    plainer = bare.translate(_UNDECOMPOSED) if _HOLDS_UNDECOMPOSED.search(bare) else bare
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKD", plainer).casefold())


@lru_cache(maxsize=1024)
def count_words(markdown: str) -> int:
    """Count the words of a Markdown text: addresses, pictures and tags are none; each Han or Kana sign counts as one.

    No word and no mark goes over a line, so that a text counted before it was edited is counted again only where it differs.
    """
    return sum((_known_count if len(line) <= _LINE else _late_count)(line) for line in markdown.split("\n"))


def _words_in_line(line: str) -> int:
    plain = _MARKS.sub(" ", line) if "]" in line or "<" in line else line
    if not plain.isascii():
        for typeset, plainer in _TYPESET:
            plain = plain.replace(typeset, plainer)
    if not plain.isascii():
        if _WIDE.search(plain):
            return len(_WIDE.findall(plain)) + len(_WORD.findall(_WIDE.sub(" ", plain)))
        if _NO_LETTER.search(plain):
            return len(_WORD.findall(plain))
    coded = plain.encode("utf-8", "replace")
    if b".." in coded.translate(_ONE_JOINER):
        return len(_WORD.findall(plain))
    return (b" " + coded.translate(_SHAPE, b"'-.")).count(b" x")


_known_count = lru_cache(maxsize=4096)(_words_in_line)
_late_count = lru_cache(maxsize=4)(_words_in_line)


def reading_minutes(words: int) -> int:
    """Return the reading time in whole minutes, at least one where there is a word at all."""
    return max(1, round(words / WORDS_PER_MINUTE)) if words else 0


def slugify(text: str) -> str:
    """Return ``text`` as ``[a-z0-9-]``, at most 80 characters, cut at a word; empty where no letter has a Latin form."""
    plain = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED)).encode("ascii", "ignore").decode().lower()
    slug = _NOT_SLUG.sub("-", plain.replace("'", "")).strip("-")
    if len(slug) <= SLUG_LENGTH:
        return slug
    cut = slug[: SLUG_LENGTH + 1].rpartition("-")[0]
    return cut or slug[:SLUG_LENGTH]


def size_words(size: int) -> str:
    """Return a number of bytes in the unit that suits it, decimal as file managers count: ``412 MB``, ``3.2 MB``, ``14 kB``."""
    for unit, bytes_in_it in (("GB", 1e9), ("MB", 1e6)):
        if size >= bytes_in_it:
            amount = size / bytes_in_it
            return f"{amount:.0f} {unit}" if amount >= 10 else f"{amount:.1f} {unit}"
    return f"{max(1, round(size / 1e3)) if size else 0} kB"
