"""What another house spelling means, said at once, with the places where the old one is typed, each with a tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.renaming import Occurrence, Spot, SpotKind
from desktop.core.review import Status
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label, shortened, without_keys
from desktop.gui.theme import FIELD_INSET, current_theme, set_look
from desktop.gui.widgets.choices import CheckField
from desktop.gui.widgets.flow_layout import FlowLayout
from desktop.services.archive import ReviewRow
from desktop.services.people import RenamePlan

_SHOWN = 60
"""Characters shown around a name that stands in a long text."""
_TICKS = 60
"""Places that have a box of their own; the others share one."""
_INDENT = 24
"""Pixels at 100 % text by which these words stand under their box."""


class RenamePanel(QFrame):
    """A card under the names.

    ``applied(chosen, corrections)`` carries the ticked places by review, and whether corrections are to be drafted for what is
    published; ``undo_requested()`` asks for the old name, ``left()`` for nothing more. ``laid_out()`` follows other rows,
    ``put_away()`` the panel's going while it had the focus.
    """

    applied = Signal(object, bool)
    undo_requested = Signal()
    left = Signal()
    laid_out = Signal()
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the card."""
        super().__init__(parent)
        set_look(self, "card")
        self._ticks: list[tuple[CheckField, tuple[tuple[str, Spot], ...]]] = []
        self._lines: list[QWidget] = []
        self.words = Label(parent=self)
        self.words.setWordWrap(True)
        self.asks = Label(parent=self)
        self.asks.setWordWrap(True)
        set_look(self.asks, "caption")
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.apply_button = QPushButton(self)
        self.correct_button = QPushButton(self)
        self.undo_button = QPushButton(self.tr("Undo"), self)
        self.done_button = QPushButton(self.tr("Leave them"), self)
        buttons = QWidget(self)
        row = FlowLayout(buttons, margins=QMargins(), spacing=8)
        for button in (self.apply_button, self.correct_button, self.done_button, self.undo_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.asks)
        column.addLayout(self._list)
        column.addWidget(buttons)
        self.apply_button.clicked.connect(lambda: self._apply(corrections=False))
        self.correct_button.clicked.connect(lambda: self._apply(corrections=True))
        self.undo_button.clicked.connect(self.undo_requested)
        self.done_button.clicked.connect(self._put_away)
        self.done_button.clicked.connect(self.left)
        self.hide()

    def show_plan(self, plan: RenamePlan) -> None:
        """Say what the new spelling means and offer the places where the old one is typed, all ticked."""
        self._clear()
        self.words.setText(self._used(plan))
        for row, place in plan.typed[:_TICKS]:
            self._add(row, place)
        if rest := plan.typed[_TICKS:]:
            self._add_rest(rest)
        self.asks.setText(self.tr("“{old}” is also typed here; untick what is to stay:").format(old=plan.old))
        self.asks.setVisible(bool(plan.typed))
        typed = {row.id: row.status for row, _place in plan.typed}
        self.apply_button.setText(self.tr("Update {reviews}").format(reviews=self._unpublished(tuple(typed.values()))))
        self.apply_button.setVisible(bool(plan.typed))
        wrong = len(plan.misprinted)
        self.correct_button.setText(self.tr("Also propose corrections for {n}").format(n=f"{wrong:,}"))
        self.correct_button.setToolTip(self.tr("Drafts a note on each; it prints once you tick it under Publishing."))
        self.correct_button.setVisible(bool(wrong))
        self.done_button.setText(self.tr("Leave them") if plan.typed or wrong else self.tr("Close"))
        self.show()
        self.laid_out.emit()
        announce(self, self.words.text())

    def _used(self, plan: RenamePlan) -> str:
        """Say where the name is used, and what becomes of it there."""
        following, published = self._unpublished(plan.following), self._published(plan.published)
        if plan.following and plan.published:
            drafts = all(status is Status.DRAFT for status in plan.following)
            follow = self.tr("Drafts follow.") if drafts else self.tr("Those not yet published follow.")
            said = self.tr("Used in {following} and {published}. {follow} Published ones stay as printed.")
            return said.format(following=following, published=published, follow=follow)
        if plan.following:
            one, many = self.tr("Used in {following}. It follows."), self.tr("Used in {following}. They follow.")
            return (one if len(plan.following) == 1 else many).format(following=following)
        if plan.published:
            one, many = (
                self.tr("Used in {published}. It stays as printed."),
                self.tr("Used in {published}. They stay as printed."),
            )
            return (one if plan.published == 1 else many).format(published=published)
        return self.tr("Credited in no review yet. The old spelling is kept as an alias.")

    def _unpublished(self, statuses: Sequence[Status]) -> str:
        """Count reviews that are not print yet; drafts are called so where there is nothing else among them."""
        count = len(statuses)
        if all(status is Status.DRAFT for status in statuses):
            return self.tr("1 draft") if count == 1 else self.tr("{n} drafts").format(n=f"{count:,}")
        one, many = self.tr("1 review not yet published"), self.tr("{n} reviews not yet published")
        return one if count == 1 else many.format(n=f"{count:,}")

    def _published(self, count: int) -> str:
        many = self.tr("{n} published reviews").format(n=f"{count:,}")
        return self.tr("1 published review") if count == 1 else many

    def show_looking(self, share: int) -> None:
        """Say how much of the looking for the old spelling is done, in per cent, with a way to stop it."""
        self._clear()
        self.words.setText(self.tr("Looking where the old spelling stands: {share} %").format(share=share))
        for widget in (self.asks, self.apply_button, self.correct_button):
            widget.hide()
        self.done_button.setText(self.tr("Stop"))
        self.show()

    def ticks(self) -> list[CheckField]:
        """Return the boxes, in order."""
        return [tick for tick, _places in self._ticks]

    def _add(self, row: ReviewRow, place: Occurrence) -> None:
        kinds = {SpotKind.CAPTION: self.tr("caption"), SpotKind.ALT: self.tr("alternative text"), SpotKind.TEXT: self.tr("text")}
        where = self.tr("{review}, {kind}").format(review=shortened(row.label), kind=kinds[place.spot.kind])
        shown = _around(place)
        tick = self._tick(where, ((row.id, place.spot),))
        tick.editor().setAccessibleName(f"{where}: {shown}")
        words = Label(shown, self)
        words.setWordWrap(True)
        words.setIndent(FIELD_INSET + current_theme().length(_INDENT))
        set_look(words, "caption")
        self._lines.append(words)
        self._list.addWidget(words)

    def _add_rest(self, rest: Sequence[tuple[ReviewRow, Occurrence]]) -> None:
        """Add one box for all places beyond those that are shown one by one."""
        reviews = len({row.id for row, _place in rest})
        said = self.tr("{places} more places in {reviews} reviews").format(places=f"{len(rest):,}", reviews=f"{reviews:,}")
        self._tick(said, tuple((row.id, place.spot) for row, place in rest))

    def _tick(self, words: str, places: tuple[tuple[str, Spot], ...]) -> CheckField:
        tick = CheckField(without_keys(words), self)
        tick.set_value(True)
        tick.editor().setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        tick.editor().setMinimumWidth(1)
        self._ticks.append((tick, places))
        self._lines.append(tick)
        self._list.addWidget(tick)
        return tick

    def _clear(self) -> None:
        for widget in self._lines:
            self._list.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._ticks, self._lines = [], []

    def _apply(self, *, corrections: bool) -> None:
        chosen: dict[str, frozenset[Spot]] = {}
        for review_id, spot in (place for tick, places in self._ticks if tick.value() for place in places):
            chosen[review_id] = chosen.get(review_id, frozenset()) | {spot}
        self._put_away()
        self.applied.emit(chosen, corrections)

    def _put_away(self) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self.hide()
        if had_focus:
            self.put_away.emit()


def _around(place: Occurrence) -> str:
    """Return the words around the place where the text changes."""
    before, after = place.before, place.after
    at = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start, end = max(0, at - _SHOWN // 2), at + _SHOWN
    if start:  # no word is cut through
        start = before.find(" ", start, at) + 1 or start
    if end < len(before):
        end = max(before.rfind(" ", 0, end), at)
    shown = " ".join(before[start:end].split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(before) else ''}"
