"""A chart on the page: drawn as one picture, its bars buttons that are reached with the arrow keys and read by name."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from desktop.gui.as_written import as_tip
from desktop.gui.looking_back.charts import Bar, Chart
from desktop.gui.looking_back.drawing import chart_height, note_of, paint_chart, place_bars
from desktop.gui.theme import Colour, current_theme, set_look

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class BarButton(QAbstractButton):
    """The ground of one bar: pressed, it opens what is behind; its name is the sentence of the bar."""

    def __init__(self, bar: Bar, chart: ChartView) -> None:
        """Make the button of a bar."""
        super().__init__(chart)
        self.bar, self._chart = bar, chart
        self.setAccessibleName(bar.said)
        self.setToolTip(as_tip(bar.said))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring of the focus, and a quieter one under the pointer; the bar itself is the chart's."""
        if not self.hasFocus() and not self.underMouse():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = Colour.ACCENT if self.hasFocus() else Colour.MUTED
        painter.setPen(QPen(current_theme().colour(colour), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the bars with the arrows, Home and End; open with Enter as with Space."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._chart.step(self, _STEPS[key])
        elif key in _ENDS:
            self._chart.buttons[_ENDS[key]].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be the bar that Tab comes back to."""
        super().focusInEvent(event)
        self._chart.stay(self)


class ChartView(QWidget):
    """One chart; ``opened`` carries the :class:`Bar` that was pressed, ``reached`` the button that has the focus.

    ``turned(to)`` asks for the chart widened so far; ``turn_button`` is there only where the chart has a turn.
    """

    opened = Signal(object)
    reached = Signal(object)
    turned = Signal(int)

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        """Make the picture of a chart, which has at least one bar."""
        super().__init__(parent)
        self.chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.note)
        self.turn_button = self._turn_button(chart)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.buttons = tuple(BarButton(bar, self) for bar in chart.bars)
        for button in self.buttons:
            button.clicked.connect(lambda _checked=False, bar=button.bar: self.opened.emit(bar))
        along = self.buttons[::-1] if chart.upright else self.buttons
        self.stay(next((button for button in along if button.bar.value), along[0]))
        current_theme().changed.connect(self._on_theme_changed)

    def _turn_button(self, chart: Chart) -> QPushButton | None:
        turn = chart.turn
        if turn is None:
            return None
        button = QPushButton(turn.words, self)
        set_look(button, "link")
        button.setAccessibleName(f"{turn.words}: {chart.title}")
        button.setAccessibleDescription(chart.note)
        button.clicked.connect(lambda: self.turned.emit(turn.to))
        return button

    def sizeHint(self) -> QSize:
        """As high as the drawing is."""
        theme = current_theme()
        return QSize(theme.length(480), chart_height(self.chart, theme))

    def minimumSizeHint(self) -> QSize:
        """The width may be less, the height not."""
        return QSize(200, self.sizeHint().height())

    def step(self, button: BarButton, by: int) -> None:
        """Give the focus to a neighbour of a bar; at the ends nothing moves."""
        at = max(0, min(self.buttons.index(button) + by, len(self.buttons) - 1))
        self.buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def stay(self, chosen: BarButton) -> None:
        """Let Tab come to one bar of the chart only, the one that had the focus last."""
        for button in self.buttons:
            wanted = Qt.FocusPolicy.StrongFocus if button is chosen else Qt.FocusPolicy.ClickFocus
            if button.focusPolicy() != wanted:
                button.setFocusPolicy(wanted)
        self.reached.emit(chosen)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chart."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        paint_chart(painter, self.chart, self.width(), current_theme(), self._note_room())

    def _note_room(self) -> int:
        """How wide the note may be for what turns the chart to have room behind it."""
        return self.width() - (self.turn_button.sizeHint().width() + 8 if self.turn_button is not None else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the buttons over their bars."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        for button, placed in zip(self.buttons, place_bars(self.chart, self.width(), current_theme()), strict=True):
            button.setGeometry(placed.ground.toAlignedRect())
        if self.turn_button is not None:
            note = note_of(self.chart, self._note_room(), current_theme()).toAlignedRect()
            left = note.right() + 8 if self.chart.note else -current_theme().length(8)
            self.turn_button.setGeometry(left, note.top(), self.turn_button.sizeHint().width(), note.height())

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self._lay_out()
        self.update()
