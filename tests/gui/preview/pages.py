"""Pages written by hand, and the types of the fixtures that show them."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Protocol

from desktop.core.page import Block, Page, PageFile
from desktop.gui.preview.web_view import WebView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.gui.preview.pane import PreviewPane

    Dom = Callable[[PreviewPane], str]
    Ask = Callable[[PreviewPane, str], object]

SHEET = """<style>:root { color-scheme: light dark; }
html { font: 16px/20px sans-serif; } body { margin: 0; background: #fefefe; }
article { padding: 0 24px; } h1, p { margin: 0 0 20px; }
@media (prefers-color-scheme: dark) { body { background: #101010; } }
@media print { p { color: black; } }</style>"""


def block(identity: str, words: str) -> Block:
    return Block(identity, f'<p id="{identity}">{words}</p>')


def page(*blocks: Block, title: str = "A page", files: tuple[PageFile, ...] = ()) -> Page:
    head = ('<meta charset="utf-8">', f"<title>{title}</title>", SHEET)
    return Page("en-GB", "ltr", head, ' class="article"', blocks, files)


def png(width: int = 2, height: int = 2, grey: int = 128) -> bytes:
    """A small grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + bytes([grey]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def web(pane: PreviewPane) -> WebView:
    """The faithful view of a pane."""
    assert isinstance(pane.view, WebView)
    return pane.view


class Show(Protocol):
    """Shows a page that must be loaded, and waits until it can be seen."""

    def __call__(self, pane: PreviewPane, page: Page, root: Path | None = None, review: str = "r1") -> None: ...
