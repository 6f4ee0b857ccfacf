"""The form of a pull quote: a sentence of the review set large."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from desktop.core.article import Article
from desktop.core.printing import opening_of
from desktop.core.review import Part, PartKind
from desktop.core.text import tidy_text
from desktop.gui.editor.part_form import PartForm
from desktop.gui.widgets.multi_line import MultiLineField

QUOTE_LIMIT = 200
"""Characters of a quote that aggregators take; a soft limit."""

_MARKS = re.compile(r"[*_`~]+|\[([^\]\n]*)\]\([^)\n]*\)")
_STRAIGHT = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')


def is_excerpt(article: Article, quote: str) -> bool:
    """Say whether ``quote`` stands word for word in a text part, emphasis, links and the shape of quotation marks apart."""
    wanted = _bare(quote)
    texts = (part for part in article.review.parts if part.kind is PartKind.TEXT and not part.hidden)
    return bool(wanted) and any(wanted in _bare(f"{opening_of(article, part)}\n{part.body}") for part in texts)


def _bare(markdown: str) -> str:
    return " ".join(_MARKS.sub(r"\1", markdown).translate(_STRAIGHT).split())


class QuoteForm(PartForm):
    """Edits a pull quote, and says how long it is and whether the text still says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the form; no quote is shown yet."""
        super().__init__(parent)
        self.quote = MultiLineField(self.tr("&Quote"), self, low=2, high=6)
        self.quote.changed.connect(lambda text: self.edit_part(self.tr("Quote"), "body", typing=True, body=text))
        self.quote.finished.connect(self._on_quote_finished)
        self.column.addWidget(self.quote)
        self.column.addStretch(1)

    def show_part_content(self, article: Article, part: Part) -> None:
        """Show the quote; the caret stays where it is."""
        self.quote.set_value(part.body)
        self.quote.set_hint(self._hint(article, part.body))

    def reveal(self, field: str) -> None:
        """Put the focus into a field; the quote where nothing else is named."""
        if field in ("heading", "level", "spoiler", "printed"):
            super().reveal(field)
        else:
            self.quote.setFocus()
            self.ensureWidgetVisible(self.quote)

    def _hint(self, article: Article, quote: str) -> str:
        if not quote.strip():
            return self.tr("A sentence of the review, at most {limit} characters").format(limit=QUOTE_LIMIT)
        exact = is_excerpt(article, quote)
        words = self.tr("an exact excerpt of the text") if exact else self.tr("not word for word in the text")
        count, over = len(quote), len(quote) - QUOTE_LIMIT
        if over > 0:
            return self.tr("{count} characters, {over} too many; {words}").format(count=count, over=over, words=words)
        return self.tr("{count} of {limit} characters; {words}").format(count=count, limit=QUOTE_LIMIT, words=words)

    def _on_quote_finished(self) -> None:
        if self.has_part and tidy_text(self.part.body) != self.part.body:
            self.edit_part(self.tr("Quote"), "body", tidying=True, body=tidy_text(self.part.body))
