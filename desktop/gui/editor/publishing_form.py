"""The form of what surrounds the article: status, outlet, language, tags, slug, description, address, target and notes.

Its fields are reached by Alt and the letter underlined in their label: S status, K kind of piece, L language, U outlet, T tags,
G slug, M meta description, A address, P published on, W word target, D due, B embargo, N private notes. None of them is a letter
of the menu bar.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.core.article import Article
from desktop.core.dates import PartialDate, parse_iso
from desktop.core.outlet import Outlet
from desktop.core.phrases import phrases
from desktop.core.printing import automatic_slug
from desktop.core.review import Review, ReviewKind, SeeAlso, Status
from desktop.core.text import tidy_line
from desktop.core.understanding import understand_word_target, write_word_target
from desktop.core.zoned_words import END_OF_DAY
from desktop.gui.as_written import Label
from desktop.gui.editor.facts_form import today_here
from desktop.gui.editor.field_grid import FULL, HALF, FieldGrid
from desktop.gui.editor.fold import Fold
from desktop.gui.editor.form import Form
from desktop.gui.editor.picking import LanguageField, Used, completing_used
from desktop.gui.editor.rows_of_facts import Today, address_field, correction_rows, understand_day
from desktop.gui.editor.slug_field import SlugField
from desktop.gui.editor.time_field import time_field
from desktop.gui.editor.understood_field import UnderstoodField
from desktop.gui.passing import Clock, now_here
from desktop.gui.session import ReviewSession
from desktop.gui.theme import set_look
from desktop.gui.widgets.chips import ChipsField
from desktop.gui.widgets.choices import ChoiceField
from desktop.gui.widgets.multi_line import MultiLineField
from desktop.gui.words import kind_of_piece, status_name
from desktop.services.authoring import Place

DESCRIPTION_LEAST, DESCRIPTION_MOST = 120, 155
"""Characters of a meta description that search pages show whole; soft limits."""
_MIDNIGHT = "00:00"
"""When an embargo lifts of which only the day was said."""


class StatusField(ChoiceField):
    """Where the review stands. Published is not set here: choosing it asks, because publishing freezes the print."""

    publish_requested = Signal()

    def _choose(self, at: int) -> None:
        if self._choices[at][0] is Status.PUBLISHED and at != self._at:
            self._show(self._at)
            self.publish_requested.emit()
        else:
            super()._choose(at)


class PublishingForm(Form):
    """Edits what surrounds the article. ``publish_requested`` asks for the review to be published.

    ``seen`` says when and where the film was seen, in words that the watch log gives it, and leads there.
    """

    key = "publishing"
    publish_requested = Signal()

    def __init__(
        self,
        used: Used,
        outlets: Callable[[], Sequence[Outlet]],
        lay_outlet: Callable[[Outlet], None],
        today: Today = today_here,
        earlier: Callable[[Review], Sequence[SeeAlso]] = lambda _review: (),
        now: Clock = now_here,
        parent: QWidget | None = None,
    ) -> None:
        """Make the form; ``lay_outlet`` lays an outlet's record on the desk so that the review can name it.

        ``earlier`` returns what a review may name at its end of those before it.
        """
        super().__init__("", parent)
        self.title.setText(self.tr("Publishing"))
        self._outlets, self._lay_outlet, self._today, self._now = outlets, lay_outlet, today, now
        self._known: dict[str, Outlet] = {}
        self._of_earlier = earlier
        self._earlier: tuple[SeeAlso, ...] = ()
        grid = FieldGrid(self)
        self._build_standing(grid)
        self._build_words(grid, used)
        self.column.addWidget(grid)
        self.seen = QPushButton(self)
        set_look(self.seen, "link")
        self.column.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignLeft)
        self._build_source()

    def _build_standing(self, grid: FieldGrid) -> None:
        # Published stands last, so that the arrow keys never pass over it.
        statuses = sorted(Status, key=lambda status: status is Status.PUBLISHED)
        self.status = StatusField(self.tr("&Status"), [(status, status_name(status)) for status in statuses], self)
        self.status.publish_requested.connect(self.publish_requested)
        self.outlet = ChoiceField(self.tr("O&utlet"), [("", self.tr("None"))], self)
        self.outlet.changed.connect(self._on_outlet_changed)
        grid.add(self.place("review.status", self.status), HALF, FULL)
        grid.add(
            self.place(
                "review.kind", ChoiceField(self.tr("&Kind of piece"), [(kind, kind_of_piece(kind)) for kind in ReviewKind], self)
            ),
            HALF,
            FULL,
        )
        grid.add(self.place("review.language", LanguageField(self.tr("&Language"), self)), HALF, FULL)
        grid.add(self.outlet, HALF, FULL)

    def _build_words(self, grid: FieldGrid, used: Used) -> None:
        tags = ChipsField(self.tr("&Tags"), completing_used(used, "tags"), self, read=lambda text: tidy_line(text) or None)
        self.slug = SlugField(self.tr("Slu&g"), self)
        self.slug.finished.connect(self._on_slug_finished)
        self.description = MultiLineField(self.tr("&Meta description"), self, low=2, high=5)
        published = UnderstoodField(
            self.tr("&Published on"),
            self._understand_day,
            self.tr("No date could be read from this. Write it like 6 Oct 2023."),
            self,
            say=self._say_date,
            empty="",
        )
        target = UnderstoodField(
            self.tr("&Word target"),
            understand_word_target,
            self.tr("Write a number of words, or two like 350–450."),
            self,
            write=write_word_target,
            placeholder="350–450",
        )
        grid.add(self.place("review.tags", tags), FULL, FULL)
        grid.add(self.place("review.slug", self.slug), FULL, FULL)
        grid.add(self.place("review.description", self.description), FULL, FULL)
        grid.add(self.place("review.canonical_url", address_field(self.tr("&Address once published"), self)), FULL, FULL)
        self.see_also = ChoiceField(self.tr("See also"), [(None, self.tr("No such line"))], self)
        grid.add(self.place("review.see_also", self.see_also), FULL, FULL)
        grid.add(self.place("review.published_on", published), HALF, FULL)
        grid.add(self.place("review.word_target", target), HALF, FULL)
        self._build_times(grid)
        corrections = correction_rows(self.tr("Corrections"), self._today, self._say_day, self)
        grid.add(self.place("review.corrections", corrections), FULL, FULL)
        grid.add(self.place("review.notes", MultiLineField(self.tr("Private &notes"), self, low=3)), FULL, FULL)

    def _build_times(self, grid: FieldGrid) -> None:
        passed, lifted = self.tr("passed"), self.tr("lifted")
        embargo = partial(time_field, usual=_MIDNIGHT, now=self._now, parent=self, passed=lifted)
        due = time_field(self.tr("&Due"), END_OF_DAY, self._now, self, passed=passed, placeholder=self.tr("Thu 17:00"))
        review = embargo(self.tr("Em&bargo"), placeholder=self.tr("Wed 9 pm London"))
        social = embargo(self.tr("Social embargo"), placeholder=self.tr("For posts about it"))
        grid.add(self.place("review.deadline", due), FULL, FULL)
        grid.add(self.place("review.embargo", review), HALF, FULL)
        grid.add(self.place("review.social_embargo", social), HALF, FULL)

    def _build_source(self) -> None:
        holder = QWidget(self)
        self.source = Fold(self.tr("Source text"), holder, self)
        column = QVBoxLayout(holder)
        self._origin = Label(parent=holder)
        set_look(self._origin, "caption")
        self._origin.setWordWrap(True)
        self.source_text = QPlainTextEdit(holder)
        self.source_text.setReadOnly(True)
        self.source_text.setTabChangesFocus(True)
        self.source_text.setUndoRedoEnabled(False)
        self.source_text.setMinimumHeight(240)
        self.source_text.setAccessibleName(self.tr("Source text, read only"))
        column.addWidget(self._origin)
        column.addWidget(self.source_text)
        self.column.addWidget(self.source)
        self.column.addStretch(1)

    def bind(self, session: ReviewSession | None) -> None:
        """Show another review, or none; ask once which reviews stand before it."""
        self._earlier = tuple(self._of_earlier(session.article.review)) if session is not None else ()
        super().bind(session)

    def _show_see_also(self, present: SeeAlso | None) -> None:
        """Offer the earlier reviews as they are now, and what the review prints where it is none of these any more."""
        offered = dict.fromkeys((*self._earlier, present) if present is not None else self._earlier)
        self.see_also.set_choices([(None, self.tr("No such line")), *((each, self._see_also_words(each)) for each in offered)])
        self.see_also.set_value(present)
        self.see_also.setVisible(bool(offered))

    def _see_also_words(self, earlier: SeeAlso) -> str:
        said = phrases("en").earlier_review_of(earlier.year)
        address = earlier.url.partition("://")[2].rstrip("/")
        if not address:
            return self.tr("{review}, not linked: it has no address").format(review=said)
        return self.tr("{review}, linked to {address}").format(review=said, address=address)

    def show_article(self, article: Article) -> None:
        """Show the outlet, the automatic slug, the count of the description, and the source text if there is one."""
        review = article.review
        self._known = {outlet.id: outlet for outlet in self._outlets()} | {article.outlet.id: article.outlet}
        choices = [(outlet.id, outlet.name) for outlet in sorted(self._known.values(), key=lambda outlet: outlet.name.casefold())]
        self.outlet.set_choices(choices)
        self.outlet.set_value(review.outlet)
        self._show_see_also(review.see_also)
        self.slug.line().setReadOnly(review.status is Status.PUBLISHED)
        self._show_slug_hint(article)
        self.description.set_hint(self._description_hint(review.description))
        self.source.setVisible(review.source is not None)
        if review.source is not None and self.source_text.toPlainText() != review.source.text:
            self.source_text.setPlainText(review.source.text)
        self._origin.setText(review.source.origin if review.source is not None else "")

    def reveal(self, field: str) -> None:
        """Put the focus into a field; an unknown one is the status."""
        if field == "review.outlet":
            self.outlet.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(self.outlet)
        else:
            super().reveal(field)

    def _show_slug_hint(self, article: Article) -> None:
        automatic = automatic_slug(article.work.title, article.work.year, article.review.id)
        becomes = self.slug.becomes()
        if article.review.status is Status.PUBLISHED:
            self.slug.set_hint(self.tr("Kept as published: {slug}").format(slug=article.review.slug or automatic))
        elif becomes:
            self.slug.set_hint(self.tr("Becomes {slug}").format(slug=becomes))
        else:
            self.slug.set_hint("" if article.review.slug else self.tr("Automatic: {slug}").format(slug=automatic))

    def _description_hint(self, description: str) -> str:
        count = len(description)
        if not count:
            return self.tr("{least} to {most} characters, in words that are not the lede").format(
                least=DESCRIPTION_LEAST, most=DESCRIPTION_MOST
            )
        if count < DESCRIPTION_LEAST:
            return self.tr("{count} characters; {least} or more fit best").format(count=count, least=DESCRIPTION_LEAST)
        if count > DESCRIPTION_MOST:
            return self.tr("{count} characters; {most} or fewer fit best").format(count=count, most=DESCRIPTION_MOST)
        return self.tr("{count} characters").format(count=count)

    def _understand_day(self, text: str) -> str | None:
        date = understand_day(text, self._today)
        return str(date) if date is not None else None

    def _say_date(self, iso: str) -> str:
        try:
            date = parse_iso(iso)
        except ValueError:
            return ""
        return self._say_day(date)

    def _say_day(self, date: PartialDate) -> str:
        language = self.session.article.review.language if self.is_bound else "en"
        return phrases(language).date_with_weekday(date.year, date.month, date.day)

    def _on_outlet_changed(self, outlet_id: str) -> None:
        self._lay_outlet(self._known[outlet_id])
        article = self.session.article
        changed = article.with_record(replace(article.review, outlet=outlet_id))
        self.session.edit(self.tr("Outlet"), Place(self.key, "review.outlet"), changed)

    def _on_slug_finished(self) -> None:
        self.slug.settle()
        if self.is_bound:
            self._show_slug_hint(self.session.article)
