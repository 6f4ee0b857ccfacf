"""The form of what stands at the head of the article: headline, tagline, standfirst, byline, verdict, rating, lead picture.

Its fields are reached by Alt and the letter underlined in their label: L headline, T tagline, S standfirst, B byline, D verdict,
G rating; P adds a placeholder for the lead picture. None of them is a letter of the menu bar.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.core.article import Article, gathered
from desktop.core.image import ImageUse
from desktop.core.printing import headline_of
from desktop.gui.editor.field_grid import FULL, HALF, FieldGrid
from desktop.gui.editor.form import Form
from desktop.gui.editor.picking import Used, completing_used, free_text_field
from desktop.gui.editor.picture_credit import edit_picture_credit
from desktop.gui.editor.pictures import AddPicture, PictureOf, PicturesField
from desktop.gui.editor.rating_field import RatingField
from desktop.gui.session import ReviewSession
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.image_well import AskFiles, ask_for_pictures
from desktop.gui.widgets.lines import LineField
from desktop.gui.widgets.multi_line import MultiLineField
from desktop.services.authoring import Place

HEADLINE_LIMIT, STANDFIRST_LIMIT, VERDICT_LIMIT = 70, 300, 140
"""Characters that fit best; soft limits."""


class HeadlineForm(Form):
    """Edits the head of the article. Its lead picture is revealed as ``hero`` or ``pictures.<use id>.caption``."""

    key = "headline"

    def __init__(
        self,
        used: Used,
        add_picture: AddPicture,
        picture_of: PictureOf,
        parent: QWidget | None = None,
        *,
        ask_files: AskFiles = ask_for_pictures,
    ) -> None:
        """Make the form; ``used`` completes, ``add_picture`` stores a file, ``picture_of`` gives the picture of an id."""
        super().__init__("", parent)
        self.title.setText(self.tr("Headline"))
        headline = LineField(self.tr("Head&line"), self)
        self.headline, self._headline_line = self.place("review.headline", headline), headline.line()
        self.tagline = self.place("review.tagline", LineField(self.tr("&Tagline"), self))
        self.standfirst = self.place("review.standfirst", MultiLineField(self.tr("&Standfirst"), self, low=2, high=5))
        byline = free_text_field(self.tr("&Byline"), completing_used(used, "bylines"), self)
        self.byline = self.place("review.byline", byline)
        self.verdict = self.place("review.verdict", LineField(self.tr("Ver&dict"), self))
        self.rating = RatingField(self.tr("Ratin&g"), self)
        self.place("review.rating", self.rating)
        self.hero = PicturesField(self.tr("Lead picture"), add_picture, picture_of, self, most=1, ask_files=ask_files)
        self.hero.changed.connect(self._on_hero_changed)
        self.hero.credit_changed.connect(lambda image, text: edit_picture_credit(self.session, self.key, image, text))
        grid = FieldGrid(self)
        for field, wide in (
            (self.headline, FULL),
            (self.tagline, FULL),
            (self.standfirst, FULL),
            (self.byline, HALF),
            (self.verdict, HALF),
            (self.rating, FULL),
            (self.hero, FULL),
        ):
            grid.add(field, wide, FULL)
        self.column.addWidget(grid)
        self.column.addStretch(1)

    def bind(self, session: ReviewSession | None) -> None:
        """Show another review; one not yet rated is offered its outlet's scale. The headline is gone on with at its end."""
        super().bind(session)
        if session is not None:
            self._headline_line.end(False)
            self.rating.start(session.article.outlet.scale)

    def start_field(self) -> Field:
        """Return the field that the form begins with: the tagline where the headline asks for one."""
        pattern = self.session.article.review.headline if self.is_bound else ""
        return self.tagline if "{tagline}" in pattern else self.headline

    def show_article(self, article: Article) -> None:
        """Show the headline as printed, the counts, and the lead picture."""
        review = article.review
        printed = headline_of(article)
        count = self._counted(printed, HEADLINE_LIMIT)
        self.headline.set_hint(self.tr("Prints {headline} · {count}").format(headline=printed, count=count) if printed else "")
        self.tagline.set_hint(self.tr("Stands in the headline where it says {tagline}") if "{tagline}" in review.headline else "")
        self.tagline.setVisible("{tagline}" in review.headline or bool(review.tagline))
        self.standfirst.set_hint(self._counted(review.standfirst, STANDFIRST_LIMIT) if review.standfirst else "")
        self.verdict.set_hint(self._counted(review.verdict, VERDICT_LIMIT) if review.verdict else self.tr("One sentence"))
        self.hero.show((review.hero,) if review.hero else (), article, "hero")

    def _counted(self, text: str, limit: int) -> str:
        words = (
            self.tr("{count} characters, {over} more than fit best")
            if len(text) > limit
            else self.tr("{count} of {limit} characters")
        )
        return words.format(count=len(text), limit=limit, over=len(text) - limit)

    def reveal(self, field: str) -> None:
        """Put the focus into a field; an unknown one is where the form begins."""
        if field.startswith(("hero", "pictures", "review.hero")):
            self.hero.reveal(field)
            self.ensureWidgetVisible(self.hero)
        elif field in self.placed():
            super().reveal(field)
        else:
            self.start_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def add_placeholder(self) -> None:
        """Ask for a lead picture that has no file yet, with the focus in its caption."""
        self.hero.add_placeholder()

    def _on_hero_changed(self, uses: tuple[ImageUse, ...]) -> None:
        before = self.session.article.review.hero
        after = uses[0] if uses else None
        typing = before is not None and after is not None and before.image == after.image
        article = self.session.article
        changed = gathered(article.with_record(replace(article.review, hero=after)))
        field = f"pictures.{after.id}.caption" if after else "hero"
        self.session.edit(self.tr("Lead picture"), Place(self.key, field), changed, typing=typing)
