"""Our own Markdown with front matter, read back field for field, with what was changed in it outside.

What Matinee made of the data is skipped while it is untouched. A heading or opening sentence that was changed becomes the part's
own; anything else that was changed or added becomes a text part, so that no word is lost. The file's form is told in
:mod:`desktop.core.front_matter` and :mod:`desktop.core.review_markdown`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.core.article import Article
from desktop.core.errors import FormatError
from desktop.core.front_matter import DERIVED_KEYS, OWN_KEY, derived_digest, own_plain, put_back, site_plain, take
from desktop.core.front_moments import LASTMOD_KEY, MOMENTS_KEY, moment_of, moments_of
from desktop.core.front_viewings import VIEWINGS_KEY, WATCHED_KEY, viewings_of
from desktop.core.mark_text import undressed
from desktop.core.outlet import TitleStyle
from desktop.core.records import from_plain
from desktop.core.review import Opening, Part, PartKind
from desktop.core.review_file import ReviewFile
from desktop.core.review_markdown import Segment, Stretch, segments_of, split_file, text_digest
from desktop.importers.checking import checked, checked_pictures, checked_viewings, unreadable
from desktop.importers.decoding import decoded
from desktop.importers.plan import Leftover, Plan, Source
from desktop.importers.yaml_tree import LARGEST, read_tree
from desktop.rendering.typography import quotes_of

MOST_BYTES = 5_000_000
_HEADING = re.compile(r"#{1,6}[ \t]+([^\n]*?)[ \t]*#*(?:\n+|$)")
_BACKSLASHED = re.compile(r"\\([\\`*_{}\[\]|~#>+=.)-])")
_FOLD_START = re.compile(r"<details[^>\n]*>\n<summary>[^\n]*</summary>(?:\n+|$)")


def read_markdown(data: bytes, name: str) -> Plan:
    """Return the plan of a Markdown file that Matinee wrote; raises :class:`FormatError`."""
    if len(data) > MOST_BYTES:
        raise FormatError(f"“{name}” is larger than 5 MB, so it was not read.")
    return _plan(data, name, LARGEST)


def read_copy(data: bytes, name: str) -> Plan:
    """Return the plan of a library's own readable copy, however long; raises :class:`FormatError`.

    The front matter of one that was published holds its page, and the text that it was brought in from.
    """
    return _plan(data, name, len(data))


def _plan(data: bytes, name: str, largest: int) -> Plan:
    text, notes = decoded(data, name)
    try:
        return _read(text, name, list(notes), largest)
    except FormatError as error:
        raise unreadable(name, error) from error


def _read(text: str, name: str, notes: list[str], largest: int) -> Plan:
    front, body = split_file(text)
    if not front:
        raise FormatError("It has no front matter of Matinee; paste its text into a new review instead.")
    tree = read_tree(front, largest)
    own = tree.pop(OWN_KEY, None)
    plain = own_plain(own)
    digest = own.get("derived") if isinstance(own, dict) else None
    derived = {key: value for key in DERIVED_KEYS if (value := take(tree, key)) is not None}
    if derived_digest(derived) != digest:
        notes.append(f"Matinee makes {', '.join(DERIVED_KEYS)} itself; what was changed in them by hand was left out.")
    put_back(tree, own.get("addresses") if isinstance(own, dict) else None)
    for owner, values in site_plain(tree).items():
        plain[owner] |= values
    file = from_plain(ReviewFile, {"article": _article_plain(plain), "pictures": plain["pictures"]})
    article = checked(file.article)
    reader = _BodyReader(article, notes)
    whole = replace(article, review=replace(article.review, parts=reader.parts(segments_of(body))))
    told = own.get(VIEWINGS_KEY) if isinstance(own, dict) else None
    viewings = checked_viewings(viewings_of(take(tree, WATCHED_KEY), told, article.work.id, article.review.id))
    told = own.get(MOMENTS_KEY) if isinstance(own, dict) else None
    moments = moments_of(article, take(tree, LASTMOD_KEY) if moment_of(tree.get(LASTMOD_KEY)) else None, told)
    leftovers = tuple(Leftover(f"front matter, {key}", _shown(value)) for key, value in tree.items())
    pictures = checked_pictures(file.pictures)
    return Plan(name, (whole,), pictures, leftovers, tuple(notes), may_omit_private=True, viewings=viewings, moments=moments)


def _article_plain(plain: dict[str, Any]) -> dict[str, Any]:
    return {key: plain[key] for key in ("review", "work", "outlet", "people", "images")}


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_shown(inner)}" for key, inner in value.items())
    return ", ".join(_shown(item) for item in value) if isinstance(value, list) else str(value or "")


@dataclass
class _BodyReader:
    """Puts the parts together from the front matter and the stretches of the body."""

    article: Article
    notes: list[str]
    read: set[str] = field(default_factory=set)
    added: int = 0

    def parts(self, segments: list[Segment]) -> tuple[Part, ...]:
        """Return the parts of the review; those that the body shows stand in the order of the body."""
        known = {part.id: part for part in self.article.review.parts}
        shown: list[str | Part] = []
        for segment in segments:
            if segment.part in known and segment.part not in shown and segment.stretch is not Stretch.ADDED:
                shown.append(segment.part)
            extra = self._extra(segment, known)
            if extra is not None:
                shown.append(extra)
        return self._in_order(known, shown)

    def _extra(self, segment: Segment, known: dict[str, Part]) -> Part | None:
        """Take a stretch into its part; return a new part for words that have no place in it."""
        part = known.get(segment.part)
        if segment.stretch is Stretch.ADDED or part is None:
            return self._new(segment.text, "was added") if segment.text.strip() else None
        if segment.stretch is Stretch.MADE:
            return self._made(segment, part, known)
        if part.kind is not PartKind.TEXT or part.id in self.read:
            return self._new(segment.text, "stands twice") if segment.text.strip() else None
        self.read.add(part.id)
        if not (segment.digest and segment.untouched):
            known[part.id] = replace(part, body=undressed(segment.text, self._quotes(), part.id))
        return None

    def _made(self, segment: Segment, part: Part, known: dict[str, Part]) -> Part | None:
        if segment.untouched:
            return None
        if part.kind is PartKind.TEXT and part.id not in self.read:
            known[part.id] = self._opened(segment.text, part)
            return None
        if not segment.text.strip():
            return None
        self.notes.append(
            f"“{part.heading or part.kind.value}” was changed in the file, but Matinee makes it of the facts. "
            "The changed text is kept as a hidden part after it."
        )
        return replace(self._part(segment.text), hidden=True)

    def _opened(self, text: str, part: Part) -> Part:
        """Return a text part with the heading and the opening sentence that were changed in the file."""
        heading = _HEADING.match(text)
        rest = text[heading.end() :] if heading else text
        rest = _FOLD_START.sub("", rest.lstrip("\n"), count=1).strip("\n")
        self.notes.append(f"The heading or the first sentence of “{part.heading or part.role.value}” was changed in the file.")
        part = replace(part, heading=_plain(heading[1]) if heading else "")
        if rest:
            return replace(part, opening=Opening.OWN, opening_text=rest)
        return part if part.opening is Opening.NONE else replace(part, opening=Opening.NONE)

    def _new(self, text: str, why: str) -> Part:
        self.notes.append(f"A text that {why} in the file became a part of its own: “{' '.join(text.split())[:60]}”.")
        return self._part(text)

    def _part(self, text: str) -> Part:
        taken = {part.id for part in self.article.review.parts}
        while True:
            self.added += 1
            part_id = text_digest(f"{self.added} {text}")
            if part_id not in taken:
                return Part(part_id, body=undressed(text, self._quotes(), part_id))

    def _quotes(self) -> tuple[str, str]:
        quotes = quotes_of(self.article.review.language)
        return (quotes.opening, quotes.closing) if self.article.outlet.title_style is TitleStyle.QUOTES else ("", "")

    def _in_order(self, known: dict[str, Part], shown: list[str | Part]) -> tuple[Part, ...]:
        """Lay the shown parts into the places of those that can be shown; the others keep theirs."""
        places = [part.id for part in self.article.review.parts]
        wanted = {entry for entry in shown if isinstance(entry, str)}
        queue = list(shown)
        ordered: list[Part] = []
        while queue and not isinstance(queue[0], str):
            ordered.append(_as_part(queue.pop(0), known))
        for place in places:
            if place not in wanted:
                ordered.append(known[place])
                continue
            ordered.append(_as_part(queue.pop(0), known))
            while queue and not isinstance(queue[0], str):
                ordered.append(_as_part(queue.pop(0), known))
        return tuple(ordered)


def _as_part(entry: str | Part, known: dict[str, Part]) -> Part:
    return known[entry] if isinstance(entry, str) else entry


def _plain(heading: str) -> str:
    return _BACKSLASHED.sub(r"\1", heading).replace("&lt;", "<").replace("&amp;", "&")


MARKDOWN = Source(
    "markdown",
    "Markdown of Matinee",
    "A review exported as Markdown with front matter, with the pictures beside it.",
    (".md", ".markdown"),
    read_markdown,
)
