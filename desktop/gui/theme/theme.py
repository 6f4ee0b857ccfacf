"""The theme: palette, fonts, style sheet and icons, following the system or an override, live."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from desktop.gui.theme.roles import DARK, LIGHT, SIZES, WRITING_FACES, Colour, Type
from desktop.gui.theme.sheet import build_sheet
from desktop.paths import resource

_ORDINARY_SYSTEM_SIZE = 13.5
_GROUNDS = {"desk", "sheet", "card", "header", "pill"}
_SMALLEST, _LARGEST = 80, 200


class Scheme(StrEnum):
    """Which of the two looks to show."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Dresses the application, and answers for its colours, fonts and lengths.

    Widgets that paint ask ``colour``, ``font`` and ``length`` each time they paint, or listen to
    ``changed``. Nothing else in the program writes a colour.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        """Take hold of ``app``; its colours, fonts and sizes change with ``apply``."""
        super().__init__(app)
        global _current
        _current = self
        self._app = app
        self._system_font = QFont(app.font())
        self._scheme = Scheme.SYSTEM
        self._percent = 100
        self._colours = LIGHT
        self._applying = False
        self._icons: dict[tuple[str, str], QIcon] = {}
        app.setStyle("Fusion")
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_scheme_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_scheme_changed)

    def apply(self, scheme: str = Scheme.SYSTEM, text_percent: int = 100) -> None:
        """Show ``scheme`` ("system", "light" or "dark") with text at ``text_percent`` (80 to 200).

        Raises ValueError for another scheme; the percentage is brought into its range.
        """
        self._scheme = Scheme(scheme)
        self._percent = max(_SMALLEST, min(_LARGEST, text_percent))
        self._dress()

    @property
    def is_dark(self) -> bool:
        """Say whether the dark look is shown."""
        return self._colours[Colour.DESK] == DARK[Colour.DESK]

    @property
    def scheme(self) -> Scheme:
        """Return the scheme asked for."""
        return self._scheme

    @property
    def text_percent(self) -> int:
        """Return the size of the text in percent."""
        return self._percent

    def colour(self, role: str) -> QColor:
        """Return the colour of a role; raises ValueError for a name that is no role."""
        return QColor(self._colours[Colour(role)])

    def pixels(self, role: str) -> int:
        """Return the size of a type role in pixels."""
        return max(9, round(SIZES[Type(role)] * self.scale))

    @property
    def scale(self) -> float:
        """Return how much larger than in the drawing text is: the system's font times the text size."""
        system = QFontInfo(self._system_font).pixelSize()
        return max(1.0, system / _ORDINARY_SYSTEM_SIZE) * self._percent / 100

    def length(self, pixels: float) -> int:
        """Return a length of the drawing scaled with the text, in pixels."""
        return round(pixels * self.scale)

    def font(self, role: str) -> QFont:
        """Return the font of a type role; part titles and the title are half bold."""
        kind = Type(role)
        font = QFont(self._system_font)
        if kind is Type.WRITING:
            font = QFont(_writing_face())
        if kind in (Type.PART, Type.TITLE):
            font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(self.pixels(kind))
        return font

    def icon(self, name: str, role: str = Colour.MUTED) -> QIcon:
        """Return the single-colour icon ``name`` in the colour of ``role``, drawn once; raises FileNotFoundError."""
        colour = self._colours[Colour(role)]
        known = self._icons.get((name, colour))
        if known is None:
            known = self._icons[name, colour] = self._drawn_icon(name, colour)
        return known

    def _drawn_icon(self, name: str, colour: str) -> QIcon:
        drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
        coloured = drawing.replace("currentColor", colour)
        renderer = QSvgRenderer(QByteArray(coloured.encode()))
        icon = QIcon()
        for side in (16, 20, 32, 40, 64):
            pixmap = QPixmap(side, side)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, side, side))
            painter.end()
            icon.addPixmap(pixmap)
        return icon

    def application_icon(self) -> QIcon:
        """Return the program's own icon, in its own colours."""
        return QIcon(str(resource("icons", "matinee.svg")))

    def _on_system_scheme_changed(self) -> None:
        if not self._applying:
            self._dress()

    def _dress(self) -> None:
        self._applying = True
        hints = self._app.styleHints()
        wanted = {Scheme.LIGHT: Qt.ColorScheme.Light, Scheme.DARK: Qt.ColorScheme.Dark}
        hints.setColorScheme(wanted.get(self._scheme, Qt.ColorScheme.Unknown))
        dark = self._scheme is Scheme.DARK or (self._scheme is Scheme.SYSTEM and hints.colorScheme() == Qt.ColorScheme.Dark)
        self._colours = dict(DARK if dark else LIGHT)
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            self._colours |= {
                Colour.HAIRLINE: self._colours[Colour.MUTED],
                Colour.MUTED: self._colours[Colour.INK],
            }
        palette = self._palette()
        self._app.setPalette(palette)
        # Fusion derives the outline of boxes from the window's colour, which would vanish on our grounds.
        palette.setColor(QPalette.ColorRole.Window, self.colour(Colour.MUTED))
        for box in ("QCheckBox", "QRadioButton"):
            self._app.setPalette(palette, box)  # type: ignore[arg-type]  # the stub says bytes, which fail
        self._app.setFont(self.font(Type.BODY))
        pixels = {kind: self.pixels(kind) for kind in Type}
        self._app.setStyleSheet(build_sheet(self._colours, pixels, self.scale))
        self._applying = False
        self.changed.emit()

    def _palette(self) -> QPalette:
        colour = {role: QColor(value) for role, value in self._colours.items()}
        roles = {
            QPalette.ColorRole.Window: Colour.DESK,
            QPalette.ColorRole.WindowText: Colour.INK,
            QPalette.ColorRole.Base: Colour.SHEET,
            QPalette.ColorRole.AlternateBase: Colour.DESK,
            QPalette.ColorRole.Text: Colour.INK,
            QPalette.ColorRole.PlaceholderText: Colour.MUTED,
            QPalette.ColorRole.Button: Colour.SHEET,
            QPalette.ColorRole.ButtonText: Colour.INK,
            QPalette.ColorRole.BrightText: Colour.MUST,
            QPalette.ColorRole.Light: Colour.SHEET,
            QPalette.ColorRole.Midlight: Colour.DESK,
            QPalette.ColorRole.Mid: Colour.HAIRLINE,
            QPalette.ColorRole.Dark: Colour.HAIRLINE,
            QPalette.ColorRole.Shadow: Colour.HAIRLINE,
            QPalette.ColorRole.Highlight: Colour.SELECTION,
            QPalette.ColorRole.HighlightedText: Colour.INK,
            QPalette.ColorRole.Accent: Colour.ACCENT,
            QPalette.ColorRole.Link: Colour.ACCENT,
            QPalette.ColorRole.LinkVisited: Colour.ACCENT,
            QPalette.ColorRole.ToolTipBase: Colour.SHEET,
            QPalette.ColorRole.ToolTipText: Colour.INK,
        }
        palette = QPalette()
        for role, ours in roles.items():
            palette.setColor(role, colour[ours])
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, colour[Colour.MUTED])
        return palette


_current: Theme | None = None


def current_theme() -> Theme:
    """Return the application's theme; raises RuntimeError while there is no application and no theme."""
    if _current is None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("A theme needs a QApplication.")
        return Theme(app)
    return _current


def set_look(widget: QWidget, look: str) -> None:
    """Give ``widget`` one of the looks that the style sheet knows, and dress it anew if it is dressed already."""
    if widget.property("look") == look:
        return
    widget.setProperty("look", look)
    if look in _GROUNDS:  # a subclass of QWidget paints no ground of a style sheet without being told
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style: QStyle = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def _writing_face() -> str:
    """Return the first writing face that this system has, or the system's own serif."""
    for face in WRITING_FACES:
        if QFontDatabase.hasFamily(face):
            return face
    return "serif"
