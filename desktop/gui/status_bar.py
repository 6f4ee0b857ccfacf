"""The bar below: what is saved, how many words, how long to read, the language, until when there is an embargo."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStatusBar, QWidget

from desktop.core.article import Article
from desktop.core.by_part import ByPart
from desktop.core.embargo import embargo_at
from desktop.core.languages import language_name
from desktop.core.printing import words_of
from desktop.core.review import Review
from desktop.core.text import reading_minutes
from desktop.core.zoned_words import here, in_full, in_short
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label, OneLine, as_tip
from desktop.gui.passing import Clock, Passing, now_here
from desktop.gui.theme import set_look

PASSING_MS = 10_000
"""Milliseconds that a passing message stays."""


class DeskStatusBar(QStatusBar):
    """Says quietly how things stand; a failed save is said by the notice bar as well."""

    def __init__(self, parent: QWidget | None = None, clock: Clock = now_here) -> None:
        """Make the bar with nothing to say; ``clock`` tells whether an embargo still stands."""
        super().__init__(parent)
        self._clock = clock
        self._lifting = Passing(clock, self)
        self._lifting.passed.connect(self._show_embargo)
        self._review: Review | None = None
        self.setSizeGripEnabled(False)
        self._saved = Label(parent=self)
        self._words = Label(parent=self)
        self._reading = Label(parent=self)
        self._language = Label(parent=self)
        self._embargo = Label(parent=self)
        self._said = OneLine(parent=self)
        for label, name in (
            (self._saved, self.tr("Saved state")),
            (self._words, self.tr("Words")),
            (self._reading, self.tr("Reading time")),
            (self._language, self.tr("Language of the review")),
            (self._embargo, self.tr("Embargo")),
            (self._said, self.tr("Message")),
        ):
            label.setAccessibleName(name)
            set_look(label, "caption")
            label.setContentsMargins(14 if label is self._saved else 12, 0, 0, 0)
            self.addWidget(label, 1 if label is self._said else 0)
        # A long message takes the room that is left and no more: what stands before it is never cut for it.
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._kept = Label(parent=self)
        self._kept.setAccessibleName(self.tr("Last backup"))
        self._kept.setContentsMargins(12, 0, 14, 0)
        set_look(self._kept, "caption")
        self._where = Label(parent=self)
        self._where.setAccessibleName(self.tr("Where the library lies"))
        set_look(self._where, "caption")
        self.move_button = QPushButton(self.tr("Move…"), self)
        self.move_button.setToolTip(self.tr("Move the library to another folder or disk"))
        set_look(self.move_button, "link")
        for widget in (self._where, self.move_button):
            self.addPermanentWidget(widget)
            widget.hide()
        self.addPermanentWidget(self._kept)
        self._library = ""
        self._writing = False
        self._counts = ByPart(words_of)
        self._passing = QTimer(self, singleShot=True, interval=PASSING_MS)
        self._passing.timeout.connect(self.hush)
        self._state = ("caption", self.tr("All work saved"))
        self._beside = ""
        self._show_state()

    def show_saved(self, at: datetime) -> None:
        """Say when everything was stored, in local time."""
        self._set_state("good", self.tr("Saved {time}").format(time=at.astimezone().strftime("%H:%M:%S")))

    def saved_state(self) -> str:
        """Return what is said about saving."""
        return self._saved.text()

    def show_saving(self) -> None:
        """Say that a save is on its way."""
        self._set_state("caption", self.tr("Saving…"))

    def show_not_saved(self, short: str = "") -> None:
        """Say that the text is only on screen, and in ``short`` why."""
        self._set_state("problem", self._not_saved(short))

    def show_beside(self, short: str = "") -> None:
        """Say, until :meth:`hush_beside`, that what an open dialog holds is not saved, whatever comes of the texts."""
        self._beside = self._not_saved(short)
        self._show_state()

    def hush_beside(self) -> None:
        """Say again how things stand with the texts alone."""
        self._beside = ""
        self._show_state()

    def _not_saved(self, short: str) -> str:
        return self.tr("Not saved — {why}").format(why=short) if short else self.tr("Not saved")

    def _set_state(self, look: str, words: str) -> None:
        self._state = (look, words)
        self._show_state()

    def _show_state(self) -> None:
        look, words = ("problem", self._beside) if self._beside else self._state
        set_look(self._saved, look)
        self._saved.setText(words)

    def show_read_only(self) -> None:
        """Say that nothing is saved here, for the library is open for reading only."""
        self._set_state("caption", self.tr("Read-only"))

    def show_kept(self, words: str, more: str = "") -> None:
        """Say from when the last backup is, while no review is in front; ``more`` is told on the pointer."""
        self._kept.setText(words)
        self._kept.setToolTip(as_tip(more))

    def show_where(self, words: str) -> None:
        """Say where the library lies while no review is in front, with a way to move it; empty words say nothing."""
        self._where.setText(words)
        self._show_parts()

    def where(self) -> str:
        """Return what is said about where the library lies, empty while it is not."""
        return self._where.text() if not self._where.isHidden() else ""

    def _show_parts(self) -> None:
        """Show what there is to say of the review in front, or of the library."""
        for label in (self._reading, self._language):
            label.setVisible(self._writing)
        for widget in (self._where, self.move_button):
            widget.setVisible(bool(self._where.text()) and not self._writing)
        self._kept.setVisible(not self._writing)

    def kept(self) -> str:
        """Return what is said about the last backup."""
        return self._kept.text()

    def said(self) -> str:
        """Return the passing message."""
        return self._said.text()

    def say(self, message: str, *, lasting: bool = False) -> None:
        """Show a message, such as what an undo took back, and have it read.

        It passes; a ``lasting`` one, of what is being done, stays until it is hushed.
        """
        self._said.setText(message)
        self._said.setToolTip(as_tip(message))
        self._passing.stop()
        if not lasting:
            self._passing.start()
        announce(self, message)

    def show_library(self, count: int, drafts: int) -> None:
        """Say how many reviews and drafts the library has, while no review is in front."""
        reviews = self.tr("1 review") if count == 1 else self.tr("{count} reviews").format(count=f"{count:,}")
        of_them = self.tr("1 draft") if drafts == 1 else self.tr("{count} drafts").format(count=f"{drafts:,}")
        self._library = f"{reviews} · {of_them}" if drafts else reviews
        if self._language.isHidden():
            self._words.setText(self._library)

    def hush(self) -> None:
        """Take the passing message away."""
        if self._said.text():  # Qt lays the bar out anew for an empty label too
            self._said.clear()

    def show_article(self, article: Article | None) -> None:
        """Show the counts of the review in front, or none."""
        self._writing = article is not None
        self._show_parts()
        self._review = article.review if article is not None else None
        self._show_embargo()
        if article is None:
            self._words.setText(self._library)
            self._words.setToolTip("")
            return
        words, target = sum(self._counts.of(article)), article.review.word_target
        self._words.setText(self._counted(words, target))
        self._words.setToolTip(self.tr("Text parts only: no headings, captions, cards or facts"))
        self._reading.setText(self.tr("{minutes} min read").format(minutes=reading_minutes(words)))
        self._language.setText(language_name(article.review.language))

    def embargo(self) -> str:
        """Return what is said about the embargo of the review in front."""
        return self._embargo.text()

    def _show_embargo(self) -> None:
        now = self._clock()
        held = embargo_at(self._review, now) if self._review is not None else None
        words = self.tr("Embargo lifts {when}").format(when=in_short(held, now)) if held is not None else ""
        if words != self._embargo.text():  # Qt lays the bar out anew for every text
            self._embargo.setText(words)
            self._embargo.setToolTip(as_tip(" · ".join(filter(None, (in_full(held), here(held, now))))) if held else "")
        self._embargo.setVisible(bool(words))
        self._lifting.wait_for(held.moment() if held is not None else None)

    def _counted(self, words: int, target: tuple[int, int] | None) -> str:
        if target is None:
            return self.tr("1 word") if words == 1 else self.tr("{words} words").format(words=words)
        least, most = target
        text = self.tr("{words} of {least}–{most} words").format(words=words, least=least, most=most)
        if words > most:
            return text + self.tr(" · {count} over").format(count=words - most)
        return text + (self.tr(" · {count} to go").format(count=least - words) if words < least else "")
