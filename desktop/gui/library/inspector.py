"""The pane beside the list: what the chosen review is about, or what several have in common, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QAction, QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.gui.as_written import Label, as_tip, without_keys
from desktop.gui.library.inspector_words import Told
from desktop.gui.library.still import Still
from desktop.gui.theme import Type, current_theme, set_look
from desktop.gui.widgets.flow_layout import FlowLayout, fixed_height_for_width

_INSET = 20
_ROUNDED = 2
"""Pixels that are left over where widths of words are added and taken away."""


class Inspector(QScrollArea):
    """Shows what it is told; it asks for nothing and changes nothing.

    ``opened`` and ``preview_wanted`` follow its buttons, ``person_chosen(id)`` a name; those of several reviews are ``verbs``,
    commands of the window.
    """

    opened = Signal()
    preview_wanted = Signal()
    person_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make one that shows nothing yet."""
        super().__init__(parent)
        self.verbs: Sequence[QAction] = ()
        self._restoring = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("About what is chosen"))
        inside = QWidget(self)
        set_look(inside, "desk")
        self.still = Still(inside)
        self._title, self._line = _label(inside, ""), _label(inside, "muted")
        self.open_button = QPushButton(self.tr("Open"), inside)
        set_look(self.open_button, "primary")
        self.preview_button = QPushButton(self.tr("Preview"), inside)
        self.open_button.clicked.connect(self.opened)
        self.preview_button.clicked.connect(self.preview_wanted)
        self._buttons = QWidget(inside)
        buttons = QHBoxLayout(self._buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.preview_button)
        buttons.addStretch(1)
        self._heading = _label(inside, "heading")
        self._facts, self._below = QWidget(inside), QWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        column.setSpacing(0)
        column.addWidget(self.still)
        for widget, space in (
            (self._title, 4),
            (self._line, 12),
            (self._facts, 16),
            (self._buttons, 24),
            (self._heading, 8),
            (self._below, 0),
        ):
            column.addWidget(widget)
            column.addSpacing(space)
        column.addStretch(1)
        self._column = column
        self.setWidget(inside)
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.tell(Told())

    def sizeHint(self) -> QSize:
        """As wide as a picture and a few words beside their names need."""
        return QSize(current_theme().length(232) + 2 * _INSET, 400)

    def offer_restoring(self, *, restoring: bool) -> None:
        """Offer to restore what lies in the trash, in the place of all that can be done elsewhere."""
        self._restoring = restoring
        self.open_button.setText(self.tr("Restore") if restoring else self.tr("Open"))

    def words(self) -> Told:
        """Return what is told."""
        return self._told

    def tell(self, told: Told, image: QImage | None = None) -> None:
        """Show what is told, with a picture if there is one."""
        self._told = told
        self.still.show_image(image)
        self._title.setText(told.title)
        self._title.setVisible(bool(told.title))
        self._line.setText(told.line)
        self._line.setVisible(bool(told.line))
        self._show_facts(told.facts)
        self._buttons.setVisible(told.one)
        heading = self.tr("Also in your library") if told.people else self.tr("Do with all of them") if told.many else ""
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self._show_below(told)
        self.verticalScrollBar().setValue(0)

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        self._facts = self._renewed(self._facts)
        grid = QGridLayout(self._facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(facts):
            name_label, value_label = _label(self._facts, "muted", name), _label(self._facts, "", value)
            name_label.setMinimumWidth(current_theme().length(60))
            grid.addWidget(name_label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value_label, row, 1, Qt.AlignmentFlag.AlignTop)
        self._facts.setVisible(bool(facts))

    def _show_below(self, told: Told) -> None:
        self._below = self._renewed(self._below)
        column = QVBoxLayout(self._below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for person_id, words in told.people:
            button = _PersonButton(words, self._below)
            button.clicked.connect(partial(self.person_chosen.emit, person_id))
            button.setStyleSheet(
                "margin-left: -2px; padding-left: 0; padding-right: 4px;"
            )  # the ring stands outside of the words
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if told.many:
            column.addWidget(self._verb_buttons())
        self._below.setVisible(bool(told.people or (told.many and self.verbs)))

    def _verb_buttons(self) -> QWidget:
        """Return the commands for all that are chosen, as many in a line as there is room for."""
        box = QWidget(self._below)
        flow = FlowLayout(box, margins=QMargins(0, 4, 0, 0), spacing=8)
        fixed_height_for_width(box)
        if self._restoring:
            flow.addWidget(self._button(self.tr("Restore"), self.opened.emit))
            return box
        for action in self.verbs:
            button = self._button(action.text().replace("&", ""), action.trigger)
            menu = action.menu()
            if isinstance(menu, QMenu):
                button.setMenu(menu)
            flow.addWidget(button)
        return box

    def _button(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self._below)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _renewed(self, old: QWidget) -> QWidget:
        """Put an empty widget in the place of one, for what it holds is other each time."""
        new = QWidget(old.parentWidget())
        self._column.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        return new

    def _on_theme_changed(self) -> None:
        self.setMinimumWidth(current_theme().length(180) + 2 * _INSET)
        face, size = current_theme().font(Type.WRITING).family(), current_theme().pixels(Type.TITLE)
        self._title.setStyleSheet(f'font-family: "{face}"; font-size: {size - 3}px; font-weight: 600;')  # a font would not stay


class _PersonButton(QPushButton):
    """Somebody to look for, as wide as the words or as the pane lets it be, where a long name ends in an ellipsis."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(without_keys(words), parent)
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_look(self, "link")

    def minimumSizeHint(self) -> QSize:
        """Give way to a narrow pane."""
        return QSize(1, super().sizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for the room of all the words, whatever is shown of them."""
        more = self.fontMetrics().horizontalAdvance(self._words) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(more + _ROUNDED, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many of the words as there is room for, and all of them in a tip."""
        super().resizeEvent(event)
        around = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - around)
        self.setText(without_keys(shown))
        self.setToolTip(as_tip(self._words) if shown != self._words else "")


def _label(parent: QWidget, look: str, words: str = "") -> Label:
    label = Label(words, parent)
    label.setWordWrap(True)
    label.setMinimumWidth(1)  # a long word is cut, and not everything beside it
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if look:
        set_look(label, look)
    return label
