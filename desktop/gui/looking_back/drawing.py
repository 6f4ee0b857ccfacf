"""Draws a chart with a painter: on the window's page, and into SVG, which is the same drawing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgGenerator

from desktop.gui.looking_back.charts import Bar, Chart
from desktop.gui.theme import Colour, Theme, Type

_TITLE, _NOTE, _PLOT, _AXIS, _LINE = 36, 32, 140, 24, 26
"""Heights in pixels at 100 % text: of the title, of the note, of upright bars, of the words under them, of a lying bar."""

_MOST_NAME = 0.4
"""How much of the width the names of lying bars may take."""

_WIDEST_BAR = 48
_DOTS = 96
"""Pixels to an inch as every browser has them: Qt tells the size of a drawing in millimetres."""
_FAMILY, _OR_ALIKE = re.compile(rb'font-family="([^"]*)"'), b"font-family=\"'\\1', sans-serif\""
"""A computer that has not this one's font takes the next of its kind, not one with serifs."""
_GAP = 32
"""Pixels at 100 % text between two charts of a file, and around them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A bar with the ground that is its own, all of which can be pressed, and the part of it that is drawn."""

    bar: Bar
    ground: QRectF
    drawn: QRectF


def chart_height(chart: Chart, theme: Theme) -> int:
    """Return how high a chart is, in pixels."""
    if chart.upright:
        return _top(chart, theme) + theme.length(_PLOT + _AXIS)
    return _top(chart, theme) + len(chart.bars) * theme.length(_LINE)


def _top(chart: Chart, theme: Theme) -> int:
    """Return where the bars of a chart begin, below its title and its note."""
    return theme.length(_TITLE) + (theme.length(_NOTE) if chart.note or chart.turn else 0)


def note_of(chart: Chart, width: float, theme: Theme) -> QRectF:
    """Return where the note of a chart stands; what turns the chart stands behind it, at its height."""
    metrics = QFontMetricsF(theme.font(Type.CAPTION))
    top = theme.length(_TITLE) - theme.length(8)
    return QRectF(0, top, min(width, metrics.horizontalAdvance(chart.note) + 2), theme.length(_NOTE) - theme.length(4))


def place_bars(chart: Chart, width: float, theme: Theme) -> tuple[Placed, ...]:
    """Return where the bars of a chart stand in a picture ``width`` pixels wide."""
    return _upright(chart, width, theme) if chart.upright else _lying(chart, width, theme)


def _upright(chart: Chart, width: float, theme: Theme) -> tuple[Placed, ...]:
    metrics = QFontMetricsF(theme.font(Type.CAPTION))
    label = max((metrics.horizontalAdvance(bar.label) for bar in chart.bars), default=0) + theme.length(12)
    step = min(width / max(1, len(chart.bars)), max(theme.length(_WIDEST_BAR), label))
    top, high = _top(chart, theme), theme.length(_PLOT)
    room = high - theme.length(18)
    most = max(bar.value for bar in chart.bars) or 1
    placed = []
    for at, bar in enumerate(chart.bars):
        ground = QRectF(at * step, top, step, high + theme.length(_AXIS))
        length = room * bar.value / most
        thick = max(1.0, min(step, theme.length(_WIDEST_BAR)) * 0.72)
        placed.append(Placed(bar, ground, QRectF(at * step + (step - thick) / 2, top + high - length, thick, length)))
    return tuple(placed)


def _lying(chart: Chart, width: float, theme: Theme) -> tuple[Placed, ...]:
    metrics = QFontMetricsF(theme.font(Type.LIST))
    names = min(max(metrics.horizontalAdvance(bar.label) for bar in chart.bars) + theme.length(12), width * _MOST_NAME)
    numbers = max(metrics.horizontalAdvance(bar.shown) for bar in chart.bars) + theme.length(12)
    most = max(bar.value for bar in chart.bars) or 1
    line, top = theme.length(_LINE), _top(chart, theme)
    placed = []
    for at, bar in enumerate(chart.bars):
        ground = QRectF(0, top + at * line, width, line)
        length = max(1.0, (width - names - numbers) * bar.value / most)
        placed.append(Placed(bar, ground, QRectF(names, ground.top() + line * 0.18, length, line * 0.64)))
    return tuple(placed)


def paint_chart(painter: QPainter, chart: Chart, width: float, theme: Theme, note_room: float = 0) -> None:
    """Draw a chart from the painter's origin on, ``width`` pixels wide, in the colours of the theme.

    ``note_room`` is how wide its note may be where that is not the whole width.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(Type.PART))
    painter.setPen(theme.colour(Colour.INK))
    title = QRectF(0, 0, width, theme.length(_TITLE) * 0.75)
    words = painter.fontMetrics().elidedText(chart.title, Qt.TextElideMode.ElideRight, int(width))
    painter.drawText(title, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
    if chart.note:
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.colour(Colour.MUTED))
        note = note_of(chart, note_room or width, theme)
        said = painter.fontMetrics().elidedText(chart.note, Qt.TextElideMode.ElideRight, int(note.width()))
        painter.drawText(note, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
    placed = place_bars(chart, width, theme)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(Colour.ACCENT))
    for each in placed:
        painter.drawRect(each.drawn)
    if chart.upright:
        _paint_axis(painter, placed, theme)
    else:
        _paint_names(painter, placed, theme)


def _paint_axis(painter: QPainter, placed: tuple[Placed, ...], theme: Theme) -> None:
    """Draw the line under the bars, and as many labels and numbers as have room."""
    painter.setFont(theme.font(Type.CAPTION))
    metrics = QFontMetricsF(painter.font())
    base = placed[0].ground.bottom() - theme.length(_AXIS)
    painter.setPen(theme.colour(Colour.HAIRLINE))
    painter.drawLine(QPointF(placed[0].ground.left(), base), QPointF(placed[-1].ground.right(), base))
    numbered = max(metrics.horizontalAdvance(each.bar.shown) for each in placed) + theme.length(4) <= placed[0].ground.width()
    tallest = max(placed, key=lambda each: each.bar.value)
    painter.setPen(theme.colour(Colour.MUTED))
    right = placed[-1].ground.right()
    free = right + theme.length(8)
    for each in reversed(placed):
        label = _room_for(metrics, each.bar.label, each.ground.center().x(), base + theme.length(4), right)
        if label.right() + theme.length(8) <= free:
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, each.bar.label)
            free = label.left()
        if each.bar.value and (numbered or each is tallest):
            number = _room_for(metrics, each.bar.shown, each.ground.center().x(), each.drawn.top() - metrics.height(), right)
            painter.drawText(number, Qt.AlignmentFlag.AlignCenter, each.bar.shown)


def _room_for(metrics: QFontMetricsF, words: str, middle: float, top: float, right: float) -> QRectF:
    """Return where words stand that are centred on ``middle``, but neither begin before 0 nor end behind ``right``."""
    wide = metrics.horizontalAdvance(words) + 2
    left = max(0.0, min(middle - wide / 2, max(right, wide) - wide))
    return QRectF(left, top, wide, metrics.height())


def _paint_names(painter: QPainter, placed: tuple[Placed, ...], theme: Theme) -> None:
    painter.setFont(theme.font(Type.LIST))
    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    gap = theme.length(6)
    clip = painter.clipBoundingRect() if painter.hasClipping() else None
    for each in placed:
        if clip is not None and not clip.intersects(each.ground):
            continue
        room = QRectF(0, each.ground.top(), each.drawn.left() - gap, each.ground.height())
        name = painter.fontMetrics().elidedText(each.bar.label, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setPen(theme.colour(Colour.INK))
        painter.drawText(room, side, name)
        behind = QRectF(each.drawn.right() + gap, each.ground.top(), each.ground.width(), each.ground.height())
        painter.setPen(theme.colour(Colour.MUTED))
        painter.drawText(behind, side, each.bar.shown)


def svg_of(charts: tuple[Chart, ...], title: str, width: int, theme: Theme) -> bytes:
    """Return all charts under one another as an SVG file, ``width`` pixels wide, on the ground of a sheet."""
    gap = theme.length(_GAP)
    height = gap + sum(chart_height(chart, theme) + gap for chart in charts)
    content = QByteArray()
    target = QBuffer(content)
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QSvgGenerator()
    writer.setOutputDevice(target)
    writer.setTitle(title)
    writer.setResolution(_DOTS)
    writer.setSize(QSize(width, height))
    writer.setViewBox(QRect(0, 0, width, height))
    painter = QPainter(writer)
    painter.fillRect(QRect(0, 0, width, height), theme.colour(Colour.SHEET))
    painter.translate(gap, gap)
    for chart in charts:
        paint_chart(painter, chart, width - 2 * gap, theme)
        painter.translate(0, chart_height(chart, theme) + gap)
    painter.end()
    return _FAMILY.sub(_OR_ALIKE, bytes(content.data()))
