"""The small row above the preview: width, look, zoom, and the way to a real browser."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget

from desktop.gui.preview.view import Look, Width
from desktop.gui.theme import set_look

ZOOM_STEPS = (50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""The sizes offered, in per cent."""


def next_zoom(percent: int, direction: int) -> int:
    """Return the next step up (``direction`` 1) or down (-1) from any percentage; at an end, that end."""
    if direction > 0:
        return next((step for step in ZOOM_STEPS if step > percent), ZOOM_STEPS[-1])
    return next((step for step in reversed(ZOOM_STEPS) if step < percent), ZOOM_STEPS[0])


class PreviewTools(QWidget):
    """Buttons that ask; the pane answers by calling the ``show_…`` methods. The last button asks for the browser."""

    width_chosen = Signal(str)
    look_chosen = Signal(str)
    zoom_chosen = Signal(int)
    browser_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the buttons."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Preview tools"))
        self._zoom = 100
        self._buttons: list[QToolButton] = []
        self._widths = QButtonGroup(self)
        self._width_buttons = {
            Width.WEB: self._button(self.tr("Web"), self.tr("As wide as this pane")),
            Width.PHONE: self._button(self.tr("Phone"), self.tr("As wide as a phone, 390 pixels")),
        }
        for width, button in self._width_buttons.items():
            button.setCheckable(True)
            self._widths.addButton(button)
            button.clicked.connect(lambda _=False, width=width: self.width_chosen.emit(width.value))
        self._look_names = {
            Look.LIGHT: self.tr("Light"),
            Look.DARK: self.tr("Dark"),
            Look.SYSTEM: self.tr("As the system"),
        }
        self._look_button = self._button(self._look_names[Look.LIGHT], self.tr("Look of the article"))
        self._look_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._look_button.setMenu(self._look_menu())
        smaller = self._button("−", self.tr("Smaller"))
        self._size = self._button("100 %", self.tr("Back to 100 %"))
        larger = self._button("+", self.tr("Larger"))
        self._browser = browser = self._button(self.tr("Open in browser ↗"), self.tr("Open the article in your browser"))
        smaller.clicked.connect(lambda: self.zoom_chosen.emit(next_zoom(self._zoom, -1)))
        larger.clicked.connect(lambda: self.zoom_chosen.emit(next_zoom(self._zoom, 1)))
        self._size.clicked.connect(lambda: self.zoom_chosen.emit(100))
        browser.clicked.connect(self.browser_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for button in (*self._width_buttons.values(), self._look_button):
            layout.addWidget(button)
        layout.addStretch(1)
        for button in (smaller, self._size, larger, browser):
            layout.addWidget(button)
        self.show_width(Width.WEB)
        self.show_look(Look.LIGHT)
        self.show_zoom(100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is little room, rather than cut words."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for words in (self.tr("Open in browser ↗"), self.tr("Browser ↗"), "↗"):
            self._browser.setText(words)
            needed = sum(button.sizeHint().width() for button in self._buttons)
            if needed <= self.width():
                return

    def show_width(self, width: Width) -> None:
        """Mark the width in use."""
        self._width_buttons[width].setChecked(True)

    def show_look(self, look: Look) -> None:
        """Name the look in use."""
        name = self._look_names[look]
        self._look_button.setText(self.tr("{look} ▾").format(look=name))
        self._look_button.setAccessibleName(self.tr("Look of the article, now {look}").format(look=name))
        self._look_actions[look].setChecked(True)

    def show_zoom(self, percent: int) -> None:
        """Name the size in use."""
        self._zoom = percent
        self._size.setText(self.tr("{percent} %").format(percent=percent))
        self._size.setAccessibleName(self.tr("Size, now {percent} per cent; press for 100").format(percent=percent))

    def _look_menu(self) -> QMenu:
        menu = QMenu(self.tr("Look of the article"), self)
        group = QActionGroup(menu)
        self._look_actions = {}
        for look, name in self._look_names.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _=False, look=look: self.look_chosen.emit(look.value))
            self._look_actions[look] = action
        return menu

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        self._buttons.append(button)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip if len(text) == 1 else text)
        set_look(button, "tool")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
