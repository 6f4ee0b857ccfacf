"""What both Markdown formats print with: the very values that the HTML page prints, without their HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.core.article import Article
from desktop.core.dates import parse_iso
from desktop.core.image import ImageUse
from desktop.core.mark_text import Dress, SiteDress, SitePicture, dressed, escaped
from desktop.core.outlet import TitleStyle
from desktop.core.phrases import Phrases
from desktop.core.printing import name_of, words_in
from desktop.core.review import Part
from desktop.core.review_markdown import printable
from desktop.core.site_text import site_text
from desktop.core.text import fold, tidy_line
from desktop.rendering.lines import Lines
from desktop.rendering.parts import Drawing, date_words
from desktop.rendering.pictures import Pictures
from desktop.rendering.texts import Texts

IMAGES_FOLDER = "images"
"""The folder beside an export that its pictures go into, as in the HTML page."""


def drawing_of(article: Article, stored: str = "") -> Drawing:
    """Return what the parts of an article are drawn with; no text is rendered, for every part counts as paused.

    ``stored`` is the way to the library's folder where the pictures are not to lie beside the file.
    """
    lines = Lines(article.review.language, article.outlet.title_style)
    pictures = Pictures(article, lines, "stored" if stored else "beside", stored or IMAGES_FOLDER, None)
    paused = frozenset(part.id for part in article.review.parts)
    return Drawing(article, words_in(article), lines, pictures, Texts(article, pictures, paused, lambda _part, _length: None))


def line(drawing: Drawing, text: str) -> str:
    """Return a plain field as one line of Markdown, with the signs of its language and its film titles marked as in the page."""
    return escaped(tidy_line(drawing.lines.plain(text)))


def byline(drawing: Drawing, name: str) -> str:
    """Return who wrote it and the day of publication as one line; ``name`` is the byline as the format sets it."""
    said = drawing.phrases
    begun = name.casefold().startswith(f"{said.by.casefold()} ")
    try:
        date = date_words(said, parse_iso(drawing.article.review.published_on[:10]))["words"]
    except ValueError:
        date = ""
    return " · ".join(filter(None, (name if begun else said.byline([name]), date)))


def printed_name(article: Article, person_id: str, typed: str) -> str:
    """Return what a person's mark prints: the name as this review prints it for a full spelling, else what was typed."""
    credits_of = [credit for credit in article.work.credits if credit.person == person_id]
    person = article.person(person_id)
    spellings = {*(person.spellings() if person else ()), *(credit.credited_as for credit in credits_of)}
    full = fold(typed) in {fold(spelling) for spelling in spellings if spelling}
    return name_of(article, credits_of[0]) if credits_of and full else typed.strip()


def title_quotes(drawing: Drawing) -> tuple[str, str]:
    """Return what stands around a film title in a text: the language's quotation marks where the outlet wants them."""
    quotes = drawing.lines.quotes
    return (quotes.opening, quotes.closing) if drawing.lines.style is TitleStyle.QUOTES else ("", "")


def figure(drawing: Drawing, use: ImageUse | None, typed: str = "") -> str:
    """Return a picture with its caption and credit as Markdown; a placeholder is its caption alone."""
    view = drawing.pictures.view(use, typed)
    if use is None or view is None:
        return ""
    caption, credit = line(drawing, use.caption), escaped(drawing.phrases.photograph_credit(tidy_line(view.credit)))
    between = "" if caption.endswith((".", "!", "?", "…")) else "."
    under = f"{caption}{between} {credit}" if caption and credit else caption or credit
    picture = f"![{line(drawing, view.alt)}]({view.address})" if view.address else ""
    return "\n".join(filter(None, (picture, f"*{under}*" if under else "")))


def site_dress(drawing: Drawing, part: Part) -> SiteDress:
    """Return how the marks of a part's texts stand on a site."""
    classes = {TitleStyle.QUOTES: "quoted", TitleStyle.PLAIN: "plain", TitleStyle.ITALICS: ""}
    return SiteDress(
        classes[drawing.lines.style],
        title_quotes(drawing),
        drawing.phrases.spoiler_show,
        lambda person, typed: printed_name(drawing.article, person, typed),
        {use.id: _site_picture(drawing, use) for use in part.images},
        part.id,
    )


def _site_picture(drawing: Drawing, use: ImageUse) -> SitePicture:
    view = drawing.pictures.view(use)
    address = view.address if view is not None else ""
    return SitePicture(address, use.alt, tidy_line(drawing.lines.plain(use.caption)), use.decorative)


@dataclass(frozen=True, slots=True)
class PlainDress:
    """Marks as Markdown that every reader knows.

    ``uses`` are this part's pictures by the id of their use; ``part`` makes the labels of its footnotes its own, for another
    part may have the same.
    """

    drawing: Drawing
    uses: Mapping[str, ImageUse]
    part: str

    @property
    def _phrases(self) -> Phrases:
        return self.drawing.phrases

    def title(self, title: str) -> str:
        """Return a film title as the outlet dresses it."""
        opening, closing = title_quotes(self.drawing)
        words = escaped(title.strip())
        return f"*{words}*" if self.drawing.lines.style is TitleStyle.ITALICS else f"{opening}{words}{closing}"

    def person(self, person: str, typed: str) -> str:
        """Return the name alone."""
        return escaped(printed_name(self.drawing.article, person, typed))

    def picture(self, use: str, alt: str) -> str:
        """Return the picture with its caption under it; nothing for a use that the part does not have."""
        return figure(self.drawing, self.uses.get(use), alt)

    def note(self, label: str) -> str:
        """Return the label of a footnote with the part's id before it."""
        return f"{self.part}-{label}"

    def spoiler(self, text: str) -> str:
        """Return a spoiler in brackets that say so."""
        return f"({self._phrases.heading('spoiler')}: {text})"

    def fold(self, text: str) -> str:
        """Return the paragraphs as a quotation that begins with the word for a spoiler."""
        return quoted(f"**{self._phrases.heading('spoiler')}**\n\n{text}")


def quoted(markdown: str) -> str:
    """Return Markdown as a block quotation."""
    return "\n".join(f"> {row}".rstrip() for row in markdown.split("\n"))


def prose(text: str, dress: Dress) -> str:
    """Return a text of the critic's as it stands in a Markdown file: its marks dressed, and nothing in it that could run."""
    return site_text(dressed(printable(text), dress))


def plain_dress(drawing: Drawing, part: Part) -> PlainDress:
    """Return how the marks of a part's texts stand in plain Markdown."""
    return PlainDress(drawing, {use.id: use for use in part.images}, part.id)
