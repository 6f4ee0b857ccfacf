"""One picture of a review: the picture itself, its caption, alternative text and credit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.core.image import Image, ImageUse
from desktop.core.text import tidy_line
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.choices import CheckField
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.image_well import AskFiles, ImageWell
from desktop.gui.widgets.lines import LineField
from desktop.gui.widgets.multi_line import MultiLineField

ALT_LIMIT = 150
"""Characters of alternative text that screen readers read comfortably; a soft limit."""

NARROW = 470
"""Pixels at 100 % text under which the words stand below the picture."""


class PictureRow(QWidget):
    """Shows and edits one :class:`ImageUse`. Nothing is changed here: every edit is told.

    ``edited(use)`` carries the use as edited, ``left`` tells that a text of it was left, ``credit_edited(image_id, text)``
    carries the credit of the picture's own record, ``removed`` and ``moved(steps)`` ask the owner, ``files_offered`` and
    ``image_offered`` bring pictures for this place, ``caption_spread`` asks to put the caption under every picture.
    """

    edited = Signal(object)
    left = Signal()
    credit_edited = Signal(str, str)
    removed = Signal()
    moved = Signal(int)
    files_offered = Signal(list)
    image_offered = Signal(QImage)
    caption_spread = Signal()

    def __init__(self, parent: QWidget, *, ask_files: AskFiles, movable: bool) -> None:
        """Make the row; ``ask_files`` asks for another file, and only a ``movable`` one has buttons to move it."""
        super().__init__(parent)
        self.use = ImageUse("")
        self._movable = movable
        self.well = ImageWell(self.tr("Picture"), self, ask_files=ask_files)
        self.caption = LineField(self.tr("Caption"), self)
        self.spread = QPushButton(self.tr("Use This Caption for All"), self)
        self.alt = MultiLineField(self.tr("Alternative text"), self, low=1, high=4)
        self.decorative = CheckField(self.tr("Decorative"), self)
        self.credit = LineField(self.tr("Credit"), self)
        self.up = self._button("up", self.tr("Move picture up"), lambda: self.moved.emit(-1))
        self.down = self._button("down", self.tr("Move picture down"), lambda: self.moved.emit(1))
        self.remove = self._button("remove", self.tr("Remove picture"), self.removed.emit)
        set_look(self.spread, "link")
        self._wire()
        self._lay_out()
        current_theme().changed.connect(self._dress)
        self._dress()

    def _button(self, icon: str, name: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        set_look(button, "remove")
        button.setProperty("icon name", icon)
        button.setToolTip(name)
        button.clicked.connect(act)
        return button

    def _wire(self) -> None:
        self.caption.changed.connect(lambda text: self.edited.emit(replace(self.use, caption=text)))
        self.alt.changed.connect(lambda text: self.edited.emit(replace(self.use, alt=text)))
        self.decorative.changed.connect(self._on_decorative_changed)
        self.credit.changed.connect(lambda text: self.credit_edited.emit(self.use.image, text))
        for field in (self.caption, self.alt, self.credit):
            field.finished.connect(self.left)
        self.well.files_offered.connect(self.files_offered)
        self.well.image_offered.connect(self.image_offered)
        self.well.removed.connect(lambda: self.edited.emit(replace(self.use, image=None)))
        self.spread.clicked.connect(self.caption_spread)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.spread)
        buttons.addStretch(1)
        for button in (self.up, self.down, self.remove):
            buttons.addWidget(button)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.caption)
        words.addWidget(self.alt)
        words.addWidget(self.decorative)
        words.addWidget(self.credit)
        words.addLayout(buttons)
        words.addStretch(1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(16)
        self._line.addWidget(self.well, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addLayout(words, 1)

    def fields(self) -> dict[str, Field]:
        """Return the fields by the name they are revealed by."""
        return {"caption": self.caption, "alt": self.alt, "decorative": self.decorative, "credit": self.credit}

    def show_use(self, use: ImageUse, image: Image | None, picture: QImage | None, at: int, count: int) -> None:
        """Show a use, its picture's record and thumbnail, in place ``at`` of ``count``; carets stay where they are."""
        shown, self.use = self.use, use
        name = self.tr("Picture {number}").format(number=at + 1) if self._movable else self.tr("Picture")
        for key, field in self.fields().items():
            field.editor().setAccessibleName(
                f"{field.label()}, {name}" if key != "decorative" else f"{self.tr('Decorative')}, {name}"
            )
        self.setAccessibleName(name)
        for button in (self.up, self.down, self.remove):
            button.setAccessibleName(f"{button.toolTip()}, {name}")
        self.spread.setAccessibleName(f"{self.spread.text()}, {name}")
        self.caption.set_value(use.caption)
        self.alt.set_value(use.alt)
        self.alt.setEnabled(not use.decorative)
        self.alt.set_hint(self._alt_hint(use))
        self.decorative.set_value(use.decorative)
        self.decorative.set_hint(self.tr("A picture with a caption is not decorative.") if use.decorative and use.caption else "")
        self.credit.setVisible(image is not None)
        self.credit.set_value(image.credit if image is not None else "")
        if (use.image, use.alt) != (shown.image, shown.alt) or picture is not self.well.picture():
            self.well.set_picture(picture, use.alt)
        self.spread.setVisible(count > 1 and bool(use.caption))
        self.up.setVisible(self._movable)
        self.down.setVisible(self._movable)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at < count - 1)

    def _alt_hint(self, use: ImageUse) -> str:
        if use.decorative:
            return self.tr("Screen readers pass over it")
        if use.alt and use.alt == use.caption:
            return self.tr("The same as the caption: screen readers would say it twice")
        count = self.tr("{count} of {limit}").format(count=len(use.alt), limit=ALT_LIMIT)
        return f"{self.tr('Describe what is in it, not what it is for')} · {count}"

    def tidied(self) -> ImageUse:
        """Return the use with its texts tidied, for when a field is left."""
        return replace(self.use, caption=tidy_line(self.use.caption), alt=tidy_line(self.use.alt))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt+Up and Alt+Down; remove with Delete where no text takes it."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = steps.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier and self._movable:
            self.moved.emit(by)
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the words beside or below the picture, as there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < current_theme().length(NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() != direction:
            self._line.setDirection(direction)

    def _dress(self) -> None:
        theme = current_theme()
        side = theme.length(14)
        for button in (self.up, self.down, self.remove):
            button.setIcon(theme.icon(button.property("icon name")))
            button.setIconSize(QSize(side, side))
            button.setFixedSize(theme.length(26), theme.length(26))
        self._arrange()

    def _on_decorative_changed(self, decorative: bool) -> None:
        alt = "" if decorative else self.use.alt
        self.edited.emit(replace(self.use, decorative=decorative, alt=alt))
