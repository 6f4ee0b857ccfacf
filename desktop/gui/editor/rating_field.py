"""The rating: its scale, and its value typed or set on drawn stars."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.phrases import phrases
from desktop.core.rating import NO_RATING, SCALES, Rating, Scale, ScaleKind, scale_of, understand_rating
from desktop.gui.as_written import Label
from desktop.gui.editor.stars import Stars
from desktop.gui.theme import FIELD_INSET, current_theme, set_look
from desktop.gui.widgets.choices import ChoiceField
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.plain_line import PlainLine

_INTERFACE_LANGUAGE = "en"


class _ValueLine(PlainLine):
    """The line the value is typed in; Up and Down step along the scale."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with Up and Down."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        by = steps.get(Qt.Key(event.key()))
        if by is None or event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        else:
            self.stepped.emit(by)


class RatingField(Field):
    """Its value is a :class:`Rating`, or None while the review is not yet rated.

    "No rating" is a scale of its own and a decision; an empty line on any other scale says "not yet rated". The value is typed
    (``3.5``, ``3½``, ``b+``, ``87 %``), stepped through with Up and Down, or set on the stars with the arrow keys.
    """

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Make a field that is not yet rated; ``label`` stands over the value and names its line."""
        super().__init__(label, parent)
        self._rating: Rating | None = None
        self._scale: Scale = SCALES[0]
        self._usual: Scale = SCALES[0]
        self._choice = ChoiceField(self.tr("Scale"), [(scale.id, scale.name) for scale in SCALES], self)
        body = QWidget(self)
        self._line = _ValueLine(body)
        self._line.setFixedWidth(current_theme().length(72))
        self._stars = Stars(body)
        self._words = Label(parent=body)
        set_look(self._words, "caption")
        self._words.setContentsMargins(FIELD_INSET, 0, 0, 0)
        self._words.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._line)
        row.addWidget(self._stars)
        row.addWidget(self._words, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        scale_row = QHBoxLayout()
        scale_row.addWidget(self._choice, 1)
        scale_row.addStretch(1)
        column.addLayout(scale_row)
        self._line.edited.connect(self._on_line_edited)
        self._line.left.connect(self._on_line_left)
        self._line.stepped.connect(self._on_line_stepped)
        self._stars.valueChanged.connect(self._on_stars_value_changed)
        self._choice.changed.connect(self._on_choice_changed)
        current_theme().changed.connect(self._on_theme_changed)
        self._set_body(body, self._line)
        self._show_scale()

    def value(self) -> Any:
        """Return the rating, or None while there is none yet."""
        return self._rating

    def is_empty(self) -> bool:
        """Say whether nothing is decided and nothing typed."""
        return self._rating is None and not self._line.text().strip()

    def line(self) -> PlainLine:
        """Return the line the value is typed in."""
        return self._line

    def stars(self) -> Stars:
        """Return the drawn stars."""
        return self._stars

    def scale(self) -> Scale:
        """Return the scale that is shown."""
        return self._scale

    def choice(self) -> ChoiceField:
        """Return the choice of the scale."""
        return self._choice

    def start(self, scale_id: str) -> None:
        """Offer a scale (the outlet's) to a review that is not yet rated."""
        usual = scale_of(scale_id)
        self._usual = SCALES[0] if usual.kind is ScaleKind.NONE else usual
        if self._rating is None and not self._line.text():
            self._scale = self._usual
            self._show_scale()

    def _on_theme_changed(self) -> None:
        self._line.setFixedWidth(current_theme().length(72))

    def _show_value(self, value: Any) -> None:
        self._rating = value
        if value is not None:
            self._scale = scale_of(value.scale)
        elif self._scale.kind is ScaleKind.NONE:
            self._scale = self._usual
        self._line.set_text(value.value.replace("-", "−") if value is not None else "")
        self.set_problem(None)
        self._show_scale()

    def _show_scale(self) -> None:
        """Show the scale, the stars where it has any, and the rating in words."""
        kind = self._scale.kind
        self._choice.set_value(self._scale.id)
        self._line.setEnabled(kind is not ScaleKind.NONE)
        self._stars.setVisible(kind is ScaleKind.STARS)
        if kind is ScaleKind.STARS:
            self._stars.blockSignals(True)
            values = self._scale.values
            self._stars.set_scale(self._scale.best, per_star=len(values) // self._scale.best)
            self._stars.setValue(values.index(self._rating.value) + 1 if self._rating is not None else 0)
            self._stars.blockSignals(False)
            self._stars.update()
        self._show_words()

    def _show_words(self) -> None:
        words = self._said()
        self._words.setText(words)
        self._line.setAccessibleDescription(words)
        self._stars.setAccessibleName(self.tr("Stars, {words}").format(words=words))

    def _said(self) -> str:
        if self._scale.kind is ScaleKind.NONE:
            return self.tr("No rating, on purpose")
        if self._rating is None:
            return self.tr("Not yet rated")
        return phrases(_INTERFACE_LANGUAGE).rating_words(self._rating.value, self._scale.best, self._scale.kind.value)

    def _show_trouble(self, troubled: bool) -> None:
        self._line.set_troubled(troubled)

    def _take(self, rating: Rating | None) -> None:
        """Take a rating, as a person gives it."""
        if rating != self._rating:
            self._rating = rating
            self._show_scale()
            self._tell()

    def _on_line_edited(self, text: str) -> None:
        rating = understand_rating(text, self._scale) if text.strip() else None
        if rating is not None or not text.strip():
            self.set_problem(None)
        self._take(rating)

    def _on_line_left(self) -> None:
        text = self._line.text().strip()
        if text and self._rating is None:
            low, high = self._scale.values[0], self._scale.values[-1]
            self.set_problem(self.tr("This is not on the scale, which goes from {low} to {high}.").format(low=low, high=high))
        elif self._rating is not None:
            self._line.set_text(self._rating.value.replace("-", "−"))
        self.finished.emit()

    def _on_line_stepped(self, by: int) -> None:
        values = self._scale.values
        at = values.index(self._rating.value) + by if self._rating is not None and values else (0 if by > 0 else len(values) - 1)
        if 0 <= at < len(values):
            self._line.set_text(values[at].replace("-", "−"))
            self.set_problem(None)
            self._take(Rating(self._scale.id, values[at]))

    def _on_stars_value_changed(self, place: int) -> None:
        value = self._scale.values[place - 1] if place else ""
        self._line.set_text(value)
        self.set_problem(None)
        self._take(Rating(self._scale.id, value) if value else None)
        self._show_scale()

    def _on_choice_changed(self, scale_id: str) -> None:
        """Change the scale; a value that both scales write the same is kept, any other is not converted but let go."""
        before, self._scale = self._rating, scale_of(scale_id)
        if self._scale.kind is ScaleKind.NONE:
            self._rating = NO_RATING
        else:
            self._rating = understand_rating(before.value, self._scale) if before is not None and before.value else None
        self._line.set_text(self._rating.value.replace("-", "−") if self._rating is not None else "")
        self.set_problem(None)
        self._show_scale()
        if self._rating != before:
            self._tell()
