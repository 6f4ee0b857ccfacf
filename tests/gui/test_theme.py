"""The theme: contrast as measured, and that applying it really changes the window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.gui.theme import Colour, Scheme, Theme, Type, contrast, set_look
from desktop.gui.theme.roles import DARK, GROUND_ROLES, LIGHT, TEXT_ROLES, WRITING_FACES

SCHEMES = {"light": LIGHT, "dark": DARK}


def test_contrast_is_measured_as_the_guidelines_do() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#B3261E", "#FFFFFF") == pytest.approx(6.5, abs=0.1)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_is_readable_on_every_ground(scheme: str) -> None:
    colours = SCHEMES[scheme]
    pairs = [(text, ground) for text in TEXT_ROLES for ground in GROUND_ROLES]
    pairs += [
        (Colour.ON_ACCENT, Colour.ACCENT),
        (Colour.INK, Colour.SELECTION),
        (Colour.SHEET, Colour.INK),
        (Colour.MUTED, Colour.HAIRLINE),
    ]
    ratios = {f"{text} on {ground}": contrast(colours[text], colours[ground]) for text, ground in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_focus_ring_stands_out(scheme: str) -> None:
    colours = SCHEMES[scheme]
    assert min(contrast(colours[Colour.ACCENT], colours[ground]) for ground in GROUND_ROLES) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_applying_a_scheme_sets_palette_and_sheet(theme: Theme, qtbot: QtBot, scheme: str) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply(scheme, 100)
    colours = SCHEMES[scheme]
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert app.palette().color(QPalette.ColorRole.Window).name().upper() == colours[Colour.DESK]
    assert colours[Colour.ACCENT] in app.styleSheet()
    assert theme.colour("accent").name().upper() == colours[Colour.ACCENT]
    assert theme.is_dark == (scheme == "dark")


def test_an_open_window_follows_the_scheme(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton("Export")
    set_look(button, "primary")
    qtbot.addWidget(button)
    button.resize(200, 40)
    button.show()
    corner = (100, 4)
    light = button.grab().toImage().pixelColor(*corner)
    theme.apply("dark", 100)
    dark = button.grab().toImage().pixelColor(*corner)
    assert light == QColor(LIGHT[Colour.ACCENT])
    assert dark == QColor(DARK[Colour.ACCENT])


@pytest.mark.parametrize("percent", [80, 100, 150, 200])
def test_text_scales_in_windows_that_are_open(theme: Theme, qtbot: QtBot, percent: int) -> None:
    label, caption = QLabel("Plot"), QLabel("Heading")
    set_look(caption, "caption")
    for widget in (label, caption):
        qtbot.addWidget(widget)
        widget.show()
    theme.apply("light", percent)
    assert label.font().pixelSize() == theme.pixels(Type.BODY)
    assert caption.font().pixelSize() == theme.pixels(Type.CAPTION)
    assert theme.pixels(Type.TITLE) == pytest.approx(22 * theme.scale, abs=0.5)
    assert label.sizeHint().height() >= theme.pixels(Type.BODY)


@pytest.mark.parametrize("percent", [80, 100, 125, 150, 175, 200])
def test_nothing_moves_where_the_focus_comes_and_goes(theme: Theme, qtbot: QtBot, percent: int) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    widgets: list[QWidget] = [QLineEdit("Plot"), QComboBox()]
    for look in ("", "primary", "quiet", "link", "segment"):
        button = QPushButton("Export")
        set_look(button, look)
        widgets.append(button)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(window)
    theme.apply("light", percent)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    widgets[-1].setFocus()
    rest = [widget.sizeHint() for widget in widgets[:-1]]
    focused = []
    for widget in widgets[:-1]:
        widget.setFocus()
        focused.append(widget.sizeHint())
    assert focused == rest
    assert len({button.sizeHint().height() for button in widgets[2:]}) == 1, "buttons of any look stand in one line"


def test_the_tools_of_a_file_dialog_of_qts_own_show_their_signs(theme: Theme, qtbot: QtBot) -> None:
    dialog = QFileDialog(options=QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    tools = [tool for tool in dialog.findChildren(QToolButton) if tool.isVisible()]
    assert len(tools) >= 5
    for tool in tools:
        picture = tool.grab().toImage()
        size = tool.iconSize()
        middle = picture.copy((picture.width() - size.width()) // 2, (picture.height() - size.height()) // 2, *size.toTuple())
        ground = middle.pixelColor(0, 0)
        drawn = [x for x in range(middle.width()) if any(middle.pixelColor(x, y) != ground for y in range(middle.height()))]
        assert drawn[-1] - drawn[0] >= size.width() // 3, f"the sign of “{tool.toolTip()}” is a dot"


def test_text_sizes_stay_in_their_range(theme: Theme) -> None:
    theme.apply("light", 500)
    assert theme.text_percent == 200
    theme.apply("light", 10)
    assert theme.text_percent == 80


def test_an_unknown_scheme_is_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme.apply("sepia")
    with pytest.raises(ValueError, match="puce"):
        theme.colour("puce")


def test_the_system_scheme_is_followed_until_overridden(theme: Theme, qapp: QApplication) -> None:
    hints = qapp.styleHints()
    theme.apply(Scheme.SYSTEM, 100)
    assert theme.is_dark == (hints.colorScheme() == Qt.ColorScheme.Dark)
    theme.apply(Scheme.DARK, 100)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.is_dark


def test_the_writing_face_is_one_of_ours(theme: Theme) -> None:
    face = theme.font(Type.WRITING)
    assert face.family() in (*WRITING_FACES, "serif")
    assert face.pixelSize() == theme.pixels(Type.WRITING)


def test_icons_take_the_colour_of_their_role(theme: Theme) -> None:
    image = theme.icon("add", "must").pixmap(16, 16).toImage()
    strong = [image.pixelColor(x, y) for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() == 255]
    assert strong
    wanted = theme.colour("must")
    assert all(abs(colour.red() - wanted.red()) < 12 for colour in strong)
    assert not theme.application_icon().isNull()


def test_colours_are_written_in_one_place_only() -> None:
    gui = Path(__file__).parents[2] / "desktop" / "gui"
    written = re.compile(r"\"#[0-9A-Fa-f]{6}\b|QColor\(\s*[\"'0-9]|GlobalColor\.(?!transparent)")
    article_look = gui / "preview"  # shows the article, whose look is not the program's
    files = [file for file in sorted(gui.rglob("*.py")) if article_look not in file.parents]
    assert len(files) > 10
    found = [str(file) for file in files if file.name != "roles.py" and written.search(file.read_text("utf-8"))]
    assert found == []
