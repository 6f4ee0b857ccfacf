"""The one style sheet of the program, built from the colour roles.

Lengths are given in pixels at 100 % text and scaled. A widget says what it is through a dynamic property
that rules here read (see ``set_look``): ``look`` is one of ``caption``, ``part``, ``title``, ``heading``,
``problem``, ``good``, ``primary``, ``quiet``, ``link``, ``segment``, ``tool``, ``menu``, ``place``, ``pill``, ``desk``,
``sheet``, ``card``, ``header``, ``tabs``, ``resting`` (tabs of which none stands out), ``rows`` (a table of whole rows, ringed
as one); ``paper-light`` and ``paper-dark`` are the article's, whatever the program's are.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.gui.theme.roles import DARK, LIGHT, Colour, Type

FIELD_INSET = 8
"""Pixels between the edge of a field and its text; labels of a form are inset by the same, so that text
stands under text while the field's border appears outside of it."""

TOOL_INSET = 7
"""Pixels between the edge of a quiet tool and its words."""

_SHEET = """
QWidget {{ color: {ink}; }}
QMainWindow, QDialog, QMessageBox, QWidget[look="desk"] {{ background: {desk}; }}
QWidget[look="sheet"] {{ background: {sheet}; }}
QFrame[look="header"] {{ background: {desk}; border-bottom: 1px solid {hairline}; }}
QFrame[look="card"] {{ background: {desk}; border-radius: 6px; }}
QLabel {{ background: transparent; }}
QLabel[look="caption"] {{ color: {muted}; font-size: {caption}px; }}
QLabel[look="muted"] {{ color: {muted}; }}
QLabel[look="crumb"] {{ font-weight: 600; }}
QLabel[look="heading"] {{ color: {muted}; font-size: {caption}px; font-weight: 600; }}
QLabel[look="part"] {{ font-size: {part}px; font-weight: 600; }}
QLabel[look="title"] {{ font-size: {title}px; font-weight: 600; }}
QLabel[look="problem"] {{ color: {must}; font-size: {caption}px; }}
QLabel[look="good"] {{ color: {good}; font-weight: 600; }}
QToolTip {{ color: {ink}; background: {sheet}; border: 1px solid {hairline}; padding: 4px 8px; }}

QPushButton, QToolButton {{ font-size: {list}px; background: {sheet}; border: 1px solid {hairline}; border-radius: 6px;
    padding: {p5}px {p12}px; margin: 0; }}
QPushButton:hover, QToolButton:hover {{ border-color: {muted}; }}
QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {wash}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {muted}; background: transparent; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {accent}; padding: {r5}px {r12}px; }}
QPushButton[look="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton[look="primary"]:hover {{ border-color: {ink}; }}
QPushButton[look="primary"]:focus {{ border: 2px solid {ink}; }}
QPushButton[look="primary"]:disabled {{ background: {hairline}; color: {muted}; border-color: {hairline}; }}
QPushButton[look="quiet"], QToolButton[look="quiet"] {{ background: transparent;
    border: 2px solid transparent; padding: {r5}px {p8}px; color: {muted}; }}
QPushButton[look="link"], QToolButton[look="link"] {{ background: transparent;
    border: 2px solid transparent; padding: {r5}px 6px; color: {accent}; text-align: left; }}
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover, QPushButton[look="link"]:hover,
QToolButton[look="link"]:hover {{ background: {wash}; color: {ink}; border-radius: 6px; }}
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus, QPushButton[look="link"]:focus,
QToolButton[look="link"]:focus {{ border: 2px solid {accent}; }}
QPushButton[look="segment"] {{ background: transparent; border: 2px solid transparent;
    padding: {r5}px {p10}px; color: {muted}; }}
QPushButton[look="segment"]:hover {{ color: {ink}; }}
QPushButton[look="segment"]:checked {{ background: {wash}; color: {ink}; }}
QPushButton[look="segment"]:focus {{ border: 2px solid {accent}; }}
QPushButton[look="tool"], QToolButton[look="tool"] {{ background: transparent; color: {muted}; font-size: {caption}px;
    border: 2px solid transparent; padding: {p3}px 5px; }}
QToolButton[look="tool"]:hover, QToolButton[look="tool"]:checked {{ color: {ink}; }}
QToolButton[look="tool"]:checked {{ font-weight: 600; }}
QToolButton[look="tool"]:focus {{ border: 2px solid {accent}; }}
QPushButton[look="place"] {{ background: transparent; color: {muted}; border: 1px solid transparent; border-radius: 6px;
    padding: {r4}px {p8}px; }}
QPushButton[look="place"]:hover {{ color: {ink}; }}
QPushButton[look="place"]:checked {{ background: {wash}; color: {ink}; }}
QFrame[look="pill"] {{ background: {sheet}; border: 1px solid {hairline}; border-radius: 6px; }}
QFrame[look="pill"] QToolButton {{ background: transparent; border: 2px solid transparent; border-radius: 6px;
    padding: {p3}px {p8}px; }}
QFrame[look="pill"] QToolButton:hover {{ background: {wash}; }}
QFrame[look="pill"] QToolButton:focus {{ border: 2px solid {accent}; }}
QPushButton[look="menu"]::menu-indicator, QToolButton[look="tool"]::menu-indicator {{ image: none; width: 0; }}
QPushButton[look="choice"] {{ font-size: {body}px; background: transparent; border: none; text-align: left;
    padding: {p6}px {p24}px {p6}px 8px; }}
QPushButton::menu-indicator, QToolButton::menu-indicator {{ subcontrol-position: right center; }}

QLineEdit, QTextEdit, QPlainTextEdit {{ placeholder-text-color: {muted}; }}
QLineEdit {{ background: {sheet}; border: 1px solid {hairline}; border-radius: 6px;
    padding: {p5}px 8px; selection-background-color: {selection}; selection-color: {ink}; }}
QLineEdit:hover {{ border-color: {muted}; }}
QLineEdit:focus {{ border: 2px solid {accent}; padding: {r5}px 7px; }}
QLineEdit[look="field"] {{ background: transparent; border: none; padding: {p5}px 6px; }}
QLineEdit[look="chip"] {{ background: transparent; border: none; padding: 3px 2px; }}
QTextEdit, QPlainTextEdit {{ background: transparent; border: none;
    selection-background-color: {selection}; selection-color: {ink}; }}
QTextEdit[look="paper-light"] {{ background: {paper_light}; color: {ink_light}; }}
QTextEdit[look="paper-dark"] {{ background: {paper_dark}; color: {ink_dark}; }}
QComboBox {{ background: {sheet}; border: 1px solid {hairline}; border-radius: 6px; padding: {p4}px 8px; }}
QComboBox:focus {{ border: 2px solid {accent}; padding: {r4}px 7px; }}
QFileDialog QToolButton {{ padding: {p3}px; }}
QFileDialog QToolButton:focus {{ padding: 2px; }}
QCheckBox, QRadioButton {{ border: 2px solid transparent; border-radius: 6px; padding: {p3}px 6px;
    spacing: 8px; }}
QCheckBox[look="quiet"] {{ color: {muted}; font-size: {caption}px; padding: 0 6px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {accent}; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{ width: {p16}px; height: {p16}px; }}

QFrame[look="focus-bar"] {{ background: {accent}; }}
QFrame[look="chip"] {{ background: {wash}; border: 2px solid transparent; border-radius: 6px; }}
QFrame[look="chip-selected"] {{ background: {selection}; border: 2px solid transparent; border-radius: 6px; }}
QFrame[look="chip"]:focus {{ border-color: {accent}; }}
QToolButton[look="remove"] {{ background: transparent; border: 2px solid transparent; border-radius: 6px;
    padding: 1px; }}
QToolButton[look="remove"]:hover {{ background: {hairline}; }}
QToolButton[look="remove"]:focus {{ border-color: {accent}; }}
QFrame[look="popup"] {{ background: {sheet}; border: 1px solid {hairline}; border-radius: 8px; }}
QFrame[look="toast"] {{ background: {ink}; border-radius: 8px; }}
QFrame[look="toast"] QLabel {{ color: {sheet}; }}
QFrame[look="toast"] QPushButton {{ background: transparent; color: {sheet}; font-weight: 600;
    border: 2px solid transparent; padding: {r5}px {p8}px; }}
QFrame[look="toast"] QPushButton:hover, QFrame[look="toast"] QPushButton:focus {{
    border: 2px solid {sheet}; }}
QFrame[look="notice"] {{ background: {wash}; }}
QFrame[look="well"] {{ background: {desk}; border: 1px solid {hairline}; border-radius: 6px; }}
QFrame[look="well"]:focus {{ border: 2px solid {accent}; }}

QAbstractItemView {{ background: transparent; border: none; outline: none;
    alternate-background-color: {desk}; selection-background-color: {wash}; selection-color: {ink}; }}
QAbstractItemView::item {{ padding: {p5}px 8px; border: 2px solid transparent; border-radius: 6px; }}
QAbstractItemView::item:hover {{ background: {desk}; }}
QAbstractItemView::item:selected {{ background: {wash}; color: {ink}; }}
QAbstractItemView::item:focus {{ border-color: {accent}; }}
QTableView {{ gridline-color: {hairline}; }}
QTableView::item {{ border-radius: 0; }}
QTableView[look="rows"] {{ background: {sheet}; border: 2px solid transparent; border-radius: 6px; }}
QTableView[look="rows"]:focus {{ border-color: {accent}; }}
QTableView[look="rows"]::item {{ padding: {p5}px 4px; }}
QTableView[look="rows"]::item:focus {{ border-color: transparent; }}
QHeaderView::section {{ background: transparent; color: {muted}; font-size: {caption}px; border: none;
    border-bottom: 1px solid {hairline}; padding: {p4}px 8px; }}
QTableCornerButton::section {{ background: transparent; border: none; }}

QProgressBar {{ background: {hairline}; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}

QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; button-layout: 3; }}

QMenuBar {{ background: {desk}; font-size: {list}px; padding: 2px 8px; }}
QMenuBar::item {{ background: transparent; padding: {p4}px 8px; border-radius: 6px; }}
QMenuBar::item:selected {{ background: {wash}; }}
QMenu {{ font-size: {list}px; background: {sheet}; border: 1px solid {hairline}; border-radius: 8px; padding: 4px; }}
QMenu::item {{ padding: {p5}px {p24}px {p5}px {p24}px; border-radius: 4px; }}
QMenu::item:selected {{ background: {wash}; color: {ink}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {hairline}; margin: 4px 8px; }}
QToolBar {{ background: {desk}; border: none; spacing: 8px; padding: 4px 8px; }}
QStatusBar {{ background: {desk}; color: {muted}; border-top: 1px solid {hairline}; }}
QStatusBar QLabel {{ font-size: {caption}px; }}
QStatusBar QPushButton[look="link"] {{ font-size: {caption}px; padding: 0 4px; }}
QStatusBar::item {{ border: none; }}
QSplitter::handle {{ background: {hairline}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QScrollArea {{ border: none; background: transparent; }}
QTabWidget::pane {{ border: none; }}
QTabBar::tab {{ background: transparent; color: {muted}; border: 2px solid transparent;
    padding: {p5}px {p10}px; border-radius: 6px; }}
QTabBar::tab:first {{ margin-left: 4px; }}
QTabBar::tab:selected {{ background: {wash}; color: {ink}; }}
QTabBar[look="resting"]::tab:selected {{ background: transparent; color: {muted}; }}
QTabBar::tab:hover {{ color: {ink}; }}
QTabBar::tab:focus {{ border-color: {accent}; }}
QGroupBox {{ border: none; margin-top: {group}px; padding-top: 4px; font-weight: 600; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; }}
QGroupBox QWidget {{ font-weight: 400; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {hairline}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""

_PADDINGS = (3, 4, 5, 6, 8, 10, 12, 16, 24)
_RINGED = (4, 5, 12)
"""The paddings that there are less a pixel too, as ``r4`` and so on: a ring is so much thicker than a hairline."""


def build_sheet(colours: Mapping[Colour, str], pixels: Mapping[Type, int], scale: float) -> str:
    """Return the style sheet for these colours, font sizes in pixels, and scale of the text (1 = 100 %)."""
    names: dict[str, str | int] = {role.value: value for role, value in colours.items()}
    names |= {role.value: size for role, size in pixels.items()}
    names |= {f"p{length}": round(length * scale) for length in _PADDINGS}
    names |= {f"r{length}": round(length * scale) - 1 for length in _RINGED}
    for scheme, own in (("light", LIGHT), ("dark", DARK)):  # the article has a look of its own
        names |= {f"paper_{scheme}": own[Colour.SHEET], f"ink_{scheme}": own[Colour.INK]}
    names["group"] = pixels[Type.BODY] + 12
    return _SHEET.format_map(names)
