"""The page of the pictures: a line of totals, the charts in one or two columns, a sentence where there is nothing yet."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.looking_back import LookingBack
from desktop.gui.as_written import OneLine
from desktop.gui.library.empty_state import EmptyState
from desktop.gui.looking_back.chart_view import BarButton, ChartView
from desktop.gui.looking_back.charts import Chart, charts_of
from desktop.gui.looking_back.drawing import svg_of
from desktop.gui.theme import current_theme, set_look

_ROOMY = 1040
"""Pixels at 100 % text from which the charts stand in two columns."""

_FILE_WIDTH = 960


class LookingBackPage(QWidget):
    """The page; ``bar_opened`` carries the :class:`Bar` pressed, ``saving_asked`` and ``log_asked`` what the buttons ask for."""

    bar_opened = Signal(object)
    saving_asked = Signal()
    new_asked = Signal()
    log_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a page with nothing on it."""
        super().__init__(parent)
        self._views: list[ChartView] = []
        self._turned: dict[str, int] = {}
        self._columns = 0
        self._figures: LookingBack | None = None
        self.is_counting = False
        set_look(self, "desk")
        self.setAccessibleName(self.tr("Looking back"))
        self._totals = OneLine(parent=self)
        set_look(self._totals, "muted")
        self.save_button = QPushButton(self.tr("Save as SVG…"), self)
        self.save_button.clicked.connect(self.saving_asked)
        self.empty_state = EmptyState(self)
        words = self.tr("Write, rate and log what you see; the pictures of it come by themselves.")
        self.empty_state.say(words, self.tr("New review"), self.tr("Log a viewing…"))
        self.empty_state.acted.connect(self.new_asked)
        self.empty_state.alternative_taken.connect(self.log_asked)
        self._sheet = QFrame(self)
        set_look(self._sheet, "sheet")
        self._grid = QGridLayout(self._sheet)
        self._grid.setContentsMargins(32, 32, 32, 32)
        self._grid.setHorizontalSpacing(48)
        self._grid.setVerticalSpacing(32)
        self.room = QScrollArea(self)
        self.room.setWidgetResizable(True)
        self.room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setWidget(self._sheet)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.empty_state)
        self._stack.addWidget(self.room)
        self._header = QFrame(self)
        set_look(self._header, "header")
        row = QHBoxLayout(self._header)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self._totals, 1)
        row.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        self.say_counted()

    def minimumSizeHint(self) -> QSize:
        """The page is usable in a narrow window."""
        return QSize(480, 320)

    def say_counting(self) -> None:
        """Say that figures are on their way; the pictures of the last ones stay."""
        self.is_counting = True
        self._header.show()
        self._totals.setText(self.tr("Counting…"))
        self._stack.setCurrentWidget(self.empty_state if self._figures is not None and self._figures.is_empty else self.room)

    def say_counted(self) -> None:
        """Say what was counted last, or nothing of it."""
        figures, self.is_counting = self._figures or LookingBack(), False
        self._totals.setText("" if figures.is_empty else self._said(figures))
        self._header.setVisible(not figures.is_empty)
        self.save_button.setVisible(bool(self._views))
        self._stack.setCurrentWidget(self.empty_state if figures.is_empty else self.room)

    def show_figures(self, figures: LookingBack) -> None:
        """Show other figures; the page stays where it was scrolled to, and the focus where it was."""
        focus = QApplication.focusWidget()
        focused = self.hasFocus() or (focus is not None and self.isAncestorOf(focus))
        if figures != self._figures:
            self._figures = figures
            self._show_charts(charts_of(figures, self._turned))
        self.say_counted()
        focus = QApplication.focusWidget()
        if focused and (focus is None or not self._stack.isAncestorOf(focus)):
            self._give_focus()

    def _show_charts(self, charts: tuple[Chart, ...]) -> None:
        """Show these charts; a picture of a chart that is the same stays."""
        there = {view.chart.title: view for view in self._views}
        self._views = []
        for chart in charts:
            view = there.get(chart.title)
            if view is not None and view.chart == chart:
                self._views.append(there.pop(chart.title))
            else:
                self._views.append(self._view(chart))
        for view in (*there.values(), *self._views):
            self._grid.removeWidget(view)
        for view in there.values():
            view.hide()
            view.deleteLater()
        self._columns = 0
        self._arrange()

    def _view(self, chart: Chart) -> ChartView:
        view = ChartView(chart, self._sheet)
        view.opened.connect(self.bar_opened)
        view.reached.connect(self._on_view_reached)
        view.turned.connect(partial(self._on_view_turned, chart.title))
        return view

    def _on_view_turned(self, title: str, to: int) -> None:
        """Show more of a chart, or less again; the focus stays on what asked for it."""
        self._turned[title] = to
        self._show_charts(charts_of(self._figures or LookingBack(), self._turned))
        button = next(view.turn_button for view in self._views if view.chart.title == title)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def charts(self) -> tuple[Chart, ...]:
        """Return the charts shown, in order."""
        return tuple(view.chart for view in self._views)

    def views(self) -> tuple[ChartView, ...]:
        """Return the pictures shown, in order."""
        return tuple(self._views)

    def totals(self) -> str:
        """Return the line of totals."""
        return self._totals.text()

    def svg(self) -> bytes:
        """Return the page as an SVG file, in the colours that it is shown in."""
        return svg_of(self.charts(), self.tr("Looking back"), _FILE_WIDTH, current_theme())

    def _said(self, figures: LookingBack) -> str:
        counted = (
            (figures.reviews, self.tr("review"), self.tr("reviews")),
            (figures.films, self.tr("film"), self.tr("films")),
            (figures.words, self.tr("word"), self.tr("words")),
            (figures.viewings, self.tr("viewing"), self.tr("viewings")),
        )
        return " · ".join(f"{number:,} {one if number == 1 else many}" for number, one, many in counted)

    def _arrange(self) -> None:
        columns = 2 if self.width() >= current_theme().length(_ROOMY) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for at, view in enumerate(self._views):
            self._grid.addWidget(view, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
            view.show()
        self._order_tabs()
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)
        self._grid.setRowStretch(len(self._views), 1)

    def _order_tabs(self) -> None:
        """Let Tab go from picture to picture in the order shown, whenever each was made."""
        stops = [stop for view in self._views for stop in (view.turn_button, *view.buttons) if stop is not None]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _on_view_reached(self, button: BarButton) -> None:
        if button.hasFocus():
            self.room.ensureWidgetVisible(button, 0, 48)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the first chart, or to what stands in its place."""
        super().focusInEvent(event)
        self._give_focus()

    def _give_focus(self) -> None:
        if self._stack.currentWidget() is self.empty_state:
            self.empty_state.action.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._views:
            first = self._views[0].buttons
            next(each for each in first if each.focusPolicy() == Qt.FocusPolicy.StrongFocus).setFocus()
