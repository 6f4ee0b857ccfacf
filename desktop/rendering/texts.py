"""The Markdown texts of one article: what each depends on, and a memory of those rendered before.

An edit changes one text, so all the others come from memory; that is what makes the preview quick.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.core.printing import name_of, words_in
from desktop.rendering.markdown import PictureHtml, Text, html_of, plain_html
from desktop.rendering.marks import MarkSetting, Named
from desktop.rendering.memory import Memory
from desktop.rendering.templates import Markup, rendered

if TYPE_CHECKING:
    from desktop.core.article import Article
    from desktop.core.review import Part
    from desktop.rendering.pictures import Pictures

Notice = Callable[[str, int], None]
"""Called with a part's id and the length of a text of it, before the text is rendered because it is not in memory."""

_PERSON = re.compile(r"\(person:([\w-]+)\)")
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\(image:([\w-]+)\)")
_MEMORY: Memory[Text, str] = Memory(1024)


class Texts:
    """Renders the texts of one article; those of the ``paused`` parts print as plain paragraphs.

    A part whose text is nested too deeply to be read as Markdown joins the paused ones.
    """

    def __init__(self, article: Article, pictures: Pictures, paused: frozenset[str], notice: Notice) -> None:
        """Render nothing yet."""
        self.article, self.pictures, self.paused, self.notice = article, pictures, paused, notice

    def html(self, markdown: str, part: Part, prefix: str, level: int) -> Markup:
        """Return a text of a part as HTML; ``level`` is that of the heading it stands under."""
        if part.id in self.paused:
            return Markup(plain_html(markdown))
        if not markdown.strip():
            return Markup("")
        text = Text(
            markdown,
            prefix,
            self.article.review.language,
            level,
            MarkSetting(self.article.outlet.title_style, self.named_in(markdown)),
            self._pictures(markdown, part),
        )
        try:
            return Markup(_MEMORY.recall(text, lambda: self._made(text, part)))
        except (RecursionError, MemoryError):
            self.paused |= {part.id}
            return Markup(plain_html(markdown))

    def _made(self, text: Text, part: Part) -> str:
        self.notice(part.id, len(text.markdown))
        return html_of(text)

    def named_in(self, markdown: str) -> tuple[Named, ...]:
        """Return the credited people whom a text names, in order of id."""
        return tuple(self._named(person) for person in sorted(set(_PERSON.findall(markdown))) if self._is_credited(person))

    def _is_credited(self, person_id: str) -> bool:
        return any(credit.person == person_id for credit in self.article.work.credits)

    def _named(self, person_id: str) -> Named:
        credits_of = [credit for credit in self.article.work.credits if credit.person == person_id]
        person = self.article.person(person_id)
        spellings = (*(person.spellings() if person else ()), *(each.credited_as for each in credits_of))
        return Named(person_id, name_of(self.article, credits_of[0]), tuple(filter(None, spellings)))

    def _pictures(self, markdown: str, part: Part) -> tuple[PictureHtml, ...]:
        uses = {use.id: use for use in part.images}
        typed = {use_id: alt for alt, use_id in _PICTURE.findall(markdown)}
        shown = ((use_id, self.pictures.view(uses.get(use_id), alt)) for use_id, alt in sorted(typed.items()))
        return tuple(
            PictureHtml(
                use_id,
                rendered("figure.html", picture=view, kind="wide" if view.wide else "", phrases=words_in(self.article)),
                rendered("picture.html", picture=view, phrases=words_in(self.article)),
            )
            for use_id, view in shown
            if view is not None
        )
